"""Which experiments fit these answers: greedy maximum coverage with diminishing returns, exact and deterministic.

A set of ideas S is worth F(S) = sum over questions of need * (1 - product over ideas in S of (1 - strength)).
Choosing the idea with the largest marginal gain, again and again, reaches at least 1 - 1/e of the best
possible set (Nemhauser, Wolsey and Fisher, 1978).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from fractions import Fraction
from typing import Final, Literal, NamedTuple

from questionnaire.models import DEFAULT_TARGET, Idea, Questionnaire
from scoring.model import Advice, Condition, Postponed, Reason, Suggestion

LIST_LENGTH: Final = 3
LATER_LENGTH: Final = 3
REASONS: Final = 2

Needs = Mapping[str, Fraction]
"""How far each question is from its target: 0 nothing to gain, 1 (times its weight) everything."""
Strengths = Mapping[str, Mapping[str, Fraction]]
"""Per idea: the questions it works on, and how strongly (0 to 1)."""


class Choice(NamedTuple):
    """An idea as chosen: `gain` is the sum of `shares`, what it adds per question to the ideas chosen before it."""

    idea: str
    gain: Fraction
    shares: Mapping[str, Fraction]


def need(weight: Fraction, level: Fraction | int, target: int) -> Fraction:
    """weight * max(0, target - level) / (target - 1); 0 at target 1, which every level meets."""
    return weight * (target - level) / (target - 1) if level < target else Fraction(0)


def remaining(needs: Needs, strengths: Strengths, chosen: Iterable[str]) -> dict[str, Fraction]:
    """What is left of every need after the chosen ideas."""
    left = dict(needs)
    for idea in chosen:
        for question, strength in strengths[idea].items():
            if question in left:
                left[question] *= 1 - strength
    return left


def benefit(needs: Needs, strengths: Strengths, chosen: Iterable[str]) -> Fraction:
    """F of the chosen ideas."""
    return sum(needs.values(), Fraction(0)) - sum(remaining(needs, strengths, chosen).values(), Fraction(0))


def greedy(
    candidates: Sequence[str],
    needs: Needs,
    strengths: Strengths,
    *,
    list_of: Callable[[str], str] = lambda idea: "",
    limit: int = LIST_LENGTH,
) -> list[Choice]:
    """The ideas in the order of choice: each time the largest marginal gain, as long as there is any.

    At equal gains the first of `candidates` wins, so they come in order of preference. `list_of` names the list
    an idea belongs to; a list with `limit` ideas takes no more.
    """
    left = dict(needs)
    waiting = {idea: _shares(strengths[idea], left) for idea in candidates}
    gains = {idea: sum(shares.values(), Fraction(0)) for idea, shares in waiting.items()}
    filled: Counter[str] = Counter()
    chosen: list[Choice] = []
    while gains:
        best = max(gains, key=gains.__getitem__)  # the first of the largest
        if gains[best] == 0:
            break
        chosen.append(Choice(best, gains[best], waiting[best]))
        filled[list_of(best)] += 1
        for question in waiting[best]:
            left[question] *= 1 - strengths[best][question]
        del gains[best]
        for idea in list(gains):
            if filled[list_of(idea)] >= limit:
                del gains[idea]
            elif not waiting[idea].keys().isdisjoint(waiting[best]):
                waiting[idea] = _shares(strengths[idea], left)
                gains[idea] = sum(waiting[idea].values(), Fraction(0))
    return chosen


def _shares(strengths: Mapping[str, Fraction], left: Needs) -> dict[str, Fraction]:
    return {question: left[question] * strength for question, strength in strengths.items() if left.get(question)}


def suggest(
    questionnaire: Questionnaire,
    levels: Mapping[str, Fraction | int],
    unknown: Collection[str],
    targets: Mapping[str, int],
    size: str | None = None,
    missing_partners: Collection[str] = (),
) -> Advice:
    """The experiments to start with, and what stands in the way of others.

    levels            the known (mean) level per question id; questions that do not apply are in neither collection
    unknown           the question ids to find out
    targets           the level aimed at per theme id, 4 where absent
    size              a size class id, None when not known: then no idea is held back for size
    missing_partners  partner ids the municipality does not have
    """
    needs = {
        question.id: need(question.weight, levels[question.id], targets.get(theme.id, DEFAULT_TARGET))
        for theme in questionnaire.themes
        for question in theme.questions
        if question.id in levels
    }
    ideas = sorted(questionnaire.ideas, key=lambda idea: (idea.effort, idea.lead_time_months, idea.id))
    strengths = {idea.id: _fitting(idea, levels) for idea in ideas}
    unmet = {idea.id: unmet_conditions(idea, levels, size, missing_partners) for idea in ideas}
    by_id = questionnaire.idea_by_id

    feasible = [idea.id for idea in ideas if not unmet[idea.id]]
    choices = greedy(feasible, needs, strengths, list_of=lambda idea: _list(by_id[idea]))
    order = {question.id: place for place, question in enumerate(questionnaire.questions)}
    suggestions = tuple(
        Suggestion(by_id[choice.idea], _list(by_id[choice.idea]), choice.gain, _reasons(choice, levels, order))
        for choice in choices
    )

    left = remaining(needs, strengths, (choice.idea for choice in choices))
    postponed = [
        Postponed(idea, gain, unmet[idea.id])
        for idea in ideas
        if unmet[idea.id] and (gain := sum(_shares(strengths[idea.id], left).values(), Fraction(0)))
    ]
    postponed.sort(key=lambda item: -item.gain)  # a stable sort: ties stay in order of effort, lead time and id

    addressed = {question for choice in choices for question in choice.shares}
    return Advice(
        suggestions=suggestions,
        find_out=tuple(question for question in order if question in unknown),
        later=tuple(postponed[:LATER_LENGTH]),
        unaddressed=tuple(question for question in order if needs.get(question) and question not in addressed),
        outcome=_outcome(bool(levels), any(needs.values()), bool(suggestions)),
    )


def _list(idea: Idea) -> Literal["quick", "larger"]:
    return "quick" if idea.quick else "larger"


def _fitting(idea: Idea, levels: Mapping[str, Fraction | int]) -> dict[str, Fraction]:
    """How strongly the idea works on each question whose level lies in its window."""
    strengths: dict[str, Fraction] = {}
    for address in idea.addresses:
        level = levels.get(address.question)
        if level is not None and address.from_level <= level <= address.to_level:
            strengths[address.question] = max(address.share, strengths.get(address.question, Fraction(0)))
    return strengths


def unmet_conditions(
    idea: Idea, levels: Mapping[str, Fraction | int], size: str | None, missing_partners: Collection[str]
) -> tuple[Condition, ...]:
    requires = idea.requires
    conditions: list[Condition] = []
    if requires.size and size is not None and size not in requires.size:
        conditions.append(Condition("size", requires.size))
    for question, minimum in requires.levels.items():
        if levels.get(question, 0) < minimum:  # not known is not met
            conditions.append(Condition("level", (question,), minimum))
    if missing := tuple(partner for partner in requires.partners if partner in missing_partners):
        conditions.append(Condition("partner", missing))
    return tuple(conditions)


def _reasons(choice: Choice, levels: Mapping[str, Fraction | int], order: Mapping[str, int]) -> tuple[Reason, ...]:
    largest = sorted(choice.shares, key=lambda question: (-choice.shares[question], order[question]))
    return tuple(Reason(question, Fraction(levels[question]), choice.shares[question]) for question in largest[:REASONS])


def _outcome(known: bool, needed: bool, suggested: bool) -> Literal["ideas", "share", "unknown", "blocked"]:
    if not known:
        return "unknown"
    if not needed:
        return "share"
    return "ideas" if suggested else "blocked"
