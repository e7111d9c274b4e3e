"""How much may be made anew in a while, per network and in total: what fills the database, and what takes the processor.

Kept in memory, per server process: with p processes the totals are p times as high. A hall of 200 behind one address, where all
begin within a minute, gets through, and so does the office of a municipality; whoever lets a program do it does not.
Changing what is there already is never counted.
"""

from __future__ import annotations

from typing import Final

import streamlit as st
from limits import RateLimitItem, RateLimitItemPerHour, RateLimitItemPerMinute
from limits.storage import MemoryStorage
from limits.strategies import MovingWindowRateLimiter

from screens.workshop.limits import network

STORED_PER_NETWORK: Final = RateLimitItemPerHour(600, namespace="stored")
"""New measurements (also from a file), workshops and plans. A hall of 200 makes 200 measurements and about as many plans. Each
holds 2 MB at most, so that one network fills about 1 GB in an hour at most, and an operator sees it coming."""
STORED: Final = RateLimitItemPerHour(3000, namespace="stored in total")
FILES_PER_NETWORK: Final = RateLimitItemPerMinute(300, 10, namespace="files")
"""PDF, Word and spreadsheets that are made on a click: a report for all in a hall, and half of them again."""
FILES: Final = RateLimitItemPerMinute(900, 10, namespace="files in total")
"""A file takes 0.1 to 0.2 s of processor time, so that at most a third of one processor goes to files. Each stays in memory for
two minutes (`screens.downloads`)."""

TOO_MUCH: Final = (
    "Dit kan nu even niet. Er zijn het afgelopen uur heel veel metingen, plannen en werksessies gemaakt. Laat deze pagina open "
    "en probeer het over een paar minuten opnieuw. Wat u hier invulde, blijft staan. Wat was opgeslagen, is bewaard."
)

_limiter = MovingWindowRateLimiter(MemoryStorage())


def may_store(address: str) -> bool:
    """Count one new thing in the database from this address, unless there are too many."""
    return _count(STORED_PER_NETWORK, STORED, address)


def may_build(address: str) -> bool:
    """Count one file that is made for this address, unless there are too many."""
    return _count(FILES_PER_NETWORK, FILES, address)


def _count(per_network: RateLimitItem, total: RateLimitItem, address: str) -> bool:
    # What is refused takes no place: who keeps trying keeps nobody out any longer.
    return _limiter.test(total) and _limiter.hit(per_network, network(address)) and _limiter.hit(total)


def visitor_address() -> str:
    """Of the visitor whose page is drawn, as the proxy says; empty for this machine itself."""
    return st.context.ip_address or ""


def refused() -> bool:
    """Whether the visitor of this page may store nothing new now; says so on the page. Counts one where it may."""
    if may_store(visitor_address()):
        return False
    st.error(TOO_MUCH)
    return True


def forget() -> None:
    """Forget what was made (for tests)."""
    _limiter.storage.reset()
