"""People in workshops who answer through nginx, alone and beside first visitors; and the same load on one process."""

from __future__ import annotations

import asyncio
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.load.app_server import AppServer
from benchmarks.load.figures import Figure, Record, lag, part
from benchmarks.load.people import Facilitator, Log, Participant, Workshop, around, gather
from benchmarks.replicas.scale import Scale
from benchmarks.replicas.site import Door, Site
from benchmarks.replicas.visits import Visits

AT_ONCE = 8
"""People who come in at the same time before the measurement."""
COSTS = {
    "app": ("proces", "proces 1", "proces 2"),
    "database": ("PostgreSQL",),
    "nginx": ("nginx",),
    "generator": ("generator", "bestanden"),
}
"""What is measured, by what it is called in a figure."""
QUICK = 150.0
"""ms within which an answer should be shown as stored."""
ALONE = "één proces met SQLite, zonder nginx"


@dataclass
class Sitting:
    """What was measured while people answered."""

    log: Log = field(default_factory=Log)
    raw: dict[str, Any] = field(default_factory=dict)

    @property
    def p95(self) -> float:
        return 1000 * part(self.log.answers, 0.95)

    def costs(self, when: str) -> Figure:
        """Where the processor time goes. It holds on a busy machine too, where times by the clock do not."""
        each: dict[str, float] = self.raw["cpu_ms_per_answer"]
        parts = ", ".join(f"{name} {sum(each.get(one, 0.0) for one in of):.2f} ms" for name, of in COSTS.items())
        return Figure(f"processortijd per antwoord {when}: {parts}; samen", sum(each.values()), "ms", None)


def everyone(door: Door, groups: Sequence[Workshop], log: Log) -> list[Participant]:
    return [
        Participant(door.address, person, group, log, seed=person.response, secure=door.secure)
        for group in groups
        for person in group.people
    ]


async def come_in(people: Sequence[Participant]) -> None:
    """All pages open, a few at a time."""
    gate = asyncio.Semaphore(AT_ONCE)

    async def one(person: Participant) -> None:
        async with gate:
            await person.open()

    await asyncio.gather(*map(one, people))


async def seats(site: Site, people: Sequence[Participant]) -> list[int]:
    """The process at which each of them stays, by its place. Asked before their pages open, as a browser's first request."""
    boots = await asyncio.to_thread(site.boots)
    return [await site.replica(person.client.cookies, boots) for person in people]


async def sit(
    door: Door,
    people: Sequence[Participant],
    groups: Sequence[Workshop],
    log: Log,
    scale: Scale,
    used: Callable[[], dict[str, float]],
    visits: Visits | None = None,
) -> Sitting:
    """Everyone answers, facilitators look, and visitors come where there are any."""
    found = Sitting(log)
    stop = time.perf_counter() + scale.warm + scale.seconds
    acting = [asyncio.create_task(person.act(around(scale.think), stop)) for person in people]
    screens = groups[: scale.screens]
    acting += [asyncio.create_task(Facilitator(door.address, group, log, door.secure).act(stop)) for group in screens]
    coming = asyncio.create_task(visits.come(stop)) if visits is not None else None
    await asyncio.sleep(scale.warm)
    late: list[float] = []
    clock = asyncio.create_task(lag(late))
    log.measuring, before, own, begun = True, used(), time.process_time(), time.perf_counter()
    await asyncio.sleep(stop - begun)
    log.measuring, after, own, took = False, used(), time.process_time() - own, time.perf_counter() - begun
    clock.cancel()
    await asyncio.gather(*acting)
    if coming is not None:
        await coming
    seconds = {**{name: after[name] - before[name] for name in after}, "generator": own}
    found.raw = {
        "answers_ms": [round(1000 * value, 2) for value in log.answers],
        "seen_s": [round(value, 3) for value in log.seen],
        "errors": log.errors,
        "answers_per_second": len(log.answers) / took,
        "cpu_share": {name: round(one / took, 3) for name, one in seconds.items()},
        "cpu_ms_per_answer": {name: round(1000 * one / max(1, len(log.answers)), 3) for name, one in seconds.items()},
        "generator_late_p95_ms": 1000 * part(late, 0.95),
    }
    return found


async def leave(people: Sequence[Participant]) -> None:
    for person in people:
        await person.leave()


