"""Small helpers: medians of repeated runs, and the processor time of another process."""

from __future__ import annotations

import os
import re
import statistics
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class Measured:
    """A figure of ours beside a named comparator from the same run, in `unit`.

    `limit` is what the figure should stay below on two shared cores; it is printed, never asserted.
    """

    what: str
    ours: float
    limit: float
    comparator: str
    theirs: float
    unit: str = "ms"

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs


def table(figures: Sequence[Measured]) -> str:
    """The figures as a table in Markdown."""
    rows = ["| wat | hier | grens | vergeleken met | daar | verhouding |", "|---|---|---|---|---|---|"]
    rows += [
        f"| {one.what} | {one.ours:.2f} {one.unit} | {one.limit:.0f} {one.unit} | {one.comparator} | {one.theirs:.2f} {one.unit} "
        f"| {one.ratio:.2f} |"
        for one in figures
    ]
    return "\n".join(rows)


def median_ms(work: Callable[[int], object], runs: int, clock: Callable[[], float] = time.perf_counter) -> float:
    """The median of `runs` calls after two that do not count; the call gets its number, so that input can differ."""
    times = []
    for number in range(runs + 2):
        begun = clock()
        work(number)
        times.append(1000 * (clock() - begun))
    return statistics.median(times[2:])


def cpu_seconds(pid: int) -> float:
    """User and system time of a process and its threads so far (Linux)."""
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(pid: int) -> tuple[int, int]:
    """Resident memory of a process, and the part of it that is no file, in bytes (Linux)."""
    text = Path(f"/proc/{pid}/status").read_text()
    rss, anon = (re.search(rf"^{name}:\s+(\d+) kB", text, re.MULTILINE) for name in ("VmRSS", "RssAnon"))
    if rss is None or anon is None:
        raise RuntimeError("no memory in /proc")
    return int(rss[1]) * 1024, int(anon[1]) * 1024


def family_seconds(pid: int) -> float:
    """As `cpu_seconds`, with the children of the process, also those that ended."""
    children = [int(child) for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]
    fields = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
    ended = (int(fields[13]) + int(fields[14])) / os.sysconf("SC_CLK_TCK")
    return ended + sum(map(cpu_seconds, (pid, *children)))
