"""What the measurement of two processes makes of its raw data, and of what the generator in C says."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.replicas import files
from benchmarks.replicas.crowd import Sitting
from benchmarks.replicas.files import Files, milliseconds
from benchmarks.replicas.scale import SHORT, Scale
from tests.loops import finished

SAID = """
finished in 2.03s, 315.27 req/s, 5.03MB/s
requests: 640 total, 640 started, 640 done, {good} succeeded, {failed} failed, 0 errored, 0 timeout
status codes: 640 2xx, 0 3xx, 0 4xx, 0 5xx
                     min         max         mean         sd        +/- sd
time for request:      340us     12.45ms      1.72ms      1.10ms    91.09%
time for connect:     1.20ms      3.30ms      2.10ms       500us    80.00%
"""


@pytest.mark.parametrize(("text", "ms"), [("340us", 0.34), ("12.45ms", 12.45), ("2.10s", 2100.0)])
def test_times_are_read_in_milliseconds(text: str, ms: float) -> None:
    assert milliseconds(text) == pytest.approx(ms)


def generator(folder: Path, said: str) -> str:
    """A program that says this, and keeps what it was asked."""
    made = folder / "h2load"
    made.write_text(f'#!/bin/sh\necho "$@" > {folder}/asked\ncat <<END\n{said}\nEND\n', "utf-8")
    made.chmod(0o755)
    return str(made)


def come(folder: Path) -> Files:
    found = Files("https://127.0.0.1:1", ["/a.js", "/b.css"], 5, folder)
    finished(found.come(1.5))
    return found


@pytest.mark.parametrize("failed", [0, 3])
def test_every_visitor_asks_for_every_file_and_what_fails_is_seen(
    failed: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "H2LOAD", generator(tmp_path, SAID.format(good=640 - failed, failed=failed)))
    found = come(tmp_path)
    assert (found.requests, found.missed, found.worst, found.mean) == (640, failed, 12.45, 1.72)
    assert (tmp_path / "bestanden.txt").read_text("utf-8").split() == ["https://127.0.0.1:1/a.js", "https://127.0.0.1:1/b.css"]
    asked = (tmp_path / "asked").read_text("utf-8").split()
    assert {"-c8", "-n16", "-m2"} <= set(asked)
    assert {"-r1", "--rate-period=200ms"} <= set(asked)  # at even distances: all of a second's at once is another measurement
    assert found.late == pytest.approx(0.53)


def test_a_generator_that_says_something_else_is_no_measurement(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "H2LOAD", generator(tmp_path, "connection refused"))
    with pytest.raises(RuntimeError, match="connection refused"):
        come(tmp_path)


def test_processor_time_is_told_by_part_and_none_is_left_out() -> None:
    each = {"proces 1": 2.0, "proces 2": 1.5, "nginx": 0.25, "PostgreSQL": 0.5, "generator": 1.0, "bestanden": 0.125}
    figure = Sitting(raw={"cpu_ms_per_answer": each}).costs("bij 600 deelnemers")
    assert figure.what == (
        "processortijd per antwoord bij 600 deelnemers: app 3.50 ms, database 0.50 ms, nginx 0.25 ms, generator 1.12 ms; samen"
    )
    assert figure.value == sum(each.values()) == 5.375
    assert figure.good


def test_the_ladder_passes_the_number_of_people_that_the_limit_is_for() -> None:
    for scale in (Scale(), SHORT):
        steps = range(scale.first, scale.most + 1, scale.step)
        assert scale.people in steps
        assert scale.shorter.seconds < scale.seconds
