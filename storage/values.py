"""What every part of the storage writes the same way: moments, secrets, clean texts and answers."""

from __future__ import annotations

import hashlib
import re
import secrets
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from typing import Any, TypeVar

from questionnaire.answers import Answer, Value

_TOKEN = re.compile(r"[A-Za-z0-9_-]{32}")


def new_token() -> str:
    """A new secret for a personal link: 192 random bits as 32 characters that are safe in an address."""
    return secrets.token_urlsafe(24)


def is_token(text: str) -> bool:
    """Whether `new_token` could have made this text."""
    return _TOKEN.fullmatch(text) is not None


def token_digest(token: str) -> str:
    """What the database keeps of a token: its SHA-256."""
    return hashlib.sha256(token.encode()).hexdigest()


_clock: Callable[[], datetime] = partial(datetime.now, UTC)  # looked up at every call: a test can put another in its place


def utc_now() -> datetime:
    return _clock()


_Text = TypeVar("_Text", str, str | None)


def cleaned(text: _Text) -> _Text:
    """Without what a database cannot hold: NUL (PostgreSQL) and halves of surrogate pairs (both)."""
    return text and text.replace("\0", "").encode(errors="replace").decode()


def answer_row(response: int, question: str, value: Value | None, note: str | None, now: datetime) -> dict[str, Any]:
    text = None if value is None else str(value)
    return {"response": response, "question": question, "value": text, "note": cleaned(note) or None, "updated": now}


def to_value(text: str | None) -> Value | None:
    """A stored value; the database holds nothing but answers."""
    return Answer.model_validate({"level": int(text) if text and text.isdigit() else text}).level


def to_answer(value: str | None, note: str | None) -> Answer:
    return Answer(level=to_value(value), note=note)
