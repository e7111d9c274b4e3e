"""What a run of strange input found: faults by kind, with the first few examples, and how much was tried."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

KEPT: Final = 20


@dataclass
class Found:
    """`tried` counts inputs by kind, `statuses` answers over HTTP; `faults` says what must not be, at most KEPT of a kind."""

    tried: Counter[str] = field(default_factory=Counter)
    statuses: Counter[str] = field(default_factory=Counter)
    counts: Counter[str] = field(default_factory=Counter)
    faults: dict[str, list[str]] = field(default_factory=dict)
    end: float = float("inf")
    """The moment (`time.monotonic`) at which the part that runs now stops, whatever it still had to do."""

    def turns(self, count: int) -> Iterator[int]:
        """`count` turns, or as many as there is time for."""
        for number in range(count):
            if time.monotonic() > self.end:
                return
            yield number

    def fault(self, kind: str, example: object) -> None:
        self.counts[f"fout: {kind}"] += 1
        examples = self.faults.setdefault(kind, [])
        if len(examples) < KEPT:
            examples.append(ascii(example)[:400])
