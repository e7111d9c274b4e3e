"""What steps and ambitions sound like."""

from __future__ import annotations

import pytest

from questionnaire.models import Questionnaire
from scoring.model import Result
from scoring.result import assess
from scoring.step_words import ambition_text, delivery_text, find_out_text, trial_text, way_text
from scoring.steps import way_to
from tests.builders import answers, idea, nested, one_theme

THEME = one_theme(1, 1, 1)


@pytest.mark.parametrize(
    ("values", "stage", "says"),
    [
        ((2, 3, 2), 3, "Met 1 stap komt 'Thema t1' van fase 2 (Op weg) in fase 3 (Afgesproken)."),
        (
            (2, 2, 2),
            3,
            "Met 2 stappen komt 'Thema t1' van fase 2 (Op weg) in fase 3 (Afgesproken). Met minder stappen kan het niet.",
        ),
        ((2, 3, 3), 2, "'Thema t1' is nu in fase 3 (Afgesproken). Daar zijn geen stappen meer voor nodig."),
        ((2, "dk", "dk"), 3, "Bij 'Thema t1' is nog te weinig bekend voor een fase. Zoek eerst deze antwoorden uit."),
        (("na", "na", "na"), 3, "'Thema t1' is bij u niet van toepassing. Daar zijn geen stappen te zetten."),
    ],
)
def test_a_way_in_words(values: tuple[int | str, ...], stage: int, says: str) -> None:
    assert way_text(THEME, way_to(THEME, answers(THEME, *values), "t1", stage)) == says


def test_a_line_is_named_by_its_title() -> None:
    way = way_to(THEME, answers(THEME, 2, 2, 2), "l1", 2)
    assert way_text(THEME, way) == "'Lijn 1' is nu in fase 2 (Op weg). Daar zijn geen stappen meer voor nodig."


def test_unknown_answers_are_said_to_come_first() -> None:
    def says(questionnaire: Questionnaire, *values: int | str) -> str:
        return find_out_text(way_to(questionnaire, answers(questionnaire, *values), "t1", 4))

    assert says(THEME, 2, 2, 2) == ""
    assert says(THEME, 2, "dk", "dk") == ""  # the sentence about the way says so already
    assert says(THEME, 2, 2, "dk") == "Eén antwoord is nog niet bekend. Zoek dat eerst uit: het kan deze stappen veranderen."
    six = one_theme(*[1] * 6)
    assert says(six, 2, 2, 2, 2, "dk", "dk") == (
        "2 antwoorden zijn nog niet bekend. Zoek die eerst uit: ze kunnen deze stappen veranderen."
    )


def test_an_idea_says_what_it_asks_and_what_comes_first() -> None:
    ideas = [
        idea("nu", {"q1": ("core", 1, 4)}, effort=1, months=3),
        idea("later", {"q1": ("core", 1, 4)}, effort=2, months=1, partners=["werkgevers"], levels={"q2": 3}),
    ]
    questionnaire = nested([[[1, 1]]], ideas)
    (step, *_) = way_to(questionnaire, answers(questionnaire, 1, 2), "t1", 3, missing_partners=["werkgevers"]).steps
    assert [delivery_text(questionnaire, delivery) for delivery in step.ideas] == [
        "past in het werk van één team, binnen 3 maanden",
        "vraagt een afspraak met een ander team of met een partner, binnen 1 maand; later mogelijk, "
        "als u bij 'Hoe gaat het met q2?' niveau 3 herkent en als deze partner meedoet: werkgevers",
    ]


@pytest.mark.parametrize(
    ("before", "after", "says"),
    [
        ((2, 2, 2), (3, 2, 2), "In deze proef gaat 'Thema t1' van gemiddeld niveau 2,0 naar 2,3. De fase blijft 2 (Op weg)."),
        (
            (2, 2, 2),
            (3, 3, 2),
            "In deze proef gaat 'Thema t1' van gemiddeld niveau 2,0 naar 2,7, en van fase 2 naar fase 3 (Afgesproken).",
        ),
        ((2, 2, 2), (2, 2, 2), "In deze proef blijft 'Thema t1' op gemiddeld niveau 2,0 en in fase 2 (Op weg)."),
        (
            (1, 3, 5),
            (3, 3, 3),
            "In deze proef blijft 'Thema t1' op gemiddeld niveau 3,0, en gaat van fase 2 naar fase 3 (Afgesproken).",
        ),
        (
            (2, "dk", "dk"),
            (2, 2, "dk"),
            "In deze proef komt 'Thema t1' op gemiddeld niveau 2,0 en in fase 2 (Op weg). Nu is er nog geen uitkomst.",
        ),
        ((2, "dk", "dk"), (3, "dk", "dk"), "Ook in deze proef is bij 'Thema t1' te weinig bekend voor een fase."),
    ],
)
def test_a_trial_in_words(before: tuple[int | str, ...], after: tuple[int | str, ...], says: str) -> None:
    old, new = (assess(THEME, answers(THEME, *values)).scores.themes["t1"] for values in (before, after))
    assert trial_text(THEME, "t1", old, new).startswith(says)


@pytest.mark.parametrize(
    ("result", "says"),
    [
        (assess(THEME, answers(THEME, 2, 2, 3)), "Uw ambitie is niveau 4: gemiddeld nog 1,7 niveau verder."),
        (
            assess(THEME, answers(THEME, 2, 2, 3), targets={"t1": 2}),
            "Uw ambitie is niveau 2. Daar bent u: het thema is in fase 2 (Op weg).",
        ),
        (  # a stage is a rounded mean
            assess(THEME, answers(THEME, 2, 3, 3), targets={"t1": 3}),
            "Uw ambitie is niveau 3. Daar bent u: het thema is in fase 3 (Afgesproken).",
        ),
        (
            assess(THEME, answers(THEME, 1, 5, 5), targets={"t1": 3}),
            "Uw ambitie is niveau 3. Gemiddeld bent u daar, maar het laagste antwoord houdt de fase op 2.",
        ),
        (assess(THEME, answers(THEME, 3, "dk", "dk")), "Uw ambitie is niveau 4."),
    ],
)
def test_an_ambition_in_words(result: Result, says: str) -> None:
    assert ambition_text(result, "t1") == says
