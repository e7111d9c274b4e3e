"""What the last complete check of accessibility found: the record that `make access` writes and the statement reads."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

from pydantic import BaseModel, ConfigDict

FOLDER: Final = Path(__file__).parents[1] / "docs" / "toegankelijkheid"
FILE: Final = FOLDER / "laatste-controle.json"


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid")


class Way(_Part):
    """A way in which every page was looked at."""

    id: str
    title: str


class Cell(_Part):
    """One page in one way: rules of axe that had something to look at, texts whose contrast was measured, open results
    that were judged before, and faults."""

    rules: int
    texts: int
    judged: int
    faults: int


class CheckedPage(_Part):
    part: str
    name: str
    cells: Mapping[str, Cell]


class Judged(_Part):
    """A kind of result that axe left open: how often, and why it is in order."""

    name: str
    count: int
    why: str


class Record(_Part):
    date: datetime.date
    axe: str
    chromium: str
    streamlit: str
    lowest: float
    """The lowest contrast found in body text."""
    rules: tuple[str, ...]
    variants: tuple[Way, ...]
    pages: tuple[CheckedPage, ...]
    judged: tuple[Judged, ...]

    @property
    def cells(self) -> tuple[Cell, ...]:
        return tuple(cell for page in self.pages for cell in page.cells.values())

    @property
    def checks(self) -> int:
        """How often a rule of axe had something to look at."""
        return sum(cell.rules for cell in self.cells)

    @property
    def texts(self) -> int:
        return sum(cell.texts for cell in self.cells)

    @property
    def faults(self) -> int:
        return sum(cell.faults for cell in self.cells)

    @property
    def open(self) -> int:
        """Results that axe left open, all judged."""
        return sum(one.count for one in self.judged)


@cache
def last_check() -> Record | None:
    """The record that came with this version; None where there is none."""
    try:
        return Record.model_validate_json(FILE.read_bytes())
    except FileNotFoundError:
        return None
