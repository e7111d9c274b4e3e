"""How the municipalities of one size are spread over the stages: what may be counted together, and what may be shown.

Never a ranking: no names, no place, no mean to stay above. Shares are in tenths, the number of municipalities is rounded
down to fives, and fewer than 20 stand in three wide bands, so that the two ends show no single municipality.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

from questionnaire.models import LEVELS, Line, Question, Questionnaire, Theme
from scoring.groups import ANONYMITY, low_median
from scoring.model import Node, Scores
from scoring.tree import REPORTED_FROM
from scoring.words import round_half_up

EVERY_STAGE_FROM: Final = 20
"""The number of municipalities from which each stage stands by itself."""

_WIDE: Final = ((1, 2), (3, 3), (4, 5))
_SINGLE: Final = tuple((level, level) for level in LEVELS)
_STEP: Final = 5


@dataclass(frozen=True)
class Band:
    """The stages `first` to `last`, and how many of every ten municipalities stand there."""

    first: int
    last: int
    tenths: int

    def holds(self, stage: int) -> bool:
        return self.first <= stage <= self.last

    @property
    def title(self) -> str:
        return f"fase {self.first}" if self.first == self.last else f"fase {self.first} of {self.last}"


@dataclass(frozen=True)
class Distribution:
    """What may be shown of one theme or line. `middle` is the band of the municipality in the middle (the low median);
    `at_least` the number of municipalities, rounded down to a multiple of five."""

    at_least: int
    bands: tuple[Band, ...]
    middle: Band


def basis(questionnaire: Questionnaire) -> str:
    """The same for two versions of a questionnaire whose stages mean the same: the same questions in the same wording,
    with the same weights, in the same themes and lines. Other words around them make no difference."""

    def own(part: Line | Theme | Question) -> list[str]:
        return [part.id, str(part.weight)]

    lines = sorted(
        [
            *own(line),
            sorted(
                [*own(theme), sorted([*own(question), str(question.wording)] for question in theme.questions)]
                for theme in line.themes
            ),
        ]
        for line in questionnaire.lines
    )
    return hashlib.sha256(json.dumps([questionnaire.id, lines]).encode()).hexdigest()


def stages(scores: Scores) -> dict[str, int]:
    """The stage of each theme and line that has an outcome: all that a municipality shares."""
    nodes = {**scores.lines, **scores.themes}
    return {id: node.stage for id, node in nodes.items() if node.reported and node.stage is not None}


def complete(scores: Scores) -> bool:
    """Whether this is enough to count beside others: two thirds of the themes that apply have an outcome."""
    applicable: list[Node] = [node for node in scores.themes.values() if node.applicable]
    reported = sum(node.reported for node in applicable)
    return bool(applicable) and Fraction(reported, len(applicable)) >= REPORTED_FROM


def distribution(counts: Sequence[int], *, wide: bool = False) -> Distribution | None:
    """What may be shown of these numbers of municipalities in the stages 1..5; None for fewer than 5. `wide`: in wide bands
    whatever their number."""
    many = sum(counts)
    if many < ANONYMITY:
        return None
    ranges = _WIDE if wide or many < EVERY_STAGE_FROM else _SINGLE
    bands = tuple(Band(first, last, round_half_up(Fraction(10 * sum(counts[first - 1 : last]), many))) for first, last in ranges)
    middle = low_median(counts)
    return Distribution(many // _STEP * _STEP, bands, next(band for band in bands if band.holds(middle)))
