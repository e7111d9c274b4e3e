"""What the app writes for its operator: lines of text or of JSON. Never an answer, a token, a join code or who visited.

Everything that any part of the process logs goes through `safe_record`, also what Streamlit, the server and Python say: the words
of an exception are left out, because they can hold what somebody typed; its kind and place stay.
"""

from __future__ import annotations

import json
import logging
import re
import sys
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from ipaddress import ip_address
from pathlib import PurePath
from types import TracebackType
from typing import Any, Final

from streamlit import logger as streamlit_logger

LOG: Final = logging.getLogger("zelfscan")

HIDDEN: Final = "***"

# Addresses that carry a secret or a join code: everything behind the first part.
_SECRET_PATHS = re.compile(r"/(verder|terug|begeleiden|plan|mee)(/|%2f)\S*", re.IGNORECASE)
_QUERY = re.compile(r"([?&;][^\s=&;?]*)=[^\s&;]*")
_CREDENTIALS = re.compile(r"://[^\s/@]*@")
_LONG = re.compile(r"[A-Za-z0-9_-]{32,}")  # a token has 32 of these, a hash 64
_IP4 = re.compile(r"(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])")
_MAYBE_IP6 = re.compile(r"(?<![\w:.])[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*(?![\w:])")
_EXCEPTION = re.compile(r"\bexception=(\w+)\(.*")  # how Python describes a task that failed
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]")


def redacted(text: str) -> str:
    """`text` on one line, without what only the person it belongs to may know."""
    text = _CONTROL.sub("␤", text)  # first: no line break may cut a secret in two
    text = _EXCEPTION.sub(rf"exception=\1({HIDDEN})", text)
    text = _CREDENTIALS.sub(f"://{HIDDEN}@", text)
    text = _SECRET_PATHS.sub(rf"/\1/{HIDDEN}", text)
    text = _QUERY.sub(rf"\1={HIDDEN}", text)
    text = _LONG.sub(HIDDEN, text)
    text = _IP4.sub(HIDDEN, text)
    return _MAYBE_IP6.sub(_without_ip6, text)


def _without_ip6(found: re.Match[str]) -> str:
    try:
        ip_address(found.group().rstrip("."))
    except ValueError:
        return found.group()
    return HIDDEN


def place_of(error: BaseException, trace: TracebackType | None) -> str:
    """The kind of an exception and where it came from, without its words: "ValueError in parts.py:12 < page.py:40"."""
    places: list[str] = []
    while trace is not None:
        places.insert(0, f"{PurePath(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} in {' < '.join(places[:12]) or '?'}"


def _plain(argument: Any) -> Any:
    return type(argument).__name__ if isinstance(argument, BaseException) else argument


def safe_record(*arguments: Any, **named: Any) -> logging.LogRecord:
    """A record of the log as `logging` makes it, made safe before any handler sees it."""
    record = logging.LogRecord(*arguments, **named)
    if isinstance(record.args, Mapping):
        record.args = {key: _plain(value) for key, value in record.args.items()}
    elif record.args:
        record.args = tuple(map(_plain, record.args))
    try:
        message = type(record.msg).__name__ if isinstance(record.msg, BaseException) else record.getMessage()
    except Exception:  # words and arguments that do not fit together: a fault of the caller, and no reason to fail
        message = str(record.msg)
    record.msg, record.args = redacted(message), None
    if record.exc_info and record.exc_info[1] is not None:
        record.exc_text = place_of(record.exc_info[1], record.exc_info[2])
    record.exc_info = record.stack_info = None
    return record


class Text(logging.Formatter):
    """ "2026-11-24T12:00:00.000+00:00 WARNING zelfscan: woorden", with the kind and place of an error behind it."""

    def format(self, record: logging.LogRecord) -> str:
        error = f" [{record.exc_text}]" if record.exc_text else ""
        return f"{_moment(record)} {record.levelname} {record.name}: {record.getMessage()}{error}"


class JsonLines(logging.Formatter):
    """One JSON object on a line: `time`, `level`, `logger`, `message`, and `error` where there is one."""

    def format(self, record: logging.LogRecord) -> str:
        line = {"time": _moment(record), "level": record.levelname, "logger": record.name, "message": record.getMessage()}
        if record.exc_text:
            line["error"] = record.exc_text
        return json.dumps(line, ensure_ascii=False)


def _moment(record: logging.LogRecord) -> str:
    return datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds")


def set_up(kind: str) -> None:
    """From now on the whole process logs to standard error, safely, as `kind` ("text" or "json") says."""
    logging.setLogRecordFactory(safe_record)
    logging.captureWarnings(True)
    threading.excepthook = _thread_failed
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if kind == "json" else Text())
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    LOG.setLevel(logging.INFO)
    for name in ("uvicorn.access", "uvicorn.error"):  # a line for everybody who comes: nobody needs to know
        logging.getLogger(name).setLevel(logging.WARNING)

    def to_the_one_handler(logger: logging.Logger) -> None:
        for own in list(logger.handlers):
            logger.removeHandler(own)
        logger.propagate = True

    # Streamlit gives each of its loggers, and those of the server, a handler of its own.
    streamlit_logger.setup_formatter = to_the_one_handler
    for logger in streamlit_logger._loggers.values():
        to_the_one_handler(logger)


def _thread_failed(failed: threading.ExceptHookArgs) -> None:
    if failed.exc_value is not None:
        LOG.error("Een thread is gestopt", exc_info=(failed.exc_type, failed.exc_value, failed.exc_traceback))
