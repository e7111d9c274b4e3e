"""Makes any text safe to typeset.

A PDF for the long term (PDF/A, PDF/UA) may hold no character without a glyph: one name in another script would cost
someone the whole report. So every string passes `clean` first. What no bundled font shows becomes "[?]".
"""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from report.coverage import coverage

MISSING = "[?]"
CUT = " […] (ingekort)"
MAX_TEXT = 12_000
MAX_LABEL = 160

_BREAK = "\u200b"
_CHUNK = 12
_LONGEST_WORD = 40  # letters; a longer run of letters is hardly a word
_NEWLINES = re.compile("\r\n|[\r\x0b\x0c\x85\u2028\u2029]")
_TOO_MANY_NEWLINES = re.compile(r"\n{3,}")
_LONG_TOKEN = re.compile(r"[^\s\u200b-]{30,}")
_SPACES = re.compile(r"\s+")
# Shown by no reader: controls, directions, joiners of other scripts, byte order mark, tags.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x9f\u061c\u180e\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb\U000e0000-\U000e007f]"
)
_PRIVATE = re.compile("[\ud800-\udfff\ue000-\uf8ff\U000f0000-\U0010ffff]")


class Exact(str):
    """A text that no reader sees: a drawing, a link. No cleaning changes it."""

    __slots__ = ()


def clean(text: str, limit: int = MAX_TEXT) -> str:
    """The text as the bundled fonts can show it, at most about `limit` characters, paragraphs kept as newlines."""
    if len(text) > limit:
        text = text[:limit].rstrip() + CUT
    text = _NEWLINES.sub("\n", text).replace("\t", " ")
    text = _PRIVATE.sub("\ue000", _INVISIBLE.sub("", text))
    text = _shown(unicodedata.normalize("NFC", text))
    text = _TOO_MANY_NEWLINES.sub("\n\n", text).strip()
    return _LONG_TOKEN.sub(_breakable, text)


def label(text: str, limit: int = MAX_LABEL) -> str:
    """A text of one line: a name, a role."""
    return clean(_SPACES.sub(" ", text).strip(), limit)


def strict(text: str) -> str:
    """Only letters, digits and marks of Western European languages: what every text face shows, whatever happens."""
    plain = "".join(c if c == "\n" or " " <= c <= "~" or "\xa1" <= c <= "\xff" else "?" for c in text.replace(_BREAK, ""))
    return _LONG_TOKEN.sub(lambda token: " ".join(_pieces(token.group(), _CHUNK)), plain.replace("\xad", ""))


def deep(value: Any, function: Any = clean) -> Any:
    """The same dictionaries and lists with `function` applied to every string that is shown (keys are not)."""
    if isinstance(value, Exact):
        return value
    if isinstance(value, str):
        return function(value)
    if isinstance(value, dict):
        return {key: deep(item, function) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [deep(item, function) for item in value]
    return value


def _shown(text: str) -> str:
    """Replaces each run of characters without a glyph by one sign."""
    known = coverage()
    if known.issuperset(text.replace("\n", "")):
        return text
    pieces: list[str] = []
    for character in text:
        if character == "\n" or character in known:
            pieces.append(character)
        elif not pieces or pieces[-1] is not MISSING:
            pieces.append(MISSING)
    return "".join(pieces)


def _breakable(token: re.Match[str]) -> str:
    """Gives a web address or a run of letters places where a line may end."""
    text = token.group()
    return text if text.isalpha() and len(text) <= _LONGEST_WORD else _BREAK.join(_pieces(text, _CHUNK))


def _pieces(text: str, size: int) -> list[str]:
    """The text in pieces of about `size` characters, never between a character and the accent or joiner after it."""
    pieces, start = [], 0
    while start < len(text):
        end = start + size
        while end < len(text) and (_attached(text[end]) or text[end - 1] == "\u200d"):
            end += 1
        pieces.append(text[start:end])
        start = end
    return pieces


def _attached(character: str) -> bool:
    return character == "\u200d" or unicodedata.category(character).startswith("M") or "\U0001f3fb" <= character <= "\U0001f3ff"
