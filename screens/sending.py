"""What a run shows goes to the browser in few steps. Measured in benchmarks/load; Streamlit's minor version is pinned.

A run sends about eight messages. For each of them Streamlit wakes the loop of the server twice, which then looks at the
queues of all sessions, waits 10 ms, and wakes a task that sends one message. Here the events of a run wait in a row of their
session: the loop is woken for the first one, handles all that are there, and sends what came of them. What starts a run says
the same in every run but for a few fields: it is made once.
"""

from __future__ import annotations

import asyncio
import logging
from collections import deque
from collections.abc import Callable
from typing import Any, Final

from starlette.types import ASGIApp, Receive, Scope, Send
from starlette.websockets import WebSocketDisconnect
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.app_session import AppSession, AppSessionState, _set_run_identity
from streamlit.runtime.runtime import Runtime
from streamlit.runtime.session_manager import SessionClientDisconnectedError
from streamlit.web.server.starlette.starlette_websocket import StarletteSessionClient
from uvicorn.protocols.websockets.websockets_sansio_impl import WebSocketsSansIOProtocol
from websockets.protocol import State

AT_A_TIME: Final = 100
"""Messages, before the line may empty itself: with 500 that wait, a browser counts as too slow."""
_LINE: Final = "zelfscan.line"
_LOG: Final = logging.getLogger("zelfscan.lijn")
_ROW: Final = "_zelfscan_row"
_handle = AppSession._handle_scriptrunner_event_on_event_loop
_enqueue = AppSession._enqueue_forward_msg
_new_session = AppSession._create_new_session_message


class Row:
    """The events of one session that the loop has not handled. `called`: the loop knows; `busy`: it is at it."""

    __slots__ = ("busy", "called", "events")

    def __init__(self) -> None:
        self.events: deque[tuple[Any, Any, dict[str, Any]]] = deque()
        self.called = self.busy = False


def _row(session: AppSession) -> Row:
    found: Row | None = session.__dict__.get(_ROW)
    return found if found is not None else session.__dict__.setdefault(_ROW, Row())


def _happened(session: AppSession, sender: Any, event: Any, **given: Any) -> None:
    """A run says what happened, from its own thread."""
    row = _row(session)
    row.events.append((sender, event, given))
    if not row.called:
        row.called = True
        session._call_soon_on_event_loop(lambda: _catch_up(session, row))


def _catch_up(session: AppSession, row: Row) -> None:
    """Handle the events in order, then send what came of them."""
    row.called = False  # before the first look: who comes after it calls again
    row.busy = True
    try:
        while row.events:
            sender, event, given = row.events.popleft()
            _handle(session, sender, event, **given)
    finally:
        row.busy = False
        if row.events and not row.called:  # one of them failed: the others do not wait for the next run
            row.called = True
            session._call_soon_on_event_loop(lambda: _catch_up(session, row))
        send_waiting(session)


def _enqueued(session: AppSession, message: ForwardMsg) -> None:
    """A message for the browser. The loop need not be woken for what is sent when the events are handled, and there is nothing
    to gain from looking whether a later message replaces an earlier one."""
    if _row(session).busy:
        session._browser_queue._queue.append(message)
    else:
        _enqueue(session, message)


def send_waiting(session: AppSession) -> None:
    """Hand what waits to the line of the browser. Without a line it waits on."""
    if session._browser_queue.is_empty() or not Runtime.exists():
        return
    runtime = Runtime.instance()
    info = runtime._session_mgr.get_active_session_info(session.id)
    if info is None or info.session is not session:
        return
    waiting = session._browser_queue.flush()
    for message in waiting[:AT_A_TIME]:
        try:
            runtime._send_message(info, message)
        except SessionClientDisconnectedError:
            runtime.disconnect_session(session.id, client=info.client)
            return
    if later := waiting[AT_A_TIME:]:
        session._browser_queue._queue = later
        asyncio.get_running_loop().call_soon(send_waiting, session)
    session.on_flushed_messages_sent()


def _flushed(session: AppSession) -> list[ForwardMsg]:
    """The loop of the server asks every session what it has to send, when one of them has something."""
    send_waiting(session)
    return []


class Line:
    """Middleware: a websocket carries along the end of the line on which it stands, if that is uvicorn's as we know it."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "websocket":
            scope[_LINE] = getattr(send, "__self__", None)
        await self.app(scope, receive, send)


async def _sender(client: StarletteSessionClient) -> None:
    """Send what waits for one browser, all that there is at a time. One message goes the ordinary way, which also finds out
    what became of the line; several are written at once."""
    queue, socket = client._send_queue, client._websocket
    line = socket.scope.get(_LINE)
    known = line if isinstance(line, WebSocketsSansIOProtocol) else None
    try:
        while True:
            payload = await queue.get()
            while known and not queue.empty() and known.writable.is_set() and known.conn.state is State.OPEN:
                known.conn.send_binary(payload)
                payload = queue.get_nowait()
            # What was made above stands before it in the same row.
            await socket.send_bytes(payload)
    except WebSocketDisconnect:
        pass
    except Exception:
        _LOG.exception("Error sending websocket payload")
    finally:
        client._closed.set()


class Starts:
    """The message that starts a run, made once but for what differs between sessions and runs."""

    def __init__(self) -> None:
        self._same: ForwardMsg | None = None

    def method(self) -> Callable[..., ForwardMsg]:
        """For the class of sessions."""
        return lambda session, *given: self.message(session, *given)

    def message(self, session: AppSession, page_script_hash: str, run_descriptor: Any, pages: Any = None) -> ForwardMsg:
        if self._same is None:
            self._same = _new_session(session, page_script_hash, run_descriptor, pages)
            self._same.ClearField("metadata")
            self._same.new_session.ClearField("app_pages")
        made = ForwardMsg()
        made.CopyFrom(self._same)
        _set_run_identity(made, run_descriptor)
        start = made.new_session
        start.page_script_hash = page_script_hash
        session._populate_app_pages(start, pages or session._pages_manager.get_pages())
        first = start.initialize
        first.session_id = session.id
        first.session_status.run_on_save = session._run_on_save
        first.session_status.script_is_running = session._state == AppSessionState.APP_IS_RUNNING
        return made


def send_at_once() -> None:
    """Call once, when everything is loaded."""
    StarletteSessionClient._sender = _sender  # type: ignore[method-assign, assignment]
    AppSession._on_scriptrunner_event = _happened  # type: ignore[method-assign, assignment]
    AppSession._enqueue_forward_msg = _enqueued  # type: ignore[method-assign, assignment]
    AppSession.flush_browser_queue = _flushed  # type: ignore[method-assign, assignment]
    AppSession._create_new_session_message = Starts().method()  # type: ignore[method-assign]
