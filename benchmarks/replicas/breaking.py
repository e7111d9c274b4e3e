"""A process that is killed, and processes that get another version one by one, while people answer: everyone goes on."""

from __future__ import annotations

import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Sequence

from benchmarks.load.chaos import compare
from benchmarks.load.figures import Figure, Record
from benchmarks.load.people import Log, Participant, around, gather
from benchmarks.load.plain_http import Http
from benchmarks.load.wire import AppFault, Lost
from benchmarks.replicas.crowd import come_in, everyone, leave, seats
from benchmarks.replicas.scale import Scale
from benchmarks.replicas.site import Site, wait_until_ready
from benchmarks.versions import NOW, earlier, runs
from screens import pages

LIMIT = 10.0
"""Seconds within which everyone must have an answer stored again."""
PATIENCE = 30.0
CALM = 3.0
"""Seconds between everyone's answer and the next kill."""
SLOWEST = 8.0


class Steadfast:
    """A participant whose page notices at once that its line is gone, and comes back as a browser does: half of them find the
    page as it was, half load it anew. `sent`: when the last answer that was shown as stored was sent."""

    def __init__(self, person: Participant, counts: Counter[str]) -> None:
        self.person, self.counts, self.sent = person, counts, 0.0
        self._random = random.Random(person.person.response)
        self._next, self._tries = 0, 0
        self._opened = True

    async def act(self, think: float, stop: asyncio.Event) -> None:
        choose = around(think)
        due = time.perf_counter() + self._random.random() * think
        while not stop.is_set():
            try:
                if not self._opened:
                    await self.person.open()
                    self._opened = True
                self._tries = 0
                await self.person.client.rest(due - time.perf_counter())
                if not stop.is_set():
                    await self._step()
                due = time.perf_counter() + choose(self._random)
            except (Lost, OSError):
                await self._back()
            except (AppFault, KeyError) as error:
                self.person.log.errors.append(f"{type(error).__name__}: {error}")
                self._opened = False

    async def _step(self) -> None:
        keys = self.person.questions()
        if self._next >= len(keys):
            await self.person.onward()
            self._next, keys = 0, self.person.questions()
        if keys:
            key, sent = keys[self._next], time.perf_counter()
            self._next += 1
            if await self.person.answer(key):
                self.sent = sent

    async def _back(self) -> None:
        """At once, then after ever longer waits, as Streamlit's page."""
        wait = self._random.uniform(0.05, 0.5) * 2**self._tries
        self._tries += 1
        await asyncio.sleep(min(wait, SLOWEST))
        client = self.person.client
        if self._random.random() < 0.5:
            self.counts["reloads"] += 1
            self._opened, self._next = False, 0
            http = Http(client.address, client.cookies, secure=client.secure)
            try:
                await http.get(f"/{pages.WORKSHOP}")
            except OSError:
                self.counts["refused"] += 1
            finally:
                http.close()
            return
        self.counts["reconnects"] += 1
        try:
            await client.reconnect(resend=True)
        except (Lost, OSError):
            self.counts["refused"] += 1
        except AppFault as error:
            self.person.log.errors.append(f"AppFault: {error}")
            self._opened = False


async def breaking(site: Site, record: Record, scale: Scale) -> None:
    """`kills` times kill -9 of one process in turn, which then starts again. Then a restart of each of them, one by one, with
    another version: back to an earlier one, and from there to the one of now, as an update does."""
    log, counts = Log(), Counter[str]()
    groups = await asyncio.to_thread(gather, site.door.store, scale.broken, group=scale.room, seed=13)
    people = everyone(site.door, groups, log)
    places = await seats(site, people)
    await come_in(people)
    crowd = [Steadfast(person, counts) for person in people]
    record.raw["seats"] = Counter(places)
    await _while_answering(site, record, crowd, scale, f"kill -9 van een proces, {scale.kills} keer", "kills", scale.kills)
    before = await asyncio.to_thread(earlier, site.folder / "eerder")
    record.raw["versions_differ"] = before.differs
    for to, name, where in ((before, "back", "terug naar een eerdere"), (NOW, "rolling", "naar een nieuwe")):
        for server in site.servers:
            to.at(server)  # what runs goes on as it is
        what = f"elk proces na elkaar {where} versie ({before.differs})"
        await _while_answering(site, record, crowd, scale, what, name, len(site.servers))
    await leave(people)


async def _while_answering(
    site: Site, record: Record, crowd: Sequence[Steadfast], scale: Scale, what: str, name: str, times: int
) -> None:
    versions = [await asyncio.to_thread(runs, server) for server in site.servers]
    stop, log, counts = asyncio.Event(), Log(), Counter[str]()
    log.confirmed.update(crowd[0].person.log.confirmed)
    log.unsure.update(crowd[0].person.log.unsure)
    known = sum(map(len, log.confirmed.values()))
    for one in crowd:
        one.person.log, one.counts = log, counts
    acting = [asyncio.create_task(one.act(scale.think, stop)) for one in crowd]
    await asyncio.sleep(scale.warm)
    took: list[float] = []
    for number in range(times):
        server = site.servers[number % len(site.servers)]
        begun = time.perf_counter()
        again = asyncio.create_task(_all_again(crowd, begun))
        if name == "kills":
            await asyncio.to_thread(server.kill)
        else:
            await asyncio.to_thread(server.stop)
            counts[f"stop {number + 1} in ms"] = round(1000 * (time.perf_counter() - begun))
        await asyncio.to_thread(server.start)
        await asyncio.to_thread(wait_until_ready, server)
        took.append(await again)
        print(f"{what}: {number + 1}, iedereen weer na {took[-1]:.1f} s", file=sys.stderr)
        if number + 1 < times:
            await asyncio.sleep(CALM)
    stop.set()
    await asyncio.gather(*acting)
    brought = [await asyncio.to_thread(runs, server) for server in site.servers]
    if name != "kills" and any(old == new for old, new in zip(versions, brought, strict=True)):
        raise RuntimeError(f"a process runs the version that it ran before: {versions}, {brought}")
    lost, doubled, rows = await asyncio.to_thread(compare, site.database, log)
    confirmed = sum(map(len, log.confirmed.values())) - known
    record.figures += [
        Figure(f"{what}: de laatste van {len(crowd)} antwoordt weer na", max(took), "s", LIMIT),
        Figure(f"{what}: verloren van {confirmed} antwoorden die als opgeslagen op het scherm stonden", len(lost), "", 0),
        Figure(f"{what}: dubbele antwoorden", doubled, "", 0),
        Figure(f"{what}: fouten op het scherm", len(log.errors), "", 0),
    ]
    record.raw[name] = {
        "again_s": [round(one, 2) for one in took],
        "confirmed": confirmed,
        "rows": rows,
        "lost": lost,
        "errors": log.errors,
        "versions": [versions, brought],
        **counts,
    }


async def _all_again(crowd: Sequence[Steadfast], since: float) -> float:
    """Seconds after `since` at which the last of them had an answer stored that was sent after it, thinking included."""
    waiting, last = list(crowd), 0.0
    while waiting:
        now = time.perf_counter() - since
        if now > PATIENCE:
            return float("inf")
        if len(left := [one for one in waiting if one.sent < since]) < len(waiting):
            waiting, last = left, now
        await asyncio.sleep(0.05)
    return last
