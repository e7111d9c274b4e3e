"""Every walk in every variant, in two browsers beside each other."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Iterable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect, sync_playwright

from tests.access import trees
from tests.access.checks import Look, look
from tests.access.together import WALKS
from tests.access.variants import VARIANTS, WIDE, Variant, Window
from tests.browser.chromium import launch
from tests.browser.server import Server
from tests.browser.visitor import Visitor

WORKERS: Final = 2


@dataclass
class Walked:
    """What one walk found: a look per page and variant, and the accessibility tree of each page."""

    name: str
    looks: dict[str, dict[str, Look]] = field(default_factory=dict)
    trees: dict[str, str] = field(default_factory=dict)
    chromium: str = ""
    broken: str = ""


def walk(name: str, variants: Sequence[Variant] = VARIANTS) -> Walked:
    """Look at every page of a walk, with a server and a browser of its own."""
    expect.set_options(timeout=60_000)
    walked = Walked(name)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server(Path(data)).start()
        browser = launch(playwright)
        walked.chromium = browser.version

        def opened() -> Page:
            page = browser.new_context(viewport={"width": WIDE.width, "height": WIDE.height}, locale="nl-NL").new_page()
            page.set_default_timeout(60_000)
            return page

        try:
            for page, visitor in WALKS[name](opened, server):
                walked.trees[page] = trees.settled(visitor)
                walked.looks[page] = seen(visitor, variants)
                print(f"  {name}: {page}", *_told(walked.looks[page]), sep="\n      ", flush=True)
        except Exception as error:  # the other walks go on, and the run fails
            walked.broken = f"{name}: stopped after '{list(walked.looks)[-1:]}': {error}"
        finally:
            browser.close()
            server.stop()
    return walked


def _told(looks: dict[str, Look]) -> list[str]:
    return [f"[{variant}] {' '.join(fault.split())[:240]}" for variant, found in looks.items() for fault in found.faults]


def seen(visitor: Visitor, variants: Iterable[Variant]) -> dict[str, Look]:
    """The page in each variant, and back in the first."""
    window, found = Window(visitor.page), {}
    for variant in variants:
        window.into(variant)
        found[variant.id] = look(visitor, window)
    window.into(WIDE)
    return found


def walk_all(names: Sequence[str] = tuple(WALKS), variants: Sequence[Variant] = VARIANTS) -> list[Walked]:
    with ProcessPoolExecutor(max_workers=WORKERS) as pool:
        return list(pool.map(walk, names, [variants] * len(names)))


def faults(walked: Sequence[Walked]) -> list[str]:
    return [one.broken for one in walked if one.broken] + [
        f"{page} [{variant}] {fault}"
        for one in walked
        for page, looks in one.looks.items()
        for variant, found in looks.items()
        for fault in found.faults
    ]


def judged(walked: Iterable[Walked]) -> Counter[str]:
    """How often each judged kind occurred."""
    total: Counter[str] = Counter()
    for one in walked:
        for looks in one.looks.values():
            for found in looks.values():
                total += found.judged
    return total
