"""The reasons never contradict the numbers: a parser reads every sentence back and checks it against the tree."""

from __future__ import annotations

import random
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire import load
from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, Value
from questionnaire.models import Questionnaire
from scoring.reason_words import tell, tell_all
from scoring.reasons import Reasons, group_reasons, reasons
from scoring.result import assess, assess_group
from scoring.sharing import Person, share, themes_only
from tests.builders import answers_to, groups, questionnaires
from tests.scoring.reading import Reader
from tests.scoring.sentences import LOWERS, TALLY, read

REAL = load().questionnaire


def check(questionnaire: Questionnaire, found: Reasons, people: list[dict[str, Value]]) -> Counter[str]:
    """Read every sentence; returns how often each pattern was met."""
    result = assess(questionnaire, people[0]) if found.voice == "one" else assess_group(questionnaire, people)
    scores = themes_only(questionnaire, result.scores) if found.voice == "small" else result.scores
    met: Counter[str] = Counter()
    for id in [*found.themes, *found.lines]:
        reader = Reader(questionnaire, people, scores, found.voice, id)
        texts = tell(questionnaire, found, id).sentences
        assert texts
        read(reader, texts)
        if reader.said[TALLY]:  # different levels: what lowers the mean may not be left out
            assert sum(reader.said[pattern] for pattern in LOWERS) == 1, texts
        met += reader.said
    return met


@pytest.mark.laborious
@given(st.data())
def test_of_one_person(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    values = data.draw(answers_to(questionnaire))
    check(questionnaire, reasons(assess(questionnaire, values)), [values])


@pytest.mark.laborious
@given(st.data())
def test_of_a_group(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    people = data.draw(groups(questionnaire, min_size=5, max_size=8))
    found = reasons(assess_group(questionnaire, people))
    assert found.voice == "group"
    check(questionnaire, found, people)
    # The workshop says the same.
    workshop = group_reasons(questionnaire, share(questionnaire, [Person(None, values) for values in people]))
    assert tell_all(questionnaire, workshop) == tell_all(questionnaire, found)


@pytest.mark.laborious
@pytest.mark.laborious
@given(st.data())
def test_of_a_small_group_no_question_is_named(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    people = data.draw(groups(questionnaire, min_size=3, max_size=4))
    found = reasons(assess_group(questionnaire, people))
    assert found.voice == "small"
    check(questionnaire, found, people)
    text = " ".join(sentence for id in [*found.themes, *found.lines] for sentence in tell(questionnaire, found, id).sentences)
    assert not any(question.text in text for question in questionnaire.questions)
    assert not any(anchor in text for question in questionnaire.questions for anchor in question.levels.values())


def test_with_the_real_questions() -> None:
    """Most patterns are met; quotation marks within a question ("collega's") do not confuse anyone."""
    chosen = random.Random(5)
    options: list[Value] = [1, 2, 2, 3, 3, 4, 4, 5, UNKNOWN, NOT_APPLICABLE]

    def person() -> dict[str, Value]:
        return {question.id: chosen.choice(options) for question in REAL.questions}

    met: Counter[str] = Counter()
    for _ in range(25):
        values = person()
        met += check(REAL, reasons(assess(REAL, values)), [values])
    people = [person() for _ in range(9)]
    met += check(REAL, reasons(assess_group(REAL, people)), people)
    met += check(REAL, reasons(assess_group(REAL, people[:4])), people[:4])
    assert len(met) >= 20


def test_two_people_are_told_nothing() -> None:
    people: list[dict[str, Value]] = [{"signaal": 2}, {"signaal": 3}]
    found = reasons(assess_group(REAL, people))
    assert (found.voice, found.themes, found.lines) == ("small", {}, {})
