"""The accessibility tree of every page, as a screen reader gets it: kept in files that people read and review.

`python -m tests.access --write` makes them anew; a test compares them.
"""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Final

from tests.browser.visitor import Visitor

FOLDER: Final = Path(__file__).with_name("trees")
# What differs from one run or day to the next.
_MONTHS: Final = "januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december"
_CHANGING: Final = (
    (re.compile(r"127\.0\.0\.1:\d+"), "zelfscan"),
    (re.compile(r"\b\d{2}-\d{2}-20\d{2}\b"), "DATUM"),
    (re.compile(r"\b\d{1,2}:\d{2}\b"), "TIJD"),
    (re.compile(r"(/(?:verder|terug|begeleiden|plan|mee)/)[A-Za-z0-9_-]{6,}"), r"\1SLEUTEL"),
    (re.compile(r"\bCode: (?:\w )+\w\b"), "Code: C O D E"),
    (re.compile(r"\b[BCDFGHJKMNPQRSTVWXZ2-9]{3} ?[BCDFGHJKMNPQRSTVWXZ2-9]{3}\b"), "CODE"),
    (re.compile(rf"\b(?:(?:maan|dins|woens|donder|vrij|zater|zon)dag )?\d{{1,2}} (?:{_MONTHS}) \d{{4}}"), "DATUM"),
    (re.compile(r"\b\d{4}-\d{2}-\d{2}\b"), "DATUM"),
    (re.compile(r"\?nr=\d+"), "?nr=NUMMER"),
    (re.compile(r"^- status: .*$", re.MULTILINE), "- status"),  # what was last said aloud, and for how long it stays
    (re.compile(r"\bover \d+ dagen\b|\bnog \d+ dagen\b"), "over DAGEN"),
)


def tree(visitor: Visitor) -> str:
    """The tree of the page as it stands."""
    text = visitor.page.locator("body").aria_snapshot()
    for pattern, words in _CHANGING:
        text = pattern.sub(words, text)
    if 'heading "Toegankelijkheidsverklaring"' in text:  # its numbers are those of the last check, and have a test of their own
        text = re.sub(r"(?<!level=)(?<!\d)\d[\d.,]*", "GETAL", text)
    return text.rstrip() + "\n"


def settled(visitor: Visitor) -> str:
    """The tree when it stays the same for a moment: the one to keep."""
    before = tree(visitor)
    while True:
        visitor.page.wait_for_timeout(700)
        now = tree(visitor)
        if now == before:
            return now
        before = now


def file(page: str) -> Path:
    plain = unicodedata.normalize("NFKD", page.lower()).encode("ascii", "ignore").decode()
    return FOLDER / f"{re.sub(r'[^a-z0-9]+', '-', plain).strip('-')}.yaml"


def write(page: str, text: str) -> None:
    file(page).write_text(text, "utf-8")


def changed(page: str, visitor: Visitor) -> list[str]:
    """What changed since the tree of this page was reviewed. A page that is still being drawn on a busy machine gets a moment."""
    for _ in range(20):
        if not differs(page, tree(visitor)):
            return []
        visitor.page.wait_for_timeout(500)
    return differs(page, tree(visitor))


def differs(page: str, text: str) -> list[str]:
    """How a tree differs from the reviewed one of its page."""
    place = file(page)
    if not place.exists():
        return [f"{page}: no tree was reviewed yet; run 'python -m tests.access --write' and read {place.name}"]
    before, now = place.read_text("utf-8").splitlines(), text.splitlines()
    if before == now:
        return []
    gone = [f"- {line.strip()}" for line in before if line not in now]
    new = [f"+ {line.strip()}" for line in now if line not in before]
    return [f"{page}: the accessibility tree changed: {[*gone, *new][:12] or 'the order of its lines'}"]
