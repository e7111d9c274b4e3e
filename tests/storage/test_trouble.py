"""Kills, crowds, full and read-only disks: no confirmed answer is lost, and the error says what is wrong."""

from __future__ import annotations

import random
import sqlite3
import subprocess
import sys
import threading
import time
from datetime import date, timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from questionnaire.answers import Answer
from questionnaire.models import Questionnaire
from storage import SchemaTooNew, StorageUnavailable, Store, new_token, tables
from storage import database as database_module
from tests.storage.conftest import RETENTION, make_questionnaire

TODAY = date(2026, 11, 24)
ROOT = Path(__file__).parents[2]

WRITER = """
import sys
from datetime import timedelta
from storage import Store
store = Store(sys.argv[1], timedelta(days=1))
stored = store.find(sys.argv[2])
for number in range(1_000_000):
    store.save_answer(stored.response_id, f"vraag-{number % 1000}", number % 5 + 1, str(number))
    print(number, flush=True)
"""


@pytest.mark.parametrize("trial", range(3))
def test_every_confirmed_answer_survives_kill_9(store: Store, database: Path, questionnaire: Questionnaire, trial: int) -> None:
    token = new_token()
    store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    command = [sys.executable, "-c", WRITER, f"sqlite:///{database}", token]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=ROOT) as child:
        assert child.stdout is not None
        first = child.stdout.readline()  # it runs; now kill it at some moment
        time.sleep(random.uniform(0, 0.7))
        child.kill()
        confirmed = [int(line) for line in (first + child.stdout.read()).splitlines(keepends=True) if line.endswith("\n")]
    assert confirmed == list(range(len(confirmed)))
    assert confirmed
    found = store.find(token)
    assert found is not None
    for number in confirmed[-1000:]:
        # The write after the last confirmed one may have been made but not confirmed.
        answer = found.answers[f"vraag-{number % 1000}"]
        assert answer in (_written(number), _written(number + 1000))
    assert found.answers[f"vraag-{confirmed[-1] % 1000}"] == _written(confirmed[-1])


def _written(number: int) -> Answer:
    return Answer(level=number % 5 + 1, note=str(number))


def test_threads_that_write_at_once_lose_nothing(store: Store, questionnaire: Questionnaire) -> None:
    token = new_token()
    stored = store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    failed: list[BaseException] = []

    def write(name: str) -> None:
        try:
            for number in range(200):
                store.save_answer(stored.response_id, f"{name}-{number}", number % 5 + 1, f"{name} {number}")
        except BaseException as error:
            failed.append(error)

    threads = [threading.Thread(target=write, args=(name,)) for name in ("een", "twee")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    found = store.find(token)
    assert found is not None
    expected = {f"{name}-{n}": Answer(level=n % 5 + 1, note=f"{name} {n}") for name in ("een", "twee") for n in range(200)}
    assert found.answers == expected


def test_a_token_raced_for_by_threads_gets_one_measurement(store: Store, questionnaire: Questionnaire) -> None:
    token, outcomes = new_token(), []

    def start() -> None:
        try:
            store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
            outcomes.append("started")
        except Exception as error:
            outcomes.append(type(error).__name__)

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes) == ["TokenInUse"] * 7 + ["started"]


def test_processes_that_open_a_new_database_together_all_succeed(database: Path) -> None:
    code = "import sys; from datetime import timedelta; from storage import Store; Store(sys.argv[1], timedelta(1)).ping()"
    children = [subprocess.Popen([sys.executable, "-c", code, f"sqlite:///{database}"], cwd=ROOT) for _ in range(3)]
    assert [child.wait() for child in children] == [0, 0, 0]


@pytest.mark.sqlite
def test_the_connection_has_the_settings_that_outlive_a_power_cut(store: Store) -> None:
    with store._engine.connect() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar_one()
            for name in ("journal_mode", "synchronous", "busy_timeout", "foreign_keys", "secure_delete")
        }
    assert found == {"journal_mode": "wal", "synchronous": 2, "busy_timeout": 5000, "foreign_keys": 1, "secure_delete": 1}


