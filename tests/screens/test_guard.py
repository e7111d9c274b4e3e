"""Connections that stay open: whose page may open one, how many there may be, and what happens to a page that floods."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send
from streamlit import config, net_util
from streamlit.web.server import server_util

from screens import guard, shell
from screens.cookies import from_own_page, redirect_with
from screens.guard import Guard, Limits
from screens.workshop import limits
from storage import new_token
from tests.loops import finished


def scope(kind: str = "websocket", *, address: str = "192.0.2.7", **headers: str) -> Scope:
    named = [(name.replace("_", "-").encode(), value.encode()) for name, value in {"host": "zelfscan.test", **headers}.items()]
    path = "/_stcore/stream" if kind == "websocket" else "/stand"
    return {"type": kind, "path": path, "method": "GET", "client": (address, 5), "headers": named, "scheme": "http"}


class App:
    """Accepts, and stays until it is told to go."""

    def __init__(self) -> None:
        self.there = 0
        self.seen = 0
        self.end = asyncio.Event()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        self.there += 1
        try:
            if scope["type"] == "http":
                await self.end.wait()
                await send({"type": "http.response.start", "status": 200, "headers": []})
                return
            while (await receive())["type"] != "websocket.disconnect":
                self.seen += 1
        finally:
            self.there -= 1


class Client:
    """One connection through the guard, in a task of its own."""

    def __init__(self, app: Guard, asked: Scope) -> None:
        self.sent: list[Message] = []
        self.queue: asyncio.Queue[Message] = asyncio.Queue()
        if asked["type"] == "websocket":
            self.queue.put_nowait({"type": "websocket.connect"})

        async def send(message: Message) -> None:
            self.sent.append(message)

        self.task = asyncio.create_task(app(asked, self.queue.get, send))

    async def settle(self) -> Client:
        for _ in range(5):
            await asyncio.sleep(0)
        return self

    async def leave(self) -> None:
        self.queue.put_nowait({"type": "websocket.disconnect", "code": 1001})
        await self.task

    @property
    def refused(self) -> bool:
        return any(message["type"] == "websocket.close" or message.get("status") == 503 for message in self.sent)


def test_one_address_holds_so_many_connections_and_everybody_together_so_many() -> None:
    async def run() -> None:
        app = App()
        outer = Guard(app, Limits(connections_per_address=2, connections=3))
        mine = [await Client(outer, scope()).settle() for _ in range(3)]
        assert [one.refused for one in mine] == [False, False, True]
        waiting = await Client(outer, scope("http")).settle()
        assert waiting.refused  # a request that waits counts too
        other = await Client(outer, scope(address="2001:db8:1:2::1")).settle()
        assert not other.refused
        assert (await Client(outer, scope(address="198.51.100.1")).settle()).refused
        assert app.there == 3
        await mine[0].leave()
        assert not (await Client(outer, scope("http", address="2001:db8:1:2::9")).settle()).refused  # the same subscriber
        assert (await Client(outer, scope(address="2001:db8:1:2::8")).settle()).refused
        app.end.set()

    finished(run())


def test_other_requests_are_not_counted() -> None:
    async def run() -> None:
        app = App()
        app.end.set()
        outer = Guard(app, Limits(connections_per_address=1, connections=1))
        await Client(outer, scope()).settle()
        page = await Client(outer, {**scope("http"), "path": "/"}).settle()
        assert page.sent[0]["status"] == 200

    finished(run())


def test_a_page_that_floods_is_put_out_and_its_place_is_free(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(guard, "MOST_MESSAGES", 20)

    async def run() -> None:
        app = App()
        outer = Guard(app, Limits(connections_per_address=1, connections=1))
        client = await Client(outer, scope()).settle()
        for _ in range(40):
            client.queue.put_nowait({"type": "websocket.receive", "bytes": b"x"})
        await client.task
        assert app.seen == 20
        assert client.sent[-1]["type"] == "websocket.close"
        assert not (await Client(outer, scope()).settle()).refused

    finished(run())


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ({}, True),
        ({"origin": "https://zelfscan.test"}, True),
        ({"origin": "https://zelfscan.test:8443"}, True),
        ({"origin": "https://elders.example"}, False),
        ({"origin": "https://zelfscan.test.elders.example"}, False),
        ({"origin": "https://zelfscan.test@elders.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": "http://localhost"}, False),
        ({"origin": "http://[onzin"}, False),
        (
            {"host": "127.0.0.1:8501", "x_forwarded_host": "scan.gemeente.example", "origin": "https://scan.gemeente.example"},
            True,
        ),
        ({"host": "", "origin": "null"}, False),
    ],
)
def test_a_websocket_opens_from_our_own_pages_only(headers: dict[str, str], *, allowed: bool) -> None:
    async def run() -> tuple[bool, int]:
        app = App()
        client = await Client(Guard(app, Limits()), scope(**headers)).settle()
        return not client.refused, app.there

    assert finished(run()) == (allowed, int(allowed))


@pytest.mark.parametrize(
    ("method", "headers", "allowed"),
    [
        ("POST", {"sec_fetch_site": "same-origin"}, True),
        ("POST", {"sec_fetch_site": "same-site"}, False),
        ("POST", {"sec_fetch_site": "cross-site", "origin": "https://zelfscan.test"}, False),
        ("POST", {"origin": "https://elders.example"}, False),  # an old browser
        ("POST", {"origin": "https://zelfscan.test"}, True),
        ("GET", {"sec_fetch_site": "same-origin"}, False),
    ],
)
def test_a_form_of_another_site_does_nothing_also_in_an_old_browser(
    method: str, headers: dict[str, str], *, allowed: bool
) -> None:
    assert from_own_page(Request({**scope("http", **headers), "method": method, "query_string": b""})) is allowed


def test_no_question_goes_to_another_company(monkeypatch: pytest.MonkeyPatch) -> None:
    """Streamlit looks up the address of the server at amazonaws.com: for a strange origin, and at the start."""

    def fails() -> None:
        raise AssertionError("a look-up")

    monkeypatch.setattr(net_util, "get_external_ip", fails)
    with pytest.raises(AssertionError, match="look-up"):
        server_util.is_url_from_allowed_origins("https://elders.example")
    guard.no_look_ups()
    assert not server_util.is_url_from_allowed_origins("https://elders.example")
    config.get_config_options(force_reparse=True)
    assert config.is_manually_set("browser.serverAddress")  # what is printed at the start needs no look-up


def test_sizes_are_limited() -> None:
    config.get_config_options(force_reparse=True)
    assert config.get_option("server.maxUploadSize") == 1
    assert config.get_option("server.maxWidgetStateSize") == config.get_option("server.maxMessageSize") == 2


@pytest.mark.parametrize(
    ("headers", "behind_tls"),
    [({}, False), ({"x_forwarded_proto": "https"}, True), ({"x_forwarded_proto": "http"}, False)],
)
def test_only_behind_tls_a_browser_is_told_to_come_back_that_way(headers: dict[str, str], *, behind_tls: bool) -> None:
    assert ("strict-transport-security" in shell.headers(scope("http", **headers))) is behind_tls
    assert "strict-transport-security" in shell.headers({**scope("http"), "scheme": "https"})


@pytest.mark.parametrize("scheme", ["http", "https"])
def test_a_cookie_is_for_tls_only_behind_tls(scheme: str) -> None:
    asked = Request({**scope("http"), "scheme": scheme, "query_string": b""})
    cookie = redirect_with(asked, "/", "meting", new_token(), 1).headers["set-cookie"]
    assert ("Secure" in cookie) is (scheme == "https")
    assert "HttpOnly" in cookie


def test_guesses_are_counted_together_too() -> None:
    """With a hundred addresses that each stay below their own limit."""
    limits.forget()
    for number in range(300):
        assert not limits.too_many("203.0.113.9")
        limits.wrong(f"192.0.2.{number % 100}")
    assert limits.too_many("203.0.113.9")
    limits.forget()
    assert not limits.too_many("203.0.113.9")


def test_the_policy_names_no_other_host_and_no_way_around_it() -> None:
    policy = shell.headers(scope("http"))["content-security-policy"]
    rules = {name: values.split() for name, _, values in (rule.partition(" ") for rule in policy.split("; "))}
    assert rules["default-src"] == ["'none'"]
    assert rules["script-src"] == ["'self'"]
    assert rules["connect-src"] == ["'self'", "ws://zelfscan.test", "wss://zelfscan.test"]
    assert "unsafe-eval" not in policy
    assert policy.count("unsafe-inline") == 1  # styles, which Streamlit and Plotly set
    for value in ("*", "ws:", "wss:", "https:"):
        assert value not in policy.replace("; ", " ").split()
    assert {rules[name][0] for name in ("frame-ancestors",)} == {"'none'"}
    strange = shell.headers(scope("http", host="x; script-src *"))["content-security-policy"]
    assert strange.endswith("connect-src 'self'")
    permissions = shell.headers(scope("http"))["permissions-policy"]
    assert permissions.count("(self)") == 2
    assert "*" not in permissions


def test_the_guard_stands_around_everything_else() -> None:
    text: Any = (Path(__file__).parents[2] / "app.py").read_text("utf-8")
    assert "middleware=[Middleware(guard.Guard, " in text
