"""What was seen of the process every half minute, and what that says about its memory."""

from __future__ import annotations

import statistics
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.load.figures import Figure

WARM, AROUND, WINDOW = 30.0, 2.0, 5.0
"""Minutes: the process has warmed up; the base is measured so far around that; each median after it covers so much."""
LIMIT = 10.0
"""Percent."""


@dataclass(frozen=True)
class Sample:
    """`minute` since the start; memory and database in bytes; counts since the start, `sessions` and `lines` (connections to
    the app) now; processor time in seconds; `busy`: the processes that compute or wait, on average in the last minute."""

    minute: float
    rss: int
    anon: int
    database: int
    sessions: int
    lines: int
    workshops: int
    visitors: int
    confirmed: int
    errors: int
    cpu: float
    own_cpu: float
    busy: float


def lines(port: int) -> int:
    """Established connections of the process that listens at `port` (IPv4)."""
    ending, found = f":{port:04X}", 0
    for row in Path("/proc/net/tcp").read_text().splitlines()[1:]:
        _, local, _, state = row.split()[:4]
        found += local.endswith(ending) and state == "01"
    return found


def median(samples: Sequence[Sample], start: float, end: float) -> float | None:
    """The median of the resident memory from minute `start` up to `end`; None without a sample."""
    found = [sample.rss for sample in samples if start <= sample.minute < end]
    return statistics.median(found) if found else None


def windows(samples: Sequence[Sample]) -> list[float]:
    """The medians of each five minutes after the first half hour, whole ones only."""
    last, start, found = max((sample.minute for sample in samples), default=0.0), WARM, []
    # The last sample of a window comes up to half a minute before its end.
    while start + WINDOW <= last + 0.6:
        value = median(samples, start, start + WINDOW)
        if value is not None:
            found.append(value)
        start += WINDOW
    return found


def memory_figures(samples: Sequence[Sample]) -> list[Figure]:
    """How flat the memory stayed after the first half hour; without a verdict where the run was too short for it."""
    minutes = max((sample.minute for sample in samples), default=0.0)
    base, after = median(samples, WARM - AROUND, WARM + AROUND), windows(samples)
    if base is None or not after:
        last = samples[-1].rss / 1e6 if samples else 0.0
        words = f"geheugen na {minutes:.0f} minuten; korter dan {WARM + WINDOW:.0f} minuten, dus geen oordeel over vlak blijven"
        return [Figure(words, last, "MB", None)]
    low, high = min(after), max(after)
    apart = 100 * max(abs(low - base), abs(high - base)) / base
    span = f"mediaan van minuut {WARM - AROUND:.0f} tot {WARM + AROUND:.0f}"
    return [
        Figure(f"geheugen na {WARM:.0f} minuten, {span}", base / 1e6, "MB", None),
        Figure(f"laagste mediaan van 5 minuten daarna ({len(after)} keer gemeten)", low / 1e6, "MB", None),
        Figure("hoogste mediaan van 5 minuten daarna", high / 1e6, "MB", None),
        Figure(f"grootste verschil met het geheugen na {WARM:.0f} minuten", apart, "%", LIMIT),
    ]
