"""Workshops one after the other until the time is over, with visitors between them, and a sample every half minute."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from sqlalchemy import select

from benchmarks.endurance.phone import GONE, Kept
from benchmarks.endurance.samples import Sample, lines, memory_figures
from benchmarks.endurance.workshop import Sitting, visitor
from benchmarks.load.app_server import AppServer
from benchmarks.load.chaos import compare
from benchmarks.load.figures import Figure, Record
from benchmarks.load.people import Log
from benchmarks.load.plain_http import Http
from benchmarks.measure import memory
from storage import tables
from storage.database import make_engine, reading

EVERY = 30.0
"""Seconds between two samples."""
VISITORS = 4
ACTIVE = re.compile(r"^active_sessions (\d+)", re.MULTILINE)
METRICS = "/_stcore/metrics?families=active_sessions"


class Day:
    """`raw` gets every sample at once, so that a run that is cut off leaves what it saw."""

    def __init__(self, server: AppServer, raw: Path) -> None:
        self.server, self.raw = server, raw
        self.kept, self.samples = Kept(), list[Sample]()
        self.workshops = self.visitors = 0
        self.begun, self.own = time.monotonic(), time.process_time()

    @property
    def minute(self) -> float:
        return (time.monotonic() - self.begun) / 60

    async def last(self, minutes: float, stop: asyncio.Event) -> None:
        """So long, or until `stop`."""
        working, watching = asyncio.create_task(self._work()), asyncio.create_task(self._watch())
        stopping = asyncio.create_task(stop.wait())
        await asyncio.wait((working, watching, stopping), timeout=minutes * 60, return_when=asyncio.FIRST_COMPLETED)
        for task in (working, watching, stopping):
            task.cancel()
        ended = await asyncio.gather(working, watching, stopping, return_exceptions=True)
        for error in ended:
            if isinstance(error, Exception):
                self.kept.fault("meting", error)
        try:
            await self._sample()
        except OSError as error:  # the app is gone: that is a fault, and what was seen before it still counts
            self.kept.fault("meting", error)

    async def _work(self) -> None:
        chosen, store = random.Random(3), self.server.store()
        try:
            while True:
                await Sitting(self.server, store, self.kept, self.workshops).hold()
                self.workshops += 1
                for _ in range(VISITORS):
                    await visitor(self.server.address, self.kept, chosen.uniform(0.5, 2))
                    self.visitors += 1
        finally:
            store.close()

    async def _watch(self) -> None:
        due = time.monotonic()
        while True:
            await self._sample()
            due += EVERY
            await asyncio.sleep(max(0.0, due - time.monotonic()))

    async def _sample(self) -> None:
        assert self.server.process is not None
        pid = self.server.process.pid
        http = Http(self.server.address)
        try:
            found = ACTIVE.search((await http.get(METRICS)).body.decode())
        except OSError as error:
            self.kept.fault("meting", error)
            found = None
        finally:
            http.close()
        rss, anon = memory(pid)
        sample = Sample(
            minute=round(self.minute, 2),
            rss=rss,
            anon=anon,
            database=sum(file.stat().st_size for file in self.server.data.glob("zelfscan.sqlite*")),
            sessions=int(found[1]) if found else -1,
            lines=lines(self.server.port),
            workshops=self.workshops,
            visitors=self.visitors,
            confirmed=self.kept.confirmed,
            errors=len(self.kept.errors),
            cpu=round(self.server.cpu(), 2),
            own_cpu=round(time.process_time() - self.own, 2),
            busy=round(os.getloadavg()[0], 1),
        )
        self.samples.append(sample)
        with self.raw.open("a", encoding="utf-8") as file:
            file.write(json.dumps(asdict(sample)) + "\n")
        said = f"{sample.minute:6.1f} min  {rss / 1e6:6.1f} MB (eigen {anon / 1e6:.1f})  sessies {sample.sessions}  lijnen"
        said += f" {sample.lines}  werksessies {sample.workshops}  bevestigd {sample.confirmed}  fouten {sample.errors}"
        print(f"{said}  kern {sample.cpu:.0f} s  druk {sample.busy}", file=sys.stderr, flush=True)


def lost_of(database: Path, kept: Kept) -> tuple[list[str], int]:
    """What was shown as stored and is not there, and how many rows are there twice: answers, votes and dots."""
    response, vote = tables.response, tables.vote
    lost, doubled, _ = compare(database, kept.answers)
    engine = make_engine(f"sqlite:///{database}")
    try:
        with reading(engine) as connection:
            people = connection.execute(select(response.c.token_hash, response.c.round, response.c.id)).all()
            dots = {(row.response, row.idea): row.dots for row in connection.execute(select(vote))}
    finally:
        engine.dispose()
    ids = {(row.token_hash, row.round): row.id for row in people if row.token_hash is not None}
    second = {id: ids.get((token, 2), -id) for (token, round), id in ids.items() if round == 1}
    votes = Log(
        confirmed={(second.get(id, -id), question): values for (id, question), values in kept.votes.confirmed.items()},
        unsure={(second.get(id, -id), question): values for (id, question), values in kept.votes.unsure.items()},
    )
    missing = [
        f"stippen {place}: bevestigd {values[-1]}, er staat {dots.get(place)}"
        for place, values in kept.dots.confirmed.items()
        if dots.get(place) not in {values[-1], *kept.dots.unsure.get(place, ())}
    ]
    return [*lost, *compare(database, votes)[0], *missing], doubled


def figures(day: Day, lost: Sequence[str], doubled: int, traces: int) -> list[Figure]:
    minutes, kept = day.minute, day.kept
    last = day.samples[-1]
    return [
        Figure("duur van de proef", minutes, "minuten", None),
        Figure("werksessies van 30 mensen, van openen tot verslag", kept.seen["werksessies tot en met het verslag"], "", None),
        Figure("losse bezoekers", day.visitors, "", None),
        Figure(f"verloren van {kept.confirmed} bevestigde antwoorden, stemmen en stippen", len(lost), "", 0),
        Figure("dubbel opgeslagen", doubled, "", 0),
        Figure("fouten bij deelnemers, begeleiders en bezoekers", len(kept.errors), "", 0),
        Figure("fouten in het logboek van de app", traces, "", 0),
        Figure("verbindingen die vanzelf wegvielen (de pagina komt terug)", kept.seen[GONE], "", None),
        *memory_figures(day.samples),
        Figure("database aan het eind", last.database / 1e6, "MB", None),
        Figure("deel van één kern dat de app gebruikte", 100 * last.cpu / (60 * minutes), "%", None),
    ]


async def endure(minutes: float, stop: asyncio.Event) -> Record:
    record = Record()
    raw = Path(tempfile.mkdtemp(prefix="duurproef-")) / "metingen.jsonl"
    print(f"elke meting komt meteen in {raw}", file=sys.stderr, flush=True)
    with tempfile.TemporaryDirectory(prefix="duurproef-app-") as folder:
        server = AppServer(Path(folder))
        server.start()
        try:
            day = Day(server, raw)
            await day.last(minutes, stop)
            record.raw["minutes"] = round(day.minute, 1)
            lost, doubled = await asyncio.to_thread(lost_of, server.data / "zelfscan.sqlite", day.kept)
            log = server.log.read_text("utf-8", "replace")
            traces = len(re.findall(r"Traceback \(most recent call last\)|^\S+ (?:ERROR|CRITICAL) ", log, re.MULTILINE))
            record.figures += figures(day, lost, doubled, traces)
        finally:
            server.stop()
    record.raw |= {
        "confirmed": {name: sum(map(len, getattr(day.kept, name).confirmed.values())) for name in ("answers", "votes", "dots")},
        "seen": dict(day.kept.seen),
        "lost": lost,
        "errors": day.kept.errors,
        "server_log": log.splitlines()[-20:],
        "samples": [asdict(sample) for sample in day.samples],
    }
    return record
