"""A measurement through the years: the moments in order, the last step in full, and a line per theme through all of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction
from functools import cached_property

from scoring.change import Change, PartChange, compare
from scoring.model import Result


@dataclass(frozen=True, slots=True)
class Moment:
    """A measurement with its outcome. `notes` says in Dutch what is uncertain about it or was left out."""

    date: date
    result: Result
    municipality: str = ""
    role: str | None = None
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One part at one moment. `level` is None without an outcome that may be shown, or where `comparable` is false:
    then fewer than two thirds of its questions are the same as in the newest measurement."""

    level: Fraction | None
    comparable: bool


@dataclass(frozen=True)
class Comparison:
    """The newest measurement beside one or more earlier ones, oldest first. `chosen`: the place of the one compared in full.

    Raises ValueError, as soon as a change is asked, for measurements of two different questionnaires.
    """

    now: Moment
    earlier: tuple[Moment, ...]
    chosen: int = -1

    @property
    def before(self) -> Moment:
        return self.earlier[self.chosen]

    @property
    def place(self) -> int:
        """The place of the chosen earlier measurement, from 0."""
        return range(len(self.earlier))[self.chosen]

    @property
    def moments(self) -> tuple[Moment, ...]:
        return (*self.earlier, self.now)

    @property
    def change(self) -> Change:
        """What changed since the chosen earlier measurement."""
        return self.changes[self.chosen]

    @cached_property
    def changes(self) -> tuple[Change, ...]:
        """From each earlier measurement to the newest one."""
        return tuple(compare(moment.result, self.now.result) for moment in self.earlier)

    def themes(self) -> dict[str, tuple[Point, ...]]:
        """A row of points per theme of the newest questionnaire, oldest first."""
        parts = [change.themes for change in self.changes]
        return {id: self._row(id, [each[id] for each in parts]) for id in self.now.result.scores.themes}

    def lines(self) -> dict[str, tuple[Point, ...]]:
        """As `themes`, per line."""
        parts = [change.lines for change in self.changes]
        return {id: self._row(id, [each[id] for each in parts]) for id in self.now.result.scores.lines}

    def _row(self, id: str, parts: Sequence[PartChange]) -> tuple[Point, ...]:
        points = []
        for change, part in zip(self.changes, parts, strict=True):
            comparable = part.why != "questions"
            points.append(Point(change.level_before(id) if comparable else None, comparable))
        return (*points, Point(self.changes[0].level_now(id), True))
