"""What changed between two measurements: worked examples with the thresholds of the method."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from fractions import Fraction

import pytest

from questionnaire.differences import Common
from questionnaire.models import Line, Question, Questionnaire, Theme
from scoring.change import Change, PartChange, compare, threshold
from scoring.model import Result
from scoring.result import assess, assess_group
from tests.builders import answers, nested, one_theme, questionnaire


def changed(asked: Questionnaire, before: tuple[int | str, ...], now: tuple[int | str, ...]) -> Change:
    return compare(assess(asked, answers(asked, *before)), assess(asked, answers(asked, *now)))


def with_questions(base: Questionnaire, **changes: Mapping[str, object]) -> Questionnaire:
    """The same questionnaire with some questions changed, as a next version."""

    def question(old: Question) -> Question:
        return old.model_copy(update=dict(changes.get(old.id, {})))

    lines = tuple(
        line.model_copy(
            update={
                "themes": tuple(
                    theme.model_copy(update={"questions": tuple(map(question, theme.questions))}) for theme in line.themes
                )
            }
        )
        for line in base.lines
    )
    return questionnaire(lines).model_copy(update={"version": "2.0"})


# "Aantoonbaar"


@pytest.mark.parametrize(
    ("questions", "needed"),
    [(1, 3), (2, 3), (3, 3), (4, 3), (5, 4), (8, 4), (9, 4), (10, 5), (12, 5), (36, 5)],
)
def test_the_sum_that_is_needed(questions: int, needed: int) -> None:
    assert threshold(questions) == needed


@pytest.mark.parametrize(
    ("before", "now", "steps", "points", "demonstrable", "direction"),
    [
        ((1, 2, 3), (2, 3, 4), 3, Fraction(25), True, "up"),
        ((1, 2, 3), (2, 3, 3), 2, Fraction(50, 3), False, "up"),
        ((2, 3, 4), (1, 2, 3), -3, Fraction(-25), True, "down"),
        ((1, 2, 3), (4, 2, 3), 3, Fraction(25), True, "up"),
        ((1, 5, 3), (5, 1, 3), 0, Fraction(0), False, "equal"),
        ((1, 2, 3), (4, 2, 2), 2, Fraction(50, 3), False, "up"),
        ((3, 3, 3, 3), (4, 4, 4, 3), 3, Fraction(75, 4), True, "up"),
        ((3,) * 9, (4,) * 3 + (3,) * 6, 3, Fraction(25, 3), False, "up"),
        ((3,) * 9, (4,) * 4 + (3,) * 5, 4, Fraction(100, 9), True, "up"),
    ],
)
def test_a_theme(
    before: tuple[int, ...], now: tuple[int, ...], steps: int, points: Fraction, demonstrable: bool, direction: str
) -> None:
    part = changed(one_theme(*[1] * len(before)), before, now).themes["t1"]
    assert (part.steps, part.difference, part.demonstrable, part.direction) == (steps, points, demonstrable, direction)
    assert part.overall == points


@pytest.mark.parametrize(("raised", "demonstrable"), [(4, False), (5, True)])
def test_a_line_of_twelve_questions_needs_five(raised: int, demonstrable: bool) -> None:
    asked = nested([[[1] * 3] * 4])
    line = changed(asked, (2,) * 12, (3,) * raised + (2,) * (12 - raised)).lines["l1"]
    assert (line.steps, line.needed, line.demonstrable) == (raised, 5, demonstrable)


def test_weights_count_in_the_points_and_not_in_the_steps() -> None:
    part = changed(one_theme(2, 1, 0), (1, 1, 1), (2, 1, 5)).themes["t1"]
    assert (part.steps, part.difference, part.compared, part.common.total) == (1, Fraction(50, 3), 2, 2)


def test_a_line_weighs_its_themes() -> None:
    heavy = nested([[[1], [1]]])
    lines = tuple(
        line.model_copy(update={"themes": (line.themes[0].model_copy(update={"weight": Fraction(3)}), line.themes[1])})
        for line in heavy.lines
    )
    change = changed(questionnaire(lines), (1, 1), (2, 1))
    assert change.lines["l1"].difference == change.lines["l1"].overall == Fraction(75, 4)
    assert change.themes["t1"].difference == 25


@pytest.mark.parametrize("weights", [(0, 1), (1, 0), (0, 0), (3, 1)])
def test_a_theme_stands_by_itself_whatever_it_weighs_in_its_line(weights: tuple[int, int]) -> None:
    old, new = (_weighing(weight) for weight in weights)
    change = compare(assess(old, answers(old, 1, 1, 2)), assess(new, answers(new, 3, 2, 2)))
    theme, line = change.themes["t1"], change.lines["l1"]
    assert (theme.id, theme.why, theme.steps, theme.difference) == ("t1", None, 3, Fraction(75, 2))
    counted = all(weights)  # in the line, a theme without weight counts for nothing
    assert (line.id, line.common.shared, line.common.total) == ("l1", 3 if counted else 1, 3 if any(weights) else 1)


def _weighing(weight: int) -> Questionnaire:
    """A line with a theme of two questions that weighs this, and one of one question that weighs 1."""
    (line,) = nested([[[1, 1], [1]]]).lines
    first, second = line.themes
    return questionnaire([line.model_copy(update={"themes": (first.model_copy(update={"weight": Fraction(weight)}), second)})])


# Questions without a level


def test_unknown_and_not_applicable_fall_out_and_are_counted() -> None:
    change = changed(one_theme(1, 1, 1), (1, 2, "dk"), (3, 3, 5))
    part = change.themes["t1"]
    assert (part.comparable, part.compared, part.fell_out, part.steps) == (True, 2, 1, 3)
    assert (part.difference, part.overall) == (Fraction(75, 2), Fraction(325, 6))
    assert change.questions[2].recognised is None
    assert (change.questions[2].before_anchor, change.questions[2].now_anchor) == (None, "Beschrijving 5 van q3.")


@pytest.mark.parametrize(
    ("before", "now", "why", "compared", "aside"),
    [
        ((1, 2, 3), (5, "dk", "dk"), "answers", 1, 0),
        ((1, "dk", "dk"), ("dk", 2, 3), "answers", 0, 0),
        ((1, "na", 3), (5, 2, "dk"), "answers", 1, 0),
        ((1, "na", "na"), (5, "na", "na"), None, 1, 2),
        ((1, "na", 3), (2, "na", "dk"), "answers", 1, 1),
        (("na",) * 3, ("na",) * 3, "not_applicable", 0, 3),
    ],
)
def test_two_thirds_of_what_applies_must_be_known_twice(
    before: tuple[int | str, ...], now: tuple[int | str, ...], why: str | None, compared: int, aside: int
) -> None:
    part = changed(one_theme(1, 1, 1), before, now).themes["t1"]
    assert (part.why, part.compared, part.aside) == (why, compared, aside)
    if why:
        assert (part.comparable, part.demonstrable, part.steps, part.difference) == (False, False, None, None)
    else:
        assert (part.steps, part.needed, part.demonstrable) == (4, 3, True)


def test_what_is_not_comparable_keeps_its_name_and_its_whole_outcome() -> None:
    """Over everything that each measurement knows there may still be a difference, whatever the reason is."""
    old = one_theme(1, 1, 1)
    new = with_questions(old, q3={"wording": 2})

    def between(before: tuple[int | str, ...], now: tuple[int | str, ...], newest: Questionnaire = old) -> PartChange:
        change = compare(assess(old, answers(old, *before)), assess(newest, answers(newest, *now)))
        assert change.lines["l1"] == replace(change.themes["t1"], id="l1")
        return change.themes["t1"]

    two = Common(2, 3)
    assert between(("na", "na", 2), ("na", "na", 3), new) == PartChange(
        "t1", two, aside=2, overall=Fraction(25), why="not_applicable"
    )
    assert between((1, "dk", 3), (1, 4, "dk")) == PartChange("t1", Common(3, 3), 1, overall=Fraction(25, 2), why="answers")
    assert between((1, "dk", "dk"), (2, 3, 4)) == PartChange("t1", Common(3, 3), 1, why="answers")  # no outcome before
    assert between((2, 3, 4), (1, "dk", "dk")) == PartChange("t1", Common(3, 3), 1, why="answers")  # nor now
    assert between(("na", 1, "dk"), ("na", "dk", 1)) == PartChange("t1", Common(3, 3), 0, 1, why="answers")
    other = with_questions(old, q2={"wording": 2}, q3={"wording": 2})
    assert between((1, 1, 1), (2, 2, 2), other) == PartChange("t1", Common(1, 3), overall=Fraction(25), why="questions")
    alone = compare(assess_group(old, [answers(old, 1, 2, 3)] * 4), assess(old, answers(old, 3, 4, 5))).themes["t1"]
    assert alone == PartChange("t1", Common(3, 3), overall=Fraction(50), why="small_group")


@pytest.mark.parametrize(("step", "direction"), [(Fraction(-1, 9), "down"), (Fraction(0), "equal"), (Fraction(1, 9), "up")])
def test_the_direction_is_that_of_the_exact_sum(step: Fraction, direction: str) -> None:
    assert PartChange("t1", Common(3, 3), 3, steps=step).direction == direction
    assert PartChange("t1", Common(3, 3), why="answers").direction is None


# Another version


def test_only_questions_with_the_same_wording_are_compared() -> None:
    old = one_theme(1, 1, 1)
    new = with_questions(old, q1={"wording": 2})
    change = compare(assess(old, answers(old, 1, 1, 1)), assess(new, answers(new, 5, 2, 3)))
    part = change.themes["t1"]
    assert (part.common.shared, part.common.total, part.compared, part.steps, part.needed) == (2, 3, 2, 3, 3)
    assert (part.difference, part.overall, part.demonstrable) == (Fraction(75, 2), Fraction(175, 3), True)
    assert (change.new, change.lost, change.same_questions) == (("q1",), ("q1",), False)

    newer = with_questions(old, q1={"wording": 2}, q2={"wording": 2})
    part = compare(assess(old, answers(old, 1, 1, 1)), assess(newer, answers(newer, 5, 5, 5))).themes["t1"]
    assert (part.why, part.demonstrable, part.overall) == ("questions", False, 100)


def test_each_anchor_is_quoted_from_its_own_questionnaire() -> None:
    old = one_theme(1, 1, 1)
    tidied = {level: f"Beschrijving {level}, netter." for level in range(1, 6)}
    new = with_questions(old, q1={"levels": tidied})
    (first, second, _) = compare(assess(old, answers(old, 2, 3, 3)), assess(new, answers(new, 4, 1, 3))).questions
    assert (first.before_anchor, first.now_anchor, first.recognised) == (
        "Beschrijving 2 van q1.",
        "Beschrijving 4, netter.",
        "up",
    )
    assert (second.before, second.now, second.recognised) == (3, 1, "down")


def test_themes_and_lines_that_came_or_went() -> None:
    old, new = nested([[[1, 1], [1, 1]]]), nested([[[1, 1]], [[1, 1]]])
    # In `new`, t2 stands in a line that was not there; t3 was never there.
    extra = Theme(id="t3", title="Nieuw", why="Daarom.", questions=(nested([[[1] * 5]]).questions[4],))
    lines = (new.lines[0], new.lines[1].model_copy(update={"themes": (extra,)}))
    new = questionnaire(lines)
    change = compare(assess(old, answers(old, 1, 1, 1, 1)), assess(new, answers(new, 2, 3, 4)))
    assert (change.gone, change.new, change.lost) == (("t2",), ("q5",), ("q3", "q4"))
    assert (change.themes["t3"].why, change.themes["t3"].common.shared, change.themes["t3"].overall) == ("questions", 0, None)
    assert change.lines["l2"].why == "questions"
    assert (change.lines["l1"].why, change.lines["l1"].common.shared, change.lines["l1"].common.total) == ("questions", 2, 4)
    assert change.themes["t1"].demonstrable
    assert (change.level_before("t3"), change.level_now("t3"), change.level_before("l1")) == (None, 4, 1)


def test_a_question_that_moved_to_another_theme_counts_in_its_line_only() -> None:
    old = nested([[[1, 1, 1], [1]]])
    first, second = old.themes
    moved = [first.model_copy(update={"questions": first.questions[:2]})]
    moved.append(second.model_copy(update={"questions": (*second.questions, first.questions[2])}))
    new = questionnaire([Line(id="l1", title="Lijn 1", intro="Inleiding.", themes=tuple(moved))])
    change = compare(assess(old, answers(old, 1, 1, 1, 1)), assess(new, answers(new, 2, 2, 2, 3)))
    assert [change.themes[id].common.shared for id in ("t1", "t2")] == [2, 1]
    assert change.themes["t2"].why == "questions"
    assert (change.lines["l1"].compared, change.lines["l1"].steps) == (4, 5)


def test_two_different_questionnaires_are_refused() -> None:
    old = one_theme(1, 1)
    other = old.model_copy(update={"id": "iets-anders"})
    with pytest.raises(ValueError, match="niet te vergelijken"):
        compare(assess(old, {}), assess(other, {}))


# Groups


def group(asked: Questionnaire, *rows: tuple[int | str, ...]) -> Result:
    return assess_group(asked, [answers(asked, *row) for row in rows])


def test_groups_of_five_are_compared_by_their_means_and_quoted_by_their_middle() -> None:
    asked = one_theme(1, 1, 1)
    before = group(asked, *[(1, 2, 3)] * 5)
    now = group(asked, *[(2, 2, 3)] * 2, *[(4, 4, 4)] * 3)
    change = compare(before, now)
    assert change.group
    assert [question.step for question in change.questions] == [Fraction(11, 5), Fraction(6, 5), Fraction(3, 5)]
    assert [question.recognised for question in change.questions] == ["up", "up", "up"]
    assert change.questions[0].now_anchor == "Beschrijving 4 van q1."
    part = change.themes["t1"]
    assert (part.steps, part.difference, part.demonstrable) == (4, Fraction(100, 3), True)


@pytest.mark.parametrize(("people", "overall", "level"), [(4, 50, 2), (3, 50, 2), (2, None, None)])
def test_a_small_group_shows_no_question_and_gets_no_verdict(people: int, overall: int | None, level: int | None) -> None:
    asked = one_theme(1, 1, 1)
    change = compare(group(asked, *[(1, 2, 3)] * people), group(asked, *[(3, 4, 5)] * 5))
    part = change.themes["t1"]
    assert (part.why, part.demonstrable, part.steps, part.overall) == ("small_group", False, None, overall)
    assert change.level_before("t1") == level
    for question in change.questions:
        assert (question.before, question.now, question.step, question.before_anchor, question.now_anchor) == (None,) * 5


def test_a_question_that_too_few_people_know_falls_out() -> None:
    asked = one_theme(1, 1, 1)
    before = group(asked, *[(1, 2, "dk")] * 3, *[(1, 2, 5)] * 2)
    part = compare(before, group(asked, *[(2, 4, 5)] * 5)).themes["t1"]
    assert (part.compared, part.fell_out, part.steps) == (2, 1, 3)


def test_a_group_at_one_of_the_moments_makes_it_a_change_of_a_group() -> None:
    asked = one_theme(1, 1, 1)
    one, several = assess(asked, answers(asked, 1, 2, 3)), group(asked, *[(3, 4, 5)] * 5)
    assert [compare(*pair).group for pair in ((one, one), (several, one), (one, several), (several, several))] == [
        False,
        True,
        True,
        True,
    ]


def test_what_changed_demonstrably_is_told_by_direction() -> None:
    change = changed(nested([[[1] * 3] * 4]), (2,) * 12, (3, 3, 3, 1, 1, 1, 2, 2, 2, 3, 3, 2))
    assert (change.demonstrable("up"), change.demonstrable("down"), change.demonstrable("equal")) == (("t1",), ("t2",), ())
    assert [len(change.recognised(direction)) for direction in ("up", "down", "equal")] == [5, 3, 4]
    assert [change.level_now(id) for id in ("t1", "l1")] == [3, Fraction(13, 6)]
