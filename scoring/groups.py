"""What a group's answers say beyond their mean: agreement, flags, roles and the agenda.

Everything works on counts of answers per level, so no function here sees who answered what.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from itertools import accumulate, combinations
from typing import Final, Literal

from questionnaire.models import Questionnaire
from scoring.model import GroupFigures, Scores

Counts = tuple[int, int, int, int, int]

ANONYMITY: Final = 5
"""k: a distribution is shown only from this many valid answers."""

MIN_PEOPLE: Final = 3
"""A group of fewer people sees nothing; a mean of fewer people is not reported."""

AGENDA_LENGTH: Final = 5


def agreement(counts: Sequence[int]) -> Fraction | None:
    """Van der Eijk's A of the number of answers per level: -1 two camps, 0 evenly spread, 1 all alike.

    None without answers. Works for any number of ordered levels from three.
    Source: C. van der Eijk, "Measuring agreement in ordered rating scales", Quality & Quantity 35, 2001.
    """
    return _agreement(tuple(counts)) if any(counts) else None


@lru_cache(maxsize=4096)
def _agreement(counts: tuple[int, ...]) -> Fraction:
    """Kept, because flags, labels and every screen of a live group ask it of the same counts."""
    total = sum(counts)
    left = list(counts)
    weighted = Fraction(0)
    while any(left):
        pattern = tuple(count > 0 for count in left)
        height = min(count for count in left if count > 0)
        weighted += height * sum(pattern) * _pattern_agreement(pattern)
        left = [count - height if count else 0 for count in left]
    return weighted / total


@lru_cache(maxsize=1024)
def _pattern_agreement(pattern: tuple[bool, ...]) -> Fraction:
    """A of one layer, in which every level is either filled or empty."""
    size, filled = len(pattern), sum(pattern)
    if filled == 1:
        return Fraction(1)
    triples = list(combinations(pattern, 3))
    unimodal = sum(triple in ((True, True, False), (False, True, True)) for triple in triples)
    bimodal = sum(triple == (True, False, True) for triple in triples)
    if unimodal + bimodal == 0:
        return Fraction(0)
    unimodality = Fraction((size - 2) * unimodal - (size - 1) * bimodal, (size - 2) * (unimodal + bimodal))
    return unimodality * (1 - Fraction(filled - 1, size - 1))


def low_median(counts: Sequence[int]) -> int:
    """The middle level, the lower of the two middle ones for an even number of answers. Needs an answer."""
    total = sum(counts)
    if total == 0:
        raise ValueError("geen antwoorden: er is geen mediaan")
    return next(level for level, seen in enumerate(accumulate(counts), start=1) if 2 * seen >= total)


def mean_level(counts: Sequence[int]) -> Fraction:
    """The mean level, 1 to 5. Needs an answer."""
    return Fraction(sum(level * count for level, count in enumerate(counts, start=1)), sum(counts))


def average_deviation(counts: Sequence[int]) -> Fraction:
    """AD: how many levels the answers lie from the median, on average. Needs an answer."""
    middle = low_median(counts)
    return Fraction(sum(abs(level - middle) * count for level, count in enumerate(counts, start=1)), sum(counts))


def enough_known(known: int, unknown: int) -> bool:
    """Whether a question has enough known answers to be reported: at least 3, and no fewer than unknown ones."""
    return known >= MIN_PEOPLE and known >= unknown


def shown_to_group(people: int) -> Literal["nothing", "themes", "questions"]:
    """What a group of this size may see of its own results (anonymity, rule a)."""
    if people < MIN_PEOPLE:
        return "nothing"
    return "themes" if people < ANONYMITY else "questions"


def shown_roles(
    roles: Mapping[str, Counts], total: int, sizes: Mapping[str, int] | None = None, people: int | None = None
) -> dict[str, Counts]:
    """The roles whose distribution may be shown on one question (anonymity, rules b and c).

    `total` counts all valid answers, also of people without a role. A role needs 5 valid answers. As long as
    the remainder counts 1 to 4 answers, subtraction would reveal it: then the smallest shown role is hidden too.
    `sizes` and `people` count people instead of valid answers, per role and in all (by default everyone answered).
    The remainder may not be 1 to 4 people either: if none of them gave a valid answer, that would show.
    """
    sizes = sizes or {role: sum(counts) for role, counts in roles.items()}
    people = total if people is None else people
    shown = sorted(
        (role for role, counts in roles.items() if sum(counts) >= ANONYMITY),
        key=lambda role: (-sum(roles[role]), role),
    )

    def small_remainder() -> bool:
        answers = total - sum(sum(roles[role]) for role in shown)
        others = people - sum(sizes[role] for role in shown)
        return 0 < answers < ANONYMITY or 0 < others < ANONYMITY

    while shown and small_remainder():
        shown.pop()
    return {role: roles[role] for role in sorted(shown)}


def flags(counts: Counts, unknown: int, not_applicable: int, roles: Mapping[str, Counts]) -> tuple[str, ...]:
    """The reasons to talk about a question. `roles` are the shown ones: a flag must not reveal a hidden role."""
    known = sum(counts)
    everyone = known + unknown + not_applicable
    chosen = [level for level, count in enumerate(counts, start=1) if count]
    means = [mean_level(role) for role in roles.values()]
    agreed = agreement(counts)
    conditions = {
        "verdeeld": known >= 5 and agreed is not None and agreed < Fraction(1, 2),
        "spreiding": known >= 3 and chosen[-1] - chosen[0] >= 3,
        "onbekend": unknown >= 2 and 3 * unknown >= known + unknown,
        "toepasselijkheid": everyone > 0 and everyone <= 5 * not_applicable <= 4 * everyone,
        "rolverschil": len(means) >= 2 and max(means) - min(means) >= 1,
    }
    return tuple(flag for flag, holds in conditions.items() if holds)


def figures(
    counts: Counts,
    unknown: int,
    not_applicable: int,
    roles: Mapping[str, Counts],
    blank: int = 0,
    sizes: Mapping[str, int] | None = None,
) -> GroupFigures:
    """The figures of one question; `roles` counts the valid answers of every role, before hiding any, `sizes` its people."""
    known = sum(counts)
    shown = shown_roles(roles, known, sizes, known + unknown + not_applicable) if roles else {}
    return GroupFigures(
        counts=counts,
        unknown=unknown,
        not_applicable=not_applicable,
        agreement=agreement(counts),
        flags=flags(counts, unknown, not_applicable, shown),
        roles=shown,
        blank=blank,
    )


def agenda(questionnaire: Questionnaire, scores: Scores, length: int = AGENDA_LENGTH) -> tuple[str, ...]:
    """The question ids to talk about first: most flags, then least agreement, then questionnaire order. Solo: none."""
    if not scores.group:
        return ()

    def urgency(question: str) -> tuple[int, Fraction]:
        figures = scores.group[question]
        # Without any known answer there is nothing to disagree about: after every measured agreement.
        return -len(figures.flags), Fraction(2) if figures.agreement is None else figures.agreement

    ids: Iterable[str] = (question.id for question in questionnaire.questions)
    return tuple(sorted(ids, key=urgency)[:length])
