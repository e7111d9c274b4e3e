"""Suggestions: the hand example, the conditions, and the laws of diminishing returns."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from questionnaire.models import Questionnaire
from scoring.model import Advice, Condition
from scoring.result import assess, assess_group
from scoring.suggestions import benefit, greedy, need, remaining
from tests.builders import answers, answers_to, idea, idea_lists, nested, one_theme, questionnaires
from tests.builders import questionnaire as make

HALF = F(1, 2)


def test_the_hand_example() -> None:
    levels = {"Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4}  # Q5 is unknown: no need
    needs = {id: need(F(1), level, 4) for id, level in levels.items()}
    assert needs == {"Q1": 1, "Q2": F(2, 3), "Q3": F(1, 3), "Q4": 0}

    on = {"I1": ["Q1"], "I2": ["Q1", "Q2"], "I3": ["Q2", "Q3"], "I4": ["Q3", "Q4"], "I5": ["Q5"], "I6": ["Q1"]}
    strengths = {name: dict.fromkeys(questions, HALF) for name, questions in on.items()}
    effort = {"I1": 1, "I2": 3, "I3": 2, "I4": 1, "I5": 1, "I6": 1}
    order = sorted(on, key=lambda name: (effort[name], name))
    choices = greedy(order, needs, strengths, limit=4)
    assert [choice.idea for choice in choices] == ["I2", "I3", "I1", "I6"]
    assert [choice.gain for choice in choices] == [F(5, 6), F(1, 3), F(1, 4), F(1, 8)]
    assert benefit(needs, strengths, [choice.idea for choice in choices]) == F(37, 24)
    assert choices[0].shares == {"Q1": F(1, 2), "Q2": F(1, 3)}


def test_two_lists_are_filled_together_and_a_full_one_takes_no_more() -> None:
    strengths = {name: {"q": HALF} for name in ("a1", "a2", "a3", "b1")}
    choices = greedy(["a1", "a2", "a3", "b1"], {"q": F(1)}, strengths, list_of=lambda name: name[0], limit=2)
    assert [choice.idea for choice in choices] == ["a1", "a2", "b1"]
    assert [choice.gain for choice in choices] == [F(1, 2), F(1, 4), F(1, 8)]


def test_need_is_nothing_at_or_above_the_target_and_at_target_one() -> None:
    assert need(F(2), 1, 4) == 2
    assert need(F(1), 4, 4) == need(F(1), 5, 4) == 0
    assert need(F(1), 1, 1) == 0
    assert need(F(1), F(5, 2), 4) == HALF


def advise(questionnaire: Questionnaire, *values: int | str, **options: Any) -> Advice:
    return assess(questionnaire, answers(questionnaire, *values), **options).advice


def suggested(advice: Advice) -> list[str]:
    return [suggestion.idea.id for suggestion in advice.suggestions]


def test_an_idea_goes_to_the_list_of_its_effort_and_lead_time_with_its_reasons() -> None:
    ideas = [
        idea("groot", {"q1": ("core", 1, 3), "q2": ("clear", 1, 3), "q3": ("little", 1, 3)}, effort=2),
        idea("traag", {"q2": ("clear", 1, 3)}, months=4),
        idea("vlot", {"q3": ("core", 1, 3)}),
    ]
    advice = advise(nested([[[1, 1, 1]]], ideas), 1, 2, 1)
    assert [(suggestion.idea.id, suggestion.list) for suggestion in advice.suggestions] == [
        ("groot", "larger"),
        ("vlot", "quick"),
        ("traag", "larger"),
    ]
    first, second, _ = advice.suggestions
    assert first.gain == F(9, 10) + F(6, 10) * F(2, 3) + F(3, 10)
    assert [(reason.question, reason.level, reason.share) for reason in first.reasons] == [
        ("q1", 1, F(9, 10)),
        ("q2", 2, F(2, 5)),
    ]
    assert second.gain == F(9, 10) * F(7, 10)


def test_reasons_with_equal_shares_come_in_questionnaire_order() -> None:
    ideas = [idea("i", {"q3": ("core", 1, 3), "q2": ("core", 1, 3), "q1": ("core", 1, 3)})]
    (suggestion,) = advise(nested([[[1, 1, 1]]], ideas), 1, 1, 1).suggestions
    assert [reason.question for reason in suggestion.reasons] == ["q1", "q2"]


def test_an_idea_works_only_within_its_window_of_levels() -> None:
    questionnaire = nested([[[1]]], [idea("i", {"q1": ("core", 2, 3)})])
    assert suggested(advise(questionnaire, 1)) == []
    assert suggested(advise(questionnaire, 2)) == ["i"]
    assert advise(questionnaire, 1).outcome == "blocked"
    assert advise(questionnaire, 1).unaddressed == ("q1",)


def test_ties_go_to_less_effort_then_less_time_then_id() -> None:
    ideas = [
        idea("d", {"q1": ("core", 1, 3)}, effort=2),
        idea("b", {"q1": ("core", 1, 3)}, months=2),
        idea("c", {"q1": ("core", 1, 3)}, months=1),
        idea("a", {"q1": ("core", 1, 3)}, months=2),
    ]
    assert suggested(advise(nested([[[1]]], ideas), 1)) == ["c", "a", "b", "d"]


def test_conditions_that_are_not_met_move_an_idea_to_later() -> None:
    ideas = [
        idea("maat", {"q1": ("core", 1, 3)}, size=["klein"]),
        idea("niveau", {"q1": ("clear", 1, 3)}, levels={"q2": 3}),
        idea("samen", {"q1": ("little", 1, 3)}, partners=["werkgevers", "hogeschool"]),
    ]
    questionnaire = nested([[[1, 1]]], ideas)
    advice = advise(questionnaire, 1, 2, size="groot", missing_partners=["werkgevers"])
    assert advice.outcome == "blocked"
    assert [(item.idea.id, item.gain, item.conditions) for item in advice.later] == [
        ("maat", F(9, 10), (Condition("size", ("klein",)),)),
        ("niveau", F(6, 10), (Condition("level", ("q2",), 3),)),
        ("samen", F(3, 10), (Condition("partner", ("werkgevers",)),)),
    ]
    free = advise(questionnaire, 1, 3, size="klein")
    assert set(suggested(free)) == {"maat", "niveau", "samen"}
    assert free.later == ()


def test_an_unknown_size_holds_nothing_back_but_an_unknown_level_does() -> None:
    ideas = [idea("maat", {"q1": ("core", 1, 3)}, size=["klein"]), idea("niveau", {"q1": ("core", 1, 3)}, levels={"q2": 1})]
    questionnaire = nested([[[1, 1]]], ideas)
    for value in ("dk", "na"):
        advice = advise(questionnaire, 1, value)
        assert suggested(advice) == ["maat"]
        assert [item.idea.id for item in advice.later] == ["niveau"]


def test_later_holds_at_most_three_ideas_measured_against_what_is_left() -> None:
    blocked = [idea(f"b{number}", {"q2": ("little", 1, 3)}, partners=["werkgevers"]) for number in range(4)]
    overlapping = idea("a", {"q1": ("clear", 1, 3)}, partners=["werkgevers"])
    ideas = [*blocked, overlapping, idea("vrij", {"q1": ("core", 1, 3)})]
    advice = advise(nested([[[1, 1]]], ideas), 1, 1, missing_partners=["werkgevers"])
    # "a" would gain 6/10 at first, but after "vrij" only 6/100
    assert [item.idea.id for item in advice.later] == ["b0", "b1", "b2"]


def test_outcomes_without_suggestions() -> None:
    questionnaire = nested([[[1, 1]]], [idea("i", {"q1": ("core", 1, 5)})])
    unknown = advise(questionnaire, "dk", "dk")
    assert (unknown.outcome, unknown.find_out, unknown.suggestions) == ("unknown", ("q1", "q2"), ())
    share = advise(questionnaire, 4, 5)
    assert (share.outcome, share.suggestions, share.unaddressed) == ("share", (), ())
    assert advise(questionnaire, 1, 1, targets={"t1": 1}).outcome == "share"
    assert advise(questionnaire, "na", "na").outcome == "unknown"


def test_unknown_questions_are_to_be_found_out_and_have_no_need() -> None:
    questionnaire = nested([[[1, 1, 1]]], [idea("i", {"q1": ("core", 1, 5), "q2": ("core", 1, 5)})])
    advice = advise(questionnaire, "dk", 2, "na")
    assert advice.find_out == ("q1",)
    assert [reason.question for reason in advice.suggestions[0].reasons] == ["q2"]


def test_a_question_of_weight_zero_asks_for_no_experiment() -> None:
    questionnaire = nested([[[1, 0]]], [idea("i", {"q2": ("core", 1, 5)})])
    assert advise(questionnaire, 5, 1).outcome == "share"


def test_a_group_is_advised_on_its_mean_level_where_that_may_be_shown() -> None:
    questionnaire = nested([[[1, 1]]], [idea("i", {"q1": ("core", 1, 3), "q2": ("core", 1, 3)})])
    people = [answers(questionnaire, *row) for row in ((1, 1), (2, "dk"), (2, "dk"))]
    advice = assess_group(questionnaire, people).advice
    (reason,) = advice.suggestions[0].reasons
    assert (reason.question, reason.level, reason.share) == ("q1", F(5, 3), F(9, 10) * F(7, 9))
    assert advice.find_out == ("q2",)


# Laws

fractions = st.sampled_from([F(3, 10), F(6, 10), F(9, 10)])
tables = st.dictionaries(st.sampled_from("abcdef"), st.dictionaries(st.sampled_from("pqr"), fractions), min_size=1)
need_tables = st.fixed_dictionaries({id: st.fractions(0, 2, max_denominator=6) for id in "pqr"})


@given(need_tables, tables, st.data())
def test_an_idea_never_lowers_the_benefit_and_its_gain_never_grows(needs: Any, strengths: Any, data: st.DataObject) -> None:
    order = data.draw(st.permutations(sorted(strengths)))
    small = data.draw(st.integers(0, len(order) - 1))
    large = data.draw(st.integers(small, len(order) - 1))
    added = order[-1]

    def gain(chosen: list[str]) -> F:
        return benefit(needs, strengths, [*chosen, added]) - benefit(needs, strengths, chosen)

    assert gain(order[:small]) >= gain(order[:large]) >= 0


@given(need_tables, tables)
def test_greedy_gains_fall_and_add_up_to_the_benefit(needs: Any, strengths: Any) -> None:
    choices = greedy(sorted(strengths), needs, strengths, limit=4)
    gains = [choice.gain for choice in choices]
    assert gains == sorted(gains, reverse=True)
    assert all(gain > 0 for gain in gains)
    assert sum(gains) == benefit(needs, strengths, [choice.idea for choice in choices])
    assert all(choice.gain == sum(choice.shares.values()) for choice in choices)


@given(need_tables, tables)
def test_greedy_takes_the_largest_gain_at_every_step(needs: Any, strengths: Any) -> None:
    chosen: list[str] = []
    for choice in greedy(sorted(strengths), needs, strengths, limit=4):
        left = remaining(needs, strengths, chosen)
        others = [
            sum((left[id] * strength for id, strength in strengths[name].items()), F(0))
            for name in strengths
            if name not in chosen
        ]
        assert choice.gain == max(others)
        chosen.append(choice.idea)


@given(tables, st.lists(st.sampled_from("abcdef"), unique=True), st.integers(1, 5), st.data())
def test_raising_a_level_never_raises_the_contribution_of_its_question(
    strengths: Any, chosen: list[str], target: int, data: st.DataObject
) -> None:
    chosen = [name for name in chosen if name in strengths]
    low = data.draw(st.integers(1, 5))
    high = data.draw(st.integers(low, 5))
    before = benefit({"p": need(F(1), low, target)}, strengths, chosen)
    assert benefit({"p": need(F(1), high, target)}, strengths, chosen) <= before


@given(st.data())
def test_the_order_of_the_idea_file_changes_nothing(data: st.DataObject) -> None:
    bare = data.draw(questionnaires())
    ideas = data.draw(idea_lists(bare))
    values = data.draw(answers_to(bare))
    options: dict[str, Any] = {"size": "groot", "missing_partners": ["werkgevers"]}

    def advice(order: list[Any]) -> Advice:
        return assess(make(bare.lines, order), values, **options).advice

    first = advice(ideas)
    assert first == advice(data.draw(st.permutations(ideas)))
    assert all(len([item for item in first.suggestions if item.list == name]) <= 3 for name in ("quick", "larger"))
    assert not {item.idea.id for item in first.later} & {item.idea.id for item in first.suggestions}


@given(st.data())
def test_every_weak_question_is_addressed_or_named(data: st.DataObject) -> None:
    bare = data.draw(questionnaires())
    questionnaire = make(bare.lines, data.draw(idea_lists(bare)))
    result = assess(questionnaire, data.draw(answers_to(bare)))
    chosen = {item.idea.id for item in result.advice.suggestions}
    for question in questionnaire.questions:
        level = result.values[question.id]
        if question.weight and isinstance(level, int) and level < 4:
            addressed = any(
                address.question == question.id and address.from_level <= level <= address.to_level
                for item in questionnaire.ideas
                if item.id in chosen
                for address in item.addresses
            )
            assert addressed != (question.id in result.advice.unaddressed)
        else:
            assert question.id not in result.advice.unaddressed


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"targets": {"t9": 3}}, "thema 't9' staat niet"),
        ({"targets": {"t1": 6}}, "6 is geen ambitie"),
        ({"targets": {"t1": True}}, "True is geen ambitie"),
        ({"size": "dorp"}, "grootteklasse 'dorp' staat niet"),
        ({"missing_partners": ["niemand"]}, "partner 'niemand' staat niet"),
    ],
)
def test_wrong_targets_and_names_are_refused(options: dict[str, Any], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        assess(one_theme(1), {}, **options)
