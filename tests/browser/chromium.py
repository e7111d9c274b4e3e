"""Where Chromium is, and how it is started."""

from __future__ import annotations

import shutil
from typing import Final

from playwright.sync_api import Browser, Playwright

ARGUMENTS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
# First the one without windows: the same Chromium, in which a page for a new visitor costs a seventh of the processor time.
NAMES: Final = ("chromium-headless-shell", "chromium", "chromium-browser", "google-chrome")


def launch(playwright: Playwright, *more: str) -> Browser:
    """A Chromium of its own, with more arguments than `ARGUMENTS` where given. Raises FileNotFoundError."""
    path = next(filter(None, map(shutil.which, NAMES)), None)
    if path is None:
        raise FileNotFoundError("Chromium is missing: run 'make browser' first")
    return playwright.chromium.launch(executable_path=path, args=[*ARGUMENTS, *more])
