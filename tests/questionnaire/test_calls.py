"""Calls on a given day. The programme below is made up, and exists in this test only: it shows that a call is data."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire import CONTENT, check, load
from questionnaire.calls import NONE_OPEN, call_on, completeness_text, gaps
from questionnaire.programme import Programme
from tests.questionnaire.conftest import Edit

OWN = load(CONTENT)
MADE_UP = """\
name: Verzonnen programma Zonnebloem
owner: Verzonnen fonds
period: Van 2031 tot 2033.
summary: Dit programma bestaat niet.
ambition: {text: Een verzonnen doel., figure: 5, reading: Een verzonnen getal.}
lines: []
tranches:
  - {name: Lente, opened: 2031-03-01, closed: 2031-03-31, text: Verzonnen., who: Verzonnen gemeenten.}
  - {name: Herfst, opened: 2031-09-15, closed: 2031-10-31, text: Verzonnen., apply_at: https://zonnebloem.example/aanvraag}
  - {name: Ooit, opened: 2032-01-01, closed: null, text: Zonder laatste dag.}
open_call: true
who_could_apply: Verzonnen gemeenten.
form_headings:
  - {id: plan, title: Uw plan, help: Verzonnen., least_words: 3, most_words: 6}
  - {id: geld, title: Begroting, help: Verzonnen.}
checked: 2031-03-31
"""


@pytest.fixture
def made_up(folder: Path) -> Programme:
    """The call, read the way the app reads its own."""
    (folder / "programme.yaml").write_text(MADE_UP, encoding="utf-8")
    assert check(folder) == []
    return load(folder).programme


@pytest.mark.parametrize(
    ("day", "tranche", "left", "text"),
    [
        (date(2031, 2, 28), None, None, f"{NONE_OPEN} De ronde 'Lente' opent op 1 maart 2031."),
        (date(2031, 3, 1), "Lente", 30, "De ronde 'Lente' is open tot en met 31 maart 2031: nog 30 dagen."),
        (date(2031, 3, 30), "Lente", 1, "De ronde 'Lente' is open tot en met 31 maart 2031: nog 1 dag."),
        (date(2031, 3, 31), "Lente", 0, "De ronde 'Lente' is open. Vandaag, 31 maart 2031, is de laatste dag."),
        (date(2031, 4, 1), None, None, f"{NONE_OPEN} De ronde 'Herfst' opent op 15 september 2031."),
        (date(2031, 10, 25), "Herfst", 6, "De ronde 'Herfst' is open tot en met 31 oktober 2031: nog 6 dagen."),
        (date(2031, 11, 1), None, None, NONE_OPEN),
        (date(2032, 1, 1), None, None, NONE_OPEN),
    ],
)
def test_what_there_is_to_apply_for(made_up: Programme, day: date, tranche: str | None, left: int | None, text: str) -> None:
    call = call_on(made_up, day)
    assert (call.open.name if call.open else None, call.days_left, call.text) == (tranche, left, text)


@pytest.mark.parametrize(
    ("moment", "open_"),
    [
        (datetime(2031, 2, 28, 22, 59, tzinfo=UTC), False),
        (datetime(2031, 2, 28, 23, 0, tzinfo=UTC), True),  # 1 March in the Netherlands, winter time
        (datetime(2031, 3, 31, 21, 59, tzinfo=UTC), True),
        (datetime(2031, 3, 31, 22, 0, tzinfo=UTC), False),  # 1 April there: summer time began the day before
    ],
)
def test_a_day_is_a_day_in_the_netherlands(made_up: Programme, moment: datetime, open_: bool) -> None:
    day = moment.astimezone(ZoneInfo("Europe/Amsterdam")).date()
    assert (call_on(made_up, day).open is not None) == open_


def test_of_two_open_tranches_the_one_that_closes_first_counts(made_up: Programme) -> None:
    short = made_up.tranches[0].model_copy(update={"name": "Kort", "closed": date(2031, 3, 10)})
    both = made_up.model_copy(update={"tranches": (*made_up.tranches, short)})
    call = call_on(both, date(2031, 3, 5))
    assert call.open is not None
    assert (call.open.name, call.days_left) == ("Kort", 5)


@given(st.dates(date(2015, 1, 1), date(2060, 1, 1)))
def test_the_programme_that_ended_never_has_an_open_call(day: date) -> None:
    assert not OWN.programme.open_call
    assert call_on(OWN.programme, day).text == NONE_OPEN


@given(st.dates(date(2030, 1, 1), date(2033, 1, 1)), st.dates(date(2030, 1, 1), date(2033, 1, 1)), st.integers(0, 400))
def test_the_days_left_lead_to_the_last_day(day: date, opened: date, length: int) -> None:
    tranche = OWN.programme.tranches[0]
    closed = opened + timedelta(days=length)
    programme = OWN.programme.model_copy(update={"tranches": (tranche.model_copy(update={"opened": opened, "closed": closed}),)})
    call = call_on(programme, day)
    assert (call.open is None) == (day < opened or day > closed)
    if call.days_left is not None:
        assert day + timedelta(days=call.days_left) == closed


def test_what_is_still_missing_on_the_form(made_up: Programme) -> None:
    form = made_up.form_headings
    missing = gaps(form, {})
    assert [(gap.heading.id, gap.fault, gap.words) for gap in missing] == [("plan", "empty", 0), ("geld", "empty", 0)]
    assert [gap.text for gap in missing] == ["'Uw plan' is nog leeg.", "'Begroting' is nog leeg."]
    assert completeness_text(form, missing) == "0 van 2 kopjes zijn klaar."

    short = gaps(form, {"plan": "Te kort", "geld": " \n- ", "onbekend": "telt niet"})
    assert [gap.text for gap in short] == [
        "'Uw plan' heeft 2 woorden. Het formulier vraagt er minstens 3.",
        "'Begroting' is nog leeg.",
    ]
    long = gaps(form, {"plan": "een twee drie vier vijf zes zeven", "geld": "Weinig."})
    assert [gap.text for gap in long] == ["'Uw plan' heeft 7 woorden. Op het formulier passen er 6."]
    assert completeness_text(form, long) == "1 van 2 kopjes is klaar."

    for exact in ("een twee drie", "een twee drie vier vijf zes"):
        done = gaps(form, {"plan": exact, "geld": "Weinig."})
        assert done == ()
        assert completeness_text(form, done) == "Uw plan is compleet voor het formulier: alle 2 kopjes zijn ingevuld."


def test_the_headings_of_the_programme_have_no_limits_and_each_wants_a_word() -> None:
    form = OWN.programme.form_headings
    assert len(form) == 5
    assert gaps(form, {heading.id: "iets" for heading in form}) == ()
    assert [gap.heading for gap in gaps(form, {heading.id: "iets" for heading in form[1:]})] == [form[0]]


def test_everything_there_is_to_learn_from_says_when_it_was_checked_and_where_it_comes_from() -> None:
    programme = OWN.programme
    assert {"interview", "film", "voorbeeld", "rapport"} == {item.kind for item in programme.inspiration}
    for item in (*programme.inspiration, *programme.history, *programme.tranches, *programme.living_funding):
        assert item.sources
        assert set(item.sources) <= set(OWN.source_by_id)
    assert programme.cited() <= {source.id for source in OWN.cited_sources()}


def test_a_folder_without_groups_of_partners_can_be_used(edit: Edit, folder: Path) -> None:
    (folder / "partner_groups.yaml").unlink()
    assert check(folder) == []
    assert load(folder).partner_groups == ()
