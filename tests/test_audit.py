"""Known vulnerabilities fail `make check`; no internet is said, and fails nothing. The real pip-audit, our own service."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from tests.audit import KNOWN, LOCK, PATIENCE, ROOT, main
from tests.browser.server import free_port

HOLE = {
    "id": "PYSEC-2026-1",
    "summary": "proef",
    "published": "2026-01-01T00:00:00Z",
    "affected": [
        {
            "package": {"name": "", "ecosystem": "PyPI"},
            "ranges": [{"type": "ECOSYSTEM", "events": [{"introduced": "0"}, {"fixed": "9999"}]}],
        }
    ],
}


@contextmanager
def service(*vulnerable: str, wait: float = 0.0, fails: bool = False) -> Iterator[tuple[str, list[str]]]:
    """As OSV answers: `vulnerable` packages have a hole. Gives its address, and the names that were asked for."""
    asked: list[str] = []

    class Osv(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            question = json.loads(self.rfile.read(int(self.headers["content-length"])))
            name = question["package"]["name"]
            asked.append(name)
            time.sleep(wait)
            holes = [json.loads(json.dumps(HOLE))] if name in vulnerable or question == KNOWN else []
            for hole in holes:
                hole["affected"][0]["package"]["name"] = name
            body = json.dumps({"vulns": holes} if holes else {}).encode()
            self.send_response(500 if fails and len(asked) > 1 else 200)
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Osv) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}", asked
        server.shutdown()


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "proef.lock"
    hashes = "--hash=sha256:" + "0" * 64
    file.write_text(f"goed==1.0 \\\n    {hashes}\nlek==2.0 \\\n    {hashes}\n", "utf-8")
    return file


def test_a_known_vulnerability_fails_and_is_named(lock: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with service("lek") as (address, asked):
        assert main([], lock, address) == 1
    assert {"goed", "lek"} <= set(asked)
    said = capfd.readouterr()
    assert said.err.strip() == "lek 2.0: PYSEC-2026-1; hersteld in: 9999"
    assert said.out.strip() == "Nagekeken: 2 pakketten. Bekende lekken: 1."


def test_packages_without_a_known_vulnerability_pass(lock: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with service() as (address, _):
        assert main(["--strict"], lock, address) == 0
    assert "Nagekeken: 2 pakketten. Bekende lekken: 0." in capfd.readouterr().out


@pytest.mark.parametrize(("arguments", "code"), [([], 0), (["--strict"], 1)])
def test_without_internet_it_says_loudly_that_nothing_was_looked_at(
    lock: Path, capfd: pytest.CaptureFixture[str], arguments: list[str], code: int
) -> None:
    assert main(arguments, lock, f"http://127.0.0.1:{free_port()}") == code
    assert "LET OP: bekende lekken in de pakketten zijn NIET nagekeken." in capfd.readouterr().err


def test_a_service_that_says_nothing_keeps_nobody_waiting(lock: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with service(wait=3) as (address, asked):
        begun = time.monotonic()
        assert main([], lock, address, patience=0.5) == 0
        assert time.monotonic() - begun < 2
    assert asked == ["jinja2"]
    assert "NIET nagekeken" in capfd.readouterr().err


def test_a_service_that_breaks_halfway_is_no_clean_bill(lock: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with service(fails=True) as (address, _):
        assert main([], lock, address) == 1
    assert "mislukt" in capfd.readouterr().err


def test_every_package_that_is_installed_is_looked_up() -> None:
    with service() as (address, asked):
        assert main([], LOCK, address) == 0
    assert {"streamlit", "pydantic", "pytest"} <= set(asked)
    assert len(asked) > 100


def test_check_looks_and_the_wait_is_short() -> None:
    check = (ROOT / "Makefile").read_text("utf-8").partition("\ncheck:")[2].partition("\n\n")[0]
    assert "$(PY) -m tests.audit\n" in check + "\n"
    assert PATIENCE < 10
