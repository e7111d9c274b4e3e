"""One run: the app in a process of its own, strange input of every kind, and then a look at its log and its database."""

from __future__ import annotations

import asyncio
import re
import tempfile
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Final

from benchmarks.fuzz import direct, socket, web
from benchmarks.fuzz.found import Found
from benchmarks.fuzz.inputs import Inputs
from benchmarks.fuzz.room import compare, furnish, sound
from benchmarks.load.app_server import AppServer
from questionnaire import Content, load
from storage import Settings, Store

SHARES: Final[Mapping[str, int]] = {
    **{"links": 40, "headers": 15, "codes": 10, "plan": 13, "socket": 1},
    **{"direct codes": 3, "imports": 13, "notes": 5},
}
"""Per cent of the inputs of each kind."""
MEMORY: Final = Path("/dev/shm")  # a folder in memory: a disk is waited for at every change
BAD_LINE: Final = re.compile(r"Traceback|^\S+ (?:ERROR|CRITICAL) |^\w*(?:Error|Exception)\b")


def everything(count: int, seed: int, minutes: float = float("inf")) -> Found:
    """`count` inputs, or as many as fit in `minutes`: three quarters of that time for what goes over the line."""
    counts = {kind: count * share // 100 for kind, share in SHARES.items()}
    found, content, begun = Found(), load(), time.monotonic()
    found.end = begun + 0.75 * 60 * minutes
    with tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder:
        server = AppServer(Path(folder) / "app")
        server.start()
        try:
            asyncio.run(at_server(server, content, counts, seed, found))
        finally:
            server.stop()
        log_of(server.log, found)
        found.end = begun + 60 * minutes
        beside(Path(folder) / "beside", content, counts, seed, found)
    return found


async def at_server(server: AppServer, content: Content, counts: Mapping[str, int], seed: int, found: Found) -> None:
    """What goes over the line, and what the database holds after it."""
    store = server.store()
    room = furnish(store, content.questionnaire)
    await web.over_http(server.port, seed, counts, room, found)
    inputs = Inputs(seed + 4)
    await socket.notes(server.port, inputs, found, counts["socket"], room, store, content.questionnaire)
    direct.codes(store, Inputs(seed + 5, room.known[-1:]), found, counts["direct codes"])
    compare(store, room, found)
    if server.health()["status"] != "ok":
        found.fault("/health", server.health())
    store.close()


def log_of(log: Path, found: Found) -> None:
    for line in log.read_text("utf-8", "replace").splitlines():
        found.counts[f"logboek: {line.split(' ', 1)[-1][:90]}"] += 1
        if BAD_LINE.search(line):
            found.fault("logboek", line)


def beside(folder: Path, content: Content, counts: Mapping[str, int], seed: int, found: Found) -> None:
    """Files and notes, in a database of their own, which must be empty at the end."""
    folder.mkdir()
    store = Store(f"sqlite:///{folder}/zelfscan.sqlite", Settings().retention)
    last = found.end
    found.end = time.monotonic() + (last - time.monotonic()) / 2
    direct.imports(store, content, Inputs(seed + 6), found, counts["imports"])
    found.end = last
    direct.notes(store, content, Inputs(seed + 7), found, counts["notes"])
    sound(store, found)
    store.close()
