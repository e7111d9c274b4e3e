"""The messages of a run reach the browser in order, once, and are Streamlit's own."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState
from streamlit.runtime.forward_msg_queue import ForwardMsgQueue
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.scriptrunner_utils.run_descriptor import RunDescriptor
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

from screens import sending
from screens.sending import AT_A_TIME, Line, Starts, _enqueued, _flushed, _happened, _row, _sender, send_waiting
from tests.loops import finished


def message(number: int) -> ForwardMsg:
    return ForwardMsg(hash=str(number))


def element(text: str) -> ForwardMsg:
    made = ForwardMsg()
    made.delta.new_element.html.body = text
    made.metadata.delta_path.extend([0, 1])
    return made


class Server:
    """A runtime with one session, which may have a browser; `sent` is what that got."""

    def __init__(self, session: Any, connected: bool = True) -> None:
        self.sent: list[ForwardMsg] = []
        self.gone: list[str] = []
        self.broken = False
        self.info = SimpleNamespace(session=session, client="its browser") if connected else None
        self._session_mgr = SimpleNamespace(get_active_session_info=lambda _: self.info)

    def _send_message(self, _: object, sent: ForwardMsg) -> None:
        if self.broken:
            raise SessionClientDisconnectedError
        self.sent.append(sent)

    def disconnect_session(self, id: str, client: object) -> None:
        self.gone.append(f"{id} {client}")


@pytest.fixture
def session() -> Any:
    soon: list[Callable[[], None]] = []
    return SimpleNamespace(
        id="s1",
        soon=soon,
        _browser_queue=ForwardMsgQueue(),
        _call_soon_on_event_loop=soon.append,
        on_flushed_messages_sent=lambda: None,
    )


@pytest.fixture
def server(session: Any, monkeypatch: pytest.MonkeyPatch) -> Server:
    made = Server(session)
    monkeypatch.setattr(Runtime, "_instance", made)
    return made


def test_the_loop_is_called_once_and_handles_all_that_happened_in_order(
    session: Any, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def handle(to: Any, _sender: object, _event: object, number: int) -> None:
        _enqueued(to, message(number))
        if number == 1:
            _happened(session, None, "event", number=4)  # the run goes on meanwhile

    monkeypatch.setattr(sending, "_handle", handle)
    for number in range(4):
        _happened(session, None, "event", number=number)
    assert len(session.soon) == 1
    session.soon[0]()
    assert [one.hash for one in server.sent] == ["0", "1", "2", "3", "4"]
    for late in session.soon[1:]:
        late()
    assert len(server.sent) == 5
    _happened(session, None, "event", number=5)
    session.soon[-1]()
    assert server.sent[-1].hash == "5"


@pytest.mark.parametrize("fails", [0, 1])
def test_an_event_that_fails_keeps_none_before_or_behind_it(
    fails: int, session: Any, server: Server, monkeypatch: pytest.MonkeyPatch
) -> None:
    def handle(to: Any, _sender: object, _event: object, number: int) -> None:
        if number == fails:
            raise RuntimeError
        _enqueued(to, message(number))

    monkeypatch.setattr(sending, "_handle", handle)
    for number in range(2):
        _happened(session, None, "event", number=number)
    with pytest.raises(RuntimeError):
        session.soon[0]()
    for late in session.soon[1:]:
        late()
    assert [one.hash for one in server.sent] == [str(1 - fails)]


def test_a_message_outside_a_run_wakes_the_loop_as_ever(session: Any, server: Server, monkeypatch: pytest.MonkeyPatch) -> None:
    woken: list[ForwardMsg] = []
    monkeypatch.setattr(sending, "_enqueue", lambda _, one: woken.append(one))
    _enqueued(session, message(1))
    assert [one.hash for one in woken] == ["1"]
    assert server.sent == []


def test_two_versions_of_one_element_both_go_and_the_last_one_counts(session: Any, server: Server) -> None:
    session._browser_queue.enqueue(element("waited"))
    _row(session).busy = True
    for text in ("first", "last"):
        _enqueued(session, element(text))
    send_waiting(session)
    assert [one.delta.new_element.html.body for one in server.sent] == ["waited", "first", "last"]


def test_what_waits_is_sent_once_when_the_loop_asks(session: Any, server: Server) -> None:
    session._browser_queue.enqueue(message(1))
    assert _flushed(session) == []
    assert _flushed(session) == []
    assert [one.hash for one in server.sent] == ["1"]


def test_without_a_browser_it_waits(session: Any, server: Server) -> None:
    info, server.info = server.info, None
    session._browser_queue.enqueue(message(1))
    send_waiting(session)
    assert (server.sent, len(session._browser_queue)) == ([], 1)
    server.info = info
    send_waiting(session)
    assert len(server.sent) == 1


def test_a_line_that_is_gone_ends_there(session: Any, server: Server) -> None:
    server.broken = True
    for number in range(3):
        session._browser_queue.enqueue(message(number))
    send_waiting(session)
    assert server.gone == ["s1 its browser"]


def test_a_large_page_goes_in_parts_so_that_the_line_can_empty_itself(session: Any, server: Server) -> None:
    async def go() -> list[int]:
        for number in range(2 * AT_A_TIME + 1):
            session._browser_queue.enqueue(message(number))
        send_waiting(session)
        seen = [len(server.sent)]
        for _ in range(3):
            await asyncio.sleep(0)
            seen.append(len(server.sent))
        return seen

    assert finished(go()) == [AT_A_TIME, 2 * AT_A_TIME, 2 * AT_A_TIME + 1, 2 * AT_A_TIME + 1]
    assert [one.hash for one in server.sent] == [str(number) for number in range(2 * AT_A_TIME + 1)]


class Socket:
    """A websocket of which each message is noted: `sent` the ordinary way, `line.conn.made` ahead of one."""

    def __init__(self, known: bool = True, state: State = State.OPEN) -> None:
        self.rows: list[str] = []
        line = object.__new__(WebSocketsSansIOProtocol)
        line.writable = asyncio.Event()
        line.writable.set()
        line.conn = SimpleNamespace(state=state, send_binary=lambda data: self.rows.append(f"made {data.decode()}"))  # type: ignore[assignment]
        self.scope = {sending._LINE: line if known else object()}

    async def send_bytes(self, data: bytes) -> None:
        self.rows.append(f"sent {data.decode()}")


async def sent_by(socket: Socket, *payloads: bytes) -> list[str]:
    client: Any = object.__new__(StarletteSessionClient)
    client._websocket, client._send_queue, client._closed = socket, asyncio.Queue(), asyncio.Event()
    for payload in payloads:
        client._send_queue.put_nowait(payload)
    task = asyncio.create_task(_sender(client))
    await asyncio.sleep(0.01)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert client._closed.is_set()
    return socket.rows


def test_messages_that_wait_together_are_written_together() -> None:
    async def go() -> None:
        assert await sent_by(Socket(), b"1", b"2", b"3") == ["made 1", "made 2", "sent 3"]
        assert await sent_by(Socket(), b"1") == ["sent 1"]
        assert await sent_by(Socket(known=False), b"1", b"2") == ["sent 1", "sent 2"]  # another server
        assert await sent_by(Socket(state=State.CLOSING), b"1", b"2") == ["sent 1", "sent 2"]  # which says that it is gone

    finished(go())


def test_the_end_of_the_line_is_known_for_websockets_only() -> None:
    seen: list[Any] = []

    async def app(scope: Any, *_: object) -> None:
        seen.append(scope.get(sending._LINE))

    end = object.__new__(WebSocketsSansIOProtocol)
    for kind in ("websocket", "http"):
        finished(Line(app)({"type": kind}, None, end.send))  # type: ignore[arg-type]
    assert seen == [end, None]


class Session(AppSession):
    """As far as the message at the start of a run needs one."""

    def __init__(self, id: str, pages: dict[str, Any], state: AppSessionState) -> None:
        self.id, self._state, self._run_on_save = id, state, False
        self._script_data: Any = SimpleNamespace(name="script", main_script_path="/app/script.py", is_hello=False)
        self._pages_manager: Any = SimpleNamespace(
            main_script_path="/app/script.py", main_script_hash="hash", get_pages=lambda: pages
        )

    def __del__(self) -> None:
        pass

    def _compute_skills_nudge_state(self) -> tuple[bool, str]:
        return False, ""


def test_what_starts_a_run_is_the_same_as_without_keeping_it() -> None:
    config.get_config_options(force_reparse=True)
    starts = Starts()
    one = {"p1": {"page_name": "een", "icon": "", "script_path": "", "page_script_hash": "p1"}}
    two: Any = {**one, "p2": {"page_name": "twee_b", "icon": "x", "script_path": "", "page_script_hash": "p2"}}
    runs = [
        (Session("s1", one, AppSessionState.APP_IS_RUNNING), "p1", RunDescriptor.create(["f1"]), None),
        (Session("s2", two, AppSessionState.APP_NOT_RUNNING), "p2", RunDescriptor.create(), None),
        (Session("s3", {}, AppSessionState.APP_IS_RUNNING), "p1", RunDescriptor.create(["f2", "f3"]), two),
    ]
    for session, page, run, pages in runs:
        expected = sending._new_session(session, page, run, pages)
        found = starts.message(session, page, run, pages)
        assert found == expected
        assert found.SerializeToString(deterministic=True) == expected.SerializeToString(deterministic=True)


def test_the_row_of_a_session_is_its_own() -> None:
    first: Any = SimpleNamespace()
    second: Any = SimpleNamespace()
    assert _row(first) is _row(first) is not _row(second)
