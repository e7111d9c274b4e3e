"""Where this app is reached, as the visitor sees it, and that address as a picture."""

from __future__ import annotations

import io
import re

import segno
import streamlit as st

from screens.parts import escape


def base() -> str:
    """Scheme and host, without a slash at the end."""
    found = re.match(r"https?://[^/]+", st.context.url or "")
    return found.group() if found else ""


def qr(link: str, label: str) -> str:
    """The link as a QR code, as HTML with a label for who cannot see it."""
    out = io.BytesIO()
    segno.make(link, error="m").save(out, kind="svg", scale=4, xmldecl=False, svgns=True, nl=False, omitsize=True)
    return f'<div class="qr" role="img" aria-label="{escape(label)}">{out.getvalue().decode()}</div>'
