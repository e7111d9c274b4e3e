"""A machine that allows a process few open files, as laptops do: a full hall still gets in."""

from __future__ import annotations

import resource
from pathlib import Path

import pytest

from benchmarks.load.app_server import AppServer
from benchmarks.load.people import Log, Participant, gather
from screens.open_files import ENOUGH
from tests.loops import finished

pytestmark = pytest.mark.xdist_group("load")
FEW = 256
"""What macOS allows a process that does not ask for more."""
PEOPLE = 200


def test_each_person_takes_one_open_file(tmp_path: Path) -> None:
    server = AppServer(tmp_path).start()
    assert server.process is not None
    resource.prlimit(server.process.pid, resource.RLIMIT_NOFILE, (FEW, FEW))
    store, log = server.store(), Log()
    group = gather(store, PEOPLE)[0]
    people = [Participant(server.address, one, group, log, seed=1) for one in group.people]

    async def come() -> None:
        for person in people:
            await person.open()
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
