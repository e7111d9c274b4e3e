"""What a scenario expected and what happened."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import dataclass, field
from typing import Final

from benchmarks.failure.world import App, Crowd, counted
from storage import Store

READING: Final = {"health 200 ok", "ready 200 ready"}
"""What a proxy hears while the database can be read."""
TOLD: Final = ("nog niet opgeslagen", "pagina: even niet bereikbaar")


@dataclass
class Checks:
    """One line for each thing that must hold: words, whether it held, and what was seen."""

    name: str
    title: str
    lines: list[tuple[str, bool, str]] = field(default_factory=list)
    notes: dict[str, object] = field(default_factory=dict)

    def that(self, what: str, good: bool, seen: object = "") -> None:
        self.lines.append((what, good, str(seen)))

    @property
    def good(self) -> bool:
        return bool(self.lines) and all(good for _, good, _ in self.lines)

    async def after(self, app: App, crowd: Crowd, store: Store) -> None:
        """What must hold after everything that breaks and is mended."""
        await asyncio.sleep(2.5)
        before = crowd.confirmed
        await asyncio.sleep(3)
        health, ready = (await app.ask("/health"))[0], (await app.ask("/ready"))[0]
        self.that("daarna weer 200 op /health en /ready", (health, ready) == (200, 200), f"{health} en {ready}")
        self.that("daarna slaat iedereen weer op", crowd.confirmed > before, f"{crowd.confirmed - before} antwoorden in 3 s")
        await crowd.leave()
        lost, doubled = await asyncio.to_thread(counted, store, crowd.log)
        self.that("alles wat als opgeslagen op een scherm stond, is er", not lost, f"{len(lost)} weg van {crowd.confirmed}")
        self.that("niets dubbel", doubled == 0, doubled)
        self.that("op geen scherm een fout of iets onverklaards", not crowd.faults, f"{len(crowd.faults)} {crowd.faults[:2]}")
        self.that("geen traceback en geen ERROR in het logboek", app.traces() == 0, app.traces())
        self.notes |= {"gezien": dict(crowd.seen), "bevestigd": crowd.confirmed, "weg": lost, "fouten": crowd.faults}


async def watch(app: App, seconds: float) -> tuple[Counter[str], float]:
    """What /health and /ready say for so long, and the longest time that an answer took."""
    said, slowest = Counter[str](), 0.0
    end = asyncio.get_running_loop().time() + seconds
    while asyncio.get_running_loop().time() < end:
        for (status, body, took), path in zip(
            await asyncio.gather(app.ask("/health"), app.ask("/ready")), ("health", "ready"), strict=True
        ):
            said[f"{path} {status} {body.get('why', body.get('status', ''))}"] += 1
            slowest = max(slowest, took)
        await asyncio.sleep(0.5)
    return said, slowest


def told(checks: Checks, crowd: Crowd, since: Counter[str]) -> None:
    """While the database was away: people read it in Dutch, and their choice stayed on the screen."""
    seen = {kind: crowd.seen[kind] - since[kind] for kind in TOLD}
    checks.that("wie iets koos, las dat het nog niet was opgeslagen", sum(seen.values()) > 0, seen)
