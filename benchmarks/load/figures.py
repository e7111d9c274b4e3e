"""The figures of a run under load, each with its limit."""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from benchmarks.load import peers
from benchmarks.load.app_server import AppServer
from benchmarks.load.people import Facilitator, Log, Participant, Workshop, around, gather
from benchmarks.load.plain_http import Http
from screens import cookies, pages

PEOPLE, THINK, SCREENS = 400, 2.5, 3
WARM, MEASURED = 5.0, 30.0
BURST = 200
SLOW_PEOPLE, SLOW_SECONDS = 50, 12.0
"""For the processor time beside others: 20 answers a second, which oTree carries too."""

LINKED = re.compile(r'(?:src|href)="\./([^"]+\.(?:js|css|svg)[^"]*)"')


@dataclass
class Figure:
    """A measured value beside its limit (the value should stay below or at it; None: no limit, for the reader only).

    `beside` says what the ratio is to.
    """

    what: str
    value: float
    unit: str
    limit: float | None
    beside: str = ""
    theirs: float | None = None

    @property
    def good(self) -> bool:
        return self.limit is None or self.value <= self.limit

    def line(self) -> str:
        ratio = f"; {self.value / self.theirs:.2f} maal {self.beside} ({self.theirs:.2f})" if self.theirs else ""
        verdict = "ter info" if self.limit is None else "goed " if self.good else "BOVEN"
        limit = "" if self.limit is None else f" (grens {self.limit:g})"
        return f"{verdict} {self.what}: {self.value:.2f} {self.unit}{limit}{ratio}"


@dataclass
class Record:
    """Figures, and the raw data behind them."""

    figures: list[Figure] = field(default_factory=list)
    raw: dict[str, Any] = field(default_factory=dict)


def part(values: Sequence[float], share: float) -> float:
    """The value below which `share` of the values lie; infinite where there are none: nothing was shown in time."""
    return sorted(values)[min(len(values) - 1, int(share * len(values)))] if values else float("inf")


async def lag(found: list[float]) -> None:
    """How late this process wakes up, in seconds: it is part of every latency it measures."""
    while True:
        before = time.perf_counter()
        await asyncio.sleep(0.05)
        found.append(time.perf_counter() - before - 0.05)


def participants(server: AppServer, groups: Sequence[Workshop], log: Log) -> list[Participant]:
    return [Participant(server.address, person, group, log, seed=person.response) for group in groups for person in group.people]


async def crowd(server: AppServer, record: Record) -> None:
    """Everyone answers, three facilitators look."""
    groups, log = gather(server.store(), PEOPLE, nearly_done=SCREENS), Log()
    empty = server.memory()
    people = participants(server, groups, log)
    for person in people:
        await person.open()
    opened = server.memory()
    stop = time.perf_counter() + WARM + MEASURED
    acting = [asyncio.create_task(person.act(around(THINK), stop)) for person in people]
    acting += [asyncio.create_task(Facilitator(server.address, group, log).act(stop)) for group in groups[:SCREENS]]
    await asyncio.sleep(WARM)
    late: list[float] = []
    clock = asyncio.create_task(lag(late))
    log.measuring, before, own = True, server.cpu(), time.process_time()
    await asyncio.sleep(MEASURED)
    log.measuring, used, own = False, server.cpu() - before, time.process_time() - own
    clock.cancel()
    await asyncio.gather(*acting)
    memory = (server.memory() - empty) / PEOPLE / 1024
    for person in people:
        await person.leave()
    ms = [1000 * seconds for seconds in log.answers]
    seen = part(log.seen, 0.95)
    record.figures += [
        Figure(f"'Opgeslagen' bij {PEOPLE} deelnemers, p95", part(ms, 0.95), "ms", 150),
        Figure(f"klaar tot op het scherm van de begeleider, p95 van {len(log.seen)}", seen, "s", 2.5),
        Figure("fouten", len(log.errors), "", 0),
        Figure("geheugen per deelnemer, na de meting", memory, "kB", 250),
    ]
    record.raw["crowd"] = {
        "answers_ms": [round(value, 2) for value in ms],
        "steps_ms": [round(1000 * value, 2) for value in log.steps],
        "seen_s": [round(value, 3) for value in log.seen],
        "errors": log.errors,
        "answers_per_second": len(ms) / MEASURED,
        "server_cpu_share": used / MEASURED,
        "server_cpu_ms_per_answer": 1000 * used / max(1, len(ms)),
        "generator_cpu_share": own / MEASURED,
        "generator_late_p95_ms": 1000 * part(late, 0.95),
        "memory_opened_kb": (opened - empty) / PEOPLE / 1024,
        "memory_after_kb": memory,
    }


