"""The app in a process of its own, as an operator starts it, and what that process takes: processor time and memory."""

from __future__ import annotations

from benchmarks.measure import cpu_seconds, memory
from storage import Settings, Store
from tests.browser.server import Server


class AppServer(Server):
    """`Server` with its figures. Its database can be opened beside it: `database`."""

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        return self.environment.get("DATABASE_URL") or f"sqlite:///{self.data / 'zelfscan.sqlite'}"

    def store(self) -> Store:
        return Store(self.database, retention=Settings().retention)

    def cpu(self) -> float:
        """Seconds of processor time so far, all threads."""
        assert self.process is not None
        return cpu_seconds(self.process.pid)

    def memory(self) -> int:
        """Resident memory now, in bytes."""
        assert self.process is not None
        return memory(self.process.pid)[0]
