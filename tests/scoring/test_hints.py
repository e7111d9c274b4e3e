"""Pairs of answers that rarely go together: which are asked about, in which order, and in what words."""

from __future__ import annotations

from itertools import product

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from questionnaire import CONTENT, load
from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, Value
from questionnaire.contradictions import Contradiction, Window
from questionnaire.models import LEVELS
from scoring.cases import read_case
from scoring.hints import MOST_PER_QUESTION, MOST_SHOWN, Hint, hint_question, hints, worth_asking
from scoring.result import assess, assess_group, to_json
from tests.builders import nested

QUESTIONNAIRE = nested([[[1] * 6]])
IDS = [question.id for question in QUESTIONNAIRE.questions]
REAL = load()


def pair(id: str, one: tuple[str, int, int], two: tuple[str, int, int]) -> Contradiction:
    when = tuple(Window(question=question, from_level=low, to_level=high) for question, low, high in (one, two))
    return Contradiction(id=id, when=when, why="Kijk nog eens.")


HIGH_LOW = pair("hoog-laag", ("q1", 4, 5), ("q2", 1, 2))


@pytest.mark.parametrize("one", [*LEVELS, UNKNOWN, NOT_APPLICABLE, None])
@pytest.mark.parametrize("two", [*LEVELS, UNKNOWN, NOT_APPLICABLE, None])
def test_a_pair_is_asked_about_inside_both_windows_only(one: Value | None, two: Value | None) -> None:
    values = {id: value for id, value in (("q1", one), ("q2", two)) if value is not None}
    inside = one in (4, 5) and two in (1, 2)
    assert [hint.id for hint in hints([HIGH_LOW], values)] == ["hoog-laag"] * inside


def test_a_hint_knows_the_answers_that_were_given() -> None:
    (hint,) = hints([HIGH_LOW], {"q1": 5, "q2": 2, "q3": 1})
    assert hint == Hint(HIGH_LOW, (("q1", 5), ("q2", 2)))


def test_of_pairs_about_the_same_two_questions_the_first_that_fits_is_asked_about() -> None:
    turned = pair("omgekeerd", ("q2", 1, 1), ("q1", 4, 5))
    other = pair("anders", ("q1", 1, 1), ("q2", 5, 5))
    assert [hint.id for hint in hints([turned, HIGH_LOW, other], {"q1": 4, "q2": 1})] == ["omgekeerd"]
    assert [hint.id for hint in hints([turned, HIGH_LOW, other], {"q1": 4, "q2": 2})] == ["hoog-laag"]
    assert [hint.id for hint in hints([turned, HIGH_LOW, other], {"q1": 1, "q2": 5})] == ["anders"]


def test_at_most_five_are_shown_and_two_about_one_question() -> None:
    pairs = [pair(f"{one}-{two}", (one, 1, 1), (two, 1, 1)) for one, two in product(IDS[:3], IDS[3:])]
    found = hints(pairs, dict.fromkeys(IDS, 1))
    assert [hint.id for hint in found] == [each.id for each in pairs]
    # q1 twice; then q4 and q5 have been named once each, and so on.
    assert [hint.id for hint in worth_asking(found)] == ["q1-q4", "q1-q5", "q2-q4", "q2-q5", "q3-q6"]
    separate = nested([[[1] * 12]])
    ids = [question.id for question in separate.questions]
    pairs = [pair(f"p{place}", (ids[place], 1, 1), (ids[place + 1], 1, 1)) for place in range(0, 12, 2)]
    assert [hint.id for hint in worth_asking(hints(pairs, dict.fromkeys(ids, 1)))] == ["p0", "p2", "p4", "p6", "p8"]


windows = st.tuples(st.sampled_from(IDS), st.integers(1, 5), st.integers(1, 5))


