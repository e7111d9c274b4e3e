"""A note is stored while it is typed, and the typing is not disturbed."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from tests.browser.started import started
from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page

pytestmark = pytest.mark.xdist_group("typing")
QUESTION = QUESTIONNAIRE.questions[0]
WAITING = "Wordt vanzelf opgeslagen"


@pytest.fixture
def visitor(visit: Callable[..., Visitor]) -> Visitor:
    visitor = started(visit("wide"), "Goes")
    visitor.answer(QUESTION.id, 2)
    return visitor


def note(visitor: Visitor) -> Locator:
    """The note's field, unfolded."""
    visitor.page.locator(f".st-key-open-{QUESTION.id} summary").click()
    field = visitor.page.locator(f".st-key-vraag-{QUESTION.id} textarea")
    expect(field).to_be_visible()
    visitor.rest()
    return field


def expect_kept(visitor: Visitor, text: str) -> None:
    """The text is there when the measurement is opened afresh, in another tab."""
    other = Visitor(visitor.page.context.new_page(), visitor.url).open(QUESTIONNAIRE.themes[0].id)
    expect(note(other)).to_have_value(text)


def test_a_note_that_is_never_left_is_stored(visitor: Visitor) -> None:
    note(visitor).press_sequentially("Lukt bij grote gevangenissen.")
    expect(on_page(visitor.page, WAITING)).to_be_visible()
    expect(on_page(visitor.page, WAITING)).to_be_hidden()
    visitor.rest()
    expect_kept(visitor, "Lukt bij grote gevangenissen.")
    visitor.page.reload()
    visitor.ready()
    expect(note(visitor)).to_have_value("Lukt bij grote gevangenissen.")


@pytest.mark.parametrize("pause", [1900, 2000, 2050, 2100, 2200])
def test_typing_on_while_the_note_is_stored_loses_no_character(visitor: Visitor, pause: int) -> None:
    field = note(visitor)
    field.press_sequentially("Eerst dit. ", delay=15)
    visitor.page.wait_for_timeout(pause)
    visitor.page.keyboard.type("Daarna meteen nog een hele zin erachteraan.", delay=15)
    visitor.page.wait_for_timeout(3000)
    expect(field).to_have_value("Eerst dit. Daarna meteen nog een hele zin erachteraan.")
    visitor.page.reload()
    visitor.ready()
    expect(note(visitor)).to_have_value("Eerst dit. Daarna meteen nog een hele zin erachteraan.")


def test_storing_a_note_leaves_field_focus_and_caret_where_they_are(visitor: Visitor) -> None:
    field = note(visitor)
    field.press_sequentially("voor  achter")
    for _ in "achter ":
        visitor.page.keyboard.press("ArrowLeft")
    for word in ("een", " twee"):
        visitor.page.keyboard.type(word)
        expect(on_page(visitor.page, WAITING)).to_be_visible()
        expect(on_page(visitor.page, WAITING)).to_be_hidden()
        visitor.rest()
        expect(field).to_be_visible()
        expect(field).to_be_focused()
    expect(field).to_have_value("voor een twee achter")
    assert field.evaluate("(field) => field.selectionStart") == len("voor een twee")
    expect_kept(visitor, "voor een twee achter")


def test_a_note_typed_just_before_going_back_is_kept(visitor: Visitor) -> None:
    visitor.page.get_by_role("link", name="Volgend thema").click()
    visitor.heading(QUESTIONNAIRE.themes[1].title)
    visitor.page.get_by_role("link", name="Vorig thema").click()
    visitor.heading(QUESTIONNAIRE.themes[0].title)
    note(visitor).press_sequentially("Net voor terug")
    visitor.page.go_back()
    visitor.heading(QUESTIONNAIRE.themes[1].title)
    expect_kept(visitor, "Net voor terug")
