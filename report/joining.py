"""The way into a workshop, or into the app, on paper: the address as people type it, as a link, and as a QR code."""

from __future__ import annotations

import io
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

import segno

from report.text import Exact

_WEB: Final = ("https://", "http://")


@dataclass(frozen=True)
class Door:
    """`short` is the address as people type it, `link` the one in the QR code."""

    code: str
    short: str
    link: str

    @property
    def spaced(self) -> str:
        """The code as people read it aloud: in two halves."""
        half = (len(self.code) + 1) // 2
        return f"{self.code[:half]} {self.code[half:]}".strip()


def door(base: str, code: str) -> Door:
    """The way into a workshop. `base` is where the app is reached: scheme and host."""
    base = base.rstrip("/")
    return Door(code, f"{base.partition('://')[2] or base}/mee", f"{base}/mee/{quote(code, safe='')}")


def web_link(address: str) -> Exact | None:
    """The address as a link may hold it; None for what is no web address."""
    return Exact(quote(address, safe="%/:=&?~#+!$,;'@()*[]")) if address.startswith(_WEB) else None


def qr_svg(address: str) -> Exact:
    """The QR code of an address, as a drawing."""
    out = io.BytesIO()
    segno.make(address, error="m", micro=False).save(out, kind="svg", border=0, xmldecl=False, nl=False)
    return Exact(out.getvalue().decode())
