"""The log holds nothing that only a visitor may know, whoever wrote it, and every line can be read by a program."""

from __future__ import annotations

import json
import logging
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from screens import pages
from screens.logs import HIDDEN, JsonLines, Text, place_of, redacted, safe_record
from storage import new_token
from storage.workshop import CODE_LENGTH, CODE_LETTERS

ROOT = Path(__file__).parents[2]

tokens = st.builds(lambda _: new_token(), st.integers()) | st.text("abcXYZ019_-", min_size=32, max_size=32)
codes = st.text(CODE_LETTERS, min_size=CODE_LENGTH, max_size=CODE_LENGTH)
anything = st.text(max_size=40)
secret_doors = st.sampled_from(["verder", "terug", "begeleiden", "plan", "Verder", "PLAN"])


@given(before=anything, token=tokens, after=anything)
def test_no_token_stays_whatever_is_around_it(before: str, token: str, after: str) -> None:
    assert token not in redacted(f"{before}{token}{after}")


@given(door=secret_doors, rest=st.text(st.characters(exclude_categories=["Z", "C"]), min_size=1, max_size=80))
def test_nothing_stays_of_what_stands_behind_a_secret_door(door: str, rest: str) -> None:
    for slash in ("/", "%2F", "%2f"):
        assert redacted(f"GET /{door}{slash}{rest}") == f"GET /{door}/{HIDDEN}"


@given(
    code=codes,
    before=st.sampled_from(["", "https://zelfscan.test", '"GET ']),
    after=st.sampled_from(["", "?rol=beleid", "/", "#x"]),
)
def test_no_join_code_stays_in_an_address(code: str, before: str, after: str) -> None:
    for address in (f"{before}/mee/{code}{after}", f"{before}/mee/{code.lower()}{after}", f"{before}/mee?code={code}"):
        assert code.lower() not in redacted(address).lower()


@given(
    key=st.text("abcdefg-", min_size=1, max_size=9),
    value=st.text(st.characters(exclude_categories=["Z", "C"], exclude_characters="&;")),
)
def test_no_value_stays_in_a_query(key: str, value: str) -> None:
    assert redacted(f"/inspiratie?{key}={value}") == f"/inspiratie?{key}={HIDDEN}"


@given(st.ip_addresses())
def test_no_address_of_a_visitor_stays(address: Any) -> None:
    for line in (f"van {address} kwam", f"regel\n{address}\n", f"('{address}', 443)", f"{address} - GET /"):
        assert str(address) not in redacted(line)


@given(user=st.text("abc:%@"[:4], max_size=9), password=st.text("abcdef0123!$", min_size=8, max_size=20))
def test_no_password_of_the_database_stays(user: str, password: str) -> None:
    assert password not in redacted(f"postgresql+psycopg://{user}:{password}@server/zelfscan")


@given(anything)
@example(";=\x1f")
@example("?code=a\x1fb")
@example("\n192.0.2.1\n::1")
def test_a_line_is_one_line_and_safe_stays_safe(text: str) -> None:
    once = redacted(text)
    assert len(once.splitlines()) <= 1
    assert redacted(once) == once


@pytest.mark.parametrize(
    "line",
    [
        "De zelfscan is gestart: PostgreSQL, schema 3, vragenlijst 1.0.",
        "GET /inspiratie 200",
        "Verwijderd na de bewaartermijn: 12 metingen om 12:34:56 op 2026-11-24",
        *(f"/{path}" for path in sorted(pages.paths()) if path),
    ],
)
def test_what_an_operator_needs_stays(line: str) -> None:
    assert redacted(line) == line


# Records, whoever made them


def record(message: object, *arguments: object, error: BaseException | None = None) -> logging.LogRecord:
    info = (type(error), error, error.__traceback__) if error else None
    return safe_record("zelfscan", logging.ERROR, __file__, 1, message, arguments, info)


def raised(error: BaseException) -> BaseException:
    try:
        raise error
    except BaseException as caught:
        return caught


@given(words=st.text("geheim antwoord\n", min_size=8), token=tokens)
def test_the_words_of_an_exception_are_never_in_a_line(words: str, token: str) -> None:
    words = f"GEHEIM {words}"
    error = raised(ValueError(words, token))
    for made in (
        record("Fout bij %s", f"/verder/{token}", error=error),
        record("Fout: %s", error),
        record(error),
        record("Fout: %(wat)s", {"wat": error}),
        record(f"Task exception was never retrieved\nfuture: <Task finished exception={error!r}>", error=error),
        record("te weinig %s %s", error),
        record("een % teken", token),
    ):
        for form in (Text(), JsonLines()):
            line = form.format(made)
            assert "GEHEIM" not in line
            assert token not in line
            assert "\n" not in line
        assert json.loads(JsonLines().format(made)).keys() >= {"time", "level", "logger", "message"}


def test_the_kind_and_the_place_of_an_error_stay() -> None:
    error = raised(KeyError("geheim"))
    assert place_of(error, error.__traceback__).startswith("KeyError in test_logs.py:")
    assert json.loads(JsonLines().format(record("Mis", error=error)))["error"].startswith("KeyError in test_logs.py:")
    assert Text().format(record("Mis", error=error)).split(" ", 1)[1].startswith("ERROR zelfscan: Mis [KeyError in test_logs.py:")


PROCESS = """
import logging, sys, threading, warnings
from screens.logs import set_up
set_up(sys.argv[1])
from streamlit.logger import get_logger, update_formatter
import streamlit.runtime
update_formatter()
secret = "A" * 32
get_logger("streamlit.later").error("streamlit %s", secret)
get_logger("uvicorn.error").error("server", exc_info=ValueError(secret))
logging.getLogger("ander.pakket").warning("ander %s", {"token": secret})
logging.getLogger("zelfscan").info("eigen /verder/%s", secret)
logging.getLogger("ander.pakket").info("niet")
warnings.warn(secret)
thread = threading.Thread(target=lambda: int(secret))
thread.start(); thread.join()
"""


@pytest.mark.parametrize("kind", ["text", "json"])
def test_a_whole_process_logs_safely_and_each_thing_once(kind: str) -> None:
    done = subprocess.run([sys.executable, "-c", PROCESS, kind], cwd=ROOT, capture_output=True, text=True, check=True)
    lines = done.stderr.splitlines()
    assert "A" * 32 not in done.stderr
    assert done.stdout == ""
    if kind == "json":
        found = [json.loads(line) for line in lines]
        assert [line["logger"] for line in found] == [
            *("streamlit.later", "uvicorn.error", "ander.pakket", "zelfscan", "py.warnings", "zelfscan")
        ]
        assert found[1]["error"] == "ValueError in ?"
        assert found[5]["error"].startswith("ValueError in <string>:")
    assert len(lines) == 6
