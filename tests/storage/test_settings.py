"""Settings from the environment, and a schema both databases accept."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from pydantic import ValidationError
from sqlalchemy.dialects import postgresql
from sqlalchemy.schema import CreateTable

from storage import Settings, tables


@pytest.fixture(autouse=True)
def _no_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("DATABASE_URL", "ZELFSCAN_DATA_DIR", "ZELFSCAN_RETENTION_DAYS", "ZELFSCAN_DATABASE_URL", "ZELFSCAN_LOG"):
        monkeypatch.delenv(name, raising=False)


def test_by_default_a_sqlite_file_in_the_data_folder_for_a_year() -> None:
    settings = Settings()
    assert settings.data_dir == Path("data")
    assert settings.database_url == "sqlite:///data/zelfscan.sqlite"
    assert settings.retention == timedelta(days=365)


def test_the_environment_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ZELFSCAN_DATA_DIR", "/var/zelfscan")
    monkeypatch.setenv("ZELFSCAN_RETENTION_DAYS", "30")
    monkeypatch.setenv("DATABASE_URL", "")
    assert Settings().database_url == "sqlite:////var/zelfscan/zelfscan.sqlite"
    assert Settings().retention == timedelta(days=30)
    monkeypatch.setenv("DATABASE_URL", "postgresql+psycopg://scan:geheim@db/scan")
    assert Settings().database_url == "postgresql+psycopg://scan:geheim@db/scan"
    assert "geheim" not in repr(Settings())


@pytest.mark.parametrize("days", ["0", "-1", "veel"])
def test_a_retention_that_makes_no_sense_is_refused(monkeypatch: pytest.MonkeyPatch, days: str) -> None:
    monkeypatch.setenv("ZELFSCAN_RETENTION_DAYS", days)
    with pytest.raises(ValidationError):
        Settings()


@pytest.mark.parametrize("table", tables.metadata.sorted_tables, ids=lambda table: table.name)
def test_every_table_can_be_written_for_postgresql(table: object) -> None:
    statement = str(CreateTable(table).compile(dialect=postgresql.dialect()))  # type: ignore[arg-type, no-untyped-call]
    assert "CREATE TABLE" in statement
