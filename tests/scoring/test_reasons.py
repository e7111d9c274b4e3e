"""The facts behind a theme or line, and the sentences made of them, on answers by hand."""

from __future__ import annotations

from fractions import Fraction

import pytest

from questionnaire.models import Line, Questionnaire
from scoring.model import Result
from scoring.reason_words import tell
from scoring.reasons import Goal, Part, group_reasons, reasons
from scoring.result import assess, assess_group
from scoring.sharing import Person, share
from scoring.shown import people_in
from tests.builders import answers, nested, one_theme, question, questionnaire, theme

Values = int | str


def solo(made: Questionnaire, *values: Values) -> Result:
    return assess(made, answers(made, *values))


def group(made: Questionnaire, *people: tuple[Values, ...]) -> Result:
    return assess_group(made, [answers(made, *values) for values in people])


def told(result: Result, id: str = "t1") -> list[str]:
    return tell(result.questionnaire, reasons(result), id).sentences


def q(number: int) -> str:
    return f"'Hoe gaat het met q{number}?'"


def anchor(number: int, level: int) -> str:
    return f"'Beschrijving {level} van q{number}.'"


# Facts


def test_the_parts_with_their_pull_and_the_one_that_lowers_most() -> None:
    found = reasons(solo(one_theme(1, 1, 1), 1, 4, 4)).themes["t1"]
    assert found.parts == (
        Part("q1", Fraction(1), Fraction(1), Fraction(2)),
        Part("q2", Fraction(4), Fraction(1), Fraction(-1)),
        Part("q3", Fraction(4), Fraction(1), Fraction(-1)),
    )
    assert (found.lowers, found.heaviest, found.hidden) == (("q1",), (), 0)


def test_a_heavy_part_lowers_more_than_a_lower_light_one() -> None:
    found = reasons(solo(one_theme(1, 4, 4), 1, 2, 5)).themes["t1"]  # the mean is 29/9
    assert found.lowers == ("q2",)
    assert found.heaviest == ("q2", "q3")


@pytest.mark.parametrize(
    ("values", "goal"),
    [
        ((2, 3, 3), Goal(4, "q1", 3, False)),
        ((3, 4, 4), Goal(5, "q1", 4, False)),
        ((2, 2, 3), Goal(3, "q1", 3, True)),  # 7/3 becomes 8/3
        ((1, 5, 5), Goal(3, "q1", 2, True)),  # the floor
        ((1, 1, 5), Goal(3, "q1", 2, False)),
        ((4, 5, 5), None),
        (("dk", "dk", "dk"), None),
        (("na", 3, 4), Goal(5, "q2", 4, False)),
    ],
)
def test_the_goal_is_the_smallest_step_to_the_next_stage(values: tuple[Values, ...], goal: Goal | None) -> None:
    found = reasons(solo(one_theme(1, 1, 1), *values)).themes["t1"]
    assert found.goal == goal


@pytest.mark.parametrize(
    ("values", "needed", "find_out"),
    [
        ((2, "dk", "dk"), 1, ("q2", "q3")),
        (("dk", "dk", "dk"), 2, ()),
        ((2, 3, "dk"), 0, ()),
        (("na", "na", "dk"), 1, ("q3",)),
        (("na", "na", "na"), 0, ()),
    ],
)
def test_how_many_answers_are_needed_for_an_outcome(values: tuple[Values, ...], needed: int, find_out: tuple[str, ...]) -> None:
    found = reasons(solo(one_theme(1, 1, 1), *values)).themes["t1"]
    assert (found.needed, found.find_out) == (needed, find_out)


def test_a_line_needs_the_heaviest_answers_first() -> None:
    made = nested([[[1, 1], [1]]])
    found = reasons(solo(made, "dk", "dk", "dk")).lines["l1"]
    assert (found.needed, found.find_out) == (2, ())
    assert reasons(solo(made, 2, "dk", "dk")).lines["l1"].find_out == ("q3",)


