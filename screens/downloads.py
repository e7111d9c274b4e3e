"""A file that is made when somebody asks for it stays until the browser can have fetched it; too many are not made.

The browser fetches it with a second request. At the end of every run, of any visitor, Streamlit marks the files that no page
refers to and removes those it marked before, and a file made on request is referred to by no page: while others answered,
it was gone before the browser came for it.

A browser asks for such a file by a message, as often as it likes and without a run: each is counted (`screens.making`).
"""

from __future__ import annotations

import time
from collections.abc import Callable
from functools import wraps
from typing import Any, Final

from streamlit.runtime.media_file_manager import MediaFileManager, MediaFileMetadata

from screens import making

HELD: Final = 120.0
"""Seconds that a file without a page stays: time for a slow phone to begin to fetch it."""

_mark = MediaFileMetadata.mark_for_delete
_add = MediaFileManager.add_deferred


class TooManyFiles(Exception):
    """Not made: Streamlit tells the page that it failed, and `static/woorden.js` has the words for that."""


def _mark_later(file: MediaFileMetadata) -> None:
    now = time.monotonic()
    if now - file.__dict__.setdefault("unused_since", now) >= HELD:
        _mark(file)


def _add_counted(files: MediaFileManager, make: Callable[[], Any], *given: Any, **named: Any) -> str:
    """Called while the page is drawn, when the address of the visitor is known; `make` is called later, in a thread."""
    address = making.visitor_address()

    @wraps(make)
    def counted() -> Any:
        if not making.may_build(address):
            raise TooManyFiles
        return make()

    return _add(files, counted, *given, **named)


def hold_downloads() -> None:
    """Call once, when the app starts."""
    MediaFileMetadata.mark_for_delete = _mark_later  # type: ignore[method-assign, assignment]
    MediaFileManager.add_deferred = _add_counted  # type: ignore[method-assign, assignment]
