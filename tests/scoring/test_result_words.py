"""Results in Dutch: rounding, plurals, and sentences that fit what is known."""

from __future__ import annotations

import re
from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.models import Questionnaire
from scoring import words
from scoring.certainty_words import certainty
from scoring.model import Condition, Node, Result
from scoring.reason_words import tell
from scoring.reasons import reasons
from scoring.result import assess, assess_group
from scoring.robustness import robustness
from tests.builders import answers, answers_to, groups, idea, idea_lists, nested, one_theme, questionnaires
from tests.builders import questionnaire as make


def result(questionnaire: Questionnaire, *values: int | str, **options: Any) -> Result:
    return assess(questionnaire, answers(questionnaire, *values), **options)


def node(*values: int | str) -> Node:
    return result(one_theme(*[1] * len(values)), *values).scores.themes["t1"]


@pytest.mark.parametrize(
    ("points", "text"), [(F(125, 2), "63"), (F(25, 2), "13"), (F(75, 2), "38"), (F(175, 3), "58"), (F(0), "0"), (F(100), "100")]
)
def test_points_round_half_up(points: F, text: str) -> None:
    assert words.points_text(points) == text


@given(st.fractions())
def test_half_up_lies_at_most_a_half_away_and_never_half_below(value: F) -> None:
    assert F(-1, 2) < words.round_half_up(value) - value <= F(1, 2)


@pytest.mark.parametrize(
    ("level", "text"), [(F(5, 2), "2,5"), (F(9, 4), "2,3"), (F(4), "4,0"), (F(299, 60), "5,0"), (F(5, 3), "1,7")]
)
def test_levels_have_one_decimal_and_a_comma(level: F, text: str) -> None:
    assert words.level_text(level) == text


@pytest.mark.parametrize(
    ("difference", "text"),
    [
        (F(175, 3) - F(125, 3), "ongeveer 17 punten"),
        (F(125, 3) - F(175, 3), "ongeveer 17 punten"),
        (F(25), "25 punten"),
        (F(1), "1 punt"),
        (F(4, 3), "ongeveer 1 punt"),
        (F(1, 3), "minder dan 1 punt"),
        (F(0), "geen verschil"),
    ],
)
def test_differences_come_from_unrounded_values(difference: F, text: str) -> None:
    assert words.difference_text(difference) == text


@pytest.mark.parametrize(
    ("agreement", "known", "text"),
    [
        (F(3, 4), 5, "dicht bij elkaar"),
        (F(1, 2), 5, "redelijk bij elkaar"),
        (F(7, 20), 5, "uiteenlopend"),
        (F(0), 5, "uiteenlopend"),
        (F(-1), 10, "twee kampen"),
        (F(1), 4, None),
        (None, 0, None),
    ],
)
def test_agreement_is_named_from_five_answers(agreement: F | None, known: int, text: str | None) -> None:
    assert words.agreement_text(agreement, known) == text


def test_deviation() -> None:
    assert words.deviation_text(F(3, 5)) == "gemiddeld 0,6 niveau uit elkaar"
    assert words.deviation_text(F(0)) == "allemaal hetzelfde niveau"


def test_fixed_words_exist_for_every_value() -> None:
    assert [words.evidence_text(value) for value in ("elsewhere", "plausible", "new")] == [
        "gedaan elders",
        "aannemelijk",
        "nieuw",
    ]
    assert [words.effort_text(value) for value in (1, 2, 3)] == [
        "past in het werk van één team",
        "vraagt een afspraak met een ander team of met een partner",
        "vraagt meerdere partners of extra geld",
    ]
    assert len({words.flag_text(flag) for flag in ("verdeeld", "spreiding", "onbekend", "toepasselijkheid", "rolverschil")}) == 5
    assert (words.list_text("quick"), words.list_text("larger")) == ("Snel te doen", "Grotere stap")
    assert [words.lead_time_text(months) for months in (0, 1, 3)] == ["meteen te doen", "binnen 1 maand", "binnen 3 maanden"]


