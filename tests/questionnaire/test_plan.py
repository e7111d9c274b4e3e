"""A plan and its fields say the same, and every field knows what it can hold."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire import load
from questionnaire.plan import (
    MAX_LINE,
    MAX_TEXT,
    OUTCOMES,
    PARTS,
    Plan,
    PlanPartner,
    PlanReview,
    PlanStep,
    field_problem,
    filled_parts,
    from_fields,
    kind_of,
    to_fields,
)

CONTENT = load()
TODAY = date(2026, 11, 24)

lines = st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40)
ids = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,4}){0,2}", fullmatch=True)
days = st.none() | st.dates(date(2020, 1, 1), date(2040, 1, 1))
ticks = st.sets(ids, max_size=4).map(lambda found: tuple(sorted(found)))
counts = st.none() | st.integers(0, 100_000)
plans = st.builds(
    Plan,
    title=lines,
    idea=st.none() | ids,
    headings=st.dictionaries(ids, lines.filter(bool), max_size=5),
    target_group=lines,
    partners=st.lists(
        st.builds(PlanPartner, name=lines, role=st.none() | ids).filter(lambda row: row != PlanPartner()), max_size=8
    ).map(tuple),
    first_step=lines,
    first_step_by=lines,
    first_step_date=days,
    steps=st.lists(st.builds(PlanStep, what=lines, when=lines).filter(lambda row: row != PlanStep()), max_size=8).map(tuple),
    money=st.none() | ids,
    money_note=lines,
    ground=lines,
    privacy=ticks,
    risks=lines,
    stop_rule=lines,
    afterwards=lines,
    indicators=ticks,
    returns=counts,
    group=counts,
    review_date=days,
    review=st.none()
    | st.builds(PlanReview, outcome=st.none() | st.sampled_from(OUTCOMES), learned=lines, evidence=lines, day=days).filter(
        lambda review: review != PlanReview()
    ),
)


@given(plan=plans)
def test_the_fields_of_a_plan_give_the_plan_back(plan: Plan) -> None:
    fields = to_fields(plan)
    assert from_fields(fields, plan.idea) == plan
    assert all(field_problem(key, value) is None for key, value in fields.items())


@given(key=st.text(max_size=30), value=lines)
def test_a_stray_field_never_breaks_a_plan(key: str, value: str) -> None:
    assert isinstance(from_fields({key: value, "returns": value, "review_date": value, "money": value}), Plan)


@pytest.mark.parametrize(
    ("key", "value", "good"),
    [
        ("title", "a" * MAX_LINE, True),
        ("title", "a" * (MAX_LINE + 1), False),
        ("headings.de-aanpak", "a" * MAX_TEXT, True),
        ("headings.de-aanpak", "a" * (MAX_TEXT + 1), False),
        ("review_date", "2026-02-28", True),
        ("review_date", "2026-02-30", False),
        ("review_date", "20260228", False),
        ("review_date", "", True),
        ("returns", "0", True),
        ("returns", "100000", True),
        ("returns", "100001", False),
        ("returns", "-1", False),
        ("returns", "²", False),
        ("privacy.fg", "1", True),
        ("privacy.fg", "ja", False),
        ("money", "tot-5000", True),
        ("money", "Geen!", False),
        ("review.outcome", "stopped", True),
        ("review.outcome", "goed", False),
    ],
)
def test_what_a_field_can_hold(key: str, value: str, good: bool) -> None:
    assert (field_problem(key, value) is None) is good


@pytest.mark.parametrize("key", ["", "titel", "partners.9.name", "partners.1", "headings.", "privacy.", "idea", "x" * 500])
def test_a_key_that_no_plan_has_is_refused(key: str) -> None:
    assert kind_of(key) is None
    with pytest.raises(KeyError):
        field_problem(key, "x")


def test_an_empty_row_between_two_others_is_left_out() -> None:
    plan = from_fields({"partners.1.name": "Gemeente", "partners.4.name": "Reclassering", "partners.4.role": "partner"})
    assert plan.partners == (PlanPartner(name="Gemeente"), PlanPartner(name="Reclassering", role="partner"))


def test_a_plan_has_twelve_parts_and_none_is_filled_in_at_first() -> None:
    headings = [heading.id for heading in CONTENT.programme.form_headings]
    tick_ids = [tick.id for tick in CONTENT.plan.privacy]
    parts = filled_parts(Plan(), headings, tick_ids)
    assert len(parts) == 12
    assert not any(parts.values())
    full = Plan(
        headings=dict.fromkeys(headings, "Zo."),
        target_group="Zo.",
        partners=(PlanPartner(name="Gemeente"),),
        first_step="Bellen.",
        first_step_by="nazorgcoördinator",
        first_step_date=TODAY,
        money="geen",
        ground="Wmo 2015",
        privacy=tuple(tick_ids),
        risks="Weinig mensen.",
        stop_rule="Na drie maanden.",
        afterwards="Het wijkteam.",
        review_date=TODAY,
    )
    assert all(filled_parts(full, headings, tick_ids).values())
    assert not filled_parts(full.model_copy(update={"privacy": ()}), headings, tick_ids)["privacy"]
    assert not filled_parts(full.model_copy(update={"target_group": " \n"}), headings, tick_ids)["doelgroep"]


def test_the_words_of_the_app_name_every_part() -> None:
    assert [part.id for part in CONTENT.plan.parts] == list(PARTS)


def test_a_review_is_asked_from_its_day_until_it_is_told() -> None:
    plan = Plan(review_date=TODAY)
    assert plan.review_due(TODAY)
    assert not plan.review_due(date(2026, 11, 23))
    assert not Plan().review_due(TODAY)
    told = plan.model_copy(update={"review": PlanReview(outcome="stopped")})
    assert not told.review_due(TODAY)
    half = plan.model_copy(update={"review": PlanReview(learned="Nog niet klaar.")})
    assert half.review_due(TODAY)
