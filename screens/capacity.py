"""How many people a process can hold is how many files it may open: an ordinary machine allows 256 or 1,024.

A person takes one: the line of the page. Streamlit gives every session a loop of its own for coroutines of its script, which
takes three more, also in the five minutes after a page is closed. The scripts here have no coroutines, so one loop stands
for all.
"""

from __future__ import annotations

import asyncio
import resource
from contextlib import suppress
from types import ModuleType
from typing import Final

from streamlit.runtime import app_session

ENOUGH: Final = 10_000
"""More than one process serves, and what macOS gives at most."""


def allow_many() -> None:
    """Call once, before the first visitor."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = ENOUGH if hard == resource.RLIM_INFINITY else min(ENOUGH, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        with suppress(ValueError, OSError):  # the machine says no: then fewer people get in
            resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    _share_loop()


def _share_loop() -> None:
    shared = asyncio.new_event_loop()
    seen = ModuleType("asyncio")  # as sessions see it
    seen.__dict__.update(asyncio.__dict__)
    seen.new_event_loop = lambda: shared  # type: ignore[attr-defined]
    app_session.asyncio = seen  # type: ignore[attr-defined]
    app_session._close_script_event_loop = lambda loop: None
