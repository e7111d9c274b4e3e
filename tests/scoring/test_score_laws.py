"""The invariants I1 to I8 of the method, on random small questionnaires."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from hypothesis import assume, given
from hypothesis import strategies as st

from questionnaire.answers import NOT_APPLICABLE, UNKNOWN
from questionnaire.models import Questionnaire
from scoring.model import Node, Scores
from scoring.tree import score, score_group
from tests.builders import answers_to, groups, levels, questionnaires, with_lines


def nodes(scores: Scores) -> Iterator[Node]:
    yield scores.total
    for part in (scores.lines, scores.themes, scores.questions):
        yield from part.values()


@st.composite
def scored(draw: st.DrawFn) -> Scores:
    """The scores of one person or a group."""
    questionnaire = draw(questionnaires())
    if draw(st.booleans()):
        return score(questionnaire, draw(answers_to(questionnaire)))
    return score_group(questionnaire, draw(groups(questionnaire)))


@given(scored())
def test_i1_the_interval_is_as_wide_as_what_is_not_covered(scores: Scores) -> None:
    for node in nodes(scores):
        if node.applicable:
            assert node.low is not None
            assert node.high is not None
            assert node.coverage is not None
            assert node.high - node.low == 100 * (1 - node.coverage)
        else:
            assert (node.low, node.high, node.coverage, node.points) == (None, None, None, None)


@given(scored())
def test_i2_the_value_lies_within_its_interval(scores: Scores) -> None:
    for node in nodes(scores):
        if node.points is not None:
            assert node.low is not None
            assert node.high is not None
            assert 0 <= node.low <= node.points <= node.high <= 100


@given(st.data())
def test_i3_raising_one_level_lowers_nothing(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    people = data.draw(groups(questionnaire, min_size=1))
    person = data.draw(st.integers(0, len(people) - 1))
    raisable = [id for id, value in people[person].items() if isinstance(value, int) and value < 5]
    assume(raisable)
    id = data.draw(st.sampled_from(raisable))
    raised = [dict(values) for values in people]
    raised[person][id] = data.draw(st.integers(people[person][id] + 1, 5))  # type: ignore[operator]
    before, after = score_group(questionnaire, people), score_group(questionnaire, raised)
    for old, new in zip(nodes(before), nodes(after), strict=True):
        for old_value, new_value in ((old.points, new.points), (old.low, new.low), (old.high, new.high), (old.stage, new.stage)):
            assert (old_value is None) == (new_value is None)
            if old_value is not None and new_value is not None:
                assert old_value <= new_value


@given(st.data())
def test_i4_finding_out_an_unknown_answer_stays_within_the_old_interval(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    people = data.draw(groups(questionnaire, min_size=1))
    person = data.draw(st.integers(0, len(people) - 1))
    open_questions = [id for id, value in people[person].items() if value == UNKNOWN]
    assume(open_questions)
    found_out = [dict(values) for values in people]
    found_out[person][data.draw(st.sampled_from(open_questions))] = data.draw(levels)
    for old, new in zip(nodes(score_group(questionnaire, people)), nodes(score_group(questionnaire, found_out)), strict=True):
        if new.points is not None:
            assert old.low is not None
            assert old.high is not None
            assert old.low <= new.points <= old.high


def shuffled(questionnaire: Questionnaire) -> Questionnaire:
    """The same questionnaire with questions, themes and lines in reverse order."""
    lines = tuple(
        line.model_copy(
            update={
                "themes": tuple(theme.model_copy(update={"questions": theme.questions[::-1]}) for theme in reversed(line.themes))
            }
        )
        for line in reversed(questionnaire.lines)
    )
    return with_lines(questionnaire, lines)


def without_floor(scores: Scores) -> dict[str, tuple[object, ...]]:
    """Everything but the floor: which of two equally weak questions binds does follow the order."""
    named = {"total": scores.total, **scores.lines, **scores.themes, **scores.questions}
    return {
        id: (node.points, node.low, node.high, node.coverage, node.reported, node.stage, node.applicable, node.known)
        for id, node in named.items()
    }


@given(st.data())
def test_i5_the_order_of_people_and_questions_does_not_matter(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires())
    people = data.draw(groups(questionnaire))
    roles = data.draw(st.lists(st.sampled_from(["beleid", "wijkteam", None]), min_size=len(people), max_size=len(people)))
    order = data.draw(st.permutations(range(len(people))))
    before = score_group(questionnaire, people, roles)
    assert before == score_group(questionnaire, [people[place] for place in order], [roles[place] for place in order])
    assert without_floor(before) == without_floor(score_group(shuffled(questionnaire), people, roles))


@given(st.data(), st.integers(3, 6))
def test_i6_people_who_answer_alike_score_as_one(data: st.DataObject, size: int) -> None:
    questionnaire = data.draw(questionnaires())
    values = data.draw(answers_to(questionnaire))
    solo, group = score(questionnaire, values), score_group(questionnaire, [values] * size)
    assert (group.total, group.lines, group.themes, group.questions) == (solo.total, solo.lines, solo.themes, solo.questions)


@given(st.data(), st.sampled_from([Fraction(3), Fraction(1, 7), Fraction(5, 2)]))
def test_i7_scaling_all_weights_changes_nothing(data: st.DataObject, scale: Fraction) -> None:
    questionnaire = data.draw(questionnaires())
    values = data.draw(answers_to(questionnaire))

    def scaled(part):  # type: ignore[no-untyped-def]
        return part.model_copy(update={"weight": part.weight * scale})

    lines = tuple(
        scaled(line).model_copy(
            update={
                "themes": tuple(
                    scaled(theme).model_copy(update={"questions": tuple(scaled(question) for question in theme.questions)})
                    for theme in line.themes
                )
            }
        )
        for line in questionnaire.lines
    )
    assert score(with_lines(questionnaire, lines), values) == score(questionnaire, values)


@given(st.data())
def test_i8_not_applicable_equals_a_question_that_is_not_there(data: st.DataObject) -> None:
    questionnaire = data.draw(questionnaires(weights=st.sampled_from([Fraction(1), Fraction(2), Fraction(1, 3)])))
    removable = [theme for theme in questionnaire.themes if len(theme.questions) > 1]
    assume(removable)
    theme = data.draw(st.sampled_from(removable))
    gone = data.draw(st.sampled_from(theme.questions)).id
    values = data.draw(answers_to(questionnaire)) | {gone: NOT_APPLICABLE}

    smaller = theme.model_copy(update={"questions": tuple(question for question in theme.questions if question.id != gone)})
    lines = tuple(
        line.model_copy(update={"themes": tuple(smaller if item.id == theme.id else item for item in line.themes)})
        for line in questionnaire.lines
    )
    without = score(
        with_lines(questionnaire, lines),
        {id: value for id, value in values.items() if id != gone},
    )
    whole = score(questionnaire, values)

    def compared(scores: Scores) -> dict[str, tuple[object, ...]]:
        named = {"total": scores.total, **scores.lines, **scores.themes}
        return {
            id: (node.points, node.low, node.high, node.coverage, node.reported, node.stage, node.floor, node.known)
            for id, node in named.items()
        }

    assert compared(whole) == compared(without)
