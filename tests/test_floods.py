"""A real process that a page sends too much to: that line ends, and the others are served as before."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import suppress

import pytest
from streamlit.proto.BackMsg_pb2 import BackMsg
from websockets.asyncio.client import ClientConnection
from websockets.exceptions import ConnectionClosed

from benchmarks.load.app_server import AppServer
from benchmarks.load.wire import PATIENCE, Client
from screens import pages
from screens.guard import MOST_MESSAGES
from tests.loops import finished

pytestmark = pytest.mark.xdist_group("load")
MOST_BYTES = 2_000_000
"""What docs/dreigingen.md says."""
REFUSED, TOO_LARGE, CUT = 1008, 1009, 1006
"""How a line ends: by the guard, because a message does not fit, or before a page that still sends could hear why."""


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AppServer]:
    running = AppServer(tmp_path_factory.mktemp("flood"))
    running.start()
    yield running
    running.stop()


def message(size: int) -> bytes:
    """A message as the page sends it, of `size` bytes: it asks for a run, with one text that somebody typed."""
    made = BackMsg()
    widget = made.rerun_script.widget_states.widgets.add(id="$$ID-x-veld")
    widget.string_value = "x" * size
    widget.string_value = "x" * (2 * size - made.ByteSize())
    assert made.ByteSize() == size
    return made.SerializeToString()


async def large(line: ClientConnection) -> None:
    with suppress(ConnectionClosed):  # the server does not read on
        await line.send(message(3_000_000))


async def in_pieces(line: ClientConnection) -> None:
    whole = message(3_000_000)
    with suppress(ConnectionClosed):
        await line.send([whole[at : at + 500_000] for at in range(0, len(whole), 500_000)])


async def announced(line: ClientConnection) -> None:
    """The first bytes of a message: a server that waits for the rest keeps room for it, for every page that does this."""
    line.transport.write(b"\x82\xff" + (MOST_BYTES + 1).to_bytes(8) + bytes(4) + bytes(1000))


async def many(line: ClientConnection) -> None:
    small = message(100)
    for _ in range(MOST_MESSAGES + 1):
        await line.send(small)


async def text(line: ClientConnection) -> None:
    """No page sends one: what pages send is no text."""
    await line.send("hallo")


@pytest.mark.parametrize(
    ("flood", "codes"),
    [(large, {TOO_LARGE, CUT}), (in_pieces, {TOO_LARGE, CUT}), (announced, {TOO_LARGE}), (many, {REFUSED}), (text, {REFUSED})],
    ids=["large", "in pieces", "announced", "many", "text"],
)
def test_a_page_that_sends_too_much_loses_its_line_and_nobody_else_does(
    server: AppServer, flood: Callable[[ClientConnection], Awaitable[None]], codes: set[int]
) -> None:
    async def run() -> None:
        flooding, other = Client(server.address), Client(server.address)
        await other.open(pages.START)
        await flooding.open(pages.START)
        line = flooding._socket
        assert line is not None
        await flood(line)
        async with asyncio.timeout(PATIENCE):
            await line.wait_closed()
        assert line.close_code in codes
        await other.go(pages.ABOUT)
        assert other.connected
        await flooding.open(pages.START)  # who comes back is let in
        for one in (flooding, other):
            await one.close()

    finished(run())
    assert "Traceback" not in server.log.read_text("utf-8")


def test_a_message_that_just_fits_is_answered(server: AppServer) -> None:
    async def run() -> None:
        client = Client(server.address)
        await client.open(pages.START)
        before, line = client.received, client._socket
        assert line is not None
        await line.send(message(MOST_BYTES))
        async with asyncio.timeout(PATIENCE):
            while client.received == before:
                await asyncio.sleep(0.05)
        assert client.connected
        await client.close()

    finished(run())
