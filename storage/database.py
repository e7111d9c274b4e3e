"""The connection with the database: opening, the schema, short transactions, and errors in words people understand."""

from __future__ import annotations

import logging
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, select
from sqlalchemy import exc as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from storage.errors import AddressWrong, SchemaTooNew, StorageUnavailable
from storage.pool import ask_after_rest
from storage.tables import SCHEMA, meta

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON")

# A database that hangs keeps nobody waiting for long.
_POSTGRESQL: dict[str, Any] = {
    "pool_size": 10,
    "max_overflow": 20,
    "pool_timeout": 5,
    "connect_args": {"connect_timeout": 5, "options": "-c statement_timeout=10000 -c lock_timeout=5000"},
}

_REASONS = {
    "SQLITE_BUSY": "de opslag is even bezet. Probeer het over een paar tellen opnieuw",
    "SQLITE_LOCKED": "de opslag is even bezet. Probeer het over een paar tellen opnieuw",
    "SQLITE_READONLY": "de opslag is alleen te lezen. Meld dit aan de beheerder",
    "SQLITE_FULL": "de schijf is vol. Meld dit aan de beheerder",
    "SQLITE_CORRUPT": "het opslagbestand is beschadigd. Meld dit aan de beheerder",
    "SQLITE_NOTADB": "het opslagbestand is geen database. Meld dit aan de beheerder",
}
_LOG = logging.getLogger("zelfscan.opslag")
_SILENCE = 10.0  # seconds
_OTHER_REASON = "de opslag is niet bereikbaar. Probeer het over een paar tellen opnieuw"


def open_engine(url: str) -> Engine:
    """An engine for `url`, with the folder and the schema in place.

    Raises SchemaTooNew, AddressWrong, and StorageUnavailable when the database cannot be opened.
    """
    engine = make_engine(url)
    _ensure_schema(engine)
    return engine


def make_engine(url: str) -> Engine:
    """An engine for `url`, with the folder in place; the schema stays as it is. Raises AddressWrong and StorageUnavailable."""
    try:
        place = make_url(url)
        if place.drivername in ("postgresql", "postgres"):  # the names that hosting companies give
            place = place.set(drivername="postgresql+psycopg")
        kind = place.get_backend_name()
        if kind not in ("sqlite", "postgresql"):
            raise AddressWrong
        # No parameters in messages: they are what people typed, and errors come in logs.
        engine = create_engine(place, hide_parameters=True, **(_POSTGRESQL if kind == "postgresql" else {}))
    except (sql.ArgumentError, ImportError, ValueError) as error:  # the address may hold a password: it is not repeated
        raise AddressWrong from error
    if kind == "postgresql":
        from storage.patience import be_patient  # only here: SQLite needs no psycopg

        be_patient(engine)
        ask_after_rest(engine)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if place.database and not place.database.startswith((":", "file:")):
            try:
                Path(place.database).parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise _unavailable(_OTHER_REASON) from error
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin in _begin_sqlite, not where the driver thinks best
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at the start: a lock asked for halfway, after a read, fails at once instead of waiting.
    options = connection.get_execution_options()
    if not options.get("single", False):
        connection.exec_driver_sql("BEGIN IMMEDIATE" if options.get("writes", False) else "BEGIN")


def _ensure_schema(engine: Engine) -> None:
    found = known_schema(engine)
    if found is None or found < SCHEMA:
        from storage.migration import upgrade  # only here: a database that is up to date starts faster without Alembic

        with writing(engine) as connection:
            upgrade(connection)


def known_schema(engine: Engine) -> int | None:
    """The number of the schema; None for an empty database. Raises SchemaTooNew for one that this version does not know."""
    with reading(engine) as connection:
        found = schema_of(connection)
    if found is not None and found > SCHEMA:
        raise SchemaTooNew(
            f"De opgeslagen metingen zijn gemaakt met een nieuwere versie van de zelfscan (opslag {found}; "
            f"deze versie kent opslag {SCHEMA}). Installeer de nieuwere versie. Er is niets veranderd."
        )
    return found


def schema_of(connection: Connection) -> int | None:
    """The number of the schema; None for an empty database."""
    if not inspect(connection).has_table(meta.name):
        return None
    number: int | None = connection.execute(select(meta.c.schema)).scalar_one_or_none()
    return number


@contextmanager
def reading(engine: Engine) -> Iterator[Connection]:
    """One transaction that sees one state of the database. Raises StorageUnavailable."""
    with _translated(), engine.begin() as connection:
        yield connection


@contextmanager
def writing(engine: Engine) -> Iterator[Connection]:
    """One transaction: all of it is stored when the block ends, or nothing. Raises StorageUnavailable."""
    with _translated(), _writer(engine).begin() as connection:
        yield connection


@contextmanager
def writing_once(engine: Engine) -> Iterator[Connection]:
    """As `writing`, for a block with a single statement that writes: that is a transaction by itself, which saves as much time
    as the statement takes, and on PostgreSQL two more questions to the server. Raises StorageUnavailable."""
    with _translated(), _single_writer(engine).begin() as connection:
        yield connection


@lru_cache(maxsize=8)
def _single_writer(engine: Engine) -> Engine:
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="AUTOCOMMIT")
    return engine.execution_options(single=True)


@lru_cache(maxsize=8)
def _writer(engine: Engine) -> Engine:
    """The engine for transactions that write. Made once: making it takes as long as the transaction."""
    return engine.execution_options(writes=True)


@contextmanager
def _translated() -> Iterator[None]:
    try:
        yield
    except sql.IntegrityError:
        raise
    except (sql.DBAPIError, sql.TimeoutError) as error:
        cause = getattr(error, "orig", None) or error
        name = getattr(cause, "sqlite_errorname", None) or ""
        _report(name or getattr(cause, "sqlstate", None) or type(cause).__name__)
        raise _unavailable(next((text for code, text in _REASONS.items() if name.startswith(code)), _OTHER_REASON)) from error


_reported: dict[str, float] = {}


def _report(code: str) -> None:
    """Tell the operator, with the code of the database only; the same one once in a while, however many people meet it."""
    now = time.monotonic()
    if now - _reported.get(code, -_SILENCE) >= _SILENCE:
        _reported[code] = now
        _LOG.warning("De opslag antwoordt niet zoals het moet: %s", code)


def _unavailable(reason: str) -> StorageUnavailable:
    return StorageUnavailable(f"Dit is niet gelukt: {reason}.")


def insert(engine: Engine, table: Table) -> sqlite.Insert | postgresql.Insert:
    """An insert that knows ON CONFLICT, in the dialect of the database."""
    return postgresql.insert(table) if engine.dialect.name == "postgresql" else sqlite.insert(table)


def upsert(engine: Engine, table: Table) -> sqlite.Insert | postgresql.Insert:
    """Insert by primary key; where the row exists, replace its other columns."""
    statement = insert(engine, table)
    others = {column.name: statement.excluded[column.name] for column in table.columns if not column.primary_key}
    return statement.on_conflict_do_update(index_elements=list(table.primary_key.columns), set_=others)


def erase_traces(engine: Engine) -> None:
    """After a deletion on SQLite: empty the write-ahead log, which still holds the old pages. Best effort, never an error.

    The database file itself is overwritten at once (secure_delete).
    """
    if engine.dialect.name != "sqlite":
        return
    with suppress(sqlite3.Error, sql.SQLAlchemyError), closing(engine.raw_connection()) as connection:
        connection.cursor().execute("PRAGMA wal_checkpoint(TRUNCATE)")  # cannot run within a transaction
