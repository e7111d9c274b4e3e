"""A real Chromium against the real app."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Error, Page, Request, expect, sync_playwright

from tests.browser.chromium import launch
from tests.browser.server import Server
from tests.browser.visitor import Visitor
from tests.proxy import NAME

WIDTHS = {"wide": {"width": 1280, "height": 900}, "phone": {"width": 390, "height": 844}}
expect.set_options(timeout=15_000)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    here = Path(__file__).parent
    for item in items:
        if here in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        chromium = launch(playwright)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    running = Server(tmp_path_factory.mktemp("app")).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def own_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server that the tests of a file may kill, as long as they start it again."""
    running = Server(tmp_path_factory.mktemp("own")).start()
    yield running
    running.stop()


class Profiles:
    """Browser profiles to use again: without what a visitor left behind, with Streamlit's bundle in their cache.

    A first visit costs three times as much as a later one. What is asked for with options of its own is made anew.
    """

    def __init__(self, browser: Browser) -> None:
        self.browser = browser
        self.idle: dict[str, list[BrowserContext]] = {}

    def take(self, width: str, **options: object) -> BrowserContext:
        if not options and self.idle.get(width):
            return self.idle[width].pop()
        usual = {"viewport": WIDTHS[width], "locale": "nl-NL", "accept_downloads": True}
        return self.browser.new_context(**usual | options)  # type: ignore[arg-type]

    def give_back(self, width: str, profile: BrowserContext, **options: object) -> None:
        if options:
            profile.close()
            return
        try:
            for page in profile.pages:
                if page.url.startswith("http"):
                    page.evaluate("localStorage.clear()")
                page.close()
            profile.clear_cookies()
        except Error:  # a page that broke: its test has said so
            profile.close()
        else:
            self.idle.setdefault(width, []).append(profile)


@pytest.fixture(scope="session")
def profiles(browser: Browser) -> Profiles:
    return Profiles(browser)


@contextmanager
def opening(profiles: Profiles, others: str = "") -> Iterator[Callable[..., Page]]:
    """Opens pages, each in a profile of its own; fails at the end on a request to another host or a script error.

    `others` is the address of a site that is not ours: what its own pages ask is not looked at.
    """
    taken: list[tuple[str, BrowserContext, dict[str, object]]] = []
    faults: list[str] = []

    def asked(request: Request) -> None:
        if not _local(request.url) and not (others and request.frame.url.startswith(f"{others}/")):
            faults.append(f"request to {request.url}")

    def make(width: str = "wide", **options: object) -> Page:
        profile = profiles.take(width, **options)
        taken.append((width, profile, options))
        page = profile.new_page()
        page.on("request", asked)
        page.on("pageerror", lambda error: faults.append(f"script error: {error}"))
        page.on(
            "console",
            lambda message: faults.append(message.text) if "Content Security Policy" in message.text else None,
        )
        return page

    try:
        yield make
    finally:
        for width, profile, options in taken:
            profiles.give_back(width, profile, **options)
    assert faults == []


@pytest.fixture
def open_page(profiles: Profiles) -> Iterator[Callable[..., Page]]:
    """Opens a page in a browser profile of its own; fails the test on a request to another host or a script error."""
    with opening(profiles) as make:
        yield make


def _local(url: str) -> bool:
    """On this machine; behind nginx the app has a name, and TLS."""
    ours = ("http://127.0.0.1:", "ws://127.0.0.1:", f"https://{NAME}:", f"wss://{NAME}:")
    return url.startswith((*ours, "data:", "blob:", "about:"))


@pytest.fixture
def visit(open_page: Callable[..., Page], server: Server) -> Callable[..., Visitor]:
    """A visitor of the shared server, not yet begun."""

    def make(width: str = "wide", url: str | None = None, **options: object) -> Visitor:
        return Visitor(open_page(width, **options), url or server.url)

    return make
