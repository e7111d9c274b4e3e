"""Laws of a change, on random small questionnaires."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import Value
from questionnaire.models import Questionnaire
from scoring.change import Change, PartChange, compare, threshold
from scoring.result import assess, assess_group
from tests.builders import answers_to, groups, questionnaires


def parts(change: Change) -> list[PartChange]:
    return [*change.themes.values(), *change.lines.values()]


@st.composite
def pairs(draw: st.DrawFn) -> tuple[Questionnaire, dict[str, Value], dict[str, Value]]:
    asked = draw(questionnaires())
    return asked, draw(answers_to(asked)), draw(answers_to(asked))


def solo(pair: tuple[Questionnaire, dict[str, Value], dict[str, Value]]) -> Change:
    asked, before, now = pair
    return compare(assess(asked, before), assess(asked, now))


@given(st.data())
def test_a_measurement_beside_itself_changed_nothing(data: st.DataObject) -> None:
    asked = data.draw(questionnaires())
    result = assess_group(asked, data.draw(groups(asked, min_size=1)))
    change = compare(result, result)
    assert not change.recognised("up")
    assert not change.recognised("down")
    assert change.same_questions
    for part in parts(change):
        assert not part.demonstrable
        assert (part.steps, part.difference) in ((0, 0), (None, None))
        assert part.overall in (0, None)


@given(pairs())
def test_looking_back_is_looking_forward_with_the_other_sign(
    pair: tuple[Questionnaire, dict[str, Value], dict[str, Value]],
) -> None:
    forward, back = solo(pair), solo((pair[0], pair[2], pair[1]))
    assert [question.id for question in forward.recognised("up")] == [question.id for question in back.recognised("down")]
    for one, other in zip(parts(forward), parts(back), strict=True):
        assert (one.why, one.compared, one.aside, one.fell_out, one.demonstrable) == (
            other.why,
            other.compared,
            other.aside,
            other.fell_out,
            other.demonstrable,
        )
        for first, second in ((one.steps, other.steps), (one.difference, other.difference), (one.overall, other.overall)):
            assert (first is None) == (second is None)
            assert first is None or second is None or first == -second


@given(pairs(), st.randoms(use_true_random=False))
def test_the_order_of_answers_and_people_changes_nothing(
    pair: tuple[Questionnaire, dict[str, Value], dict[str, Value]], random: object
) -> None:
    asked, before, now = pair
    mixed = list(now.items())
    random.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = solo(pair), solo((asked, before, dict(mixed)))
    assert (one.themes, one.lines, one.questions) == (other.themes, other.lines, other.questions)
    people = [before, now, before, now, now]
    crowd, turned = (compare(assess_group(asked, people), assess_group(asked, order)) for order in (people, people[::-1]))
    assert (crowd.themes, crowd.lines) == (turned.themes, turned.lines)


@given(st.data())
def test_one_level_higher_everywhere_is_demonstrable_when_the_questions_are_as_many_as_the_sum_needs(data: st.DataObject) -> None:
    asked = data.draw(questionnaires())
    before = data.draw(answers_to(asked, st.integers(1, 4)))
    change = solo((asked, before, {id: level + 1 for id, level in before.items() if isinstance(level, int)}))
    assert len(change.recognised("up")) == len(asked.questions)
    for part in parts(change):
        if part.comparable:
            assert part.steps == part.compared == part.common.total
            assert part.difference == 25
            assert part.demonstrable == (part.compared >= threshold(part.compared))


@given(pairs())
def test_a_verdict_needs_a_comparison_and_the_sum(pair: tuple[Questionnaire, dict[str, Value], dict[str, Value]]) -> None:
    for part in parts(solo(pair)):
        if part.demonstrable:
            assert part.comparable
            assert part.steps is not None
            assert abs(part.steps) >= 3
            assert part.direction in ("up", "down")
        if part.comparable:
            assert 3 * part.compared >= 2 * (part.common.total - part.aside)
            assert part.compared + part.fell_out + part.aside == part.common.shared


@given(st.integers(1, 60))
def test_more_questions_never_need_less(questions: int) -> None:
    assert threshold(questions) <= threshold(questions + 1)