def test_a_group_has_no_answers_to_find_out() -> None:
    found = reasons(group(one_theme(1), *[("dk",)] * 6)).themes["t1"]
    assert (found.needed, found.find_out, found.parts) == (0, (), ())


def test_a_group_that_may_see_nothing_has_no_reasons() -> None:
    made = one_theme(1)
    found = group_reasons(made, share(made, [Person(None, {"q1": 2})]))
    assert (found.voice, found.themes, found.lines) == ("small", {}, {})


def test_how_many_people_a_result_rests_on() -> None:
    made = one_theme(1)
    assert people_in(solo(made, 3)) == 0
    assert people_in(group(made, (3,), ("dk",), ("na",))) == 3


# One person


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        (
            (1, 3, 4),
            [
                f"U koos niveau 1, 3 en 4. {q(1)} trekt het gemiddelde omlaag: daar koos u niveau 1. "
                "Het gemiddelde is niveau 2,7, maar de fase blijft 2 (Op weg): "
                "een fase is hooguit één hoger dan het laagste antwoord.",
                f"U bereikt fase 3 als u daar deze beschrijving herkent: {anchor(1, 2)}",
            ],
        ),
        (
            (2, 2, 5),
            [
                f"Bij {q(3)} koos u niveau 5, bij de andere twee vragen niveau 2.",
                f"Voor fase 4 is meer dan één stap nodig. Begin bijvoorbeeld bij {q(1)}, met niveau 3: {anchor(1, 3)}",
            ],
        ),
        (
            (3, 3, 3),
            [
                "U koos bij alle drie de vragen niveau 3.",
                f"Voor fase 4 is meer dan één stap nodig. Begin bijvoorbeeld bij {q(1)}, met niveau 4: {anchor(1, 4)}",
            ],
        ),
        (
            (3, "na", 2),
            [
                f"Bij {q(3)} koos u niveau 2, bij de andere vraag die meetelt niveau 3.",
                f"Voor fase 4 is meer dan één stap nodig. Begin bijvoorbeeld daar, met niveau 3: {anchor(3, 3)}",
                "Eén vraag is niet van toepassing en telt niet mee.",
            ],
        ),
        (
            ("na", "na", 5),
            [
                f"Dit rust op één antwoord: niveau 5 bij {q(3)}.",
                "Dit is de hoogste fase. De vraag is nu hoe u dit vasthoudt.",
                "Twee vragen zijn niet van toepassing en tellen niet mee.",
            ],
        ),
        (
            (3, 3, "dk"),
            [
                "U koos bij de twee vragen die meetellen niveau 3.",
                f"U bereikt fase 4 als u bij {q(1)} deze beschrijving herkent: {anchor(1, 4)}",
                "Eén van de drie antwoorden is nog niet bekend. "
                "Met dat antwoord erbij ligt het gemiddelde tussen niveau 2,3 en 3,7.",
            ],
        ),
        (
            (2, "dk", "dk"),
            [
                "Nog geen uitkomst: 33% van de antwoorden is bekend. Voor een uitkomst is twee derde nodig. "
                f"Die is er zodra u het antwoord weet op {q(2)} of {q(3)}."
            ],
        ),
        (
            ("dk", "dk", "dk"),
            ["Nog geen uitkomst: u hebt hier nog geen antwoord op een vraag. Daarvoor zijn minstens twee antwoorden meer nodig."],
        ),
        (("na", "na", "na"), ["Niet van toepassing."]),
    ],
)
def test_a_theme_of_one_person(values: tuple[Values, ...], expected: list[str]) -> None:
    assert told(solo(one_theme(1, 1, 1), *values)) == expected


def test_two_questions_are_both() -> None:
    assert told(solo(one_theme(1, 1), 3, 3))[0] == "U koos bij beide vragen niveau 3."


