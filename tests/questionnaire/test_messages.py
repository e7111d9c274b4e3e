from __future__ import annotations

import re
from string import Formatter

import pytest

from questionnaire.messages import CATALOGUE, did_you_mean
from tests.questionnaire.cases import (
    CONTENT_CASES,
    DIFFERENCE_CASES,
    FILE_CASES,
    MEASUREMENT_CASES,
    MISSING,
    NO_FOLDER,
    UNREADABLE,
)

# All of these are asserted literally by the tests of the checker and of the measurement file.
SAID = [
    *(text for case in CONTENT_CASES for text in (*case.says, *(case.advises or ()))),
    *(says for _, _, says in FILE_CASES),
    *(says for _, _, says in MEASUREMENT_CASES),
    *(text for _, _, says in DIFFERENCE_CASES for text in says),
    MISSING,
    UNREADABLE,
    NO_FOLDER,
]


@pytest.mark.parametrize("name", CATALOGUE)
def test_every_message_is_said_by_some_test(name: str) -> None:
    pattern = "".join(
        re.escape(literal) + (".*" if field is not None else "") for literal, field, _, _ in Formatter().parse(CATALOGUE[name])
    )
    assert any(re.search(rf"(^|: ){pattern}( \[[a-z-]+\])?$", text) for text in SAID)


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
