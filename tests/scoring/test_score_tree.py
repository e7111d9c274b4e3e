"""Scores of one person and of groups: the tables of the method, and its edge cases."""

from __future__ import annotations

from fractions import Fraction as F
from typing import Any

import pytest

from questionnaire.models import Questionnaire
from scoring import tree
from scoring.model import Node
from scoring.tree import score, score_group
from tests.builders import answers, nested, one_theme, with_lines


def theme_of(questionnaire: Questionnaire, *values: int | str) -> Node:
    return score(questionnaire, answers(questionnaire, *values)).themes["t1"]


@pytest.mark.parametrize(
    ("weights", "values", "points", "low", "high", "coverage", "reported"),
    [
        ((1, 1, 1), (1, 1, 1), F(0), F(0), F(0), F(1), True),
        ((1, 1, 1), (5, 5, 5), F(100), F(100), F(100), F(1), True),
        ((1, 1, 1), (3, 4, 2), F(50), F(50), F(50), F(1), True),
        ((1, 1, 1), (2, 3, "dk"), F(75, 2), F(25), F(175, 3), F(2, 3), True),
        ((1, 1, 1), (2, "dk", "dk"), F(25), F(25, 3), F(75), F(1, 3), False),
        ((1, 1, 1), (2, 3, "na"), F(75, 2), F(75, 2), F(75, 2), F(1), True),
        ((1, 1, 1), ("dk", "dk", "dk"), None, F(0), F(100), F(0), False),
        ((1, 1, 1), ("na", "na", "na"), None, None, None, None, False),
        ((1, 1, 1), (4, "na", "dk"), F(75), F(75, 2), F(175, 2), F(1, 2), False),
        ((1, 1, 1, 1), (1, 2, 4, "dk"), F(100, 3), F(25), F(50), F(3, 4), True),
        ((2, 1, 1), (2, 3, 4), F(175, 4), F(175, 4), F(175, 4), F(1), True),
        ((2, 1, 1), (2, 3, "dk"), F(100, 3), F(25), F(50), F(3, 4), True),
        ((2, 1, 1), ("dk", 3, 4), F(125, 2), F(125, 4), F(325, 4), F(1, 2), False),
    ],
)
def test_the_table_of_one_theme(
    weights: tuple[int, ...],
    values: tuple[Any, ...],
    points: F | None,
    low: F | None,
    high: F | None,
    coverage: F | None,
    reported: bool,
) -> None:
    node = theme_of(one_theme(*weights), *values)
    assert (node.points, node.low, node.high, node.coverage, node.reported) == (points, low, high, coverage, reported)
    assert node.applicable is (coverage is not None)


@pytest.mark.parametrize(
    ("values", "stage", "floor"),
    [
        ((1, 5, 5, 5), 2, "q1"),
        ((2, 3), 3, None),
        ((4, 4, 4, 2), 3, "q4"),
        ((3, 3, 4), 3, None),
        ((4, 5, 5), 5, None),
        ((1, 2, 2), 2, None),
        ((5, 1, 5, 5, 1, 5, 5, 5), 2, "q2"),
        (("dk", "dk"), None, None),
    ],
)
def test_stages_and_the_question_that_holds_them_back(values: tuple[Any, ...], stage: int | None, floor: str | None) -> None:
    node = theme_of(one_theme(*[1] * len(values)), *values)
    assert (node.stage, node.floor) == (stage, floor)


def test_a_line_is_held_back_by_the_weakest_question_of_its_weakest_theme() -> None:
    questionnaire = nested([[[1, 1], [1, 1], [1, 1]]])
    line = score(questionnaire, answers(questionnaire, 5, 5, 1, 2, 5, 5)).lines["l1"]
    # mean level 23/6, rounded 4; the middle theme has stage 2, so the line has at most 3
    assert (line.stage, line.floor) == (3, "q3")


def test_a_theme_of_weight_zero_does_not_hold_its_line_back() -> None:
    base = nested([[[1], [1]]])
    themes = (base.themes[0], base.themes[1].model_copy(update={"weight": F(0)}))
    questionnaire = with_lines(base, [base.lines[0].model_copy(update={"themes": themes})])
    scores = score(questionnaire, answers(questionnaire, 5, 1))
    assert scores.themes["t2"].points == 0
    assert (scores.lines["l1"].points, scores.lines["l1"].stage, scores.lines["l1"].questions) == (100, 5, 1)


def test_unreported_themes_still_count_in_the_mean_above_them() -> None:
    """A mean over reported themes only gives 0 here, below its own interval."""
    questionnaire = nested([[[1, 1, 1]] * 4])
    scores = score(questionnaire, answers(questionnaire, *[1] * 9, 5, "dk", "dk"))
    line = scores.lines["l1"]
    assert not scores.themes["t4"].reported
    assert (line.points, line.low, line.high) == (25, F(25, 3), 25)


def test_the_total_weighs_themes_not_lines() -> None:
    questionnaire = nested([[[1], [1], [1]], [[1]]])
    total = score(questionnaire, answers(questionnaire, 1, 1, 1, 5)).total
    assert total.points == 25  # the mean of the two lines would be 50


