"""The app in a process of its own, as an operator starts it, and what that process takes: processor time and memory."""

from __future__ import annotations

import os
from pathlib import Path

from questionnaire import load
from screens.context import today
from storage import Store, new_token
from tests.browser.server import Server

from benchmarks.measure import cpu_seconds

TICK = 1000 / os.sysconf("SC_CLK_TCK")  # of the processor-time clock, in ms


class AppServer(Server):
    """`Server` with its figures. Its database can be opened beside it: `database`."""

    @property
    def address(self) -> str:
        return f"127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        return f"sqlite:///{self.data / 'zelfscan.sqlite'}"

    def store(self) -> Store:
        from storage import Settings

        return Store(self.database, retention=Settings().retention)

    def cpu(self) -> float:
        """Seconds of processor time so far, all threads."""
        assert self.process is not None
        return cpu_seconds(self.process.pid)

    def memory(self) -> int:
        """Resident memory now, in bytes."""
        assert self.process is not None
        return resident(self.process.pid)


def resident(pid: int) -> int:
    for line in Path(f"/proc/{pid}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) * 1024
    raise RuntimeError("no VmRSS")


def seed_solo(store: Store, count: int) -> list[str]:
    """Begin `count` solo measurements; returns their tokens (the cookie `meting`)."""
    questionnaire, tokens = load().questionnaire, [new_token() for _ in range(count)]
    for token in tokens:
        store.create(token, questionnaire, municipality="Goes", role=None, size=None, today=today())
    return tokens
