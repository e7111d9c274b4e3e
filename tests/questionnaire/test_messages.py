from __future__ import annotations

import re

import pytest

from questionnaire.messages import CATALOGUE, did_you_mean
from tests.questionnaire import message_coverage
from tests.questionnaire.message_coverage import times_said


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_message_is_said_by_some_test(name: str) -> None:
    assert times_said(name)


def test_the_coverage_report_counts_every_message(capsys: pytest.CaptureFixture[str]) -> None:
    assert message_coverage.main() == 0
    assert capsys.readouterr().out.endswith(f"Meldingen: {len(CATALOGUE)} van {len(CATALOGUE)} staan letterlijk in een test.\n")


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_message_says_what_is_wrong_and_how_to_mend_it_in_formal_dutch(name: str) -> None:
    message = CATALOGUE[name]
    assert message[0].isupper() or message[0] in "'{"
    assert message.endswith((".", "{mend}"))
    assert not re.search(r"\b(je|jij|jouw)\b|—", message)


def test_a_near_word_is_suggested_and_a_far_one_is_not() -> None:
    assert did_you_mean("levles", ["levels", "text"]) == " (bedoelde u 'levels'?)"
    assert did_you_mean("Levels", ["levels"]) == " (bedoelde u 'levels'?)"
    assert did_you_mean("xyz", ["levels", "text"]) == ""
    assert did_you_mean("xyz", []) == ""
