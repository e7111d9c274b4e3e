"""A backup of the whole database, and putting it back: in the same database or in one of the other kind."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import Connection, Engine, inspect, select, text, types
from sqlalchemy import exc as sql

from storage.backup_file import Backup, Kind, TableHead, Writer, Written, open_backup
from storage.database import erase_traces, known_schema, reading, writing
from storage.errors import BackupError
from storage.maintenance import Expired, expire
from storage.migration import upgrade
from storage.tables import SCHEMA, UtcDateTime, meta, metadata

_BATCH: Final = 1000

# The first that fits. Every database says the same in its own words; a file says it once.
_KINDS: Final[tuple[tuple[type[types.TypeEngine[Any]], Kind, types.TypeEngine[Any]], ...]] = (
    (types.JSON, "json", types.JSON(none_as_null=True)),
    (types.DateTime, "moment", UtcDateTime()),
    (types.Date, "date", types.Date()),
    (types.Boolean, "yes-no", types.Boolean()),
    (types.Integer, "number", types.Integer()),
    (types.LargeBinary, "bytes", types.LargeBinary()),
    (types.String, "text", types.Text()),
)
_TYPE: Final = {kind: type_ for _, kind, type_ in _KINDS}


def back_up(engine: Engine, path: Path, now: datetime, *, replace: bool = False) -> Written:
    """Write everything to `path`, as it stands at one moment, while others go on writing. Packed when `path` ends in .gz.

    Raises BackupError, SchemaTooNew and StorageUnavailable; then there is no file, or the one that was there.
    """
    if path.exists() and not replace:
        raise BackupError(f"{path} bestaat al. Kies een andere naam, of gebruik --force om dat bestand te vervangen.")
    schema = known_schema(engine)
    if schema is None:
        raise BackupError("De database is leeg: er is niets om een back-up van te maken. Controleer DATABASE_URL.")
    try:
        writer = Writer(path, schema, now)
    except OSError as error:
        raise _cannot_write(path) from error
    try:
        with reading(_snapshot(engine)) as connection:
            _unlimited(connection)
            for head in _heads(connection):
                writer.table(head, _stored(connection, head))
            writer.written.last = _last_ids(connection, writer.written.rows)
        writer.finish()
    except OSError as error:
        writer.give_up()
        raise _cannot_write(path) from error
    except BaseException:
        writer.give_up()
        raise
    return writer.written


@dataclass(frozen=True)
class Restored:
    """What was put back, and what of it was removed at once because its term is over by now."""

    backup: Backup
    expired: Expired


def restore(engine: Engine, path: Path, now: datetime, *, force: bool = False) -> Restored:
    """Make the database what the backup says: all of it, or nothing. The backup may be of an earlier schema.

    Only into a database without measurements, unless `force`: then what is there goes.
    Raises BackupError, SchemaTooNew and StorageUnavailable; then nothing was changed.
    """
    backup = open_backup(path)
    if not 1 <= backup.schema <= SCHEMA:
        raise BackupError(
            f"{path} is gemaakt met een nieuwere versie van de zelfscan (opslag {backup.schema}; "
            f"deze versie kent opslag {SCHEMA}). Installeer de nieuwere versie. Er is niets veranderd."
        )
    known_schema(engine)  # what a newer version made is not thrown away by an older one
    with writing(engine) as connection:
        _unlimited(connection)
        if not force and _holds_anything(connection):
            raise BackupError(
                "In de database staan al gegevens. Zet een back-up terug in een lege database. Of gebruik --force: "
                "dan verdwijnt wat er nu in staat. Er is niets veranderd."
            )
        _empty(connection)
        upgrade(connection, backup.schema)
        for head, rows in backup.tables():
            _insert(connection, head, rows, path)
        upgrade(connection)
        _set_last_ids(connection, backup.written.last)
        expired = expire(connection, now)
    if force or expired.measurements:
        erase_traces(engine)
    return Restored(backup, expired)


def _cannot_write(path: Path) -> BackupError:
    return BackupError(
        f"De back-up is niet gemaakt: {path} is niet te schrijven. "
        "Controleer of de map bestaat, of u er mag schrijven en of de schijf vol is."
    )


def _snapshot(engine: Engine) -> Engine:
    """One moment for all tables. A transaction on SQLite is one already."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ", postgresql_readonly=True)
    return engine