# A node


@pytest.mark.parametrize(
    ("values", "text"),
    [
        ((2, 3, "na"), "2 van 3 vragen"),
        ((2, 3, "dk"), "2 van 3 vragen"),
        ((2,), "1 van 1 vraag"),
        (("na", "na"), "niet van toepassing"),
    ],
)
def test_coverage(values: tuple[Any, ...], text: str) -> None:
    assert words.coverage_text(node(*values)) == text


def test_why_there_is_no_outcome() -> None:
    assert words.not_reported_text(node(2, 3, "dk")) == ""
    assert words.not_reported_text(node("na")) == "Niet van toepassing."
    assert words.not_reported_text(node("dk", "dk")) == "Nog geen uitkomst: u hebt hier nog geen antwoord op een vraag."
    assert words.not_reported_text(node(2, "dk", "dk")).startswith("Nog geen uitkomst: 33% van de antwoorden is bekend.")
    questionnaire = one_theme(1)
    pair = assess_group(questionnaire, [{"q1": 2}, {"q1": 3}]).scores.themes["t1"]
    assert words.not_reported_text(pair) == "Geen uitkomst: minder dan 3 deelnemers weten hier een antwoord."
    exactly = assess_group(one_theme(1, 1, 1), [{"q1": 2, "q2": 3}, {"q1": 3, "q2": 3}]).scores.themes["t1"]
    assert exactly.coverage == F(2, 3)
    assert words.not_reported_text(exactly) == "Geen uitkomst: minder dan 3 deelnemers weten hier een antwoord."


# The headline


