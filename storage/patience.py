"""How long the app waits for PostgreSQL, measured on this side of the line.

The limits that a server keeps (`statement_timeout`) say nothing when it is the server, its machine or the network that hangs:
then nobody answers, and nobody counts. So every wait ends here too. And while the database is away, one visitor at a time
waits to find out whether it is back; the others are told at once. Else requests that wait fill all threads of the process,
and a proxy that asks whether it lives hears nothing.
"""

from __future__ import annotations

import threading
import time
from typing import Any, Final, TypeVar

import psycopg
from psycopg.abc import PQGen
from psycopg.pq import TransactionStatus
from sqlalchemy import Connection, Engine, event, text

_Result = TypeVar("_Result")

ANSWER: Final = 12.0
"""Seconds for a statement: the server ends one of its own accord after 10."""
PING: Final = 2.0
"""Seconds for the question whether a connection that lay unused still works."""
AWAY: Final = 1.0
"""Seconds after a failed connection in which nobody tries again."""


class Patient(psycopg.Connection[Any]):
    """A connection that gives up on a server that says nothing; it is closed then. `unhurried` holds for one transaction,
    `asked` while the pool asks whether the connection still works."""

    unhurried = False
    asked = False

    def wait(self, gen: PQGen[_Result], interval: float = 0.1, timeout: float | None = None) -> _Result:
        if self.pgconn.transaction_status == TransactionStatus.IDLE:
            self.unhurried = False
        limit = PING if self.asked else None if self.unhurried else ANSWER
        try:
            return super().wait(gen, interval, timeout or limit)
        except psycopg.OperationalError:
            if self.pgconn.transaction_status == TransactionStatus.ACTIVE:  # an answer could still come, to another question
                self.pgconn.finish()
            raise


class Door:
    """Makes the connections of one engine. After a failure it is closed for a while, and then lets one in to look."""

    def __init__(self) -> None:
        self._failed: float | None = None
        self._looking = threading.Lock()

    def connect(self, address: tuple[Any, ...], options: dict[str, Any]) -> Patient:
        if self._failed is None:
            return self._try(address, options)
        if time.monotonic() < self._failed + AWAY or not self._looking.acquire(blocking=False):
            raise psycopg.OperationalError("the database was away a moment ago")
        try:
            return self._try(address, options)
        finally:
            self._looking.release()

    def _try(self, address: tuple[Any, ...], options: dict[str, Any]) -> Patient:
        try:
            made = Patient.connect(*address, **options)
        except psycopg.OperationalError:
            self._failed = time.monotonic()
            raise
        self._failed = None
        return made


def take_your_time(connection: Connection) -> None:
    """Wait without an end in this transaction: what takes seconds is stopped for a visitor, not for an operator."""
    connection.execute(text("SET LOCAL statement_timeout = 0"))
    made = connection.connection.driver_connection
    if isinstance(made, Patient):
        made.unhurried = True


def be_patient(engine: Engine) -> None:
    """From now on no connection of this engine waits for ever."""
    door = Door()

    @event.listens_for(engine, "do_connect")
    def connect(_dialect: Any, _record: Any, address: tuple[Any, ...], options: dict[str, Any]) -> Patient:
        return door.connect(address, options)
