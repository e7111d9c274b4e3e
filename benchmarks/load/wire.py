"""One visitor of the app without a browser: Streamlit's own protocol (protobuf over a websocket), as its page speaks it.

Only what a measurement needs is understood: radio groups, buttons, button groups and text fields, the texts on the
page, fragments, and the end of a run. Everything a browser sends is sent: all widget values, each time.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from streamlit.proto.BackMsg_pb2 import BackMsg
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.proto.WidgetStates_pb2 import WidgetState
from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake
from websockets.typing import Origin, Subprotocol

from benchmarks.load.screen import Screen, Shown, key_of

Evidence = Callable[[Shown, Shown], bool]
"""Whether an arriving element (second) shows that the answer in a widget (first) is stored."""

NO_XSRF = "PLACEHOLDER_AUTH_TOKEN"  # what the page sends when it has no such cookie
FAILED = 1  # ForwardMsg.FINISHED_WITH_COMPILE_ERROR
EARLY = 2  # ForwardMsg.FINISHED_EARLY_FOR_RERUN: another run follows by itself
PATIENCE = 30.0


class Lost(ConnectionError):
    """The connection ended while an answer of the server was awaited."""


class AppFault(RuntimeError):
    """The app showed an exception, or a run did not end."""


@dataclass(frozen=True)
class Outcome:
    """One run: seconds from sending to the evidence (None: it never came) and to the end of the run."""

    shown: float | None
    finished: float


@dataclass
class _Waiting:
    """A run that was asked for: the widget it is about, and what arrived since."""

    sent: float
    done: asyncio.Future[float]
    widget: Shown | None = None
    evidence: Evidence | None = None
    shown: float | None = None
    fragment: str = ""


def says(marker: str) -> Evidence:
    """Evidence: an HTML or Markdown element beside the widget (in the same container) holds `marker`."""

    def check(widget: Shown, arrived: Shown) -> bool:
        return arrived.kind in ("html", "markdown") and arrived.path[:-1] == widget.path[:-1] and marker in arrived.body.body

    return check


@dataclass
class Client:
    """A browser tab. `address` is "127.0.0.1:8501", over TLS with `secure`; `cookies` go with the handshake, as the browser's
    would."""

    address: str
    cookies: dict[str, str] = field(default_factory=dict)
    session_id: str = ""
    page: str = ""
    page_hash: str = ""
    screen: Screen = field(default_factory=Screen)
    values: dict[str, WidgetState] = field(default_factory=dict)
    auto_rerun: dict[str, float] = field(default_factory=dict)
    runs: int = 0
    received: int = 0
    secure: ssl.SSLContext | None = None
    _socket: ClientConnection | None = None
    _reader: asyncio.Task[None] | None = None
    _waiting: _Waiting | None = None
    _run: tuple[str, tuple[str, ...]] = ("", ())

    # Connecting

    async def open(self, path: str) -> Outcome:
        """A first visit, or a reload: a new session on page `path` ("" is the start page), until its run ends."""
        await self.drop()
        self.session_id, self.page_hash, self.page = "", "", path
        self.screen, self.values, self.auto_rerun = Screen(), {}, {}
        await self._connect()
        return await self._rerun()

    async def reconnect(self, *, resend: bool) -> Outcome | None:
        """As the page does after a lost connection: with the id of the session it had.

        With `resend` it asks for a run with all the values on the screen: that is what the page does when a run was
        under way, when a fragment refreshes by itself, or after its own script saw a restarted server.
        """
        await self.drop()
        await self._connect()
        return await self._rerun() if resend else None

    async def drop(self) -> None:
        """End the connection as a phone that loses its network does: no goodbye, the socket is gone."""
        socket, reader, self._socket, self._reader = self._socket, self._reader, None, None
        if reader is not None:
            reader.cancel()
        if socket is not None:
            socket.transport.abort()
        self._fail(Lost("dropped"))

    async def close(self) -> None:
        """Leave in the ordinary way."""
        socket, reader, self._socket, self._reader = self._socket, self._reader, None, None
        if reader is not None:
            reader.cancel()
        if socket is not None:
            await socket.close()

    @property
    def connected(self) -> bool:
        return self._socket is not None

    @property
    def url(self) -> str:
        return f"{'https' if self.secure else 'http'}://{self.address}"

    async def rest(self, seconds: float) -> None:
        """Do nothing for a while. Raises Lost as soon as the connection ends, which a page notices by itself."""
        reader = self._reader
        if reader is not None:
            await asyncio.wait([reader], timeout=max(0.0, seconds))
        if reader is None or not self.connected:
            raise Lost("the line is gone")

    async def _connect(self) -> None:
        protocols = ["streamlit", self.cookies.get("_streamlit_xsrf", NO_XSRF), *([self.session_id] if self.session_id else [])]
        cookie = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        try:
            self._socket = await connect(
                f"{'wss' if self.secure else 'ws'}://{self.address}/_stcore/stream",
                ssl=self.secure,
                origin=Origin(self.url),
                subprotocols=[Subprotocol(one) for one in protocols],
                additional_headers={"Cookie": cookie} if cookie else None,
                compression=None,
                proxy=None,
                max_size=None,
                max_queue=None,
                ping_interval=None,
                open_timeout=PATIENCE,
            )
        except (InvalidHandshake, EOFError) as error:  # the server went away halfway
            raise Lost(str(error)) from error
        self._reader = asyncio.create_task(self._read(self._socket))

    # What a visitor does

    async def choose(self, key: str, option: int, evidence: Evidence | None = None) -> Outcome:
        """Choose an option (by place) of the radio group or button group `key`, until the run ends."""
        widget = self.screen.widget(key)
        state = WidgetState(id=widget.body.id)
        if widget.kind == "radio":
            state.string_value = widget.body.options[option]
        else:
            state.string_array_value.data.append(widget.body.options[option].content)
        return await self._set(widget, state, evidence)

    async def write(self, key: str, text: str, evidence: Evidence | None = None) -> Outcome:
        """Put a text into the text field `key` and leave it."""
        widget = self.screen.widget(key)
        return await self._set(widget, WidgetState(id=widget.body.id, string_value=text), evidence)

    async def press(self, key: str, evidence: Evidence | None = None) -> Outcome:
        widget = self.screen.widget(key)
        try:
            return await self._set(widget, WidgetState(id=widget.body.id, trigger_value=True), evidence)
        finally:
            self.values.pop(widget.body.id, None)

    async def refresh(self, fragment: str) -> Outcome:
        """What the page does by itself every `auto_rerun[fragment]` seconds."""
        return await self._rerun(fragment=fragment, by_itself=True)

    async def go(self, path: str) -> Outcome:
        """Open another page within the session, as a link of the app does."""
        self.page, self.page_hash = path, ""
        return await self._rerun()

    def value(self, key: str) -> str | None:
        """What the radio group `key` shows as chosen: its option's text."""
        return self.values[self.screen.widget(key).body.id].string_value or None

    async def _set(self, widget: Shown, state: WidgetState, evidence: Evidence | None) -> Outcome:
        self.values[state.id] = state
        return await self._rerun(widget, evidence, fragment=widget.fragment)

    async def _rerun(
        self, widget: Shown | None = None, evidence: Evidence | None = None, fragment: str = "", by_itself: bool = False
    ) -> Outcome:
        socket = self._socket
        if socket is None:
            raise Lost("not connected")
        message = BackMsg()
        ask = message.rerun_script
        ask.query_string = ""
        ask.page_script_hash, ask.fragment_id, ask.is_auto_rerun = self.page_hash, fragment, by_itself
        if not self.page_hash:
            ask.page_name = self.page
        ask.widget_states.widgets.extend(self.values.values())
        ask.cached_message_hashes.extend(self.screen.kept)
        context = ask.context_info
        context.timezone, context.timezone_offset, context.locale = "Europe/Amsterdam", -60, "nl-NL"
        context.url, context.is_embedded, context.color_scheme = f"{self.url}/{self.page}", False, "light"
        waiting = _Waiting(time.perf_counter(), asyncio.get_running_loop().create_future(), widget, evidence, fragment=fragment)
        self._waiting = waiting
        try:
            await socket.send(message.SerializeToString())
            async with asyncio.timeout(PATIENCE):
                finished = await waiting.done
        except ConnectionClosed as error:
            raise Lost(str(error)) from error
        except TimeoutError as error:
            raise AppFault(f"no end of the run in {PATIENCE:.0f} s on page {self.page!r}") from error
        finally:
            self._waiting = None
            if waiting.done.done() and not waiting.done.cancelled():
                waiting.done.exception()  # known to whoever waits, or sending failed before anybody waited
        self.runs += 1
        shown = None if waiting.shown is None else waiting.shown - waiting.sent
        return Outcome(shown, finished - waiting.sent)

    # What the server says

    async def _read(self, socket: ClientConnection) -> None:
        try:
            while True:
                self._take(await socket.recv(decode=False))
        except ConnectionClosed as error:
            if self._socket is socket:
                self._socket = None
            self._fail(Lost(str(error)))
        except Exception as error:  # a fault here must reach the one who waits
            self._fail(AppFault(f"{type(error).__name__}: {error}"))
            raise

    def _fail(self, error: Exception) -> None:
        if self._waiting is not None and not self._waiting.done.done():
            self._waiting.done.set_exception(error)

    def _take(self, data: bytes) -> None:
        self.received += 1
        message = self.screen.unfold(ForwardMsg.FromString(data))
        kind = message.WhichOneof("type")
        if kind == "delta":
            self._delta(message)
        elif kind == "new_session":
            self._new_session(message)
        elif kind == "script_finished":
            self._finished(message.script_finished)
        elif kind == "auto_rerun":
            self.auto_rerun[message.auto_rerun.fragment_id] = message.auto_rerun.interval
        elif kind == "stop_auto_rerun":
            for fragment in message.stop_auto_rerun.fragment_ids:
                self.auto_rerun.pop(fragment, None)
        elif kind == "navigation":
            self.page_hash = message.navigation.page_script_hash

    def _new_session(self, message: ForwardMsg) -> None:
        start, identity = message.new_session, message.metadata.run
        self._run = (identity.script_run_id, tuple(identity.fragment_ids))
        if start.initialize.session_id:
            self.session_id = start.initialize.session_id
        if not identity.fragment_ids:
            self.auto_rerun.clear()
            if start.page_script_hash != self.page_hash:
                self.page_hash = start.page_script_hash

    def _delta(self, message: ForwardMsg) -> None:
        shown, waiting = self.screen.place(message, self._run[0]), self._waiting
        if shown is None:
            return
        if shown.kind == "exception":
            self._fail(AppFault(f"{shown.body.type}: {shown.body.message}"))
        elif waiting is not None and waiting.shown is None and waiting.evidence is not None:
            assert waiting.widget is not None
            if waiting.evidence(waiting.widget, shown):
                waiting.shown = time.perf_counter()

    def _finished(self, status: int) -> None:
        if status == EARLY:
            return
        self.screen.settle(*self._run)
        self._keep_values()
        waiting = self._waiting
        if waiting is None or waiting.done.done():
            return
        if status == FAILED:
            waiting.done.set_exception(AppFault("the script does not compile"))
        elif not self._run[1] or waiting.fragment in self._run[1]:  # not of a fragment that ran when the line broke
            waiting.done.set_result(time.perf_counter())

    def _keep_values(self) -> None:
        """As the page does: a new widget starts with its default, the server may set one, a vanished one is forgotten."""
        now: dict[str, WidgetState] = {}
        for shown in self.screen.elements.values():
            if shown.kind in ("radio", "text_area", "text_input"):
                body = shown.body
                now[body.id] = state = self.values.get(body.id) or _default(shown.kind, body)
                if body.set_value:
                    state.CopyFrom(_set_by_server(shown.kind, body))
            elif shown.kind == "block" and shown.body.WhichOneof("type") == "expandable" and shown.body.expandable.id:
                id = shown.body.expandable.id
                now[id] = self.values.get(id) or WidgetState(id=id, bool_value=shown.body.expandable.expanded)
            elif shown.kind == "button_group" and shown.body.id in self.values:
                now[shown.body.id] = self.values[shown.body.id]
        self.values = now


def _default(kind: str, body: Any) -> WidgetState:
    state = WidgetState(id=body.id)
    if kind == "radio":
        if body.HasField("default"):
            state.string_value = body.options[body.default]
    elif body.HasField("default"):
        state.string_value = body.default
    return state


def _set_by_server(kind: str, body: Any) -> WidgetState:
    state = WidgetState(id=body.id)
    given = "raw_value" if kind == "radio" else "value"
    if body.HasField(given):
        state.string_value = getattr(body, given)
    return state


__all__ = ["AppFault", "Client", "Evidence", "Lost", "Outcome", "Screen", "key_of", "says"]
