"""A hostile text in every part of a page, and a whole measurement and workshop of them on every page: it stays a text."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from html.parser import HTMLParser
from pathlib import Path
from typing import Any, Final

import pytest
from streamlit.testing.v1 import AppTest

from scoring.planning import own_draft
from screens import address, context, pages, parts, shell
from screens.main import SCREENS
from screens.session import KEY, Session
from screens.workshop import doors
from screens.workshop.leading import Leading
from storage import Settings, Store, new_token
from tests.browser.rooms import ORDER, SeededRoom
from tests.browser.server import Server

EVIL: Final = '<img src=x onerror="alert(1)"><script>alert(2)</script>\'"&'
TODAY: Final = date(2026, 11, 24)


class Page(HTMLParser):
    """What a browser makes of HTML: `faults` are elements and attributes that run something, `texts` all words."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.faults: list[str] = []
        self.texts: list[str] = []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in ("img", "script", "iframe", "object", "embed", "base"):
            self.faults.append(tag)
        self.faults += [name for name, _ in attrs if name.startswith("on") or not name.replace("-", "").isalnum()]
        self.texts += [value or "" for _, value in attrs]

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


PARTS: Final[dict[str, Callable[[], Any]]] = {
    "title": lambda: parts.title(EVIL),
    "h1": lambda: parts.h1(EVIL),
    "heading": lambda: parts.heading(EVIL),
    "subheading": lambda: parts.subheading(EVIL),
    "text": lambda: parts.text(EVIL, EVIL, kind="klein"),
    "paragraph": lambda: parts.paragraph(EVIL),
    "bullets": lambda: parts.bullets([EVIL]),
    "definitions": lambda: parts.definitions([(EVIL, EVIL)], "plan"),
    "details": lambda: parts.details(EVIL, ""),
    "quote": lambda: parts.quote(3, EVIL),
    "table": lambda: parts.table(EVIL, ["Vraag", "Fase"], [["a", "b"]]),
    "progress": lambda: parts.progress(1, 2, EVIL),
    "message": lambda: parts.message(EVIL, EVIL, turn=EVIL),
    "stored": lambda: parts.stored(EVIL, EVIL, turn=EVIL),
    "error": lambda: parts.error(EVIL, EVIL, go=True),
    "link": lambda: parts.link(EVIL, EVIL),
    "outer_link": lambda: parts.outer_link(EVIL, EVIL),
}
OTHERS: Final = {
    "address.qr": lambda: address.qr(EVIL, EVIL),
    "shell.message_page": lambda: shell.message_page(EVIL, EVIL, link=(EVIL, EVIL)),
    "doors.code_form": lambda: doors.code_form(EVIL, EVIL),
}
# What takes HTML or nothing that is shown; `plain` makes Markdown.
NO_TEXT: Final = {"escape", "plain", "html", "actions", "register", "registered", "go"}


def test_every_part_is_tried() -> None:
    known = {name for name, one in inspect.getmembers(parts, inspect.isfunction) if one.__module__ == parts.__name__}
    assert {name for name in known if not name.startswith("_")} == PARTS.keys() | NO_TEXT


@pytest.mark.parametrize("name", [*PARTS, *OTHERS])
def test_a_part_shows_a_hostile_text_to_the_letter_and_runs_nothing(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[str] = []
    monkeypatch.setattr(parts, "html", lambda *bodies: drawn.extend(bodies))
    made = (PARTS | OTHERS)[name]()
    found = Page("".join(drawn) if made is None else made)
    assert found.faults == []
    assert any(EVIL in text for text in found.texts)


def test_markdown_of_a_text_makes_no_element_link_or_picture() -> None:
    assert "\\<" in parts.plain("<b>")
    assert "](" not in parts.plain("![x](https://elders.example/x.png)")


# Whole pages


@pytest.fixture(scope="module")
def store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store(f"sqlite:///{tmp_path_factory.mktemp('hostile')}/zelfscan.sqlite", timedelta(days=365))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "store", lambda: store)
        patch.setattr(context, "settings", lambda: Settings())
        yield store
    store.close()


def shown(path: str, visitor: Session, **kept: Any) -> str:
    """All that page `path` puts into the browser as HTML; of the hall's screen, every slide."""

    def script(draw, visitor) -> None:  # type: ignore[no-untyped-def]  # its text runs elsewhere: it knows no names of ours
        draw(visitor)

    page = AppTest.from_function(script, args=(SCREENS[path][1], visitor), default_timeout=60)
    page.session_state[KEY] = visitor
    for key, value in kept.items():
        page.session_state[key] = value
    page.run()
    drawn = ""
    while True:
        assert not page.exception
        drawn += "".join([*(one.proto.body for one in page.get("html")), *(one.value for one in page.markdown if one.allow_html)])
        on = [button for button in page.button if button.key == "volgende" and not button.disabled]
        if not on:
            return drawn
        on[0].click().run()


@pytest.fixture(scope="module")
def visitor(store: Store) -> Session:
    """A measurement in which every text is hostile."""
    token, questionnaire = new_token(), context.content().questionnaire
    made = store.create(token, questionnaire, municipality=EVIL, role="beleid", size=None, today=TODAY)
    for question in questionnaire.questions:
        store.save_answer(made.response_id, question.id, 2, EVIL)
    for theme in questionnaire.themes:
        store.save_target(made.id, theme.id, 3)
        store.save_target_reason(made.id, theme.id, EVIL)
    store.plans.create(made.id, own_draft(context.content().plan, [], TODAY).model_copy(update={"title": EVIL}))
    store.plans.create(made.id, own_draft(context.content().plan, [], TODAY).model_copy(update={"title": EVIL}))
    visitor = Session(token=token)
    visitor.read()
    return visitor


def names_it(html: str) -> bool:
    """Whether the hostile text stands on the page, to the letter. Asserts that it does nothing there."""
    found = Page(html)
    assert found.faults == []
    return any(EVIL in text for text in found.texts)


@pytest.mark.parametrize("path", [path for path in SCREENS if path not in pages.TOGETHER])
def test_a_page_of_a_hostile_measurement_runs_nothing(visitor: Session, path: str) -> None:
    there = names_it(shown(path, visitor))
    assert there or path not in (pages.START, pages.OVERVIEW, pages.PROFILE, pages.AMBITION, pages.PLAN)


def test_the_pages_of_a_hostile_workshop_run_nothing_in_any_phase(store: Store, tmp_path: Path) -> None:
    server = Server(tmp_path)  # not started: only its folder counts
    room = SeededRoom(server, 6, municipality=EVIL, note=EVIL, first_step=EVIL)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(context, "store", lambda: room.store)
        there: dict[str, set[str]] = {pages.LEAD: set(), pages.HALL: set()}
        for phase in ORDER:
            room.walk(phase)
            for path, phases in there.items():
                if names_it(shown(path, Session(), begeleiding=Leading(token=room.owner))):
                    phases.add(phase)
    room.store.close()
    assert there[pages.LEAD] == set(ORDER)
    assert {"waiting", "closed"} <= there[pages.HALL]
