"""How many people one process can hold.

An ordinary machine lets a process open 256 or 1,024 files. A person in a workshop takes two: the line of the page, and a request
that waits for news. Streamlit gives every session a loop of its own for coroutines of its script, which takes three more, also
in the five minutes after a page is closed. The scripts here have no coroutines, so one loop stands for all.

And of the people whose line breaks, as when the wifi of a hall falls away, Streamlit keeps the place of the last 128. The others
would find their answers, but begin at the first theme again.
"""

from __future__ import annotations

import asyncio
import resource
from contextlib import suppress
from functools import partial
from types import ModuleType
from typing import Final

from streamlit.runtime import app_session, memory_session_storage
from streamlit.runtime.memory_session_storage import MemorySessionStorage

ENOUGH: Final = 10_000
"""More than one process serves, and what macOS gives at most."""

AWAY: Final = 500
"""People whose line broke and whose place is kept. Each takes up to 170 kB, for five minutes."""


def allow_many() -> None:
    """Call once, before the first visitor."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):  # the machine says no: then fewer people get in
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    _share_loop()


def keep_places() -> None:
    """Call once, before the app is made."""
    memory_session_storage.MemorySessionStorage = partial(MemorySessionStorage, AWAY)  # type: ignore[misc, assignment]


def _share_loop() -> None:
    known = [asyncio.new_event_loop()]

    def shared() -> asyncio.AbstractEventLoop:
        if known[0].is_closed():  # nothing here does that; without a new one no session could go on
            known[0] = asyncio.new_event_loop()
        return known[0]

    seen = ModuleType("asyncio")  # as sessions see it
    seen.__dict__.update(asyncio.__dict__)
    seen.new_event_loop = shared  # type: ignore[attr-defined]
    app_session.asyncio = seen  # type: ignore[attr-defined]
    app_session._close_script_event_loop = lambda loop: None
