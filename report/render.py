"""From plain data to PDF bytes with Typst."""

from __future__ import annotations

import json
import logging
import re
from datetime import datetime, timezone
from functools import cache
from pathlib import Path
from typing import Any

import typst

from report.coverage import FONT_DIR
from report.text import deep, strict

log = logging.getLogger(__name__)

TEMPLATES = Path(__file__).parent / "templates"
STANDARDS = ["a-2a", "ua-1"]  # long-term archiving and accessibility, together in one file
FAMILIES = {"Source Sans 3", "Noto Emoji"}
_EMPTY = 8
"""Empty documents after each one that is made. Typst keeps what it worked out until it was of no use to ten more documents:
with reports that all differ, 170 MB. This leaves it what the last one used: what the next one shares with that stays quick."""

_QUOTE = re.compile("[`\"'“‘]")


@cache
def fonts() -> typst.Fonts:
    """The bundled fonts and no others, so that every machine makes the same file."""
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(FONT_DIR)])
    if missing := FAMILIES - set(found.families()):
        raise FileNotFoundError(f"fonts missing in {FONT_DIR}: {', '.join(sorted(missing))}")
    return found


def arguments(kind: str, data: dict[str, Any], when: datetime) -> dict[str, Any]:
    """What Typst gets. `sys_inputs` is a new dictionary every time: Typst would reuse an old one, with another's data."""
    return {
        "input": str(TEMPLATES / f"{kind}.typ"),
        "root": str(TEMPLATES),
        "font_paths": fonts(),
        "ignore_system_fonts": True,
        "sys_inputs": {"data": json.dumps(data, ensure_ascii=False)},
        "pdf_standards": STANDARDS,
        "timestamp": when,
    }


def render(kind: str, data: dict[str, Any], when: datetime) -> bytes:
    """The PDF of template `kind` with clean data. `when` carries a time zone and is the date inside the file.

    A character that slips through the cleaning must not cost someone the report: the second try has plain letters only.
    Raises typst.TypstError when that fails too, ValueError for a time without zone.
    """
    offset = when.utcoffset()
    if offset is None:
        raise ValueError("the time of a report needs a time zone")
    # Typst takes no zone with summer time and no parts of a second.
    when = when.astimezone(timezone(offset)).replace(microsecond=0)
    try:
        return _compile(kind, data, when)
    except typst.TypstError as error:
        log.warning("report %s: retry with plain letters after: %s", kind, _diagnosis(error))
        return _compile(kind, deep(data, strict), when)


def _compile(kind: str, data: dict[str, Any], when: datetime) -> bytes:
    made = typst.compile(**arguments(kind, data, when))
    for _ in range(_EMPTY):
        typst.compile(b"", font_paths=fonts(), ignore_system_fonts=True)
    if not isinstance(made, bytes):
        raise TypeError("one PDF was expected")
    return made


def _diagnosis(error: typst.TypstError) -> str:
    """The message up to its first quotation: what is quoted may come from someone's note."""
    return _QUOTE.split(error.message, maxsplit=1)[0].strip()
