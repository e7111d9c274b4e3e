"""The way in for who has a phone: the address, the code and the picture of both."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import lru_cache

from report.joining import Door, door
from screens import address, parts
from storage import Workshop


def way_in(workshop: Workshop) -> Door | None:
    """The way in; None when the code no longer works."""
    code = workshop.join_code
    if code is None or workshop.join_expires <= datetime.now(UTC):
        return None
    return door(address.base(), code)


def spaced(code: str) -> str:
    """A code as people read it aloud, as HTML."""
    return f'<span class="code" role="img" aria-label="Code: {parts.escape(" ".join(code))}">{code[:3]} {code[3:]}</span>'


@lru_cache(maxsize=16)
def picture(link: str) -> str:
    """The QR code of a link, as HTML."""
    return address.qr(link, "QR-code van het adres met de code")