def test_levels_that_come_back_are_counted() -> None:
    made = one_theme(1, 1, 1, 1)
    assert told(solo(made, 2, 2, 4, 5))[0] == (
        f"U koos twee keer niveau 2, één keer niveau 4 en één keer niveau 5. "
        f"{q(1)} en {q(2)} trekken het gemiddelde omlaag: daar koos u niveau 2."
    )
    assert told(solo(made, 2, 3, 5, 5))[0] == (
        f"U koos één keer niveau 2, één keer niveau 3 en twee keer niveau 5. "
        f"Vooral {q(1)} trekt het gemiddelde omlaag: daar koos u niveau 2. Het gemiddelde is niveau 3,8, maar de fase blijft 3 "
        "(Afgesproken): een fase is hooguit één hoger dan het laagste antwoord."
    )
    assert (
        "Drie vragen trekken het gemiddelde omlaag: daar koos u niveau 2."
        in told(solo(one_theme(1, 1, 1, 1, 1), 2, 2, 2, 4, 5))[0]
    )


def test_weights_are_said_where_they_differ() -> None:
    assert f"{q(3)} telt het zwaarst mee." in told(solo(one_theme(1, 1, 2), 2, 3, 4))[0]
    assert f"{q(1)} en {q(3)} tellen het zwaarst mee." in told(solo(one_theme(2, 1, 2), 2, 3, 4))[0]
    assert "Niet elke vraag telt even zwaar mee." in told(solo(one_theme(2, 2, 2, 1), 2, 3, 4, 4))[0]
    heavy = told(solo(one_theme(1, 4, 8), 1, 2, 5))[0]
    assert f"Vooral {q(2)} trekt het gemiddelde omlaag: daar koos u niveau 2." in heavy
    assert heavy.endswith(f"een fase is hooguit één hoger dan het laagste antwoord, en bij {q(1)} koos u niveau 1.")


def test_equal_pulls_of_other_levels_name_both_levels() -> None:
    # The mean is 3: one level below it with weight 2, and two levels with weight 1.
    assert "daar koos u niveau 1 en 2." in told(solo(one_theme(1, 2, 2), 1, 2, 5))[0]


def test_no_outcome_that_one_of_many_answers_brings() -> None:
    made = one_theme(1, 1, 1, 1, 1, 1)
    assert told(solo(made, 2, 3, 4, "dk", "dk", "dk")) == [
        "Nog geen uitkomst: 50% van de antwoorden is bekend. Voor een uitkomst is twee derde nodig. "
        "Met één antwoord meer is die er."
    ]


# A line


def test_a_line_names_its_themes_at_both_ends() -> None:
    made = nested([[[1], [1], [1]]])
    assert told(solo(made, 1, 3, 3), "l1") == [
        "Van de drie thema's staan 'Thema t2' en 'Thema t3' het hoogst (niveau 3,0); het laagst staat 'Thema t1' (niveau 1,0).",
        f"In deze lijn bereikt u fase 3 als u bij {q(1)} deze beschrijving herkent: {anchor(1, 2)}",
    ]
    assert told(solo(made, 3, 3, 3), "l1")[0] == "Alle drie de thema's staan gemiddeld op niveau 3,0."
    assert told(solo(nested([[[1], [1]]]), 3, 3), "l1")[0] == "Beide thema's staan gemiddeld op niveau 3,0."
    assert told(solo(nested([[[1]]]), 3), "l1")[0] == "Deze lijn rust op één thema: 'Thema t1', gemiddeld niveau 3,0."
    assert told(solo(nested([[[1], [1], [1], [1]]]), 5, 5, 5, 1), "l1")[0].startswith(
        "Van de vier thema's staan drie thema's het hoogst"
    )


def test_the_weakest_theme_holds_a_line() -> None:
    found = told(solo(nested([[[1], [1], [1]]]), 1, 5, 5), "l1")[0]
    assert found.endswith(
        "Het gemiddelde is niveau 3,7, maar de fase blijft 2 (Op weg): een fase is hooguit één hoger dan die van "
        "het zwakste thema, en 'Thema t1' staat in fase 1."
    )


