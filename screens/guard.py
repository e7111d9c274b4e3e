"""Who may open a connection that stays open, and how many: plain ASGI middleware around everything else.

A page holds a websocket, and in a workshop a request that waits for news. Each costs memory for as long as it is there.
A websocket carries the cookies of a visitor, so a page of another site must not open one. Streamlit has an origin check of
its own, but that trusts every page on this machine, and asks another company for the address of the server before it
refuses a stranger: ours comes first, and that question is never asked.
"""

from __future__ import annotations

import time
from collections import Counter
from typing import Final
from urllib.parse import urlsplit

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict
from starlette.datastructures import Headers
from starlette.responses import JSONResponse
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from streamlit import net_util

from screens.workshop.limits import network

MOST_MESSAGES: Final = 300
"""Messages that a page may send in a window of time: far more than a person can click or type."""
WINDOW: Final = 10.0
"""Seconds of that window."""
WAITS: Final = "/stand"


class Limits(BaseSettings):
    """How many connections one process keeps open. An empty environment variable counts as absent."""

    model_config = SettingsConfigDict(env_prefix="ZELFSCAN_", env_ignore_empty=True, frozen=True)

    connections_per_address: int = Field(
        default=2000,
        ge=1,
        description="Open verbindingen per adres en per proces. Een zaal of een gemeentehuis is vaak één adres; een pagina van "
        "een werksessie heeft twee verbindingen.",
        json_schema_extra={"unit": "verbindingen"},
    )
    connections: int = Field(
        default=5000,
        ge=1,
        description="Open verbindingen per proces, van iedereen samen.",
        json_schema_extra={"unit": "verbindingen"},
    )


def own_origin(headers: Headers) -> bool:
    """Whether the page that asks is one of ours. What is no browser names no origin, and carries nobody's cookies.

    Names are compared, not ports: many proxies pass the name only, and cookies know no ports either. A page of another site
    cannot set the header of a proxy.
    """
    origin = headers.get("origin")
    if origin is None:
        return True
    ours = {_name(f"//{headers.get(name, '')}") for name in ("host", "x-forwarded-host")} - {None}
    return _name(origin) in ours


def _name(address: str) -> str | None:
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


class Guard:
    """Refuses a websocket of another site, and any connection above the limits; ends a page that floods."""

    def __init__(self, app: ASGIApp, limits: Limits | None = None) -> None:
        self.app, self.limits = app, limits or Limits()
        self._open: Counter[str] = Counter()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        socket = scope["type"] == "websocket"
        if not socket and (scope["type"] != "http" or scope["path"] != WAITS):
            await self.app(scope, receive, send)
            return
        if socket and not own_origin(Headers(scope=scope)):
            await _refuse(receive, send)
            return
        address = network((scope.get("client") or ("",))[0])
        if self._open[address] >= self.limits.connections_per_address or self._open.total() >= self.limits.connections:
            if socket:
                await _refuse(receive, send)
            else:
                busy = JSONResponse({"stand": None}, 503, headers={"cache-control": "no-store", "retry-after": "10"})
                await busy(scope, receive, send)
            return
        self._open[address] += 1
        try:
            await self.app(scope, _counted(receive, send) if socket else receive, send)
        finally:
            self._open[address] -= 1
            if not self._open[address]:
                del self._open[address]


async def _refuse(receive: Receive, send: Send) -> None:
    """Before it was accepted: the browser gets 403, and no session was made."""
    await receive()
    await send({"type": "websocket.close", "code": 1008})


def _counted(receive: Receive, send: Send) -> Receive:
    """The messages of a page, until there are too many or one is a text, which no page sends: then the connection ends, as if
    the page had gone."""
    begun, count = time.monotonic(), 0

    async def counted() -> Message:
        nonlocal begun, count
        message = await receive()
        now = time.monotonic()
        if now - begun > WINDOW:
            begun, count = now, 0
        count += 1
        strange = count > MOST_MESSAGES or message.get("text") is not None
        if strange and message["type"] == "websocket.receive":
            await send({"type": "websocket.close", "code": 1008})
            return {"type": "websocket.disconnect", "code": 1008}
        return message

    return counted


def no_look_ups() -> None:
    """Streamlit never asks another company for the address of this server."""
    net_util.get_external_ip = lambda: None
