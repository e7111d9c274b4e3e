"""A PostgreSQL that hangs, is slow or is gone: nobody waits for ever, and nothing that was confirmed is lost."""

from __future__ import annotations

import threading
from collections.abc import Iterator

import pytest
from sqlalchemy import text

from benchmarks.failure.line import Line
from questionnaire.answers import Answer
from questionnaire.models import Questionnaire
from storage import StorageUnavailable, Store, Stored, database, new_token, patience, pool
from storage.database import reading
from storage.patience import take_your_time
from tests.postgres import Postgres
from tests.storage.conftest import RETENTION
from tests.storage.workshop_room import TODAY

pytestmark = pytest.mark.xdist_group("patience")


@pytest.fixture
def line(postgres: Postgres, monkeypatch: pytest.MonkeyPatch) -> Iterator[Line]:
    monkeypatch.setattr(patience, "AWAY", 0.2)
    monkeypatch.setitem(database._POSTGRESQL["connect_args"], "connect_timeout", 2)  # the least that PostgreSQL takes
    with postgres.database() as url:
        line = Line(url)
        yield line
        line.stop()


@pytest.fixture
def far(line: Line, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    monkeypatch.setattr(pool, "RESTED", 0.0)  # asked each time whether a connection still works: see test_pool
    store = Store(line.url, RETENTION)
    yield store
    store.close()


@pytest.fixture
def stored(far: Store, questionnaire: Questionnaire) -> tuple[str, Stored]:
    token = new_token()
    return token, far.create(token, questionnaire, municipality="Ede", role=None, size=None, today=TODAY)


def test_a_database_that_says_nothing_keeps_nobody_waiting_for_ever(
    line: Line, far: Store, stored: tuple[str, Stored], monkeypatch: pytest.MonkeyPatch
) -> None:
    token, mine = stored
    far.save_answer(mine.response_id, "vraag-0", 3, "blijft")
    line.silent = True
    with monkeypatch.context() as short:
        short.setattr(patience, "PING", 0.3)
        with pytest.raises(StorageUnavailable, match="niet bereikbaar"):
            far.save_answer(mine.response_id, "vraag-1", 4, None)
    line.silent = False
    _again(far)
    far.save_answer(mine.response_id, "vraag-2", 5, None)
    found = far.find(token)
    assert found is not None
    assert found.answers == {"vraag-0": Answer(level=3, note="blijft"), "vraag-2": Answer(level=5)}


def test_a_line_that_breaks_off_is_told_and_found_back(line: Line, far: Store, stored: tuple[str, Stored]) -> None:
    token, mine = stored
    far.save_answer(mine.response_id, "vraag-0", 3, None)
    line.cut()
    with pytest.raises(StorageUnavailable, match="niet bereikbaar"):
        far.save_answer(mine.response_id, "vraag-0", 4, None)
    line.mend()
    _again(far)
    found = far.find(token)
    assert found is not None
    assert found.answers == {"vraag-0": Answer(level=3)}


def test_while_it_is_away_one_waits_and_the_others_are_told_at_once(
    line: Line, far: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else everybody who waits holds a thread of the process, until it has none left to say that it lives."""
    tried = 0
    held, looking = threading.Event(), threading.Event()
    attempt = patience.Patient.connect

    def slow(*address: object, **options: object) -> object:
        nonlocal tried
        tried += 1
        if tried > 1:
            looking.set()
            held.wait(10)
        return attempt(*address, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(patience.Patient, "connect", slow)
    monkeypatch.setattr(patience, "AWAY", 0.0)
    line.cut()
    with pytest.raises(StorageUnavailable):
        far.ping()
    first = threading.Thread(target=_told, args=(far,))
    first.start()
    assert looking.wait(10)
    with pytest.raises(StorageUnavailable):  # the first still looks: this one does not wait for it
        far.ping()
    assert (tried, first.is_alive()) == (2, True)
    held.set()
    first.join()
    line.mend()
    far.ping()


def test_a_slow_line_is_waited_for(line: Line, far: Store, stored: tuple[str, Stored]) -> None:
    line.delay = 0.05
    token, mine = stored
    far.save_answer(mine.response_id, "vraag-0", 2, None)
    found = far.find(token)
    assert found is not None
    assert found.answers == {"vraag-0": Answer(level=2)}


def test_a_statement_that_gets_no_answer_ends_and_an_operator_may_wait_longer(
    far: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(patience, "ANSWER", 1.5)
    with pytest.raises(StorageUnavailable), reading(far._engine) as connection:
        connection.execute(text("SELECT pg_sleep(30)"))
    with reading(far._engine) as connection:
        take_your_time(connection)
        connection.execute(text("SELECT pg_sleep(2)"))
    with pytest.raises(StorageUnavailable), reading(far._engine) as connection:
        connection.execute(text("SELECT pg_sleep(30)"))


def _told(store: Store) -> None:
    with pytest.raises(StorageUnavailable):
        store.ping()


def _again(store: Store) -> None:
    """Until the store answers; a moment after it comes back it is not looked for yet."""
    for _ in range(200):
        try:
            store.ping()
        except StorageUnavailable:
            threading.Event().wait(0.02)
        else:
            return
    store.ping()