async def crowd(site: Site, record: Record, scale: Scale) -> None:
    """Over the processes: first alone, then with first visitors beside them; then the same people on one process."""
    log = Log()
    groups = await asyncio.to_thread(gather, site.door.store, scale.people, nearly_done=scale.screens, group=scale.room, seed=11)
    people = everyone(site.door, groups, log)
    places = await seats(site, people)
    await come_in(people)
    both = await sit(site.door, people, groups, log, scale, site.used)
    alone = await _one_process(scale)
    spread = Counter(places)
    rooms = {(person.group.id, place) for person, place in zip(people, places, strict=True)}
    record.figures += [
        Figure(f"'Opgeslagen' bij {scale.people} deelnemers over 2 processen, p95", both.p95, "ms", QUICK, ALONE, alone.p95),
        Figure(f"klaar tot op het scherm van de begeleider, p95 van {len(log.seen)}", part(log.seen, 0.95), "s", 2.5),
        Figure("fouten", len(log.errors), "", 0),
        Figure("werksessies die niet over beide processen verdeeld waren", 2 * len(groups) - len(rooms), "", 0),
        *(Figure(f"deelnemers op proces {place + 1}", spread[place], "", None) for place in range(len(site.servers))),
        both.costs(f"bij {scale.people} deelnemers"),
    ]
    record.raw["crowd"] = {**both.raw, "rooms": len(groups)}
    record.raw["one_process"] = alone.raw
    beside = Log()
    for person in people:
        person.log = beside
    hosts = await asyncio.to_thread(gather, site.door.store, scale.room, group=scale.room, seed=12)
    visits = Visits(site.door, hosts, scale.visitors, site.folder)
    await visits.prepare()

    def used() -> dict[str, float]:
        return {**site.used(), "bestanden": visits.files.cpu()}

    visited = await sit(site.door, people, groups, beside, scale, used, visits)
    what = f"'Opgeslagen' bij {scale.people} deelnemers naast {scale.visitors} eerste bezoekers per seconde, p95"
    record.figures += [
        Figure(what, visited.p95, "ms", 250, "zonder bezoekers", both.p95),
        Figure("fouten, ook van bezoekers", len(beside.errors) + len(visits.errors), "", 0),
        Figure("eerste bezoek: de pagina tot de eerste vragen, p95", part(visits.times, 0.95), "s", None),
        Figure(f"eerste bezoek: een van de {visits.requests - 1} bestanden, gemiddeld", visits.files.mean, "ms", None),
        Figure("eerste bezoek: de laatste bestanden kwamen later dan bedoeld", visits.files.late, "s", None),
        visited.costs("met bezoekers"),
    ]
    record.raw["visitors"] = {**visited.raw, **visits.raw()}
    await leave(people)
    await ladder(site, record, scale)


async def ladder(site: Site, record: Record, scale: Scale) -> None:
    """More and more people, until an answer is no longer quick: what this machine carries."""
    groups = await asyncio.to_thread(gather, site.door.store, scale.most, group=scale.room, seed=15)
    people, most, steps = everyone(site.door, groups, Log()), 0, dict[int, dict[str, Any]]()
    inside: list[Participant] = []
    for count in range(scale.first, scale.most + 1, scale.step):
        await come_in(people[len(inside) : count])
        inside, log = people[:count], Log()
        for person in inside:
            person.log = log
        found = await sit(site.door, inside, [], log, scale.shorter, site.used)
        steps[count] = {"p95_ms": round(found.p95, 1), "errors": len(log.errors), "cpu_share": found.raw["cpu_share"]}
        if found.p95 > QUICK or log.errors:
            break
        most = count
    await leave(inside)
    what = f"meeste deelnemers met 'Opgeslagen' binnen {QUICK:g} ms (p95), in stappen van {scale.step} vanaf {scale.first}"
    record.figures.append(Figure(what, most, "", None))
    record.raw["ladder"] = steps


async def _one_process(scale: Scale) -> Sitting:
    """The comparator: the same people on one process with SQLite, without nginx and TLS."""
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder)).start()
        try:
            door, log = Door(server.address, server.store()), Log()
            groups = await asyncio.to_thread(
                gather, door.store, scale.people, nearly_done=scale.screens, group=scale.room, seed=11
            )
            people = everyone(door, groups, log)
            await come_in(people)
            found = await sit(door, people, groups, log, scale, lambda: {"proces": server.cpu()})
            await leave(people)
            door.store.close()
            return found
        finally:
            server.stop()
