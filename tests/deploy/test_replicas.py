"""Two processes of the app on one PostgreSQL behind a real nginx, with one workshop across both."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.load.people import Facilitator, Log, Participant, Workshop, gather
from benchmarks.load.plain_http import Http
from benchmarks.replicas.site import Site
from screens import pages
from tests.loops import finished
from tests.postgres import Postgres

pytestmark = pytest.mark.xdist_group("load")


async def seated(site: Site, cookies: dict[str, str], place: int) -> dict[str, str]:
    """The cookies of a browser that nginx sends to the process with this place."""
    boots = site.boots()
    for _ in range(60):
        found = dict(cookies)
        if await site.replica(found, boots) == place:
            return found
    raise AssertionError(f"60 visitors, and nobody at process {place}")


async def meet(site: Site, group: Workshop, log: Log) -> None:
    """A participant at one process, the facilitator at the other; then the first process is gone."""
    person = Participant(site.door.address, group.people[0], group, log, seed=1, secure=site.door.secure)
    person.client.cookies = await seated(site, person.client.cookies, 0)
    screen = Facilitator(site.door.address, group, log, site.door.secure)
    screen.client.cookies = await seated(site, screen.client.cookies, 1)
    await screen.client.open(pages.LEAD)
    await screen.look()
    assert screen.counted == 0
    await person.open()
    while person.person.last:
        for key in person.questions():
            assert await person.answer(key)
        await person.onward()
    await screen.look()
    assert screen.counted == 1

    site.servers[0].kill()
    http = Http(site.door.address, person.client.cookies, secure=site.door.secure)
    assert (await http.get(f"/{pages.WORKSHOP}")).status == 200
    http.close()
    await person.open()
    shown = {key: person.client.value(key) for key in person.questions()}
    assert shown
    assert None not in shown.values()
    assert await person.answer(next(iter(shown)))
    await screen.client.close()
    await person.leave()


def test_a_workshop_over_two_processes_outlives_one_of_them(postgres: Postgres, tmp_path: Path) -> None:
    log = Log()
    with Site(tmp_path, postgres) as site:
        group = gather(site.door.store, 1, nearly_done=1)[0]
        finished(meet(site, group, log))
    assert log.errors == []