def test_coverage_is_compared_exactly_with_two_thirds() -> None:
    node = theme_of(one_theme(1, 1, 1), 2, 3, "dk")
    assert node.coverage == F(2, 3)
    assert node.reported
    assert not theme_of(one_theme(F(199), F(101)), 3, "dk").reported  # 0.663


def test_a_question_of_weight_zero_is_shown_but_not_scored() -> None:
    questionnaire = one_theme(1, 0)
    scores = score(questionnaire, answers(questionnaire, 3, 5))
    assert scores.questions["q2"].points == 100
    assert (scores.themes["t1"].points, scores.themes["t1"].questions) == (50, 1)
    unknown = score(questionnaire, answers(questionnaire, 3, "dk")).themes["t1"]
    assert (unknown.coverage, unknown.stage) == (1, 3)


def test_a_theme_with_only_weight_zero_left_has_no_value() -> None:
    node = theme_of(one_theme(1, 0), "na", 5)
    assert not node.applicable
    assert node.points is None


def test_counts_of_questions() -> None:
    node = theme_of(one_theme(1, 1, 1), 2, "dk", "na")
    assert (node.known, node.applicable_questions, node.questions) == (1, 2, 3)


def test_a_question_without_an_answer_counts_as_unknown() -> None:
    questionnaire = one_theme(1, 1, 1)
    assert score(questionnaire, {"q1": 2}) == score(questionnaire, answers(questionnaire, 2, "dk", "dk"))


@pytest.mark.parametrize("value", [0, 6, 2.5, 2.0, "3", True, None, "", [3]])
def test_what_is_no_answer_is_refused(value: Any) -> None:
    questionnaire = one_theme(1)
    with pytest.raises(ValueError, match=r"vraag 'q1': .* is geen antwoord"):
        score(questionnaire, {"q1": value})
    with pytest.raises(ValueError, match="vraag 'q1'"):
        score_group(questionnaire, [{"q1": 3}, {"q1": value}])


def test_an_unknown_question_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="vraag 'q9' staat niet in de vragenlijst"):
        score(one_theme(1), {"q9": 3})


# Groups


def test_group_means_go_via_questions_not_via_persons() -> None:
    questionnaire = one_theme(1, 1, 1)
    people = [answers(questionnaire, *row) for row in ((4, "dk", 2), (2, 2, 2), (5, 4, "dk"))]
    theme = score_group(questionnaire, people).themes["t1"]
    assert theme.points == F(425, 9)
    assert theme.reported


def test_a_group_question_is_shown_from_three_known_answers_and_no_more_unknown_than_known() -> None:
    questionnaire = one_theme(1)

    def question(*values: int | str) -> Node:
        return score_group(questionnaire, [answers(questionnaire, value) for value in values]).questions["q1"]

    assert not question(4, 4).reported
    assert question(4, 4, 2).reported
    assert question(4, 4, 2, "dk", "dk", "dk").reported
    hidden = question(4, 4, 2, "dk", "dk", "dk", "dk")
    assert (hidden.reported, hidden.stage, hidden.points) == (False, None, F(175, 3))


def test_the_stage_of_a_group_question_is_the_low_median() -> None:
    questionnaire = one_theme(1)
    people = [answers(questionnaire, value) for value in (2, 2, 4, 5)]
    assert score_group(questionnaire, people).questions["q1"].stage == 2


def test_not_applicable_needs_more_than_half_of_the_group() -> None:
    questionnaire = one_theme(1)

    def applicable(*values: int | str) -> bool:
        return score_group(questionnaire, [answers(questionnaire, value) for value in values]).questions["q1"].applicable

    assert applicable("na", "na", 3, "dk")
    assert not applicable("na", "na", "na", 3, "dk")


def test_a_theme_of_a_group_needs_three_different_people() -> None:
    questionnaire = one_theme(1, 1)
    two = [answers(questionnaire, 3, 3), answers(questionnaire, 4, 4)]
    assert not score_group(questionnaire, two).themes["t1"].reported
    assert score_group(questionnaire, [*two, answers(questionnaire, 1, "dk")]).themes["t1"].reported


def test_one_participant_is_scored_as_solo() -> None:
    questionnaire = one_theme(1, 1, 1)
    alone = answers(questionnaire, 2, 3, "dk")
    assert score_group(questionnaire, [alone], ["beleid"]) == score(questionnaire, alone)
    assert score_group(questionnaire, []) == score(questionnaire, {})


def test_blanks_count_as_unknown_and_are_also_counted_apart() -> None:
    questionnaire = one_theme(1)
    figures = score_group(questionnaire, [{"q1": 3}, {"q1": "unknown"}, {}, {}]).group["q1"]
    assert (figures.counts, figures.unknown, figures.blank) == ((0, 0, 1, 0, 0), 3, 2)


def test_roles_are_given_for_everyone_or_not_at_all() -> None:
    with pytest.raises(ValueError, match="2 mensen en 1 rollen"):
        score_group(one_theme(1), [{}, {}], ["beleid"])


def test_answers_beyond_what_is_remembered_score_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    questionnaire = one_theme(1, 2)
    known = [score(questionnaire, answers(questionnaire, level, 3)) for level in range(1, 6)]
    monkeypatch.setattr(tree, "_REMEMBERED", 1)
    fresh = one_theme(1, 2)
    assert [score(fresh, answers(fresh, level, 3)) for level in range(1, 6)] == known
