"""How sure a ranking is: does the lowest (or highest) theme stay so with other weights, and with the unknown answers known?

Weights. Give the questions of two themes any weights, all equally likely (a Dirichlet distribution with every parameter
1, for each theme apart: no question of one theme belongs to a question of the other). `chance_above` is the exact
chance that the weighted mean of the first lies above that of the second. For n and m scores x and y it is

    (n-1)! (m-1)! / (n+m-2)! * (-1)^(m-1) * [x_1..x_n] [y_1..y_m] of (x - y)^(n+m-2) where x > y, else 0

with [..] the divided difference over those scores (Hermite and Genocchi: a divided difference is the mean of a derivative
under such weights). Equal scores are no exception: their divided difference is a derivative.
Where the same parts are scored twice, the differences d count: `chance_above(d, (0,))` is then the sum over d_a > 0 of the
product over the other b of d_a / (d_a - d_b), also where two of them are equal.

Unknown answers. A theme is surely the lowest when the highest it can become lies below the lowest of every other theme.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from math import factorial
from typing import Final, Literal

from questionnaire.models import Questionnaire
from scoring.model import Node, Result
from scoring.reasons import Shown, figures, group_figures
from scoring.view import GroupView

STAYS_FROM: Final = Fraction(9, 10)
"""The chance from which a rank is said to stay, whatever the weights (a rule of thumb)."""

Scores = tuple[Fraction, ...]
End = Literal["lowest", "highest"]


@dataclass(frozen=True, slots=True)
class Rank:
    """The themes (or lines) at one end of the ranking.

    ids       who stands there; more than one at equal scores ("niet te onderscheiden")
    chance    the smallest chance, of all others that are reported, that one stays on its own side of the first of `ids`
              when the parts are weighted otherwise; None where it says nothing: at equal scores, or without parts to show
    closest   with whom that chance is smallest; None where `chance` is None
    unknown   unknown answers leave room somewhere
    passing   who could still come past, or beside, the first of `ids` when the unknown answers are known
    """

    ids: tuple[str, ...]
    chance: Fraction | None
    closest: str | None
    unknown: bool
    passing: tuple[str, ...]

    @property
    def stays(self) -> bool:
        """It stays there, also when the parts are weighted otherwise."""
        return self.chance is not None and self.chance >= STAYS_FROM

    @property
    def sure(self) -> bool:
        """It stays there, whatever the unknown answers turn out to be."""
        return len(self.ids) == 1 and not self.passing


@dataclass(frozen=True, slots=True)
class Robustness:
    """Both ends of the themes and of the lines; None where fewer than two have an outcome, or where all are equal."""

    themes: Mapping[End, Rank] | None
    lines: Mapping[End, Rank] | None


def robustness(result: Result) -> Robustness:
    """How sure the ranking of themes and of lines is; of a group only from what may be shown."""
    return _robustness(result.questionnaire, figures(result))


def group_robustness(questionnaire: Questionnaire, view: GroupView) -> Robustness:
    """How sure the ranking of a workshop is; `questionnaire` holds the questions it asked."""
    return _robustness(questionnaire, group_figures(view))


def _robustness(questionnaire: Questionnaire, shown: Shown) -> Robustness:
    leaves = shown.questions
    questions = {
        theme.id: _sorted(
            leaf.level
            for question in theme.questions
            if question.weight > 0 and (leaf := leaves.get(question.id)) is not None and leaf.level is not None
        )
        for theme in questionnaire.themes
    }
    themes = {
        line.id: _sorted(
            level
            for theme in line.themes
            if theme.weight > 0 and theme.id in shown.themes and (level := shown.themes[theme.id].shown_level) is not None
        )
        for line in questionnaire.lines
    }
    return Robustness(_ends(shown.themes, questions), _ends(shown.lines, themes))


def _ends(nodes: Mapping[str, Node], parts: Mapping[str, Scores]) -> dict[End, Rank] | None:
    levels = {id: level for id, node in nodes.items() if (level := node.shown_level) is not None}
    if len(set(levels.values())) < 2:
        return None
    return {"lowest": _rank(nodes, levels, parts, -1), "highest": _rank(nodes, levels, parts, 1)}


def _rank(nodes: Mapping[str, Node], levels: Mapping[str, Fraction], parts: Mapping[str, Scores], side: int) -> Rank:
    """The end of the ranking on one side: -1 the lowest, 1 the highest."""
    extreme = max(levels.values(), key=lambda level: side * level)
    ids = tuple(id for id, level in levels.items() if level == extreme)
    first = ids[0]
    chances: dict[str, Fraction] = {}
    if len(ids) == 1 and parts[first]:
        for id in levels:
            if id != first and parts[id]:
                high, low = (first, id) if side > 0 else (id, first)
                chances[id] = _sorted_chance(parts[high], parts[low])
    closest = min(chances, key=chances.__getitem__, default=None)
    others = [(id, node) for id, node in nodes.items() if id not in ids and node.applicable]
    return Rank(
        ids=ids,
        chance=None if closest is None else chances[closest],
        closest=closest,
        unknown=any(node.applicable and node.coverage != 1 for node in nodes.values()),
        passing=tuple(id for id, node in others if not _apart(nodes[first], node, side)),
    )


def _apart(first: Node, other: Node, side: int) -> bool:
    """Whether the first stays on its side of the other, whatever the unknown answers are. Hidden figures: not to be said."""
    if first.low is None or first.high is None or other.low is None or other.high is None:
        return False
    return first.low > other.high if side > 0 else first.high < other.low


# The chance under any weights


def chance_above(first: Sequence[Fraction | int], second: Sequence[Fraction | int]) -> Fraction:
    """The exact chance that a mean of `first` lies above a mean of `second`, when every weighting is equally likely.

    Two means that are equal whatever the weights are not above each other: then both chances are 0.
    """
    if not first or not second:
        raise ValueError("zonder scores is er niets te wegen")
    return _sorted_chance(_sorted(first), _sorted(second))


def _sorted(scores: Iterable[Fraction | int]) -> Scores:
    return tuple(sorted(map(Fraction, scores)))


def _sorted_chance(first: Scores, second: Scores) -> Fraction:
    if first[0] > second[-1]:
        return Fraction(1)
    if first[-1] <= second[0]:
        return Fraction(0)
    return _chance(first, second)  # the same few levels come back again and again


@lru_cache(maxsize=8192)
def _chance(first: Scores, second: Scores) -> Fraction:
    power = len(first) + len(second) - 2

    def inner(x: Fraction, by_x: int) -> Fraction:
        def piece(y: Fraction, by_y: int) -> Fraction:
            """A derivative of (x - y)^power where x > y, divided by the factorials that a divided difference asks."""
            if x <= y:
                return Fraction(0)
            left = power - by_x - by_y
            scale = Fraction(factorial(power), factorial(left) * factorial(by_x) * factorial(by_y))
            return _sign(by_y) * scale * Fraction((x - y) ** left)

        return _divided_difference(second, piece)

    whole = _divided_difference(first, inner) * _sign(len(second) - 1)
    return whole * Fraction(factorial(len(first) - 1) * factorial(len(second) - 1), factorial(power))


def _sign(power: int) -> int:
    """(-1)^power."""
    return -1 if power % 2 else 1


def _divided_difference(knots: Scores, function: Callable[[Fraction, int], Fraction]) -> Fraction:
    """Over sorted knots, which may be equal. `function(x, k)`: the k-th derivative at x, divided by k!."""
    column = [function(knot, 0) for knot in knots]
    for order in range(1, len(knots)):
        for place in range(len(knots) - order):
            low, high = knots[place], knots[place + order]
            column[place] = function(low, order) if low == high else (column[place + 1] - column[place]) / (high - low)
    return column[0]
