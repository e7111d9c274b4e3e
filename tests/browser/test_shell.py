"""What the server sends: Dutch from the first byte, strict headers, real 404s, and a refusal to start on bad content."""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import urllib.error
import urllib.request
from http.client import HTTPMessage
from pathlib import Path
from urllib.parse import urljoin

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect
from websockets.typing import Origin, Subprotocol

from storage import new_token
from tests.browser.server import ROOT, Server, free_port

pytestmark = pytest.mark.xdist_group("shell")


class NoRedirect(urllib.request.HTTPRedirectHandler):
    def redirect_request(self, *args: object) -> None:  # type: ignore[override]
        return None


def get(url: str, **headers: str) -> tuple[int, HTTPMessage, bytes]:
    opener = urllib.request.build_opener(NoRedirect)
    try:
        with opener.open(urllib.request.Request(url, headers=headers)) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.headers, error.read()


@pytest.mark.parametrize("path", ["/", "/profiel", "/contact-vanaf-dag-een"])
def test_the_page_is_dutch_and_ours_before_any_script(server: Server, path: str) -> None:
    status, _, body = get(server.url + path)
    text = body.decode()
    assert status == 200
    assert '<html lang="nl">' in text
    assert "<title>Hoe inclusief werkt uw gemeente?</title>" in text
    assert "Zet JavaScript aan" in text
    assert "Streamlit" not in re.sub(r'(src|href)="[^"]*"', "", text)
    assert text.index("/eigen/zelfscan.js") < text.index('type="module"')


def test_what_the_browser_fetches_ahead_exists_and_begins_with_the_charts(server: Server) -> None:
    found = re.search(r'data-grafiek="([^"]*)"', get(server.url)[2].decode())
    parts = found[1].split() if found else []
    assert "PlotlyChart" in parts[0]
    for part in parts:
        status, headers, _ = get(urljoin(server.url, part))
        assert status == 200, part
        assert headers.get_content_subtype() == "javascript", part


@pytest.mark.parametrize("path", ["/", "/health", "/bestaat-niet", "/eigen/zelfscan.css", "/nieuw", "/verder/x"])
def test_every_answer_carries_the_security_headers(server: Server, path: str) -> None:
    _, headers, _ = get(server.url + path)
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "unsafe-eval" not in policy
    assert f"ws://{server.url.removeprefix('http://')}" in policy
    assert "camera=()" in headers["permissions-policy"]
    assert headers["strict-transport-security"] is None  # this server has no TLS
    assert "script-src 'self';" in policy
    assert {"frame-ancestors 'none'", "base-uri 'self'", "form-action 'self'"} <= set(policy.split("; "))
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-opener-policy"] == headers["cross-origin-resource-policy"] == "same-origin"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"


@pytest.mark.parametrize("origin", ["https://elders.example", "http://localhost:8501", "null"])
def test_a_page_of_another_site_gets_no_websocket(server: Server, origin: str) -> None:
    address = f"{server.url.replace('http', 'ws')}/_stcore/stream"
    with connect(address, origin=Origin(server.url), subprotocols=[Subprotocol("streamlit")]):
        pass
    with (
        pytest.raises(InvalidStatus) as refused,
        connect(address, origin=Origin(origin), subprotocols=[Subprotocol("streamlit")]),
    ):
        pass
    assert refused.value.response.status_code == 403


def test_a_secret_in_an_address_is_not_logged(server: Server) -> None:
    token = new_token()
    for door in ("verder", "terug", "begeleiden", "plan", "mee"):
        assert get(f"{server.url}/{door}/{token}")[0] == 404
    assert get(f"{server.url}/health", cookie=f"meting={token}")[0] == 200
    assert token not in server.log.read_text("utf-8")


@pytest.mark.parametrize("path", ["/bestaat-niet", "/profiel.php", "/eigen/geheim.txt", "/eigen/..%2fapp.py", "/verder/%00%ff"])
def test_an_unknown_address_is_a_dutch_404(server: Server, path: str) -> None:
    status, _, body = get(server.url + path)
    assert status == 404
    assert "Deze pagina bestaat niet" in body.decode()


def test_a_fresh_start_gives_a_cookie_that_scripts_cannot_read(server: Server) -> None:
    status, headers, _ = get(server.url + "/nieuw")
    cookie = headers["set-cookie"]
    assert (status, headers["location"]) == (303, "/gegevens")
    assert "HttpOnly" in cookie
    assert "samesite=lax" in cookie.lower()
    token = re.match(r"meting=([^;]+)", cookie)
    assert token is not None
    assert len(token.group(1)) >= 32
    assert get(server.url + "/nieuw")[1]["set-cookie"] != cookie


def test_a_redirect_leads_only_to_pages_of_the_app(server: Server) -> None:
    assert get(server.url + "/nieuw?naar=//elders.example")[1]["location"] == "/gegevens"


def test_bundles_are_compressed_and_stay_the_same(server: Server) -> None:
    page = get(server.url + "/")[2].decode()
    bundle = re.search(r'src="\./(static/js/index[^"]+)"', page)
    assert bundle is not None
    plain = get(f"{server.url}/{bundle.group(1)}")
    packed = get(f"{server.url}/{bundle.group(1)}", **{"accept-encoding": "gzip"})
    assert packed[1]["content-encoding"] == "gzip"
    assert len(packed[2]) < len(plain[2]) / 2
    assert gzip.decompress(packed[2]) == plain[2]


def test_the_app_does_not_start_on_broken_content(tmp_path: Path) -> None:
    content = tmp_path / "content"
    shutil.copytree(ROOT / "content", content)
    file = content / "lines" / "veilig-dichtbij.yaml"
    file.write_text(file.read_text("utf-8").replace("    why:", "    wyh:", 1), "utf-8")
    environment = {**os.environ, "ZELFSCAN_CONTENT": str(content), "ZELFSCAN_DATA_DIR": str(tmp_path / "data")}
    command = [sys.executable, "-m", "streamlit", "run", "app.py", f"--server.port={free_port()}"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60, check=False)
    said = done.stdout + done.stderr
    assert done.returncode != 0
    assert re.search(r"content/lines/veilig-dichtbij\.yaml:\d+: .*wyh.*bedoelde u 'why'", said)
    assert "De app start niet" in said
    assert "Traceback" not in said