def test_a_theme_without_outcome_counts_in_its_line_and_shows_no_level() -> None:
    made = nested([[[1, 1, 1], [1], [1]]])
    texts = told(solo(made, 1, "dk", "dk", 3, 4), "l1")
    assert texts[0].startswith("Van de twee thema's met een uitkomst staat 'Thema t3' het hoogst (niveau 4,0)")
    assert "Eén thema zonder eigen uitkomst telt mee met de antwoorden die er zijn." in texts[0]
    assert "niveau 1,0" not in texts[0]
    # The hidden theme holds the stage: its own stage is not said.
    assert texts[0].endswith("een fase is hooguit één hoger dan die van het zwakste thema.")
    two = nested([[[1, 1, 1], [1, 1, 1], [1], [1], [1], [1]]])
    assert "Twee thema's zonder eigen uitkomst tellen mee" in told(solo(two, 1, "dk", "dk", 1, "dk", "dk", 3, 4, 4, 4), "l1")[0]


def test_a_heavy_theme_lowers_a_line_most() -> None:
    themes = [theme("t1", [question("q1")], 1), theme("t2", [question("q2")], 5), theme("t3", [question("q3")], 5)]
    made = questionnaire([Line(id="l1", title="Lijn", intro="Inleiding.", themes=tuple(themes))])
    texts = told(solo(made, 1, 2, 5), "l1")[0]
    assert "'Thema t2' en 'Thema t3' tellen het zwaarst mee. Vooral 'Thema t2' trekt het gemiddelde omlaag." in texts


# A group


def test_a_theme_of_a_group() -> None:
    made = one_theme(1, 1, 1)
    people = [(2, 4, 5)] * 3 + [(3, 4, 5)] * 2 + [("dk", 4, 4)]
    assert told(group(made, *people)) == [
        f"De antwoorden op de drie vragen liggen gemiddeld tussen niveau 2,4 en 4,8. "
        f"{q(1)} trekt het gemiddelde omlaag: daar komt de groep gemiddeld op niveau 2,4 uit. "
        "Het gemiddelde is niveau 3,7, maar de fase blijft 3 (Afgesproken): daar koos minstens de helft van de groep "
        "niveau 2 of lager.",
        f"Komt ieder die het antwoord weet daar één niveau hoger uit, dan bereikt de groep fase 4. "
        f"Vanuit het midden van de groep is dat niveau 3: {anchor(1, 3)}",
        "6% van de antwoorden is niet bekend. Met die antwoorden erbij ligt het gemiddelde tussen niveau 3,7 en 3,9.",
    ]


def test_a_group_that_agrees_and_one_that_begins() -> None:
    texts = told(group(one_theme(1, 1), *[(3, 3)] * 5))
    assert texts[0] == "De groep komt bij beide vragen gemiddeld op niveau 3,0 uit."
    assert texts[1].startswith("Komt ieder die het antwoord weet bij 'Hoe gaat het met q1?' één niveau hoger uit")
    assert told(group(one_theme(1, 1, 1), *[(1, 1, 1)] * 5))[1].startswith("Op weg naar fase 2 kan de groep bij ")
    one = told(group(one_theme(1), *[(3,)] * 5))
    assert one[0] == f"Dit rust op één vraag: {q(1)}, gemiddeld niveau 3,0."
    assert "bereikt de groep in deze lijn fase 4" in told(group(one_theme(1), *[(3,)] * 5), "l1")[1]


def test_a_difference_that_one_decimal_does_not_show_lowers_nothing() -> None:
    people = [(3, 3)] * 29 + [(3, 4)]
    assert told(group(one_theme(1, 1), *people))[0] == "De groep komt bij beide vragen gemiddeld op niveau 3,0 uit."


