"""`python -m storage`: what it does, what it says, and that every fault is one Dutch sentence and exit code 1."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import text

from questionnaire.models import Questionnaire
from storage import Store, values
from storage.__main__ import main
from storage.database import make_engine, writing
from storage.migration import downgrade
from storage.tables import SCHEMA
from tests.storage.conftest import RETENTION
from tests.storage.everything import contents, fill

ROOT = Path(__file__).parents[2]


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("ZELFSCAN_DATA_DIR", str(tmp_path / "nergens"))
    monkeypatch.delenv("DATABASE_URL", raising=False)


@pytest.fixture
def address(store: Store, monkeypatch: pytest.MonkeyPatch) -> str:
    """The address of the database of `store`, which the commands use."""
    url = store._engine.url.render_as_string(hide_password=False)
    monkeypatch.setenv("DATABASE_URL", url)
    return url


Said = pytest.CaptureFixture[str]


def run(capsys: Said, *arguments: object) -> tuple[int, str, str]:
    code = main([str(argument) for argument in arguments])
    said = capsys.readouterr()
    return code, said.out.strip(), said.err.strip()


def test_a_backup_goes_from_one_database_to_a_new_one(
    store: Store, address: str, questionnaire: Questionnaire, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    fill(store, questionnaire)
    path = tmp_path / "back-up.jsonl.gz"
    assert run(capsys, "backup", path) == (0, f"Back-up gemaakt: {path}, 2 metingen.", "")
    code, out, err = run(capsys, "backup", path)
    assert (code, out) == (1, "")
    assert "bestaat al" in err
    assert run(capsys, "backup", path, "--force")[0] == 0

    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/nieuw/zelfscan.sqlite")
    code, out, _ = run(capsys, "restore", path)
    assert code == 0
    assert out.startswith("Teruggezet: 2 metingen, uit de back-up van 20")
    new = make_engine(os.environ["DATABASE_URL"])
    assert contents(new) == contents(store._engine)
    new.dispose()
    code, out, err = run(capsys, "restore", path)
    assert (code, out) == (1, "")
    assert "--force" in err
    assert run(capsys, "restore", "--force", path)[0] == 0


def test_expire_says_how_much_went(
    store: Store, address: str, questionnaire: Questionnaire, monkeypatch: pytest.MonkeyPatch, capsys: Said
) -> None:
    fill(store, questionnaire)
    now = datetime.now(UTC)
    assert run(capsys, "expire") == (0, "Verwijderd: 0 metingen, 0 werksessies.", "")
    monkeypatch.setattr(values, "_clock", lambda: now + timedelta(days=100))
    assert run(capsys, "expire") == (0, "Verwijderd: 0 metingen, 1 werksessie.", "")
    monkeypatch.setattr(values, "_clock", lambda: now + RETENTION + timedelta(days=1))
    assert run(capsys, "expire") == (0, "Verwijderd: 1 meting, 0 werksessies.", "")


def test_stats_count_and_show_nothing_of_what_people_wrote(
    store: Store, address: str, questionnaire: Questionnaire, capsys: Said
) -> None:
    fill(store, questionnaire, "geheim")
    code, out, _ = run(capsys, "stats")
    assert code == 0
    assert "geheim" not in out
    code, out, _ = run(capsys, "stats", "--json")
    found = json.loads(out)
    assert "geheim" not in out
    assert found["schema"] == SCHEMA
    assert found["size"] > 10_000
    assert found["counts"] == {
        "metingen": 1,
        "werksessies": 1,
        "deelnemers": 3,
        "antwoorden": 7,
        "toelichtingen": 2,
        "plannen": 1,
        "handelingen": 7,
        "vragenlijsten": 1,
    }


def test_migrate_says_from_where_to_where_and_the_others_ask_for_it(store: Store, address: str, capsys: Said) -> None:
    assert run(capsys, "migrate")[1] == f"De database heeft al het schema van deze versie ({SCHEMA}). Er is niets veranderd."
    with writing(store._engine) as connection:
        downgrade(connection, 1)
    for command in ("expire", "stats"):
        code, out, err = run(capsys, command)
        assert (code, out) == (1, "")
        assert "heeft schema 1" in err
        assert "python -m storage migrate" in err
    assert run(capsys, "migrate") == (0, f"De database ging van schema 1 naar {SCHEMA}.", "")
    assert run(capsys, "expire")[0] == 0


def test_a_newer_database_is_refused_by_every_command(store: Store, address: str, tmp_path: Path, capsys: Said) -> None:
    assert run(capsys, "backup", tmp_path / "back-up")[0] == 0
    with writing(store._engine) as connection:
        connection.execute(text(f"UPDATE meta SET schema = {SCHEMA + 1}"))
    for command in (["migrate"], ["expire"], ["stats"], ["backup", tmp_path / "b"], ["restore", tmp_path / "back-up", "--force"]):
        code, out, err = run(capsys, *command)
        assert (code, out) == (1, "")
        assert f"nieuwere versie van de zelfscan (opslag {SCHEMA + 1}; deze versie kent opslag {SCHEMA})" in err


def test_a_new_place_is_made_by_migrate_and_by_nothing_else(tmp_path: Path, capsys: Said) -> None:
    for command in (["expire"], ["stats"], ["backup", tmp_path / "b"]):
        code, _, err = run(capsys, *command)
        assert code == 1
        assert err.startswith("Er is geen databasebestand")
    assert not (tmp_path / "nergens" / "zelfscan.sqlite").exists()
    assert run(capsys, "migrate") == (0, f"De database is ingericht met schema {SCHEMA}.", "")
    assert run(capsys, "stats")[0] == 0


@pytest.mark.parametrize(
    ("variable", "value", "said"),
    [
        ("DATABASE_URL", "mysql://scan:geheim@server/db", "DATABASE_URL is geen adres van een database die de zelfscan kent"),
        ("DATABASE_URL", "geheim", "DATABASE_URL is geen adres"),
        ("DATABASE_URL", "postgresql://scan:geheim@server:poort/db", "DATABASE_URL is geen adres"),
        ("DATABASE_URL", "postgresql://scan:geheim@127.0.0.1:1/db", "Controleer of de database draait"),
        ("DATABASE_URL", f"sqlite:///{__file__}", "geen database"),
        ("ZELFSCAN_RETENTION_DAYS", "geheim", "ZELFSCAN_RETENTION_DAYS (dagen)"),
        ("ZELFSCAN_WORKSHOP_RETENTION_DAYS", "0", "ZELFSCAN_WORKSHOP_RETENTION_DAYS (dagen)"),
        ("ZELFSCAN_LOG", "geheim", "ZELFSCAN_LOG (text of json)"),
    ],
)
def test_a_wrong_setting_is_named_and_not_repeated(
    monkeypatch: pytest.MonkeyPatch, capsys: Said, variable: str, value: str, said: str
) -> None:
    monkeypatch.setenv(variable, value)
    code, out, err = run(capsys, "migrate")
    assert (code, out) == (1, "")
    assert said in err
    assert "geheim" not in err


@pytest.mark.parametrize(
    "arguments", [[], ["backup"], ["restore"], ["expire", "bestand"], ["stats", "--force"], ["weg"], ["--x"]]
)
def test_an_unknown_command_shows_the_usage_in_dutch(capsys: Said, arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2
    assert capsys.readouterr().err.startswith("Deze opdracht is niet bekend.\nGebruik: python -m storage migrate")


def test_the_command_itself_ends_with_one_sentence_and_no_traceback(tmp_path: Path) -> None:
    environment = {**os.environ, "DATABASE_URL": f"sqlite:///{tmp_path}/zelfscan.sqlite"}
    command = [sys.executable, "-m", "storage", "restore", str(tmp_path / "weg")]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr == f"{tmp_path / 'weg'} is niet te lezen. Controleer de naam en de rechten van het bestand.\n"