def headline(*values: int | str, themes: int = 3) -> str:
    return words.headline(result(nested([[[1] * (len(values) // themes)] * themes]), *values))


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (
            (5, 3, 1),
            "U ziet uw gemeente het verst bij 'Thema t1' (gemiddeld niveau 5,0) "
            "en het minst ver bij 'Thema t3' (gemiddeld niveau 1,0).",
        ),
        (
            (4, 4, 1),
            "U ziet uw gemeente het verst bij 'Thema t1' en 'Thema t2' (gemiddeld niveau 4,0) "
            "en het minst ver bij 'Thema t3' (gemiddeld niveau 1,0).",
        ),
        (
            (2, "na", "dk"),
            "Alleen het thema 'Thema t1' heeft een uitkomst: gemiddeld niveau 2,0. "
            "Bij 1 van de 2 vragen is het antwoord nog niet bekend; 1 thema heeft daardoor nog geen uitkomst.",
        ),
        ((3, 3, 3), "Alle 3 thema's met een uitkomst staan gelijk: gemiddeld niveau 3,0."),
        (
            (3, 3, "dk"),
            "Beide thema's met een uitkomst staan gelijk: gemiddeld niveau 3,0. "
            "Bij 1 van de 3 vragen is het antwoord nog niet bekend; 1 thema heeft daardoor nog geen uitkomst.",
        ),
        (
            (2, "dk", "dk"),
            "Alleen het thema 'Thema t1' heeft een uitkomst: gemiddeld niveau 2,0. "
            "Bij 2 van de 3 vragen is het antwoord nog niet bekend; 2 thema's hebben daardoor nog geen uitkomst.",
        ),
        (("dk", "dk", "na"), "Er is nog geen antwoord bekend. Begin met de vragen die u met een collega kunt uitzoeken."),
        (("na", "na", "na"), "U vindt geen enkele vraag van toepassing. Daarom is er geen beeld van uw gemeente."),
        (
            (2, "dk", 3, "dk", "na", "dk"),
            "Er is nog geen uitkomst per thema: op 2 van de 5 vragen is het antwoord bekend. "
            "Voor een uitkomst is per thema twee derde nodig.",
        ),
    ],
)
def test_the_headline(values: tuple[Any, ...], text: str) -> None:
    assert headline(*values) == text


def test_the_headline_counts_a_shared_rank_of_many_themes() -> None:
    assert "bij 4 thema's die gelijk staan (gemiddeld niveau 3,0)" in headline(3, 3, 3, 3, 1, themes=5)
    assert "bij 'Thema t1', 'Thema t2' en 'Thema t3' (gemiddeld niveau 3,0)" in headline(3, 3, 3, 1, themes=4)


def test_the_headline_of_a_group_speaks_of_the_group() -> None:
    questionnaire = nested([[[1], [1], [1]]])
    rows = [(5, 2, 1), (4, 2, 1), (4, "dk", 1)]
    group = assess_group(questionnaire, [answers(questionnaire, *row) for row in rows])
    text = words.headline(group)
    assert text.startswith("De groep ziet uw gemeente het verst bij 'Thema t1' (gemiddeld niveau 4,3)")
    assert text.endswith("Bij 1 van de 3 vragen weet de groep te weinig; 1 thema heeft daardoor nog geen uitkomst.")
    pair = assess_group(questionnaire, [answers(questionnaire, *row) for row in rows[:2]])
    assert words.headline(pair) == "Deze groep is te klein voor een uitkomst. Daarvoor zijn minstens 3 deelnemers nodig."


SMALL_GROUP = "Deze groep is te klein voor een uitkomst. Daarvoor zijn minstens 3 deelnemers nodig."


@pytest.mark.parametrize(
    ("people", "text"),
    [
        ((2, 3), SMALL_GROUP),
        ((2, "dk"), SMALL_GROUP),
        ((2, "na"), SMALL_GROUP),
        ((2, 2, 2), "Alleen het thema 'Thema t1' heeft een uitkomst: gemiddeld niveau 2,0."),
        ((2, "dk", "dk"), "Er is nog geen uitkomst per thema: op 0 van de 1 vraag is het antwoord bekend."),
        ((2, "dk", "na"), "Er is nog geen uitkomst per thema: op 0 van de 1 vraag is het antwoord bekend."),
        ((2, 3, 3, "dk", "dk"), "Er is nog geen uitkomst per thema: op 1 van de 1 vraag is het antwoord bekend."),
    ],
)
def test_whoever_answered_counts_as_a_person_in_the_size_of_a_group(people: tuple[int | str, ...], text: str) -> None:
    """Three people are enough, also when two of them do not know the answer or see no use for the question."""
    questionnaire = one_theme(1)
    group = assess_group(questionnaire, [answers(questionnaire, person) for person in people])
    assert words.headline(group).startswith(text)


# Strengths and gaps


def ids(items: list[tuple[Any, F]]) -> list[tuple[str, F]]:
    return [(question.id, level) for question, level in items]


def test_strengths_start_at_level_four_and_gaps_lie_below_the_target() -> None:
    found = result(one_theme(*[1] * 8), 4, 1, 5, 3, 2, 1, "dk", 5)
    assert ids(words.strengths(found)) == [("q3", 5), ("q8", 5), ("q1", 4)]
    assert ids(words.gaps(found)) == [("q2", 1), ("q6", 1), ("q5", 2)]
    assert ids(words.strengths(found, 1)) == [("q3", 5)]


def test_a_question_of_weight_zero_is_no_strength_and_no_gap() -> None:
    found = result(one_theme(1, 0, 0), 3, 5, 1)
    assert words.strengths(found) == []
    assert ids(words.gaps(found)) == [("q1", 3)]


def test_a_question_is_never_both_a_strength_and_a_gap() -> None:
    found = result(one_theme(1, 1), 4, 4, targets={"t1": 5})
    assert ids(words.strengths(found, 1)) == [("q1", 4)]
    assert ids(words.gaps(found, 1)) == [("q2", 4)]


def test_without_high_or_low_levels_the_lists_are_empty() -> None:
    found = result(one_theme(1, 1), 3, 3, targets={"t1": 3})
    assert words.strengths(found) == []
    assert words.gaps(found) == []


# Suggestions


def reason(*values: int, addresses: tuple[str, ...] = ("q1", "q2")) -> str:
    questionnaire = nested([[[1] * len(values)]], [idea("i", dict.fromkeys(addresses, ("core", 1, 5)))])
    found = result(questionnaire, *values)
    return words.suggestion_reason(found, found.advice.suggestions[0])


def test_the_reason_of_a_suggestion() -> None:
    first, second = "'Hoe gaat het met q1?'", "'Hoe gaat het met q2?'"
    assert reason(1, 2) == f"Voorgesteld omdat u niveau 1 koos bij {first} en niveau 2 bij {second}."
    assert reason(2, 2) == f"Voorgesteld omdat u niveau 2 koos bij {first} en bij {second}."
    assert reason(3, 2, addresses=("q2",)) == f"Voorgesteld omdat u niveau 2 koos bij {second}."


def test_the_reason_of_a_suggestion_to_a_group() -> None:
    questionnaire = nested([[[1, 1]]], [idea("i", {"q1": ("core", 1, 5), "q2": ("core", 1, 5)})])
    group = assess_group(questionnaire, [answers(questionnaire, *row) for row in ((1, 2), (1, 2), (2, 2))])
    assert words.suggestion_reason(group, group.advice.suggestions[0]) == (
        "Voorgesteld omdat de groep gemiddeld op niveau 1,3 uitkomt bij 'Hoe gaat het met q1?' "
        "en op niveau 2 bij 'Hoe gaat het met q2?'."
    )


@pytest.mark.parametrize(
    ("condition", "text"),
    [
        (Condition("level", ("q1",), 2), "als u bij 'Hoe gaat het met q1?' niveau 2 herkent"),
        (Condition("partner", ("werkgevers",)), "als deze partner meedoet: werkgevers"),
        (Condition("partner", ("weg",)), "als deze partner meedoet: weg"),
        (Condition("partner", ("werkgevers", "hogeschool")), "als deze partners meedoen: werkgevers en hogeschool"),
        (Condition("size", ("klein",)), "als uw gemeente deze grootte heeft: klein (tot 25.000 inwoners)"),
        (
            Condition("size", ("klein", "groot")),
            "als uw gemeente een van deze groottes heeft: klein (tot 25.000 inwoners) of groot",
        ),
    ],
)
def test_conditions(condition: Condition, text: str) -> None:
    assert words.condition_text(one_theme(1), condition) == text


@given(st.data())
def test_there_are_words_for_every_result(data: st.DataObject) -> None:
    bare = data.draw(questionnaires())
    questionnaire = make(bare.lines, data.draw(idea_lists(bare)))
    if data.draw(st.booleans()):
        found = assess(questionnaire, data.draw(answers_to(questionnaire)), size="groot", missing_partners=["werkgevers"])
    else:
        found = assess_group(questionnaire, data.draw(groups(questionnaire)))
    texts = [words.headline(found)]
    for item in [*found.scores.lines.values(), *found.scores.themes.values()]:
        texts += [
            words.coverage_text(item),
            words.not_reported_text(item),
        ]
    why = reasons(found)
    texts += [sentence for id in [*why.lines, *why.themes] for sentence in tell(questionnaire, why, id).sentences]
    texts += certainty(questionnaire, robustness(found), why.voice)
    texts += [words.suggestion_reason(found, suggestion) for suggestion in found.advice.suggestions]
    texts += [words.condition_text(questionnaire, condition) for later in found.advice.later for condition in later.conditions]
    assert not re.search(
        r"None|Fraction|[—–]|\b1 vragen|''|\b[Éé]{2}n vragen|één thema's|\b1 thema's|  ", " ".join(filter(None, texts))
    )
    assert 1 <= words.headline(found).count(". ") + 1 <= 2