def test_a_read_only_database_can_be_read_and_says_so_when_written(
    store: Store, database: Path, questionnaire: Questionnaire
) -> None:
    token = new_token()
    stored = store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    reader = Store(f"sqlite:///file:{database}?mode=ro&uri=true", RETENTION)
    assert reader.find(token) == stored
    with pytest.raises(StorageUnavailable, match="alleen te lezen"):
        reader.save_answer(stored.response_id, "vraag-0", 3, None)
    with pytest.raises(StorageUnavailable, match="alleen te lezen"):
        reader.create(new_token(), questionnaire, municipality="", role=None, size=None, today=TODAY)
    assert store.find(token) == stored


def test_a_locked_database_says_that_it_is_busy_and_works_again_after(
    store: Store, database: Path, questionnaire: Questionnaire
) -> None:
    token = new_token()
    stored = store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    store._engine.dispose()
    event.listen(store._engine, "connect", lambda connection, _: connection.execute("PRAGMA busy_timeout=20"))
    other = sqlite3.connect(database, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(StorageUnavailable, match="bezet"):
        store.save_answer(stored.response_id, "vraag-0", 3, None)
    assert store.find(token) == stored  # reading goes on meanwhile
    other.execute("ROLLBACK")
    other.close()
    store.save_answer(stored.response_id, "vraag-0", 3, None)
    found = store.find(token)
    assert found is not None
    assert found.answers == {"vraag-0": Answer(level=3)}


def test_the_operator_reads_of_trouble_once_however_many_meet_it(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(database_module, "_reported", {})
    (tmp_path / "brief.sqlite").write_text("Geachte heer, mevrouw, " * 100)
    for _ in range(3):
        with pytest.raises(StorageUnavailable):
            Store(f"sqlite:///{tmp_path / 'brief.sqlite'}", RETENTION)
    assert [record.getMessage() for record in caplog.records] == ["De opslag antwoordt niet zoals het moet: SQLITE_NOTADB"]


@pytest.mark.sqlite
def test_a_full_disk_says_so_and_keeps_what_was_stored(store: Store, questionnaire: Questionnaire) -> None:
    token = new_token()
    stored = store.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)
    store.save_answer(stored.response_id, "vraag-0", 3, "blijft")
    before = store.find(token)
    store._engine.dispose()
    event.listen(store._engine, "connect", lambda connection, _: connection.execute("PRAGMA max_page_count=1"))

    def fill() -> None:
        for number in range(30):
            store.save_answer(stored.response_id, f"vraag-{number + 1}", 3, "x" * 10_000)

    with pytest.raises(StorageUnavailable, match="vol"):
        fill()
    found = store.find(token)
    assert before is not None
    assert found is not None
    assert found.answers.items() >= before.answers.items()


def test_a_file_that_is_no_database_is_reported(tmp_path: Path) -> None:
    (tmp_path / "brief.sqlite").write_text("Geachte heer, mevrouw, " * 100)
    with pytest.raises(StorageUnavailable, match="geen database"):
        Store(f"sqlite:///{tmp_path / 'brief.sqlite'}", RETENTION)


def test_a_folder_that_cannot_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "bestand").write_text("")
    with pytest.raises(StorageUnavailable, match="niet bereikbaar"):
        Store(f"sqlite:///{tmp_path / 'bestand' / 'zelfscan.sqlite'}", RETENTION)


def test_a_database_of_a_newer_version_is_refused_and_left_alone(store: Store, database: Path) -> None:
    with store._engine.execution_options(writes=True).begin() as connection:
        connection.execute(tables.meta.update().values(schema=tables.SCHEMA + 1))
    store.close()
    before = database.read_bytes()
    with pytest.raises(SchemaTooNew, match="nieuwere versie van de zelfscan"):
        Store(f"sqlite:///{database}", timedelta(days=1))
    assert database.read_bytes() == before


def test_a_large_questionnaire_is_stored_whole(store: Store) -> None:
    large = make_questionnaire(200, text="Wat doet uw gemeente? " * 50)
    store.create(new_token(), large, municipality="Ede", role=None, size=None, today=TODAY)
    assert store.questionnaire(large.hash) == large
