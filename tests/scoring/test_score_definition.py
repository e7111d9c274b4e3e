"""The engine computes in whole numbers and remembers; this is the method itself, in plain fractions, to hold beside it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from statistics import median_low
from typing import Any, NamedTuple

from hypothesis import given
from hypothesis import strategies as st

from questionnaire.answers import NOT_APPLICABLE, UNKNOWN, Value
from questionnaire.models import Idea, Questionnaire
from scoring.model import Node, Scores
from scoring.result import assess, assess_group
from scoring.suggestions import benefit, need
from scoring.tree import score, score_group
from tests.builders import answers_to, groups, idea_lists, questionnaire, questionnaires


class Plain(NamedTuple):
    """A node as the method defines it. `stage` is None where there is none, `people` are those with a known answer."""

    points: Fraction | None
    low: Fraction | None
    high: Fraction | None
    coverage: Fraction | None
    stage: int | None
    people: frozenset[int]


def leaf(answers: Sequence[Value]) -> Plain | None:
    """A question, of one person or a group; None where it does not apply."""
    levels = [answer for answer in answers if isinstance(answer, int)]
    known, unknown = len(levels), list(answers).count(UNKNOWN)
    if 2 * list(answers).count(NOT_APPLICABLE) > len(answers):
        return None
    total = Fraction(sum(25 * (level - 1) for level in levels))
    shown = known >= 3 and known >= unknown if len(answers) > 1 else known == 1
    return Plain(
        points=total / known if known else None,
        low=total / (known + unknown),
        high=(total + 100 * unknown) / (known + unknown),
        coverage=Fraction(known, known + unknown),
        stage=median_low(levels) if shown else None,
        people=frozenset(place for place, answer in enumerate(answers) if isinstance(answer, int)),
    )


def mean(pairs: Sequence[tuple[Fraction, Fraction]]) -> Fraction | None:
    return sum((weight * value for weight, value in pairs), Fraction(0)) / sum(weight for weight, _ in pairs) if pairs else None


def node(children: Sequence[tuple[Fraction, Plain | None]]) -> Plain | None:
    there: list[tuple[Fraction, Any]] = [(weight, child) for weight, child in children if weight and child is not None]
    if not there:
        return None
    points = mean([(weight, child.points) for weight, child in there if child.points is not None])
    stages = [child.stage for _, child in there if child.stage is not None]
    rounded = None if points is None else int(points / 25 + Fraction(3, 2))
    return Plain(
        points=points,
        low=mean([(weight, child.low) for weight, child in there]),
        high=mean([(weight, child.high) for weight, child in there]),
        coverage=mean([(weight, child.coverage) for weight, child in there]),
        stage=rounded if rounded is None or not stages else min(rounded, 1 + min(stages)),
        people=frozenset().union(*(child.people for _, child in there)),
    )


def plain(asked: Questionnaire, people: Sequence[Mapping[str, Value]]) -> dict[str, Plain | None]:
    """Every node by id; the total as "total"."""
    found: dict[str, Plain | None] = {}
    for question in asked.questions:
        found[question.id] = leaf([values.get(question.id, UNKNOWN) for values in people])
    for theme in asked.themes:
        found[theme.id] = node([(question.weight, found[question.id]) for question in theme.questions])
    for line in asked.lines:
        found[line.id] = node([(theme.weight, found[theme.id]) for theme in line.themes])
    found["total"] = node([(line.weight * theme.weight, found[theme.id]) for line in asked.lines for theme in line.themes])
    return found


def compare(scores: Scores, defined: Mapping[str, Plain | None], *, people: int) -> None:
    nodes: dict[str, Node] = {"total": scores.total, **scores.lines, **scores.themes, **scores.questions}
    assert nodes.keys() == defined.keys()
    for id, own in nodes.items():
        other = defined[id]
        assert own.applicable == (other is not None), id
        if other is None:
            assert (own.points, own.low, own.high, own.coverage, own.stage, own.reported) == (None,) * 5 + (False,)
            continue
        assert (own.points, own.low, own.high, own.coverage, own.stage) == other[:5], id
        assert other.coverage is not None
        if id in scores.questions:
            assert own.reported == (other.stage is not None)
        else:
            assert own.reported == (other.coverage >= Fraction(2, 3) and len(other.people) >= (3 if people > 1 else 1))


@given(st.data())
def test_the_scores_of_one_person_are_those_of_the_method(data: st.DataObject) -> None:
    asked = data.draw(questionnaires())
    for _ in range(2):  # what was remembered of the first answers does not come back for the second
        values = data.draw(answers_to(asked))
        compare(score(asked, values), plain(asked, [values]), people=1)


@given(st.data())
def test_the_scores_of_a_group_are_those_of_the_method(data: st.DataObject) -> None:
    asked = data.draw(questionnaires())
    people = data.draw(groups(asked))
    compare(score_group(asked, people), plain(asked, people), people=len(people))


# Suggestions


def strengths(idea: Idea, levels: Mapping[str, Fraction | int]) -> dict[str, Fraction]:
    return {
        address.question: address.share
        for address in idea.addresses
        if address.question in levels and address.from_level <= levels[address.question] <= address.to_level
    }


def blocked(idea: Idea, levels: Mapping[str, Fraction | int], size: str | None, missing: Sequence[str]) -> bool:
    requires = idea.requires
    return (
        (size is not None and bool(requires.size) and size not in requires.size)
        or any(levels.get(question, 0) < level for question, level in requires.levels.items())
        or bool(set(requires.partners) & set(missing))
    )


@given(st.data())
def test_each_suggestion_adds_most_to_the_benefit_of_those_before_it(data: st.DataObject) -> None:
    bare = data.draw(questionnaires())
    asked = questionnaire(bare.lines, data.draw(idea_lists(bare, max_size=12)))
    targets = data.draw(st.fixed_dictionaries({}, optional={theme.id: st.integers(1, 5) for theme in asked.themes}))
    size, missing = data.draw(st.sampled_from([None, "klein", "groot"])), data.draw(st.sampled_from([(), ("werkgevers",)]))
    people = data.draw(groups(bare, min_size=1, max_size=4))
    result = assess_group(asked, people, targets=targets, size=size, missing_partners=missing)

    levels = {id: each.shown_level for id, each in result.scores.questions.items() if each.shown_level is not None}
    needs = {
        question.id: need(question.weight, levels[question.id], targets.get(theme.id, 4))
        for theme in asked.themes
        for question in theme.questions
        if question.id in levels
    }
    works = {idea.id: strengths(idea, levels) for idea in asked.ideas}
    stopped = {idea.id for idea in asked.ideas if blocked(idea, levels, size, missing)}
    order = sorted(asked.ideas, key=lambda idea: (idea.effort, idea.lead_time_months, idea.id))

    def gain(idea: Idea, chosen: list[str]) -> Fraction:
        return benefit(needs, works, [*chosen, idea.id]) - benefit(needs, works, chosen)

    expected: list[tuple[str, Fraction]] = []
    room = {True: 3, False: 3}
    while True:
        chosen = [name for name, _ in expected]
        free = [idea for idea in order if idea.id not in {*chosen, *stopped} and room[idea.quick]]
        if not free or not (most := max(gain(idea, chosen) for idea in free)):
            break
        best = next(idea for idea in free if gain(idea, chosen) == most)
        expected.append((best.id, most))
        room[best.quick] -= 1
    advice = result.advice
    assert [(item.idea.id, item.gain) for item in advice.suggestions] == expected

    chosen = [name for name, _ in expected]
    later = [(idea.id, gain(idea, chosen)) for idea in order if idea.id in stopped and gain(idea, chosen)]
    later.sort(key=lambda item: -item[1])
    assert [(item.idea.id, item.gain) for item in advice.later] == later[:3]
    for item in advice.suggestions:
        before = chosen[: chosen.index(item.idea.id)]
        left = {id: needs[id] - benefit({id: needs[id]}, works, before) for id in needs}
        shares = {id: left[id] * strength for id, strength in works[item.idea.id].items() if left[id]}
        assert sum(shares.values()) == item.gain
        assert [reason.share for reason in item.reasons] == sorted(shares.values(), reverse=True)[:2]
        assert all((shares[reason.question], levels[reason.question]) == (reason.share, reason.level) for reason in item.reasons)


@given(st.data(), st.integers(3, 6))
def test_a_group_that_answers_alike_gets_the_advice_of_one(data: st.DataObject, size: int) -> None:
    bare = data.draw(questionnaires())
    asked = questionnaire(bare.lines, data.draw(idea_lists(bare)))
    values = data.draw(answers_to(bare))
    assert assess_group(asked, [values] * size).advice == assess(asked, values).advice
