"""First visitors: with an empty browser they ask for the page, for every file that it names, and for its first run.

The files come beside it, from `benchmarks.replicas.files`: they are as many requests, and cost this process nothing.
"""

from __future__ import annotations

import asyncio
import itertools
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.load.figures import LINKED
from benchmarks.load.people import Log, Participant, Workshop
from benchmarks.load.plain_http import Http
from benchmarks.replicas.files import Files
from benchmarks.replicas.site import Door
from screens import cookies, pages


class Visits:
    """So many a second. They leave when they see their questions. `groups`: whose place in a workshop they have; more visitors
    may share one."""

    def __init__(self, door: Door, groups: Sequence[Workshop], per_second: int, folder: Path) -> None:
        self.door, self.per_second, self.folder = door, per_second, folder
        self.files = Files("", [], per_second, folder)
        self.times: list[float] = []
        self.errors: list[str] = []
        self._seats = itertools.cycle([(person, group) for group in groups for person in group.people])

    @property
    def requests(self) -> int:
        return len(self.files.paths) + 1

    async def prepare(self) -> None:
        """Which files there are."""
        http = Http(self.door.address, secure=self.door.secure)
        paths = ["/" + found for found in LINKED.findall((await http.get(f"/{pages.WORKSHOP}")).body.decode())]
        http.close()
        self.files = Files(f"https://{self.door.address}", paths, self.per_second, self.folder)

    async def come(self, stop: float) -> None:
        """Until `stop` (perf_counter): a new one at even distances."""
        due, inside = time.perf_counter(), set[asyncio.Task[None]]()
        files = asyncio.create_task(self.files.come(stop - due))
        while (due := due + 1 / self.per_second) < stop:
            await asyncio.sleep(max(0.0, due - time.perf_counter()))
            task = asyncio.create_task(self._visit())
            inside.add(task)
            task.add_done_callback(inside.discard)
        await asyncio.gather(*inside)
        await files
        if self.files.missed:
            self.errors.append(f"{self.files.missed} of {self.files.requests} files without a good answer")

    async def _visit(self) -> None:
        begun = time.perf_counter()
        one, group = next(self._seats)
        person = Participant(self.door.address, one, group, Log(), seed=1, secure=self.door.secure)
        http = Http(self.door.address, {cookies.PARTICIPANT: one.token}, secure=self.door.secure)
        try:
            await http.get(f"/{pages.WORKSHOP}")
            person.client.cookies.update(http.cookies)
            await person.client.open(pages.WORKSHOP)
            self.times.append(time.perf_counter() - begun)
        except (OSError, RuntimeError) as error:
            self.errors.append(f"{type(error).__name__}: {error}")
        finally:
            http.close()
            await person.leave()

    def raw(self) -> dict[str, Any]:
        return {
            "visits_s": [round(one, 3) for one in self.times],
            "visit_errors": self.errors,
            "requests_each": self.requests,
            "file_requests": self.files.requests,
            "file_mean_ms": self.files.mean,
            "file_worst_ms": self.files.worst,
            "files_late_s": self.files.late,
        }
