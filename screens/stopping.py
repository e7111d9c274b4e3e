"""A process that is told to stop is gone within about a second.

The server ends the line of every open page at once, but waits for requests that it has not answered. Each phone in a workshop
has one that waits for news, 25 seconds long: those are answered now.
"""

from __future__ import annotations

import asyncio
import signal
import threading
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from types import FrameType

from screens.workshop.watch import WATCH


@asynccontextmanager
async def stop_soon(_: object) -> AsyncIterator[None]:
    """For the life of the app: hear the signals that the server listens to, before it does."""
    if threading.current_thread() is not threading.main_thread():  # only there can a signal be heard
        yield
        return
    loop = asyncio.get_running_loop()
    before = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}

    def heard(number: int, frame: FrameType | None) -> None:
        loop.call_soon_threadsafe(WATCH.end)
        then = before[signal.Signals(number)]
        if callable(then):
            then(number, frame)

    for number, then in before.items():
        if callable(then):  # else the process ends at once, or not at all
            signal.signal(number, heard)
    yield
