"""The run chart: has a share changed over time, where the numbers are small?

Each point is the share of a month or quarter. The median lies in the middle; six points in a row on one side of it are
unlikely to be luck. A point on the median does not count and does not break a row; nor does a period without people.
Source: R. J. Perla and others, "The run chart: a simple analytical tool for learning from variation in healthcare
processes", BMJ Quality & Safety 20, 2011.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Final

RUN: Final = 6
"""Points in a row on one side of the median that tell of a change."""


@dataclass(frozen=True)
class Run:
    """Points in a row on one side (1 above, -1 below), by the places of the first and the last; `length` counts the points."""

    start: int
    end: int
    length: int
    side: int


@dataclass(frozen=True)
class RunChart:
    """The median (None without points), all rows of points on one side, and those that are long enough to tell of a change."""

    median: Fraction | None
    runs: tuple[Run, ...]

    @property
    def changes(self) -> tuple[Run, ...]:
        return tuple(run for run in self.runs if run.length >= RUN)


def share(yes: int, no: int) -> Fraction | None:
    """The share of yes among the known answers; None where there are none."""
    if yes < 0 or no < 0:
        raise ValueError("Een aantal kan niet lager zijn dan 0. Tel de antwoorden opnieuw.")
    return Fraction(yes, yes + no) if yes + no else None


def median(values: Sequence[Fraction]) -> Fraction | None:
    """The middle value, exact; the mean of the two in the middle where their number is even; None without values."""
    if not values:
        return None
    ordered = sorted(values)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def run_chart(points: Sequence[Fraction | None], before: int | None = None) -> RunChart:
    """Read the points in order of time, None for a period without people.

    `before`: the median is that of the first so many periods, so that a change later does not move it; else of all.
    """
    if before is not None and before < 1:
        raise ValueError("De lijn heeft minstens 1 periode nodig. Kies 1 of meer.")
    line = median([point for point in points[:before] if point is not None])
    return RunChart(line, tuple(_runs(points, line)) if line is not None else ())


def _runs(points: Sequence[Fraction | None], line: Fraction) -> Iterator[Run]:
    run: Run | None = None
    for place, point in enumerate(points):
        if point is None or point == line:
            continue
        side = 1 if point > line else -1
        if run is not None and run.side == side:
            run = Run(run.start, place, run.length + 1, side)
            continue
        if run is not None:
            yield run
        run = Run(place, place, 1, side)
    if run is not None:
        yield run
