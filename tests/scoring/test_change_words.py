"""A change in Dutch, and through more moments."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from questionnaire.differences import Common
from questionnaire.models import Questionnaire
from scoring.change import Change, PartChange, compare, threshold
from scoring.change_json import change_json, series_json
from scoring.change_words import (
    RULE,
    basis_text,
    headline,
    notes,
    recognised_text,
    recognised_title,
    steps_text,
    verdict,
    verdict_text,
    why_text,
)
from scoring.result import assess, assess_group
from scoring.series import Comparison, Moment, Point
from tests.builders import answers, nested, one_theme
from tests.scoring.test_change import changed, with_questions

SINCE = "3 mei 2025"
THREE = nested([[[1] * 3] * 3])


def moment(
    asked: Questionnaire,
    *levels: int | str,
    day: date = date(2025, 5, 3),
    municipality: str = "Goes",
    role: str | None = None,
    notes: tuple[str, ...] = (),
) -> Moment:
    return Moment(day, assess(asked, answers(asked, *levels)), municipality, role, notes)


def part(shared: int = 3, total: int = 3, **more: object) -> PartChange:
    return PartChange("t1", Common(shared, total), **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("found", "word", "whole", "steps"),
    [
        (part(compared=3, steps=Fraction(3), difference=Fraction(25)), "aantoonbaar", "aantoonbaar hoger", "1,0 hoger"),
        (part(compared=3, steps=Fraction(-4), difference=Fraction(-100, 3)), "aantoonbaar", "aantoonbaar lager", "1,3 lager"),
        (
            part(compared=3, steps=Fraction(2), difference=Fraction(50, 3)),
            "geen aantoonbaar verschil",
            "geen aantoonbaar verschil",
            "0,7 hoger",
        ),
        (
            part(compared=3, steps=Fraction(0), difference=Fraction(0)),
            "geen aantoonbaar verschil",
            "geen aantoonbaar verschil",
            "gelijk",
        ),
        (
            part(compared=3, steps=Fraction(1, 10), difference=Fraction(5, 6)),
            "geen aantoonbaar verschil",
            "geen aantoonbaar verschil",
            "minder dan 0,1 hoger",
        ),
        (part(why="answers"), "niet vergelijkbaar", "niet vergelijkbaar", ""),
    ],
)
def test_the_words_of_a_part(found: PartChange, word: str, whole: str, steps: str) -> None:
    assert (verdict(found), verdict_text(found), steps_text(found)) == (word, whole, steps)


@pytest.mark.parametrize(
    ("found", "why"),
    [
        (part(compared=3, steps=Fraction(0)), ""),
        (part(0, 3, why="questions"), "Geen enkele vraag is hetzelfde gebleven."),
        (part(1, 3, why="questions"), "Van de 3 vragen is er 1 hetzelfde gebleven. Voor een vergelijking is twee derde nodig."),
        (part(2, 4, why="questions"), "Van de 4 vragen zijn er 2 hetzelfde gebleven. Voor een vergelijking is twee derde nodig."),
        (part(why="answers"), "Geen enkele vraag heeft op beide momenten een niveau."),
        (
            part(compared=1, why="answers"),
            "1 van de 3 vragen heeft op beide momenten een niveau. Voor een vergelijking is twee derde nodig.",
        ),
        (
            part(4, 4, compared=2, why="answers"),
            "2 van de 4 vragen hebben op beide momenten een niveau. Voor een vergelijking is twee derde nodig.",
        ),
        (part(1, 1, why="answers"), "Geen enkele vraag heeft op beide momenten een niveau."),
        (part(3, 3, aside=2, why="answers"), "Geen enkele vraag heeft op beide momenten een niveau."),
        (
            part(4, 4, compared=1, aside=2, why="answers"),
            "1 van de 2 vragen heeft op beide momenten een niveau. Voor een vergelijking is twee derde nodig.",
        ),
        (part(aside=3, why="not_applicable"), "Op beide momenten is dit niet van toepassing."),
        (
            part(why="small_group"),
            "Een van de groepen is klein. Dan tonen we geen antwoorden per vraag, en dus ook geen verschil per vraag.",
        ),
    ],
)
def test_why_a_part_is_not_comparable(found: PartChange, why: str) -> None:
    assert why_text(found) == why


def test_what_a_verdict_rests_on() -> None:
    assert basis_text(part(compared=2)) == "2 van 3 vragen"
    assert basis_text(part(compared=1, aside=2)) == "1 van 1 vraag"
    assert basis_text(part(2, 4, compared=1, aside=1)) == "1 van 3 vragen"


def test_the_rule_names_the_sums_that_are_needed() -> None:
    for questions, needed in ((4, "hoogstens 4 vragen is 3"), (9, "5 tot 9 vragen 4"), (10, "meer vragen 5")):
        assert needed in RULE
        assert needed.endswith(str(threshold(questions)))


FLAT = (2,) * 9


@pytest.mark.parametrize(
    ("now", "said"),
    [
        (FLAT, "Er is niets veranderd sinds 3 mei 2025: bij elke vraag die te vergelijken is staat hetzelfde niveau."),
        ((3, 3, 2) + (2,) * 6, "Bij geen enkel thema is er een aantoonbaar verschil met 3 mei 2025."),
        (
            (3, 3, 2) * 3,
            "Bij geen enkel thema is er een aantoonbaar verschil met 3 mei 2025, maar alles bij elkaar staat 'Lijn 1' wel "
            "aantoonbaar hoger.",
        ),
        ((3, 3, 3) + (2,) * 6, "Sinds 3 mei 2025 staat 'Thema t1' aantoonbaar hoger."),
        ((1,) * 6 + (2,) * 3, "Sinds 3 mei 2025 staan 'Thema t1' en 'Thema t2' aantoonbaar lager."),
        (
            (3, 3, 3, 1, 1, 1, 2, 2, 2),
            "Sinds 3 mei 2025 staat 'Thema t1' aantoonbaar hoger, en 'Thema t2' staat aantoonbaar lager.",
        ),
        ((3,) * 9, "Sinds 3 mei 2025 staan 'Thema t1', 'Thema t2' en 'Thema t3' aantoonbaar hoger."),
        (
            (1,) * 6 + (3,) * 3,
            "Sinds 3 mei 2025 staat 'Thema t3' aantoonbaar hoger, en 'Thema t1' en 'Thema t2' staan aantoonbaar lager.",
        ),
        (("dk",) * 9, "Geen enkel thema is te vergelijken met 3 mei 2025."),
    ],
)
def test_the_headline(now: tuple[int | str, ...], said: str) -> None:
    assert headline(changed(THREE, FLAT, now), SINCE) == said


def test_many_themes_are_counted_and_not_listed() -> None:
    four = nested([[[1] * 3] * 4])
    assert headline(changed(four, (2,) * 12, (3,) * 12), SINCE) == "Sinds 3 mei 2025 staan 4 thema's aantoonbaar hoger."


def test_lines_in_two_directions() -> None:
    two = nested([[[1] * 3] * 3] * 2)
    said = headline(changed(two, (2,) * 18, (3, 3, 2) * 3 + (1, 1, 2) * 3), SINCE)
    assert said.endswith("maar alles bij elkaar staat 'Lijn 1' wel aantoonbaar hoger en staat 'Lijn 2' wel aantoonbaar lager.")


@pytest.mark.parametrize(
    ("now", "said"),
    [
        ((3, 2, 2), "Bij 1 vraag herkent u nu een hogere beschrijving. Bij 2 vragen is de beschrijving gelijk gebleven."),
        (
            (3, 3, 1),
            "Bij 2 vragen herkent u nu een hogere beschrijving, en bij 1 vraag herkent u nu een lagere beschrijving.",
        ),
        ((2, 1, "dk"), "Bij 1 vraag herkent u nu een lagere beschrijving. Bij 1 vraag is de beschrijving gelijk gebleven."),
        ((2, 2, 2), "Bij alle 3 vragen die te vergelijken zijn, herkent u dezelfde beschrijving als toen."),
        ((2, "dk", "dk"), "Bij de ene vraag die te vergelijken is, herkent u dezelfde beschrijving als toen."),
        (("dk", "dk", "dk"), ""),
    ],
)
def test_how_many_descriptions_changed(now: tuple[int | str, ...], said: str) -> None:
    assert recognised_text(changed(one_theme(1, 1, 1), (2, 2, 2), now)) == said


def group_change() -> Change:
    asked = one_theme(1, 1, 1)
    before = assess_group(asked, [answers(asked, 2, 2, 2)] * 5)
    return compare(before, assess_group(asked, [answers(asked, 3, 2, 1)] * 5))


def test_a_group_recognises_together() -> None:
    assert recognised_text(group_change()).startswith("Bij 1 vraag herkent de groep nu een hogere beschrijving, en bij 1 vraag")
    assert recognised_title(group_change(), "down") == "Bij 1 vraag herkent de groep nu een lagere beschrijving"
    assert recognised_title(changed(THREE, FLAT, (3,) * 9), "up") == "Bij 9 vragen herkent u nu een hogere beschrijving"


# Notes


def test_other_people_are_always_named() -> None:
    before, now = moment(THREE, *FLAT), moment(THREE, *FLAT, day=date(2026, 11, 24))
    (only,) = notes(Comparison(now, (before,)))
    assert only.startswith("Vulde toen iemand anders de vragen in")
    roles = Comparison(moment(THREE, *FLAT, role="beleid"), (moment(THREE, *FLAT, role="wijkteam"),))
    assert notes(roles) == ["De eerdere meting is vanuit een andere rol ingevuld. Een verschil kan ook daarvan komen."]
    change = group_change()
    crowd = Comparison(Moment(date(2026, 11, 24), change.now), (Moment(date(2025, 5, 3), change.before),))
    assert notes(crowd) == [
        "Aan de twee metingen kunnen verschillende mensen hebben meegedaan. Een verschil kan ook daarvan komen."
    ]


def test_what_else_a_reader_has_to_know() -> None:
    newer = with_questions(one_theme(1, 1, 1), q1={"wording": 2})
    lines = (newer.lines[0].model_copy(update={"themes": (newer.themes[0].model_copy(update={"id": "t9"}),)}),)
    newer = newer.model_copy(update={"lines": lines})
    newer = Questionnaire(**{name: getattr(newer, name) for name in Questionnaire.model_fields})
    before = moment(one_theme(1, 1, 1), 1, 2, 3, municipality="Ede", notes=("Let op.",), day=date(2027, 1, 1))
    assert notes(Comparison(moment(newer, 1, 2, 3), (before,)))[1:] == [
        "De eerdere meting is van een andere organisatie: Ede.",
        "De meting waarmee u vergelijkt is jonger dan de meting die u nu open hebt. Lees het verschil dus andersom.",
        "De vragenlijst is veranderd: van versie 1.0 naar versie 2.0. 2 van de 3 vragen zijn hetzelfde.",
        "Dit stond alleen in de eerdere vragenlijst: 'Thema t1'.",
        "Let op.",
    ]
    out = Comparison(moment(THREE, 1, "dk", *FLAT[2:]), (moment(THREE, *FLAT),))
    assert notes(out)[1] == (
        "1 vraag telt niet mee: op een van beide momenten is het antwoord niet bekend of niet van toepassing."
    )
    out = Comparison(moment(THREE, 1, "dk", "na", *FLAT[3:]), (moment(THREE, *FLAT),))
    assert notes(out)[1].startswith("2 vragen tellen niet mee")


def small_groups() -> Comparison:
    """Four people, then five: no question may be shown of the four."""
    asked = one_theme(1, 1, 1)
    before, now = (assess_group(asked, [answers(asked, *row)] * people) for row, people in (((1, 2, 3), 4), ((3, 2, 4), 5)))
    return Comparison(Moment(date(2026, 11, 24), now), (Moment(date(2025, 5, 3), before),))


def test_what_a_small_group_hides_is_not_called_an_answer_that_fell_out() -> None:
    assert notes(small_groups()) == [
        "Aan de twee metingen kunnen verschillende mensen hebben meegedaan. Een verschil kan ook daarvan komen."
    ]


def test_notes_compare_only_what_is_filled_in() -> None:
    def noted(before: Moment, now: Moment) -> list[str]:
        first, *rest = notes(Comparison(now, (before,)))
        assert first.startswith("Vulde toen iemand anders de vragen in")
        return rest

    assert noted(moment(THREE, *FLAT, municipality=""), moment(THREE, *FLAT)) == []
    assert noted(moment(THREE, *FLAT), moment(THREE, *FLAT, municipality="")) == []
    assert noted(moment(THREE, *FLAT, role="beleid"), moment(THREE, *FLAT)) == []
    assert noted(moment(THREE, *FLAT, role="beleid"), moment(THREE, *FLAT, role="beleid")) == []
    old = one_theme(1, 1, 1)
    new = with_questions(old, q1={"wording": 2}, q2={"wording": 2})
    # Nothing is said of answers that are not known: they all are, and the questions are no longer compared.
    assert noted(moment(old, 1, 2, 3), moment(new, 1, 2, 3)) == [
        "De vragenlijst is veranderd: van versie 1.0 naar versie 2.0. 1 van de 3 vragen is hetzelfde."
    ]


# More moments


def comparison() -> Comparison:
    old = one_theme(1, 1, 1)
    new = with_questions(old, q1={"wording": 2}, q2={"wording": 2})
    oldest, middle = moment(old, 1, 1, 1, day=date(2024, 2, 1)), moment(new, 2, 2, "dk")
    return Comparison(moment(new, 3, 3, 4, day=date(2026, 11, 24)), (oldest, middle))


def test_a_line_through_the_moments_leaves_out_other_questions() -> None:
    found = comparison()
    assert found.themes()["t1"] == (Point(None, False), Point(Fraction(2), True), Point(Fraction(10, 3), True))
    assert found.lines()["l1"] == found.themes()["t1"]
    assert (found.place, found.before.date, found.change.themes["t1"].steps) == (1, date(2025, 5, 3), 2)
    earliest = Comparison(found.now, found.earlier, chosen=0)
    assert (earliest.place, earliest.change.themes["t1"].why) == (0, "questions")


def test_the_json() -> None:
    found = comparison()
    data = change_json(found)
    assert data["before"]["date"] == "2025-05-03"
    assert data["now"]["questionnaire"]["version"] == "2.0"
    assert data["themes"]["t1"] == {
        "demonstrable": False,
        "word": "geen aantoonbaar verschil",
        "comparable": True,
        "why_not": None,
        "direction": "up",
        "steps": "2",
        "needed": 3,
        "points": "25",
        "points_overall": "100/3",
        "questions": {"total": 3, "same": 3, "compared": 2, "fell_out": 1},
    }
    assert data["lines"]["l1"]["demonstrable"] is False
    assert data["questions"]["q1"] == {
        "theme": "t1",
        "before": {"level": 2, "anchor": "Beschrijving 2 van q1."},
        "now": {"level": 3, "anchor": "Beschrijving 3 van q1."},
        "step": "1",
        "recognised": "up",
    }
    assert (data["higher"], data["lower"], data["group"]) == (["q1", "q2"], [], False)
    series = series_json(found)
    assert [each["date"] for each in series["moments"]] == ["2024-02-01", "2025-05-03", "2026-11-24"]
    assert [point["level"] for point in series["themes"]["t1"]] == [None, "2", "10/3"]
    assert series["demonstrable_since"] == [{"l1": False, "t1": False}, {"l1": False, "t1": False}]


def test_the_json_of_what_is_not_comparable() -> None:
    found = Comparison(comparison().now, comparison().earlier, chosen=0)
    data = change_json(found)
    assert data["not_compared"] == {"new": ["q1", "q2"], "lost": ["q1", "q2"], "themes_gone": []}
    theme = data["themes"]["t1"]
    assert (theme["demonstrable"], theme["word"], theme["needed"], theme["steps"]) == (False, "niet vergelijkbaar", None, None)
    assert theme["why_not"].startswith("Van de 3 vragen is er 1 hetzelfde gebleven.")


def test_the_json_names_every_direction() -> None:
    asked = one_theme(1, 1, 1, 1)
    data = change_json(Comparison(moment(asked, 1, 3, 3, 3), (moment(asked, 2, 2, 3, "dk"),)))
    assert (data["higher"], data["lower"]) == (["q2"], ["q1"])
    assert [each["recognised"] for each in data["questions"].values()] == ["down", "up", "equal", None]
    assert [each["step"] for each in data["questions"].values()] == ["-1", "1", "0", None]
    assert data["questions"]["q4"]["before"] == {"level": None, "anchor": None}
    assert (data["themes"]["t1"]["direction"], data["themes"]["t1"]["steps"], data["themes"]["t1"]["points"]) == (
        "equal",
        "0",
        "0",
    )


def test_the_json_of_a_small_group_counts_no_answers() -> None:
    theme = change_json(small_groups())["themes"]["t1"]
    assert theme["questions"] == {"total": 3, "same": 3, "compared": 0, "fell_out": None}
    assert (theme["comparable"], theme["direction"], theme["points"], theme["points_overall"]) == (False, None, None, "25")


def test_the_json_of_the_moments() -> None:
    data = series_json(comparison())
    assert data["themes"]["t1"] == data["lines"]["l1"]
    assert data["lines"]["l1"] == [
        {"level": None, "comparable": False},
        {"level": "2", "comparable": True},
        {"level": "10/3", "comparable": True},
    ]
    found = comparison()
    assert data["moments"][-1] == {
        "date": "2026-11-24",
        "municipality": "Goes",
        "questionnaire": {"id": "proef", "version": "2.0", "hash": found.now.result.questionnaire.hash},
        "notes": [],
    }
    noted = Comparison(found.now, (moment(THREE, *FLAT, notes=("Let op.",)),))
    assert series_json(noted)["moments"][0]["notes"] == ["Let op."]
