"""Which experiments fit these answers: greedy maximum coverage with diminishing returns, exact and deterministic.

A set of ideas S is worth F(S) = sum over questions of need * (1 - product over ideas in S of (1 - strength)).
Choosing the idea with the largest marginal gain, again and again, reaches at least 1 - 1/e of the best
possible set (Nemhauser, Wolsey and Fisher, 1978).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from heapq import heapify, heappop, heapreplace
from math import lcm
from typing import Final, Literal, NamedTuple

from questionnaire.models import DEFAULT_TARGET, STRENGTHS, Idea, Questionnaire, Requires
from scoring.model import Advice, Condition, Postponed, Reason, Suggestion

LIST_LENGTH: Final = 3
LATER_LENGTH: Final = 3
REASONS: Final = 2

Needs = Mapping[str, Fraction]
"""How far each question is from its target: 0 nothing to gain, 1 (times its weight) everything."""
Strengths = Mapping[str, Mapping[str, Fraction]]
"""Per idea: the questions it works on, and how strongly (0 to 1)."""


class Choice(NamedTuple):
    """An idea as chosen: `gain` is the sum of `shares`, what it adds per question to the ideas chosen before it.

    The largest share comes first.
    """

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
    an idea belongs to; a list with `limit` ideas (1 or more) takes no more.
    """
    lists = {idea: list_of(idea) for idea in candidates}
    part = lcm(*[strength.denominator for idea in candidates for strength in strengths[idea].values()])
    parts = {
        idea: {question: int(strength * part) for question, strength in strengths[idea].items() if needs.get(question)}
        for idea in candidates
    }
    scale = _scale(needs, part, min(len(candidates), limit * len(set(lists.values()))))
    left = {question: int(need * scale) for question, need in needs.items()}
    return [
        Choice(idea, Fraction(gain, scale), {question: Fraction(share, scale) for question, share in shares if share})
        for idea, gain, shares in _choose(candidates, left, parts, part, lists, limit)
    ]


def _scale(needs: Needs, part: int, choices: int) -> int:
    """A denominator so large that needs, and what every choice leaves of them, are whole numbers times `part`."""
    whole: int = part ** (choices + 1)
    return whole * lcm(*[need.denominator for need in needs.values()])