def test_the_middle_of_a_group_at_level_one() -> None:
    texts = told(group(one_theme(1, 1), *[(1, 5)] * 5))
    assert "de fase blijft 2 (Op weg): daar koos minstens de helft van de groep niveau 1." in texts[0]


def test_a_question_that_few_people_know_is_counted_and_not_named() -> None:
    made = one_theme(1, 1, 1, 1)
    people = [(4, 4, 2, 2), (4, 4, 2, 2), (4, 4, "dk", 2), (4, 4, "dk", "dk"), (4, 5, "dk", "dk")]
    result = group(made, *people)
    assert reasons(result).themes["t1"].hidden == 1  # three of five know q4, two of five q3
    text = told(result)[0]
    assert "Bij één vraag weten te weinig mensen het antwoord voor een eigen uitkomst." in text
    assert f"Van de vragen met een uitkomst trekt {q(4)} het gemiddelde het meest omlaag" in text
    assert q(3) not in " ".join(told(result))


def test_one_question_of_its_own_beside_hidden_ones() -> None:
    made = one_theme(4, 1, 1)
    people = [(3, 2, 2), (3, "dk", 2), (3, "dk", "dk"), (3, "dk", "dk"), (3, "dk", "dk")]
    text = told(group(made, *people))[0]
    assert text.startswith(f"Alleen de vraag {q(1)} heeft een eigen uitkomst: gemiddeld niveau 3,0.")
    assert "Bij twee vragen weten te weinig mensen het antwoord voor een eigen uitkomst." in text


def test_a_theme_of_hidden_questions_has_only_its_mean() -> None:
    """Many people share one theme without three of them knowing the same question."""
    made = one_theme(1, 1, 1)
    known: list[tuple[Values, ...]] = [(2, "na", "dk"), (2, "na", "na"), ("dk", 4, "na"), ("na", 4, "na"), ("na", "dk", 3)]
    people = [*known, ("na", "na", 3)]
    result = group(made, *people)
    assert result.scores.themes["t1"].reported
    texts = told(result)
    assert texts[0] == (
        "Samen komen de bekende antwoorden op gemiddeld niveau 3,0. "
        "Bij drie vragen weten te weinig mensen het antwoord voor een eigen uitkomst."
    )


def test_a_small_group_hears_of_no_question() -> None:
    made = nested([[[1, 1], [1, 1]]])
    result = group(made, (1, 2, 4, 4), (2, 2, 4, "dk"), (3, 2, 4, 4))
    assert told(result) == ["Samen komen de antwoorden van de groep op gemiddeld niveau 2,0."]
    assert told(result, "l1") == [
        "Van de twee thema's staat 'Thema t2' het hoogst (niveau 4,0); het laagst staat 'Thema t1' (niveau 2,0).",
        "8% van de antwoorden is niet bekend. Met die antwoorden erbij ligt het gemiddelde tussen niveau 2,8 en 3,1.",
    ]
    hidden = group(one_theme(1), (1,), (2,), (3,))
    assert told(hidden)[0].endswith("Die tonen we pas vanaf 5 deelnemers.")
    unknown = group(one_theme(1), *[("dk",)] * 6)
    assert told(unknown)[0] == "Geen uitkomst: te weinig mensen weten hier een antwoord."


def test_less_than_one_percent_is_said_so() -> None:
    made = one_theme(1, 1, 1)
    people: list[tuple[Values, ...]] = [(3, 3, 3)] * 79
    assert told(group(made, *people, (3, 3, "dk")))[-1].startswith("Minder dan 1% van de antwoorden is niet bekend.")


def test_a_group_line_with_a_hidden_theme_has_no_goal() -> None:
    made = nested([[[1], [1], [1], [1]]])
    people: list[tuple[Values, ...]] = [(3, 3, 3, 2)] * 2 + [(3, 3, 3, "dk")] * 3
    found = reasons(group(made, *people)).lines["l1"]
    assert (found.hidden, found.goal, found.weakest) == (1, None, None)
