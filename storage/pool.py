"""Connections with PostgreSQL that are used again, and how few questions that takes.

Each question to the database is a moment at which other work in this process goes first, so under load they cost far more
than the database needs for them. An answer is one question: no ping before it, no BEGIN and no COMMIT around it.
"""

from __future__ import annotations

import time
from typing import Any, Final

from sqlalchemy import Engine, event
from sqlalchemy.exc import InvalidatePoolError

RESTED: Final = 1.0
"""Seconds without use after which a connection is asked whether it still works."""
_FREE: Final = "zelfscan.free"


def ask_after_rest(engine: Engine) -> None:
    """A database that went away and came back is noticed before a visitor is. One that was used a moment ago is not asked:
    whoever it fails keeps the answer on the page, as when the database goes away in the middle of a statement."""

    def returned(_connection: Any, record: Any) -> None:
        record.info[_FREE] = time.monotonic()

    def taken(connection: Any, record: Any, _proxy: Any) -> None:
        free = record.info.get(_FREE)
        if free is None or time.monotonic() - free < RESTED:
            return
        connection.asked = True  # a server that hangs is given up sooner: see `storage.patience`
        try:
            engine.dialect.do_ping(connection)
        except engine.dialect.loaded_dbapi.Error as error:
            raise InvalidatePoolError from error
        finally:
            connection.asked = False

    event.listen(engine, "checkin", returned)
    event.listen(engine, "checkout", taken)