def _choose(
    candidates: Sequence[str],
    left: dict[str, int],
    parts: Mapping[str, Mapping[str, int]],
    part: int,
    lists: Mapping[str, str],
    limit: int,
) -> list[tuple[str, int, list[tuple[str, int]]]]:
    """What `greedy` does, in whole numbers: each choice with its gain and its shares, the largest share first.

    `left` are the needs over the denominator of `_scale`; here it becomes what the choices leave. `parts` are the
    strengths over the denominator `part`.
    """
    # A gain never grows with the set, so what was computed earlier is an upper bound: only the idea on top of the heap
    # is computed again, until it stays there. The places decide between equal gains.
    heap = [
        (-sum([left[question] // part * share for question, share in parts[idea].items()]), place, idea)
        for place, idea in enumerate(candidates)
    ]
    heapify(heap)
    room = dict.fromkeys(lists.values(), limit)
    chosen: list[tuple[str, int, list[tuple[str, int]]]] = []
    while heap and (bound := -heap[0][0]):
        _, place, idea = heap[0]
        shares = [(question, left[question] // part * share) for question, share in parts[idea].items()]
        gain = sum([share for _, share in shares])
        if not room[lists[idea]]:
            heappop(heap)
        elif gain < bound:
            heapreplace(heap, (-gain, place, idea))
        else:
            heappop(heap)
            chosen.append((idea, gain, sorted(shares, key=lambda item: -item[1])))
            room[lists[idea]] -= 1
            for question, share in shares:
                left[question] -= share
    return chosen


@dataclass(frozen=True, slots=True)
class _Book:
    """What all advice from one questionnaire has in common."""

    ideas: Mapping[str, Idea]
    """By id, in order of preference: effort, lead time, id."""
    lists: Mapping[str, Literal["quick", "larger"]]
    demanding: tuple[Idea, ...]
    """The ideas with a condition."""
    asked: tuple[tuple[str, str, Fraction], ...]
    """Every question with its theme and weight, in order."""
    part: int
    works_on: Mapping[str, tuple[tuple[str, int, int, int], ...]]
    """Per question the ideas that work on it, the levels from and to, and how strongly (over the denominator `part`)."""
    needs: dict[tuple[str, int, int], Fraction] = field(default_factory=dict)
    """The need per question, whole level and target so far."""


def _book(questionnaire: Questionnaire) -> _Book:
    """The book of the questionnaire, made at the first advice and kept with it."""
    book: _Book | None = questionnaire.kept.get(__name__)
    if book is None:
        book = _written(questionnaire)
        questionnaire.kept[__name__] = book
    return book


def _written(questionnaire: Questionnaire) -> _Book:
    ideas = sorted(questionnaire.ideas, key=lambda idea: (idea.effort, idea.lead_time_months, idea.id))
    part = lcm(*[share.denominator for share in STRENGTHS.values()])
    works_on: dict[str, list[tuple[str, int, int, int]]] = {}
    for idea in ideas:
        for address in sorted(idea.addresses, key=lambda address: address.share):  # of two that fit, the strongest counts
            entry = (idea.id, address.from_level, address.to_level, int(address.share * part))
            works_on.setdefault(address.question, []).append(entry)
    return _Book(
        ideas={idea.id: idea for idea in ideas},
        lists={idea.id: "quick" if idea.quick else "larger" for idea in ideas},
        demanding=tuple(idea for idea in ideas if idea.requires != Requires()),
        asked=tuple((question.id, theme.id, question.weight) for theme in questionnaire.themes for question in theme.questions),
        part=part,
        works_on={question: tuple(entries) for question, entries in works_on.items()},
    )


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
    book = _book(questionnaire)
    needs: dict[str, Fraction] = {}
    parts: dict[str, dict[str, int]] = {idea: {} for idea in book.ideas}
    for question, theme, weight in book.asked:
        level = levels.get(question)
        if level is None or not (gap := _need(book, question, weight, level, targets.get(theme, DEFAULT_TARGET))):
            continue
        needs[question] = gap
        for idea, from_level, to_level, share in book.works_on.get(question, ()):
            if from_level <= level <= to_level:
                parts[idea][question] = share
    found = {idea.id: unmet_conditions(idea, levels, size, missing_partners) for idea in book.demanding}
    unmet = {idea: conditions for idea, conditions in found.items() if conditions}

    feasible = [idea for idea in book.ideas if idea not in unmet]
    scale = _scale(needs, book.part, 2 * LIST_LENGTH)
    left = {question: need.numerator * (scale // need.denominator) for question, need in needs.items()}
    choices = _choose(feasible, left, parts, book.part, book.lists, LIST_LENGTH)

    gains = {idea: sum([left[question] // book.part * share for question, share in parts[idea].items()]) for idea in unmet}
    # A stable sort: ties stay in order of effort, lead time and id.
    waiting = sorted((idea for idea, gain in gains.items() if gain), key=lambda idea: -gains[idea])[:LATER_LENGTH]
    addressed = {question for _, _, shares in choices for question, _ in shares}
    return Advice(
        suggestions=tuple(
            Suggestion(
                idea=book.ideas[idea],
                list=book.lists[idea],
                gain=Fraction(gain, scale),
                # The largest shares; equal ones come in the order of the questionnaire, as in `parts`.
                reasons=tuple(Reason(id, Fraction(levels[id]), Fraction(share, scale)) for id, share in shares[:REASONS]),
            )
            for idea, gain, shares in choices
        ),
        find_out=tuple(question for question, _, _ in book.asked if question in unknown),
        later=tuple(Postponed(book.ideas[idea], Fraction(gains[idea], scale), unmet[idea]) for idea in waiting),
        unaddressed=tuple(question for question in needs if question not in addressed),
        outcome=_outcome(bool(levels), bool(needs), bool(choices)),
    )


def _need(book: _Book, question: str, weight: Fraction, level: Fraction | int, target: int) -> Fraction:
    if not isinstance(level, int):
        return need(weight, level, target)
    key = (question, level, target)
    if key not in book.needs:
        book.needs[key] = need(weight, level, target)
    return book.needs[key]


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


def _outcome(known: bool, needed: bool, suggested: bool) -> Literal["ideas", "share", "unknown", "blocked"]:
    if not known:
        return "unknown"
    if not needed:
        return "share"
    return "ideas" if suggested else "blocked"
