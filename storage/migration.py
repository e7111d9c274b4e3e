"""The schema of the database, brought up to date, or back, step by step. Each step is a file in `migrations/versions`.

`meta.schema` holds the number of the schema, also for versions of the app from before Alembic: they refuse a database that is
newer than they are.
"""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text

from storage.database import schema_of
from storage.tables import SCHEMA, meta

_LOCK = 7_350_114  # any number that nothing else in the database uses


def upgrade(connection: Connection, to: int = SCHEMA) -> None:
    """Bring the schema to `to`, from nothing or from any earlier one, in the transaction of `connection`.

    Of processes that start together one does the work; the others wait for it, and find it done.
    """
    if connection.dialect.name == "postgresql":
        connection.execute(text("SET LOCAL statement_timeout = 0"))  # a step over a large table may take its time
        connection.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": _LOCK})
    config = _config(connection)
    found = schema_of(connection)
    if found is not None and MigrationContext.configure(connection).get_current_revision() is None:
        command.stamp(config, str(found))  # made by a version from before Alembic
    command.upgrade(config, str(to))
    _write(connection, to)


def downgrade(connection: Connection, schema: int) -> None:
    """Go back to an earlier schema, 1 or higher. What only the later ones hold is lost."""
    command.downgrade(_config(connection), str(schema))
    _write(connection, schema)


def _write(connection: Connection, schema: int) -> None:
    connection.execute(meta.delete())
    connection.execute(meta.insert().values(schema=schema))


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations").replace("%", "%%"))
    config.attributes["connection"] = connection
    return config
