"""The load generator against the real app: what it calls stored is in the database, so that its figures mean something."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from benchmarks.load.app_server import AppServer
from benchmarks.load.chaos import compare
from benchmarks.load.people import Facilitator, Log, Participant, gather
from benchmarks.load.screen import Screen, Shown
from benchmarks.load.wire import says
from questionnaire import load
from screens import pages
from tests.loops import finished

pytestmark = pytest.mark.xdist_group("load")


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    running = AppServer(tmp_path_factory.mktemp("load"))
    running.start()
    yield running
    running.stop()


def test_an_answer_counts_as_shown_only_when_it_is_stored(server: AppServer) -> None:
    log = Log(measuring=True)
    group = gather(server.store(), 1)[0]
    person = Participant(server.address, group.people[0], group, log, seed=1)

    async def act() -> None:
        await person.open()
        first, second, _ = person.questions()
        await person.answer(first)
        await person.client.drop()
        assert not person.client.connected
        await person.client.reconnect(resend=True)
        await person.answer(first)
        await person.answer(second)
        await person.onward()
        third = person.questions()[0]
        nothing = await person.client.choose(third, 0, says("woorden die nergens staan"))
        assert nothing.shown is None
        assert nothing.finished > 0
        await person.open()  # a reload: the page shows what is stored
        assert person.client.value(first) is not None
        await person.leave()

    finished(act())
    assert log.errors == []
    assert [len(values) for values in log.confirmed.values()] == [2, 1]
    lost, doubled, rows = compare(server.data / "zelfscan.sqlite", log)
    assert (lost, doubled, rows) == ([], 0, 3)


def test_a_loss_and_an_older_value_are_seen(server: AppServer, tmp_path: Path) -> None:
    gather(server.store(), 1)
    copy = tmp_path / "copy.sqlite"
    with sqlite3.connect(server.data / "zelfscan.sqlite") as source, sqlite3.connect(copy) as target:
        source.backup(target)
        response = target.execute("SELECT max(id) FROM response").fetchone()[0]
        question = load().questionnaire.questions[0].id
        target.execute("DELETE FROM answer")
        target.execute(
            "INSERT INTO answer (response, question, value, updated) VALUES (?, ?, '2', '2026-01-01')", (response, question)
        )
    target.close()
    assert len(compare(copy, Log(confirmed={(response, "weg"): [1]}))[0]) == 1
    assert len(compare(copy, Log(confirmed={(response, question): [2, 4]}))[0]) == 1
    assert compare(copy, Log(confirmed={(response, question): [4, 2]}))[0] == []
    assert compare(copy, Log(confirmed={(response, question): [4]}, unsure={(response, question): [2]}))[0] == []


def test_a_facilitator_sees_who_became_ready(server: AppServer) -> None:
    log = Log()
    group = gather(server.store(), 2, nearly_done=1)[0]
    people = [Participant(server.address, one, group, log, seed=2) for one in group.people]

    async def act() -> None:
        screen = Facilitator(server.address, group, log)
        await screen.client.open(pages.LEAD)
        await screen.look()
        assert screen.counted == 0
        for person in people:
            await person.open()
            while person.person.last:
                for key in person.questions():
                    await person.answer(key)
                await person.onward()
        await screen.look()
        assert screen.counted == 2
        await screen.client.close()
        for person in people:
            await person.leave()

    finished(act())
    assert log.errors == []
    assert len(group.ready) == len(log.seen) == 2


def test_what_a_fragment_no_longer_draws_is_gone_with_the_fragments_in_it() -> None:
    """Else the generator goes on pressing what no page shows, and waits for an answer that never comes."""
    screen = Screen()
    for path, fragment in (((0,), ""), ((0, 0), "buiten"), ((0, 0, 0), "binnen"), ((0, 1), "buiten"), ((1,), "")):
        screen.elements[path] = Shown(path, "block", None, fragment, "een")
    screen.elements[0, 1] = Shown((0, 1), "block", None, "buiten", "twee")
    screen.settle("twee", ("buiten",))
    assert sorted(screen.elements) == [(0,), (0, 1), (1,)]
