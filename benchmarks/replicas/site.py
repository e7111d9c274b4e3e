"""A PostgreSQL, two processes of the app and nginx in front, as an operator sets them up; and what each of them takes."""

from __future__ import annotations

import json
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from ssl import SSLContext
from types import TracebackType

from benchmarks.load.app_server import AppServer
from benchmarks.load.plain_http import Http
from benchmarks.measure import cpu_seconds, family_seconds
from storage import Settings, Store
from tests.postgres import Postgres
from tests.proxy import Proxy, trusting

REPLICAS = 2


@dataclass(frozen=True)
class Door:
    """Where visitors come in, and the store behind it. `secure`: over TLS."""

    address: str
    store: Store
    secure: SSLContext | None = None


class Site:
    """Used in a `with` block, which starts and stops everything. `postgres` is one that runs already, else one of its own."""

    def __init__(self, folder: Path, postgres: Postgres | None = None) -> None:
        self.folder, self._given = folder, postgres
        self._open = ExitStack()

    def __enter__(self) -> Site:
        with ExitStack() as opening:
            self.postgres = self._given or opening.enter_context(_own_postgres())
            self.database = opening.enter_context(self.postgres.database())
            environment = {"DATABASE_URL": self.database, "FORWARDED_ALLOW_IPS": "127.0.0.1"}
            self.servers = [AppServer(self.folder / f"proces-{number + 1}", **environment) for number in range(REPLICAS)]
            for server in self.servers:
                opening.callback(server.stop)
                server.start()
            outside = self.folder / "nginx"
            outside.mkdir()
            self.proxy = Proxy(outside, [server.port for server in self.servers])
            opening.callback(self.proxy.stop)
            self.proxy.start()
            store = Store(self.database, retention=Settings().retention)
            opening.callback(store.close)
            self.door = Door(self.proxy.address, store, trusting())
            self._open = opening.pop_all()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._open.close()

    def boots(self) -> dict[str, int]:
        """The place of each process, by what it calls its start."""
        return {server.health()["boot"]: place for place, server in enumerate(self.servers)}

    async def replica(self, cookies: dict[str, str], boots: dict[str, int]) -> int:
        """The first request of a browser: it gets its cookie for the process that it stays at; here also which one that is."""
        http = Http(self.door.address, cookies, secure=self.door.secure)
        try:
            return boots[json.loads((await http.get("/health")).body)["boot"]]
        finally:
            http.close()

    def used(self) -> dict[str, float]:
        """Seconds of processor time so far, by part."""
        found = {f"proces {place + 1}": server.cpu() for place, server in enumerate(self.servers)}
        found["nginx"] = sum(cpu_seconds(pid) for pid in self.proxy.workers())
        if self.postgres.pid is not None:
            found["PostgreSQL"] = family_seconds(self.postgres.pid)
        return found


@contextmanager
def _own_postgres() -> Iterator[Postgres]:
    """One that writes to the disk before it confirms, as it does for an operator."""
    server = Postgres.start(durable=True)
    try:
        yield server
    finally:
        server.stop()


def wait_until_ready(server: AppServer, seconds: float = 60) -> None:
    """What docs/beheer.md asks of an operator between two restarts."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"{server.url}/ready", timeout=2) as answer:
                if answer.status == 200:
                    return
        except (urllib.error.URLError, OSError):
            pass
        time.sleep(0.2)
    raise RuntimeError(f"not ready in {seconds:.0f} s")
