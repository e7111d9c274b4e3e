"""Lines that break, pages that reload and a server that is killed, while people answer: nothing shown as stored may be lost."""

from __future__ import annotations

import asyncio
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

from sqlalchemy import select

from benchmarks.load.app_server import AppServer
from benchmarks.load.figures import Figure, Record, participants
from benchmarks.load.people import Log, Participant, gather
from benchmarks.load.wire import AppFault, Lost
from storage import tables
from storage.database import make_engine, reading

PEOPLE, THINK = 60, 1.0
BREAKS, KILLS = 1000, 10
PER_SECOND = 8


class Restless:
    """One participant whose line breaks now and then; who always comes back."""

    def __init__(self, person: Participant, counts: Counter[str], chosen: random.Random) -> None:
        self.person, self.counts, self.random = person, counts, chosen
        self.upset = asyncio.Event()

    async def act(self, stop: asyncio.Event) -> None:
        opened = False
        while not stop.is_set():
            try:
                if not opened:
                    await self.person.open()
                    opened = True
                for key in self.person.questions():
                    await asyncio.sleep(self.random.uniform(0.2, 1.8) * THINK)
                    if stop.is_set():
                        return
                    await self.person.answer(key)
                await self.person.onward()
            except (Lost, OSError):
                opened = await self._back()
            except (AppFault, KeyError) as error:
                there = " | ".join(self.person.client.screen.texts())[-300:]
                self.person.log.errors.append(f"{type(error).__name__}: {error}; on the page: {there}")
                opened = False

    async def _back(self) -> bool:
        """Half of the time the page finds its session back by itself, else it is loaded anew. True: it is open."""
        await asyncio.sleep(self.random.uniform(0.05, 0.5))
        if self.random.random() < 0.5:
            self.counts["reloads"] += 1
            return False
        self.counts["reconnects"] += 1
        try:
            # After a restart the server does not know the session: it gets every value on the screen in a new one.
            await self.person.client.reconnect(resend=True)
        except (Lost, OSError, AppFault):
            return False
        return True


async def chaos(record: Record, breaks: int = BREAKS, kills: int = KILLS) -> None:
    """At least `breaks` broken lines and `kills` kills (-9) of the server; then what was confirmed is looked up."""
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder))
        server.start()
        try:
            await _disturb(server, record, breaks, kills)
        finally:
            server.stop()


async def _disturb(server: AppServer, record: Record, breaks: int, kills: int) -> None:
    log, counts, chosen = Log(), Counter[str](), random.Random(7)
    people = participants(server, gather(server.store(), PEOPLE, seed=4), log)
    restless = [Restless(person, counts, random.Random(number)) for number, person in enumerate(people)]
    stop, begun = asyncio.Event(), time.perf_counter()
    acting = [asyncio.create_task(one.act(stop)) for one in restless]
    await asyncio.sleep(3)
    killing = asyncio.create_task(_kill(server, counts, kills))
    while not killing.done() or (counts["breaks"] < breaks and killing.exception() is None):
        await asyncio.sleep(chosen.expovariate(PER_SECOND))
        one = chosen.choice(people)
        if one.client.connected:
            counts["breaks"] += 1
            await one.client.drop()
    await killing
    await asyncio.sleep(3)
    stop.set()
    await asyncio.gather(*acting)
    for person in people:
        await person.leave()
    lost, doubled, rows = compare(server.data / "zelfscan.sqlite", log)
    confirmed = sum(map(len, log.confirmed.values()))
    record.figures += [
        Figure(f"verloren van {confirmed} antwoorden die als opgeslagen op het scherm stonden", len(lost), "", 0),
        Figure("dubbele antwoorden", doubled, "", 0),
        Figure("fouten buiten de verbroken verbindingen", len(log.errors), "", 0),
    ]
    record.raw["chaos"] = {
        **counts,
        "seconds": time.perf_counter() - begun,
        "confirmed": confirmed,
        "rows": rows,
        "lost": lost,
        "errors": log.errors,
    }


async def _kill(server: AppServer, counts: Counter[str], kills: int) -> None:
    for _ in range(kills):
        await asyncio.sleep(4)
        await asyncio.to_thread(server.kill)
        await asyncio.to_thread(server.start)
        counts["kills"] += 1
        print(f"herstart {counts['kills']}, {counts['breaks']} verbroken verbindingen", file=sys.stderr)


def compare(database: Path | str, log: Log) -> tuple[Sequence[str], int, int]:
    """What was confirmed against what is there: the losses in words, the number of rows too many, the number of rows.

    `database` is the file of SQLite, or an address. There must be the last confirmed value, or one that was sent after it and
    of which nobody saw what became of it.
    """
    engine = make_engine(f"sqlite:///{database}" if isinstance(database, Path) else database)
    answer, response = tables.answer, tables.response
    known = response.c.token_hash.is_not(None)
    people = select(response.c.token_hash, response.c.round).where(known)
    try:
        with reading(engine) as connection:
            rows = connection.execute(select(answer.c.response, answer.c.question, answer.c.value)).all()
            responses = len(connection.execute(people).all()) - len(connection.execute(people.distinct()).all())
    finally:
        engine.dispose()
    found: dict[tuple[int, str], list[str]] = {}
    for number, question, value in rows:
        found.setdefault((number, question), []).append(value)
    lost = []
    for place, values in log.confirmed.items():
        possible = {str(value) for value in (values[-1], *log.unsure.get(place, ()))}
        there = found.get(place, [])
        if not possible & set(there):
            lost.append(f"{place}: confirmed {values[-1]}, there is {there}")
    doubled = sum(len(values) - 1 for values in found.values()) + responses
    return lost, doubled, len(rows)
