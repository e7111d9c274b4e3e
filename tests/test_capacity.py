"""A machine that allows a process few open files, as laptops do: a hall still gets in, and finds its place again."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest
from streamlit.runtime import memory_session_storage

from benchmarks.load.app_server import AppServer
from benchmarks.load.people import Log, Participant, gather
from benchmarks.replicas.crowd import come_in
from screens.capacity import AWAY, ENOUGH, keep_places
from tests.loops import finished

FEW = 256
"""What macOS allows a process that does not ask for more."""
PEOPLE = 100


@pytest.mark.xdist_group("load")
def test_each_person_takes_two_open_files(tmp_path: Path) -> None:
    server = AppServer(tmp_path).start()
    assert server.process is not None
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (FEW, FEW))
    store, log = server.store(), Log()
    group = gather(store, PEOPLE, group=PEOPLE)[0]
    people = [Participant(server.address, one, group, log, seed=1) for one in group.people]

    async def come() -> None:
        await come_in(people)
        for person in (people[0], people[-1]):
            assert await person.answer(next(iter(person.questions())))
        for person in people:
            await person.leave()

    try:
        finished(come())
    finally:
        store.close()
        server.stop()
    assert log.errors == []


@pytest.mark.xdist_group("load")
def test_the_app_asks_for_all_that_it_may_open(tmp_path: Path) -> None:
    allowed = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (FEW, allowed[1]))
    try:
        server = AppServer(tmp_path).start()
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, allowed)
    assert server.process is not None
    found = resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE)
    server.stop()
    assert found == (min(ENOUGH, allowed[1]), allowed[1])


def test_a_hall_whose_wifi_fell_away_finds_its_place_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(memory_session_storage, "MemorySessionStorage", memory_session_storage.MemorySessionStorage)
    keep_places()
    made = memory_session_storage.MemorySessionStorage(ttl_seconds=300)  # as Streamlit makes it
    assert made._cache.maxsize == AWAY >= 400  # type: ignore[attr-defined]
