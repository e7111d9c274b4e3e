"""A real process that is told to stop, while phones wait for news: they are answered, and it ends by itself."""

from __future__ import annotations

import asyncio
import json
import signal
import threading
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.load.app_server import AppServer
from benchmarks.load.people import STAND, Log, Participant, gather
from benchmarks.load.plain_http import Http
from screens import pages, stopping
from screens.cookies import PARTICIPANT
from tests.loops import finished

pytestmark = pytest.mark.xdist_group("load")


def test_it_stops_by_itself_and_answers_who_waits(tmp_path: Path) -> None:
    server = AppServer(tmp_path).start()
    store = server.store()
    group = gather(store, 1)[0]
    person = Participant(server.address, group.people[0], group, Log(), seed=1)

    async def act() -> tuple[int, int]:
        await person.client.open(pages.WORKSHOP)
        stand = next(int(found[1]) for text in person.client.screen.texts() if (found := STAND.search(text)))
        http = Http(server.address, {PARTICIPANT: person.person.token})
        waiting = asyncio.create_task(http.get(f"/stand?na={stand}&wie=deelnemer"))
        await asyncio.sleep(1)
        assert not waiting.done()
        ending = asyncio.create_task(asyncio.to_thread(server.stop))
        answered = json.loads((await waiting).body)["stand"]
        await ending
        http.close()
        await person.leave()
        return stand, answered

    stand, answered = finished(act())
    store.close()
    assert answered == stand
    assert server.process is not None
    assert server.process.returncode == -signal.SIGTERM  # not killed


def test_a_signal_reaches_the_server_too(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[str] = []
    known = {number: signal.getsignal(number) for number in (signal.SIGTERM, signal.SIGINT)}
    loop = SimpleNamespace(call_soon_threadsafe=lambda act: act())
    monkeypatch.setattr(stopping.asyncio, "get_running_loop", lambda: loop)
    monkeypatch.setattr(stopping.WATCH, "end", lambda: heard.append("who waits"))
    try:
        signal.signal(signal.SIGTERM, lambda *_: heard.append("server"))
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        with pytest.raises(StopIteration):  # it begins without waiting for anything
            stopping.stop_soon(None).__aenter__().send(None)
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGINT)  # which nobody listens to
    finally:
        for number, one in known.items():
            signal.signal(number, one)
    assert heard == ["who waits", "server"]


def test_outside_the_main_thread_nothing_is_listened_to() -> None:
    known = signal.getsignal(signal.SIGTERM)

    async def life() -> None:
        async with stopping.stop_soon(None):
            pass

    thread = threading.Thread(target=lambda: asyncio.run(life()))
    thread.start()
    thread.join()
    assert signal.getsignal(signal.SIGTERM) is known
