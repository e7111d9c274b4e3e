"""The smallest set of steps: it arrives, nothing smaller does, and it prefers the lightest ideas."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction
from itertools import product

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from questionnaire import load
from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, Value
from questionnaire.models import LEVELS, Idea, Questionnaire
from scoring.model import Condition
from scoring.result import assess
from scoring.steps import Way, way_to
from scoring.tree import REPORTED_FROM, score
from tests.builders import answers, answers_to, idea, idea_lists, nested, one_theme, questionnaires, weights
from tests.builders import questionnaire as make


def stage_of(questionnaire: Questionnaire, values: dict[str, Value], id: str) -> int | None:
    scores = score(questionnaire, values)
    return (scores.themes.get(id) or scores.lines[id]).stage


def taken(way: Way) -> list[tuple[str, int, int]]:
    return [(step.question.id, step.level, step.to) for step in way.steps]


def by_hand(questionnaire: Questionnaire, values: dict[str, Value], id: str, stage: int) -> tuple[object, ...]:
    """The cheapest of all ways there are, by trying every combination of levels: steps, effort, months, and what is raised."""
    line = next((line for line in questionnaire.lines if line.id == id), None)
    below = line.questions if line else questionnaire.theme_by_id[id].questions
    free = {question.id: level for question in below if question.weight and isinstance(level := values[question.id], int)}
    prices = {}
    for question, level in free.items():
        for start in range(level, 5):
            fitting = [
                (item.effort, item.lead_time_months)
                for item in questionnaire.ideas
                if not waits(item, values)
                for address in item.addresses
                if address.question == question and address.strength != "little"
                if address.from_level <= start <= address.to_level
            ]
            prices[question, start] = min(fitting, default=(4, 61))
    found = []
    for chosen in product(*(range(level, 6) for level in free.values())):
        tried = dict(zip(free, chosen, strict=True))
        reached = stage_of(questionnaire, values | tried, id)
        if reached is not None and reached >= stage:
            steps = [prices[question, start] for question, level in free.items() for start in range(level, tried[question])]
            order = {question: level - tried[question] for question, level in free.items()}
            cost = (len(steps), sum(effort for effort, _ in steps), sum(months for _, months in steps))
            found.append((*cost, tuple(order.values()), order))
    return min(found, key=lambda each: each[:4])


def waits(item: Idea, values: dict[str, Value]) -> bool:
    """Whether an idea waits for a level, judged as the suggestions do (no size and no partner is given here)."""
    return any(
        not isinstance(level := values.get(question), int) or level < minimum
        for question, minimum in item.requires.levels.items()
    )


@st.composite
def wanted(draw: st.DrawFn, lines: bool) -> tuple[Questionnaire, dict[str, Value], str, int]:
    base = draw(questionnaires())
    ideas = draw(idea_lists(base)) if draw(st.booleans()) else []
    questionnaire = make(base.lines, ideas)
    values = draw(answers_to(questionnaire))
    ids = [line.id for line in questionnaire.lines] if lines else list(questionnaire.theme_by_id)
    return questionnaire, values, draw(st.sampled_from(ids)), draw(st.integers(1, 5))


@given(st.booleans().flatmap(wanted))
def test_the_steps_reach_the_stage_one_level_at_a_time_and_lower_nothing(
    case: tuple[Questionnaire, dict[str, Value], str, int],
) -> None:
    questionnaire, values, id, stage = case
    way = way_to(questionnaire, values, id, stage)
    before = score(questionnaire, values)
    node = before.themes.get(id) or before.lines[id]
    if not node.applicable:
        assert way.outcome == "not_applicable"
    elif node.coverage is None or node.coverage < REPORTED_FROM:
        assert (way.outcome, way.now) == ("find_out", None)
    else:
        assert node.stage is not None
        assert (way.outcome, way.now) == ("there" if node.stage >= stage else "steps", node.stage)
    assert bool(way.steps) == (way.outcome == "steps")

    levels = dict(values)
    for step in way.steps:
        assert levels[step.question.id] == step.level
        earlier = score(questionnaire, levels)
        levels[step.question.id] = step.to
        for kind in ("questions", "themes", "lines"):
            old, new = getattr(earlier, kind), getattr(score(questionnaire, levels), kind)
            assert all(old[each].points is None or old[each].points <= new[each].points for each in old)
            assert all(old[each].stage is None or old[each].stage <= new[each].stage for each in old)
    assert levels == way.values
    if way.steps:
        assert (stage_of(questionnaire, levels, id) or 0) >= stage


@pytest.mark.laborious
@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_smaller_or_lighter_set_brings_a_theme_there(data: st.DataObject) -> None:
    base = one_theme(*data.draw(st.lists(weights, min_size=1, max_size=4)))
    questionnaire = make(base.lines, data.draw(idea_lists(base)))
    check_optimum(questionnaire, data.draw(answers_to(questionnaire)), "t1", data.draw(st.integers(2, 5)))


@pytest.mark.laborious
@settings(deadline=None, max_examples=60)
@given(st.data())
def test_no_smaller_or_lighter_set_brings_a_line_there(data: st.DataObject) -> None:
    sizes = data.draw(st.sampled_from([(1, 2), (2, 2), (3, 1), (1, 1, 1), (2,)]))
    base = nested([[[data.draw(weights) for _ in range(size)] for size in sizes]])
    themes = [theme.model_copy(update={"weight": data.draw(weights)}) for theme in base.lines[0].themes]
    lines = [base.lines[0].model_copy(update={"themes": tuple(themes)})]
    questionnaire = make(lines, data.draw(idea_lists(base)))
    check_optimum(questionnaire, data.draw(answers_to(questionnaire)), "l1", data.draw(st.integers(2, 5)))


def check_optimum(questionnaire: Questionnaire, values: dict[str, Value], id: str, stage: int) -> None:
    way = way_to(questionnaire, values, id, stage)
    assume(way.outcome == "steps")
    first = [next((each.idea for each in step.ideas if not each.conditions), None) for step in way.steps]
    cost = (
        len(way.steps),
        sum(item.effort if item else 4 for item in first),
        sum(item.lead_time_months if item else 61 for item in first),
    )
    *best, _, raised = by_hand(questionnaire, values, id, stage)
    assert cost == tuple(best)
    counted = Counter(step.question.id for step in way.steps)
    assert {question: -counted[question] for question in raised} == raised  # type: ignore[attr-defined]


@given(wanted(lines=False), st.sampled_from(["klein", "groot", None]))
def test_the_order_of_the_ideas_changes_nothing(case: tuple[Questionnaire, dict[str, Value], str, int], size: str | None) -> None:
    questionnaire, values, id, stage = case
    turned = make(questionnaire.lines, questionnaire.ideas[::-1])
    assert way_to(questionnaire, values, id, stage, size=size) == way_to(turned, values, id, stage, size=size)


# By hand


def test_the_floor_comes_first_and_the_mean_after_it() -> None:
    """(1,2,4): stage 3 asks level 2 everywhere and a mean of 2,5; with the first at 2 the mean is 2,67."""
    questionnaire = one_theme(1, 1, 1)
    assert taken(way_to(questionnaire, answers(questionnaire, 1, 2, 4), "t1", 3)) == [("q1", 1, 2)]
    # Stage 4 asks level 3 everywhere (three steps) and a mean of 3,5: one step more, on the first question.
    assert taken(way_to(questionnaire, answers(questionnaire, 1, 2, 4), "t1", 4)) == [
        ("q1", 1, 2),
        ("q1", 2, 3),
        ("q1", 3, 4),
        ("q2", 2, 3),
    ]


def test_a_heavy_question_needs_fewer_steps() -> None:
    questionnaire = one_theme(1, 3)
    # (2,2) to stage 3: a mean of 2,5 takes two steps of weight 1, or one of weight 3.
    assert taken(way_to(questionnaire, answers(questionnaire, 2, 2), "t1", 3)) == [("q2", 2, 3)]


def test_at_equal_steps_the_lightest_idea_wins_then_the_quickest_then_the_first_question() -> None:
    def first(*ideas: tuple[str, int, int]) -> str:
        made = [
            idea(f"i{question}", {question: ("core", 1, 4)}, effort=effort, months=months) for question, effort, months in ideas
        ]
        questionnaire = nested([[[1, 1, 1]]], made)
        (step, _) = way_to(questionnaire, answers(questionnaire, 2, 2, 2), "t1", 3).steps
        return step.question.id

    assert first(("q1", 2, 1), ("q2", 1, 9), ("q3", 1, 9)) == "q2"
    assert first(("q1", 1, 9), ("q2", 1, 3), ("q3", 2, 1)) == "q2"
    assert first(("q1", 1, 3), ("q2", 1, 3), ("q3", 1, 3)) == "q1"
    assert first(("q2", 3, 60), ("q3", 3, 60)) == "q2"  # any idea is better than none


def test_a_step_names_the_ideas_that_fit_its_level_those_that_can_start_first() -> None:
    ideas = [
        idea("zwaar", {"q1": ("core", 1, 2)}, effort=3),
        idea("licht", {"q1": ("clear", 1, 1)}, effort=1),
        idea("wacht", {"q1": ("core", 1, 4)}, effort=1, levels={"q2": 5}),
        idea("klein", {"q1": ("core", 1, 4)}, effort=1, size=["klein"]),
        idea("beetje", {"q1": ("little", 1, 4)}, effort=1),
        idea("partner", {"q1": ("clear", 3, 3)}, partners=["werkgevers"]),
    ]
    questionnaire = nested([[[1, 1]]], ideas)
    values = answers(questionnaire, 1, 4)
    way = way_to(questionnaire, values, "t1", 5, size="groot", missing_partners=["werkgevers"])
    named = [(step.question.id, step.level, [delivery.idea.id for delivery in step.ideas]) for step in way.steps]
    assert named == [
        ("q1", 1, ["licht", "zwaar", "klein", "wacht"]),
        ("q1", 2, ["zwaar", "klein", "wacht"]),
        ("q1", 3, ["klein", "partner", "wacht"]),
        ("q1", 4, ["klein", "wacht"]),
    ]
    assert [step.delivered for step in way.steps] == [True, True, False, False]
    waiting = {delivery.idea.id: delivery.conditions for step in way.steps for delivery in step.ideas}
    assert waiting == {
        "licht": (),
        "zwaar": (),
        "klein": (Condition("size", ("klein",)),),
        "wacht": (Condition("level", ("q2",), 5),),
        "partner": (Condition("partner", ("werkgevers",)),),
    }


def test_an_idea_that_names_a_question_twice_counts_once_with_its_strongest_part() -> None:
    twice = idea("dubbel", {"q1": ("clear", 1, 4)})
    core = idea("x", {"q1": ("core", 2, 4)}).addresses
    for addresses in (twice.addresses + core, core + twice.addresses):
        questionnaire = nested([[[1]]], [twice.model_copy(update={"addresses": addresses})])
        steps = way_to(questionnaire, {"q1": 1}, "t1", 3).steps
        assert [[delivery.strength for delivery in step.ideas] for step in steps] == [["clear"], ["core"]]


def test_what_is_unknown_must_be_found_out_and_what_does_not_apply_leaves() -> None:
    questionnaire = one_theme(1, 1, 1, 1)
    way = way_to(questionnaire, answers(questionnaire, 2, 2, "dk", "na"), "t1", 3)
    assert (way.outcome, taken(way), [question.id for question in way.find_out]) == ("steps", [("q1", 2, 3)], ["q3"])
    assert way.values == {"q1": 3, "q2": 2, "q3": UNKNOWN, "q4": NOT_APPLICABLE}
    way = way_to(questionnaire, {"q1": 2}, "t1", 3)
    assert (way.outcome, way.now, [question.id for question in way.find_out]) == ("find_out", None, ["q2", "q3", "q4"])
    way = way_to(questionnaire, answers(questionnaire, "na", "na", "na", "na"), "t1", 3)
    assert (way.outcome, way.find_out) == ("not_applicable", ())


def test_a_line_counts_its_themes_and_not_their_sizes() -> None:
    # Themes (2,2,2) and (3): the line's mean is 2,5, stage 3. Stage 4 asks stage 3 of both and a mean of 3,5.
    questionnaire = nested([[[1, 1, 1], [1]]])
    way = way_to(questionnaire, answers(questionnaire, 2, 2, 2, 3), "l1", 4)
    assert (way.now, taken(way)) == (3, [("q1", 2, 3), ("q1", 3, 4), ("q1", 4, 5), ("q4", 3, 4)])
    # A theme without an answer takes no part, nor does one of weight 0.
    whole = nested([[[1, 1, 1], [1], [1], [1]]])
    light = whole.lines[0].themes[3].model_copy(update={"weight": Fraction(0)})
    lines = [whole.lines[0].model_copy(update={"themes": (*whole.lines[0].themes[:3], light)})]
    way = way_to(make(lines), answers(whole, 2, 2, 2, 3, "dk", 1), "l1", 4)
    assert (len(way.steps), [question.id for question in way.find_out]) == (4, ["q5"])


@pytest.mark.parametrize(
    ("id", "stage", "says"), [("t9", 3, "thema of veranderlijn 't9'"), ("t1", 0, "fase 0"), ("t1", 6, "fase 6")]
)
def test_what_does_not_exist_is_refused(id: str, stage: int, says: str) -> None:
    with pytest.raises(ValueError, match=says):
        way_to(one_theme(1), {"q1": 1}, id, stage)


@pytest.mark.parametrize("level", LEVELS)
def test_every_theme_and_line_of_the_questionnaire_can_reach_every_stage(level: int) -> None:
    questionnaire = load().questionnaire
    values: dict[str, Value] = {question.id: level for question in questionnaire.questions}
    result = assess(questionnaire, values)
    for id in (*questionnaire.theme_by_id, *(line.id for line in questionnaire.lines)):
        for stage in LEVELS:
            way = way_to(questionnaire, values, id, stage)
            assert way.outcome == ("there" if level >= stage else "steps")
            assert (stage_of(questionnaire, dict(way.values), id) or 0) == max(level, stage)
    assert all(node.stage == level for node in result.scores.themes.values())