@given(st.lists(st.tuples(windows, windows), max_size=12), st.dictionaries(st.sampled_from(IDS), st.integers(1, 5)))
def test_laws_of_what_is_shown(made: list[tuple[tuple[str, int, int], tuple[str, int, int]]], values: dict[str, Value]) -> None:
    pairs = [pair(f"p{place}", *sides) for place, sides in enumerate(made) if sides[0][0] != sides[1][0]]
    found = hints(pairs, values)
    shown = worth_asking(found)
    assert list(shown) == [hint for hint in found if hint in shown]  # the order of the file
    assert len(shown) <= MOST_SHOWN
    named = [question for hint in shown for question, _ in hint.answers]
    assert all(named.count(question) <= MOST_PER_QUESTION for question in named)
    assert len({frozenset(question for question, _ in hint.answers) for hint in found}) == len(found)
    for hint in found:
        for (question, level), window in zip(hint.answers, hint.pair.when, strict=True):
            assert values[question] == level
            assert window.question == question
            assert window.from_level <= level <= window.to_level
    # An answer less never adds a pair.
    for question in values:
        fewer = {id: value for id, value in values.items() if id != question}
        assert {hint.id for hint in hints(pairs, fewer)} <= {hint.id for hint in found}


def test_the_question_names_both_levels_and_both_questions() -> None:
    (hint,) = hints([HIGH_LOW], {"q1": 4, "q2": 1})
    assert hint_question(QUESTIONNAIRE, hint) == (
        "U kiest niveau 4 bij 'Hoe gaat het met q1?' en niveau 1 bij 'Hoe gaat het met q2?'. Klopt dat?"
    )
    assert hint_question(QUESTIONNAIRE, hint, group=True) == (
        "U spreekt niveau 4 af bij 'Hoe gaat het met q1?' en niveau 1 bij 'Hoe gaat het met q2?'. Klopt dat?"
    )


def test_the_json_names_the_hints_of_one_person_and_none_of_a_group() -> None:
    values: dict[str, Value] = {**dict.fromkeys(IDS, 3), "q1": 4, "q2": 1}
    assert to_json(assess(QUESTIONNAIRE, values), [HIGH_LOW])["hints"] == ["hoog-laag"]
    assert to_json(assess(QUESTIONNAIRE, values))["hints"] == []
    assert to_json(assess_group(QUESTIONNAIRE, [values] * 5), [HIGH_LOW])["hints"] == []


# The catalogue of the app


def test_every_pair_of_the_app_can_be_shown_and_none_to_someone_in_the_middle() -> None:
    questionnaire = REAL.questionnaire
    assert 15 <= len(REAL.contradictions) <= 25
    assert hints(REAL.contradictions, {question.id: 3 for question in questionnaire.questions}) == ()
    for each in REAL.contradictions:
        answers: dict[str, Value] = {window.question: window.from_level for window in each.when}
        (hint,) = worth_asking(hints(REAL.contradictions, answers))
        assert hint.id == each.id
        assert hint_question(questionnaire, hint).count("?'") == 2


@pytest.mark.parametrize("level", LEVELS)
def test_who_answers_alike_everywhere_gets_no_question(level: int) -> None:
    assert hints(REAL.contradictions, {question.id: level for question in REAL.questionnaire.questions}) == ()


def test_the_municipalities_that_experts_imagined_rarely_get_a_question() -> None:
    """They were thought up to be believable: a pair that many of them have is no tension."""
    paths = sorted((CONTENT / "cases").glob("*.yaml"))
    found = [hint.id for path in paths for hint in hints(REAL.contradictions, read_case(path, REAL.questionnaire).answers)]
    assert len(found) <= len(paths) // 2
    assert all(found.count(id) <= 3 for id in found)


def test_the_file_says_what_the_pairs_are_for() -> None:
    text = (CONTENT / "contradictions.yaml").read_text(encoding="utf-8")
    assert len(yaml.safe_load(text)) == len(REAL.contradictions)
    assert not any(word in text.casefold() for word in ("fout", "tegenstrijdig", "onjuist", "moet kloppen"))
