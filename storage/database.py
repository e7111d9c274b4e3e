"""The connection with the database: opening, the schema, short transactions, and errors in words people understand."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from functools import lru_cache
from pathlib import Path
from typing import Any

from sqlalchemy import Connection, Engine, Table, create_engine, event, inspect, select
from sqlalchemy import exc as sql
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.engine import make_url

from storage.errors import SchemaTooNew, StorageUnavailable
from storage.tables import SCHEMA, meta, metadata, response_by_token

_PRAGMAS = ("journal_mode=WAL", "synchronous=FULL", "busy_timeout=5000", "foreign_keys=ON", "secure_delete=ON")

_REASONS = {
    "SQLITE_BUSY": "de opslag is even bezet. Probeer het over een paar tellen opnieuw",
    "SQLITE_LOCKED": "de opslag is even bezet. Probeer het over een paar tellen opnieuw",
    "SQLITE_READONLY": "de opslag is alleen te lezen. Meld dit aan de beheerder",
    "SQLITE_FULL": "de schijf is vol. Meld dit aan de beheerder",
    "SQLITE_CORRUPT": "het opslagbestand is beschadigd. Meld dit aan de beheerder",
    "SQLITE_NOTADB": "het opslagbestand is geen database. Meld dit aan de beheerder",
}
_OTHER_REASON = "de opslag is niet bereikbaar. Probeer het over een paar tellen opnieuw"


def open_engine(url: str) -> Engine:
    """An engine for `url`, with the folder and the schema in place.

    Raises SchemaTooNew, and StorageUnavailable when the database cannot be opened.
    """
    place = make_url(url)
    engine = create_engine(place)
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
        event.listen(engine, "begin", _begin_sqlite)
        if place.database and not place.database.startswith((":", "file:")):
            try:
                Path(place.database).parent.mkdir(parents=True, exist_ok=True)
            except OSError as error:
                raise _unavailable(_OTHER_REASON) from error
    _ensure_schema(engine)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # transactions begin in _begin_sqlite, not where the driver thinks best
    for pragma in _PRAGMAS:
        connection.execute(f"PRAGMA {pragma}").close()


def _begin_sqlite(connection: Connection) -> None:
    # A writer takes its lock at the start: a lock asked for halfway, after a read, fails at once instead of waiting.
    writes = connection.get_execution_options().get("writes", False)
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def _ensure_schema(engine: Engine) -> None:
    with reading(engine) as connection:
        found = _schema_of(connection)
    if found is None:
        with writing(engine) as connection:  # two processes that start together: the second one finds the first one's work
            if _schema_of(connection) is None:
                metadata.create_all(connection)
                connection.execute(meta.insert().values(schema=SCHEMA))
    elif found < SCHEMA:
        with writing(engine) as connection:
            # Schema 2 only adds: the tables of workshops, and a way to find a response by its token. So does schema 3:
            # the tables of plans.
            metadata.create_all(connection)
            response_by_token.create(connection, checkfirst=True)
            connection.execute(meta.update().values(schema=SCHEMA))
    elif found > SCHEMA:
        raise SchemaTooNew(
            f"De opgeslagen metingen zijn gemaakt met een nieuwere versie van de zelfscan (opslag {found}; "
            f"deze versie kent opslag {SCHEMA}). Installeer de nieuwere versie. Er is niets veranderd."
        )


def _schema_of(connection: Connection) -> int | None:
    if not inspect(connection).has_table(meta.name):
        return None
    number: int = connection.execute(select(meta.c.schema)).scalar_one()
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
        name = getattr(getattr(error, "orig", None), "sqlite_errorname", None) or ""
        raise _unavailable(next((text for code, text in _REASONS.items() if name.startswith(code)), _OTHER_REASON)) from error


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
