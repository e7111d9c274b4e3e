"""What a proxy is told: whether this process lives, and whether it can serve visitors."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import text
from starlette.requests import Request
from starlette.responses import Response

from questionnaire import ContentError
from screens import context, routes
from screens.shell import SERVED
from storage import StorageUnavailable, Store
from storage.database import open_engine, writing
from storage.tables import SCHEMA
from tests.postgres import Postgres


@pytest.fixture(params=["sqlite", "postgresql"])
def store(request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    def serve(url: str) -> Iterator[Store]:
        store = Store(url, timedelta(days=365))
        monkeypatch.setattr(context, "store", lambda: store)
        yield store
        store.close()

    if request.param == "sqlite":
        yield from serve(f"sqlite:///{tmp_path}/zelfscan.sqlite")
    else:
        postgres: Postgres = request.getfixturevalue("postgres")
        with postgres.database() as url:
            yield from serve(url)


def ask(door: Callable[[Request], Response]) -> tuple[int, dict[str, str]]:
    answer = door(Request({"type": "http", "method": "GET", "path": "/", "headers": [], "query_string": b""}))
    assert answer.headers["cache-control"] == "no-store"
    return answer.status_code, json.loads(bytes(answer.body))


def test_ready_when_all_is_there(store: Store) -> None:
    assert ask(routes.ready) == (200, {"status": "ready"})
    assert {"health", "ready"} <= SERVED


@pytest.mark.parametrize("schema", [SCHEMA - 1, SCHEMA + 1])
def test_not_ready_when_another_version_changed_the_database(store: Store, schema: int) -> None:
    """During an update: the proxy sends nobody to a process of the old version, which itself is alive."""
    with writing(store._engine) as connection:
        connection.execute(text(f"UPDATE meta SET schema = {schema}"))
    assert ask(routes.ready) == (503, {"status": "not ready", "why": "schema"})
    assert ask(routes.health)[0] == 200


def test_not_ready_when_the_database_is_away_and_ready_again_after(store: Store) -> None:
    with writing(store._engine) as connection:
        connection.execute(text("ALTER TABLE meta RENAME TO weg"))
    assert ask(routes.ready) == (503, {"status": "not ready", "why": "storage"})
    assert ask(routes.health)[0] == 503
    with writing(store._engine) as connection:
        connection.execute(text("ALTER TABLE weg RENAME TO meta"))
    assert ask(routes.ready)[0] == 200


def test_not_ready_without_content_or_a_store(monkeypatch: pytest.MonkeyPatch) -> None:
    def no_store() -> Store:
        raise StorageUnavailable("weg")

    def no_content() -> None:
        raise ContentError([])

    monkeypatch.setattr(context, "store", no_store)
    assert ask(routes.ready) == (503, {"status": "not ready", "why": "storage"})
    monkeypatch.setattr(context, "content", no_content)
    assert ask(routes.ready) == (503, {"status": "not ready", "why": "content"})


def test_the_app_does_not_start_on_a_newer_database_and_says_why(postgres: Postgres) -> None:
    with postgres.database() as url:
        engine = open_engine(url)
        with writing(engine) as connection:
            connection.execute(text(f"UPDATE meta SET schema = {SCHEMA + 1}"))
        engine.dispose()
        done = subprocess.run(
            [sys.executable, "-c", "import app"],
            cwd=Path(__file__).parents[2],
            env={**os.environ, "DATABASE_URL": url},
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 1
    assert done.stderr == (
        "De app kan niet starten.\nDe opgeslagen metingen zijn gemaakt met een nieuwere versie van de zelfscan "
        f"(opslag {SCHEMA + 1}; deze versie kent opslag {SCHEMA}). Installeer de nieuwere versie. Er is niets veranderd.\n"
    )
