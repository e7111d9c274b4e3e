"""The example for nginx, in a real nginx before two processes that tell what they received."""

from __future__ import annotations

import json
import re
import socket
import ssl
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from http.client import HTTPMessage
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.proxy import NAME, Proxy, trusting


class Backend(ThreadingHTTPServer):
    """Answers with its name and what it received; 404 for a file that it does not have."""

    daemon_threads = True

    def __init__(self, name: str) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.name = name
        self.asked: list[str] = []
        self.gone = False
        threading.Thread(target=self.serve_forever, daemon=True).start()


class Answer(BaseHTTPRequestHandler):
    server: Backend
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        if self.server.gone:  # a connection that stayed open breaks
            self.close_connection = True
            return
        self.server.asked.append(self.path)
        body = json.dumps({"name": self.server.name, **{key.lower(): value for key, value in self.headers.items()}}).encode()
        self.send_response(404 if self.path.startswith("/static/slechts-") and self.server.name not in self.path else 200)
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: Any) -> None:
        pass


class Site:
    def __init__(self, folder: Path, backends: list[Backend]) -> None:
        self.folder, self.backends = folder, backends
        self.proxy = Proxy(folder, [backend.server_port for backend in backends])
        self.plain, self.secure = self.proxy.plain, self.proxy.secure

    def get(self, path: str, **headers: str) -> tuple[int, dict[str, str], HTTPMessage]:
        request = urllib.request.Request(f"https://{self.proxy.address}{path}", headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=20, context=trusting()) as answer:
                return answer.status, json.load(answer), answer.headers
        except urllib.error.HTTPError as error:
            return error.code, {}, error.headers

    def place(self, **headers: str) -> str:
        """The cookie of a new visitor."""
        found = re.search(r"plek=[0-9a-f]{32}", self.get("/", **headers)[2]["set-cookie"])
        assert found is not None
        return found.group()


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    folder = tmp_path_factory.mktemp("nginx")
    site = Site(folder, [Backend("links"), Backend("rechts")])
    site.proxy.start()
    yield site
    site.proxy.stop()
    for backend in site.backends:
        backend.shutdown()


def test_a_visitor_stays_at_one_process_and_visitors_are_spread(site: Site) -> None:
    found: set[str] = set()
    for _ in range(60):
        cookie = site.place()
        names = {site.get(path, cookie=cookie)[1]["name"] for path in ("/", "/_stcore/stream", "/verder/x")}
        assert len(names) == 1
        found |= names
        if len(found) == 2:
            return
    raise AssertionError(f"60 visitors, all at {found}")


def test_the_cookie_is_set_once_and_no_other_value_is_taken(site: Site) -> None:
    cookie = site.place()
    assert site.get("/", cookie=f"meting=abc; {cookie}")[2]["set-cookie"] is None
    for false in ("plek=", "plek=x", f"plek={'A' * 32}", f"plek={'a' * 33}"):
        found = site.get("/", cookie=false)[2]["set-cookie"]
        assert found is not None
        assert all(part in found for part in ("HttpOnly", "Secure", "SameSite=Lax", "Path=/"))


def test_the_app_learns_the_visitor_and_the_scheme_and_a_websocket_goes_through(site: Site) -> None:
    received = site.get("/_stcore/stream", Upgrade="websocket", Connection="Upgrade", **{"X-Forwarded-For": "192.0.2.1"})[1]
    assert (received["upgrade"], received["connection"]) == ("websocket", "upgrade")
    assert received["x-forwarded-for"] == "127.0.0.1"  # what a visitor claims does not count
    assert received["x-forwarded-proto"] == "https"
    assert "upgrade" not in site.get("/")[1]


def test_a_file_is_asked_of_the_app_once_for_each_way_of_packing(site: Site) -> None:
    def asked() -> int:
        return sum(backend.asked.count("/static/js/deel.js") for backend in site.backends)

    for accepted in ("gzip, deflate, br", "gzip", "br, gzip;q=0.5"):
        assert site.get("/static/js/deel.js", **{"Accept-Encoding": accepted})[1]["accept-encoding"] == "gzip"
    assert asked() == 1
    assert "accept-encoding" not in site.get("/static/js/deel.js", **{"Accept-Encoding": "identity"})[1]
    assert asked() == 2


@pytest.mark.parametrize("name", ["links", "rechts"])
def test_a_file_that_one_process_has_is_found_during_an_update(site: Site, name: str) -> None:
    for number in range(6):
        assert site.get(f"/static/slechts-{name}-{number}.js")[0] == 200
    assert site.get("/static/slechts-niemand.js")[0] == 404