def _unlimited(connection: Connection) -> None:
    """What takes seconds is stopped for a visitor, not here."""
    if connection.dialect.name == "postgresql":
        from storage.patience import take_your_time  # only here: SQLite needs no psycopg

        take_your_time(connection)


# The tables as the database has them: of this schema or an earlier one


def _heads(connection: Connection) -> Iterator[TableHead]:
    inspector = inspect(connection)
    for table in metadata.sorted_tables:  # what others point to comes first
        if table is not meta and inspector.has_table(table.name):
            columns = inspector.get_columns(table.name)
            yield TableHead(table.name, {column["name"]: _kind(column["type"]) for column in columns})


def _kind(found: types.TypeEngine[Any]) -> Kind:
    return next(kind for type_, kind, _ in _KINDS if isinstance(found, type_))


def _table(head: TableHead) -> sa.TableClause:
    return sa.table(head.name, *(sa.column(name, _TYPE[kind]) for name, kind in head.columns.items()))


def _stored(connection: Connection, head: TableHead) -> Iterable[Iterable[Any]]:
    return connection.execution_options(stream_results=True, max_row_buffer=_BATCH).execute(select(*_table(head).c))


def _holds_anything(connection: Connection) -> bool:
    return any(
        connection.execute(select(sa.literal(1)).select_from(_table(head)).limit(1)).first() for head in _heads(connection)
    )


def _empty(connection: Connection) -> None:
    metadata.drop_all(connection)
    connection.execute(text("DROP TABLE IF EXISTS alembic_version"))


def _insert(connection: Connection, head: TableHead, rows: Iterator[list[Any]], path: Path) -> None:
    problem = f"{path} past niet: tabel {head.name} is niet terug te zetten. Gebruik een andere back-up. Er is niets veranderd."
    known: dict[str, Kind] = next((there.columns for there in _heads(connection) if there.name == head.name), {})
    if known.keys() != head.columns.keys():
        raise BackupError(problem)
    insert = _table(head).insert()
    try:
        while batch := [dict(zip(head.columns, row, strict=True)) for row in islice(rows, _BATCH)]:
            connection.execute(insert, batch)
    except (sql.IntegrityError, sql.DataError, sql.StatementError) as error:
        raise BackupError(problem) from error


# The highest id ever given out. It is not given out again after a restore, even where its row was deleted.


def _counting(names: Iterable[str]) -> list[str]:
    counting = {table.name for table in metadata.sorted_tables if table.dialect_options["sqlite"]["autoincrement"]}
    return [name for name in names if name in counting]


def _last_ids(connection: Connection, names: Iterable[str]) -> dict[str, int]:
    if connection.dialect.name == "sqlite":
        known = {row.name: row.seq for row in connection.execute(text("SELECT name, seq FROM sqlite_sequence"))}
        return {name: known.get(name, 0) for name in _counting(names)}
    last = text(
        "SELECT coalesce(last_value, 0) FROM pg_sequences "
        "WHERE (quote_ident(schemaname) || '.' || quote_ident(sequencename)) = pg_get_serial_sequence(:name, 'id')"
    )
    return {name: connection.execute(last, {"name": name}).scalar_one() for name in _counting(names)}


def _set_last_ids(connection: Connection, last: dict[str, int]) -> None:
    for name in _counting(last):
        highest: int = connection.execute(select(sa.func.max(sa.column("id"))).select_from(sa.table(name))).scalar_one() or 0
        values = {"name": name, "last": max(highest, last[name])}
        if connection.dialect.name == "sqlite":
            connection.execute(text("DELETE FROM sqlite_sequence WHERE name = :name"), values)
            connection.execute(text("INSERT INTO sqlite_sequence (name, seq) VALUES (:name, :last)"), values)
        elif values["last"]:
            connection.execute(text("SELECT setval(pg_get_serial_sequence(:name, 'id'), :last)"), values)
