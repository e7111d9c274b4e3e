"""A file that is made when somebody asks for it stays until the browser can have fetched it.

The browser fetches it with a second request. At the end of every run, of any visitor, Streamlit marks the files that no page
refers to and removes those it marked before, and a file made on request is referred to by no page: while others answered,
it was gone before the browser came for it.
"""

from __future__ import annotations

import time
from typing import Final

from streamlit.runtime.media_file_manager import MediaFileMetadata

HELD: Final = 120.0
"""Seconds that a file without a page stays: time for a slow phone to begin to fetch it."""

_mark = MediaFileMetadata.mark_for_delete


def _mark_later(file: MediaFileMetadata) -> None:
    now = time.monotonic()
    if now - file.__dict__.setdefault("unused_since", now) >= HELD:
        _mark(file)


def hold_downloads() -> None:
    """Call once, when the app starts."""
    MediaFileMetadata.mark_for_delete = _mark_later  # type: ignore[method-assign, assignment]
