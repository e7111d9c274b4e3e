"""Tells phones and screens at once that their workshop moved on.

A page keeps one request open and gets an answer when the stand of its workshop differs from the one it knows, or after
WAIT seconds. However many pages wait, each server process asks the database once per PAUSE; several processes need
nothing more, because the stand is in the database.
"""

from __future__ import annotations

import asyncio
from collections import Counter
from contextlib import suppress
from typing import Final

from starlette.concurrency import run_in_threadpool

from screens import context
from storage import StorageError

WAIT: Final = 25.0
"""Seconds before an unchanged stand is answered too: below the idle limits of proxies and phones."""
PAUSE: Final = 0.5
"""Seconds between two looks at the database."""


class Watch:
    """The stands that somebody waits for."""

    def __init__(self) -> None:
        self._waiting: Counter[int] = Counter()
        self._stands: dict[int, int] = {}
        self._changed: asyncio.Condition | None = None
        self._looking: asyncio.Task[None] | None = None
        self._ended = False
        self._telling: asyncio.Task[None] | None = None

    async def wait(self, workshop: int, known: int, seconds: float = WAIT) -> int | None:
        """The stand of the workshop, as soon as it is past `known`; None when the workshop is gone.

        Not: as soon as it differs. A screen that took a step itself knows a stand that the last look has not seen.
        """
        if self._changed is None:
            self._changed = asyncio.Condition()
        self._waiting[workshop] += 1
        if self._looking is None or self._looking.done():
            self._looking = asyncio.create_task(self._look())
        try:
            with suppress(TimeoutError):
                async with asyncio.timeout(seconds), self._changed:
                    await self._changed.wait_for(lambda: self._moved(workshop, known))
            stand = self._stands.get(workshop, known)
            return None if stand == GONE else max(stand, known)
        finally:
            self._waiting[workshop] -= 1
            if not self._waiting[workshop]:
                del self._waiting[workshop]
                self._stands.pop(workshop, None)

    def end(self) -> None:
        """Answer all that wait, now and from here on: the process stops, and waits for its requests. Who asks again comes at
        another process. Called on the loop."""
        self._ended = True
        self._telling = asyncio.create_task(self._tell())

    async def _tell(self) -> None:
        if self._changed is not None:
            async with self._changed:
                self._changed.notify_all()

    def _moved(self, workshop: int, known: int) -> bool:
        if self._ended:
            return True
        stand = self._stands.get(workshop, known)
        return stand == GONE or stand > known

    async def _look(self) -> None:
        """Until nobody waits: read the stands, and wake everybody when one of them changed."""
        while self._waiting:
            ids = list(self._waiting)
            with suppress(StorageError):
                found = await run_in_threadpool(context.store().workshops.stands, ids)
                stands = {id: found.get(id, GONE) for id in ids}
                if any(self._stands.get(id) != stand for id, stand in stands.items()):
                    self._stands.update(stands)
                    await self._tell()
            await asyncio.sleep(PAUSE)


GONE: Final = -1
WATCH: Final = Watch()
