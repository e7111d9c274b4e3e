"""A few hundred strange inputs, always the same ones, against the real app; `make fuzz` gives it 100,000."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest

from benchmarks.fuzz.found import Found
from benchmarks.fuzz.inputs import Inputs
from benchmarks.fuzz.line import Answer
from benchmarks.fuzz.run import everything
from benchmarks.fuzz.web import judge
from questionnaire import load

pytestmark = pytest.mark.xdist_group("load")


def test_strange_input_meets_no_traceback_no_error_and_leaves_no_damage() -> None:
    with ThreadPoolExecutor(1) as pool:  # beside browser tests this thread has a loop already
        found = pool.submit(everything, 400, 20261125).result()
    assert found.faults == {}
    assert sum(found.tried.values()) == 400
    assert found.counts["bestanden met uitleg geweigerd"] > 0
    assert found.counts["bestanden gelezen en bewaard"] > 0


def test_the_same_seed_gives_the_same_input() -> None:
    one, two, other = ([Inputs(seed).path() for _ in range(5)] for seed in (4, 4, 5))
    assert one == two != other
    assert Inputs(4).file(load().questionnaire) == Inputs(4).file(load().questionnaire)


@pytest.mark.parametrize(
    ("answer", "fault"),
    [
        (Answer(500, (), b""), "antwoord 500"),
        (Answer(200, (("content-type", "text/html"),), b"<p><script>stoor(1)</script>"), "onbewerkt"),
        (Answer(404, (), b"Traceback (most recent call last)"), "onbewerkt"),
        (Answer(303, (("location", "//stoor.invalid/"),), b""), "andere plek"),
        (Answer(303, (("location", "/mee"), ("x-stoor", "1")), b""), "header geworden"),
    ],
)
def test_what_must_not_be_is_seen(answer: Answer, fault: str) -> None:
    found = Found()
    judge(found, "proef", "/", answer, 80)
    assert len(found.faults) == 1
    assert fault in next(iter(found.faults))


def test_a_good_answer_is_no_fault() -> None:
    found = Found()
    judge(found, "proef", "/", Answer(303, (("location", "/mee?code=%2F%2Fstoor"),), b""), 80)
    assert found.faults == {}
