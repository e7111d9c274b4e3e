"""Small helpers for text that people typed."""

from __future__ import annotations

import io
import re
import sys
import unicodedata
from datetime import date
from typing import Final

MONTHS: Final = (
    *("januari", "februari", "maart", "april", "mei", "juni"),
    *("juli", "augustus", "september", "oktober", "november", "december"),
)
_SIGN = re.compile(r"\w")
_LINE_END = re.compile(r"\r\n?")


def clean_text(text: str) -> str:
    """The text in NFC, without control characters (line breaks and tabs stay) and without lone surrogates.

    Line ends become "\\n". Cleaning a clean text changes nothing.
    """
    if text.isprintable():  # nothing to take out; most texts, so this makes reading a file several times as fast
        return text if text.isascii() else unicodedata.normalize("NFC", text)
    text = _LINE_END.sub("\n", text)
    kept = (char for char in text if char in "\n\t" or unicodedata.category(char) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", "".join(kept))


def count_words(text: str) -> int:
    """The number of words: parts between spaces that hold a letter or digit, so a loose dash is no word."""
    return len(word_list(text))


def word_list(text: str) -> list[str]:
    """The words as written: parts between spaces that hold a letter or digit."""
    return [part for part in text.split() if _SIGN.search(part)]


def clip(text: str, length: int = 60) -> str:
    """The text on one line and at most `length` characters, for quoting in a message."""
    text = " ".join(clean_text(text).split())
    return text if len(text) <= length else text[: length - 1] + "…"


def listed(items: list[str], most: int = 40) -> str:
    """The items as a Dutch enumeration: "a, b en c"; of a very long list the first `most` and how many more."""
    if len(items) > most:
        return f"{', '.join(items[:most])} en nog {len(items) - most}"
    return " en ".join(filter(None, [", ".join(items[:-1]), *items[-1:]]))


def date_text(day: date) -> str:
    """ "24 november 2026"."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def print_anything() -> None:
    """Let standard output and error write what their encoding has no sign for as \\u2026, instead of failing on it."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