async def burst(server: AppServer, record: Record) -> None:
    """People who open the page within one second, each on connections of their own.

    Counted from the first byte sent to the end of the first script run: the page, the websocket, and the run of the first
    theme. That has a limit. On a first visit every script, style sheet and icon that the page names comes before it
    (compressed, one after the other): measured too, without a limit of its own, because those files come once, may be kept for
    ever, and are a proxy's work where there is one. Not counted: the further parts that Streamlit's script asks for,
    drawing, and a line slower than the machine's own.
    """
    shell = (await Http(server.address).get(f"/{pages.WORKSHOP}")).body.decode()
    files = ["/" + found for found in LINKED.findall(shell)]
    for path in files:  # the server compresses each file once
        await Http(server.address).get(path)
    first = f"bij een eerste bezoek ({len(files)} bestanden erbij)"
    for name, wanted, limit in ((first, files, None), ("de vragenpagina", [], 1.5)):
        people = participants(server, gather(server.store(), BURST, seed=2), Log())
        before, sizes = server.cpu(), [0]
        found = await asyncio.gather(*(_visit(server, place, person, wanted, sizes) for place, person in enumerate(people)))
        used = server.cpu() - before
        for person in people:
            await person.leave()
        times, errors = [one for one in found if isinstance(one, float)], [one for one in found if isinstance(one, str)]
        worst = max(times) if times and not errors else float("inf")
        record.figures.append(Figure(f"{BURST} mensen openen in dezelfde seconde {name}, de laatste klaar na", worst, "s", limit))
        record.raw[f"burst, {name}"] = {
            "times_s": [round(one, 3) for one in times],
            "errors": errors,
            "requests_each": len(wanted) + 1,
            "bytes_each": max(sizes),
            "server_cpu_ms_each": 1000 * used / BURST,
        }


async def _visit(server: AppServer, place: int, person: Participant, files: Sequence[str], sizes: list[int]) -> float | str:
    """Seconds until the page is there, or what went wrong."""
    await asyncio.sleep(place / BURST)
    begun = time.perf_counter()
    http = Http(server.address, {cookies.PARTICIPANT: person.person.token})
    try:
        for path in (f"/{pages.WORKSHOP}", *files):
            await http.get(path)
        await person.open()
    except (OSError, RuntimeError) as error:
        return f"{type(error).__name__}: {error}"
    finally:
        http.close()
    sizes.append(http.received)
    return time.perf_counter() - begun


async def slow(server: AppServer) -> tuple[float, int]:
    """ms of processor time of the app per stored answer, at the rate of the peers."""
    groups, log = gather(server.store(), SLOW_PEOPLE, seed=3), Log()
    people = participants(server, groups, log)
    for person in people:
        await person.open()
    stop = time.perf_counter() + 3 + SLOW_SECONDS
    acting = [asyncio.create_task(person.act(around(THINK), stop)) for person in people]
    await asyncio.sleep(3)
    log.measuring, before = True, server.cpu()
    await asyncio.sleep(SLOW_SECONDS)
    log.measuring, used = False, server.cpu() - before
    await asyncio.gather(*acting)
    for person in people:
        await person.leave()
    return 1000 * used / max(1, len(log.answers)), len(log.answers)


async def beside(server: AppServer, record: Record) -> None:
    """The same questions at the same rate: this app, a plain form, oTree."""
    ours, count = await slow(server)
    theirs: dict[str, float] = {}
    raw: dict[str, Any] = {"ours": {"cpu_ms": ours, "answers": count}}
    for kind in (peers.FlaskForm, peers.OTree):
        with tempfile.TemporaryDirectory() as folder:
            peer = kind(Path(folder))
            try:
                peer.start(SLOW_PEOPLE)
                cost, number, times, errors = await peers.drive(peer, around(THINK), SLOW_SECONDS)
            finally:
                peer.stop()
        theirs[kind.name] = cost
        raw[kind.name] = {"cpu_ms": cost, "answers": number, "p95_ms": 1000 * part(times, 0.95), "errors": errors}
    form, otree = theirs[peers.FlaskForm.name], theirs[peers.OTree.name]
    rate = f"bij {SLOW_PEOPLE / THINK:.0f} per seconde"
    record.figures += [
        Figure(f"processortijd per antwoord {rate}, hoogstens een derde van oTree", ours, "ms", otree / 3, "oTree", otree),
        Figure(f"processortijd per antwoord {rate}, hoogstens twee keer het formulier", ours, "ms", 2 * form, "Flask", form),
    ]
    record.raw["beside"] = raw


async def everything() -> Record:
    record = Record()
    with tempfile.TemporaryDirectory() as folder:
        server = AppServer(Path(folder))
        server.start()
        try:
            await crowd(server, record)
            await burst(server, record)
            await beside(server, record)
        finally:
            server.stop()
        record.raw["server_log"] = server.log.read_text().splitlines()[-20:]
    return record