def test_a_process_that_is_back_takes_over_at_once_when_the_other_goes(site: Site) -> None:
    """Its open pages and waiting requests last for minutes: nginx must not take their end as the first sign of life."""
    first, second = site.backends
    cookies = [site.place() for _ in range(8)]
    try:
        for gone, name in ((first, "rechts"), (second, "links"), (first, "rechts")):
            for backend in site.backends:
                backend.gone = backend is gone
            for cookie in cookies:
                status, answer, _ = site.get("/", cookie=cookie)
                assert (status, answer["name"]) == (200, name)
    finally:
        first.gone = second.gone = False


def test_the_plain_door_leads_to_the_safe_one(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.plain), timeout=20) as line:
        line.sendall(f"GET /verder/x HTTP/1.0\r\nHost: {NAME}\r\n\r\n".encode())
        answer = line.recv(4096).decode()
    assert "301" in answer.splitlines()[0]
    assert f"Location: https://{NAME}/verder/x" in answer


STRANGE = "kwaad.test"


def test_an_unknown_name_gets_no_answer(site: Site) -> None:
    """Else a link in an answer could carry a name that somebody made up. No handshake either: no certificate to see."""
    asked = [len(backend.asked) for backend in site.backends]
    for name in (STRANGE, f"127.0.0.1:{site.plain}", ""):
        with socket.create_connection(("127.0.0.1", site.plain), timeout=20) as line:
            line.sendall(f"GET /verder/x HTTP/1.0\r\n{f'Host: {name}' if name else 'X: y'}\r\n\r\n".encode())
            assert line.recv(4096) == b"", name
    for name in (STRANGE, None):
        with socket.create_connection(("127.0.0.1", site.secure), timeout=20) as line, pytest.raises(ssl.SSLError):
            trusting().wrap_socket(line, server_hostname=name)
    with (
        socket.create_connection(("127.0.0.1", site.secure), timeout=20) as line,
        trusting().wrap_socket(line, server_hostname=NAME) as safe,
    ):  # a good name for the handshake, another one in the request
        safe.sendall(f"GET /verder/x HTTP/1.1\r\nHost: {STRANGE}\r\n\r\n".encode())
        assert safe.recv(4096) == b""
    assert [len(backend.asked) for backend in site.backends] == asked


@pytest.mark.filterwarnings("ignore:ssl.TLSVersion:DeprecationWarning")
@pytest.mark.parametrize(("version", "good"), [("TLSv1_3", True), ("TLSv1_2", True), ("TLSv1_1", False), ("TLSv1", False)])
def test_no_old_way_to_the_safe_door(site: Site, version: str, good: bool) -> None:
    """nginx takes these from the server that refuses, not from ours: a line in the wrong place lets TLS 1.0 in."""
    context = trusting()
    context.set_ciphers("ALL:@SECLEVEL=0")  # so that it is not this machine that refuses
    context.minimum_version = context.maximum_version = ssl.TLSVersion[version]
    with socket.create_connection(("127.0.0.1", site.secure), timeout=20) as line:
        if good:
            context.wrap_socket(line, server_hostname=NAME).close()
        else:
            with pytest.raises(ssl.SSLError, match=r"ALERT_PROTOCOL_VERSION|ALERT_HANDSHAKE|UNSUPPORTED_PROTOCOL"):
                context.wrap_socket(line, server_hostname=NAME)


def test_a_process_that_is_gone_costs_nobody_an_answer_and_no_secret_is_in_a_log(site: Site) -> None:
    """The last test of this file: the second process does not come back."""
    secret = "S" * 32
    site.backends[1].gone = True
    site.backends[1].shutdown()
    site.backends[1].server_close()
    for _ in range(8):
        assert (
            site.get(f"/verder/{secret}?code={secret}", cookie=site.place(), referer=f"https://x/{secret}")[1]["name"] == "links"
        )
    for door in ("terug", "begeleiden", "plan", "mee", "MEE"):
        site.get(f"/{door}/{secret}")
    logs = {path.name: path.read_text(encoding="utf-8") for path in site.folder.glob("*.log")}
    assert '"GET /verder/***" 200' in logs["zelfscan.log"]
    for name, text in logs.items():
        assert secret not in text, name
    assert "127.0.0.1 " not in logs["zelfscan.log"].replace(f"127.0.0.1:{site.backends[0].server_port}", "")
