"""One measurement open in two places, or two measurements in one browser: the newest choice counts, nothing crosses."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.started import started
from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page

pytestmark = pytest.mark.xdist_group("two-places")
FIRST, SECOND, THIRD = QUESTIONNAIRE.themes[0].questions[:3]


def tab(visitor: Visitor) -> Visitor:
    """A second tab in the same browser."""
    return Visitor(visitor.page.context.new_page(), visitor.url)


def test_a_stale_tab_does_not_write_old_answers_over_newer_ones(visit: Callable[..., Visitor]) -> None:
    old = started(visit("wide"), "Goes")
    old.answer(FIRST.id, 2)
    new = tab(old).open(QUESTIONNAIRE.themes[0].id)
    new.answer(FIRST.id, 5)
    old.answer(THIRD.id, 3)
    old.expect_chosen(FIRST.id, 4)
    new.page.reload()
    new.ready()
    new.expect_chosen(FIRST.id, 4)
    new.expect_chosen(THIRD.id, 2)


def test_ideas_chosen_in_two_tabs_are_all_kept(visit: Callable[..., Visitor]) -> None:
    one = started(visit("wide"), "Goes")
    for question in (FIRST, SECOND, THIRD):
        one.answer(question.id, 1)
    one.menu("Ideeën")
    other = tab(one).open("ideeen")
    one.page.locator("[class*='st-key-kies-'] label").nth(0).click()
    expect(on_page(one.page, "U koos 1 idee. Opgeslagen.")).to_be_visible()
    other.page.locator("[class*='st-key-kies-'] label").nth(1).click()
    expect(on_page(other.page, "U koos 2 ideeën. Opgeslagen.")).to_be_visible()


def test_a_tick_just_before_the_next_page_is_kept(visit: Callable[..., Visitor]) -> None:
    visitor = started(visit("wide"), "Goes")
    for question in (FIRST, SECOND, THIRD):
        visitor.answer(question.id, 1)
    visitor.menu("Ideeën")
    visitor.heading("Ideeën voor een experiment")
    visitor.page.locator("[class*='st-key-kies-'] label").nth(0).click()
    visitor.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name="Meenemen").click()
    visitor.heading("Neem uw meting mee")
    expect(on_page(visitor.page, "U koos 1 idee. Dat staat voorop in het rapport.")).to_be_visible()


def test_a_measurement_deleted_elsewhere_is_no_longer_shown(visit: Callable[..., Visitor]) -> None:
    one = started(visit("wide"), "Goes")
    one.answer(FIRST.id, 1)
    other = tab(one).open("profiel")
    link = one.personal_link()
    _delete(one.page)
    one.heading(QUESTIONNAIRE.title)
    other.menu("Ideeën")
    expect(on_page(other.page, "Deze meting is verwijderd, of de bewaartijd is voorbij.")).to_be_visible()
    # The old link stays dead, also after a new beginning in the same browser.
    one.begin("Assen")
    answer = visit("wide").page.goto(link)
    assert answer is not None
    assert answer.status == 404


def test_beginning_anew_first_shows_the_link_of_the_measurement_in_hand(visit: Callable[..., Visitor]) -> None:
    visitor = started(visit("phone"), "Goes")
    visitor.answer(FIRST.id, 2)
    visitor.page.goto(f"{visitor.url}/nieuw")
    expect(visitor.page.locator("h1")).to_have_text("U hebt al een meting open")
    link = visitor.page.locator("code").inner_text()
    assert re.search(r"/verder/[\w-]{32}$", link)
    visitor.page.get_by_role("button", name="Begin een nieuwe meting").click()
    visitor.heading("Voor welke gemeente vult u dit in?")
    visitor.page.goto(link)
    visitor.heading("Overzicht van uw antwoorden")


def test_a_link_to_another_measurement_asks_before_it_replaces_yours(visit: Callable[..., Visitor]) -> None:
    theirs = started(visit("wide"), "Assen").personal_link()
    mine = started(visit("wide"), "Goes")
    mine.page.goto(theirs)
    expect(mine.page.locator("h1")).to_have_text("U hebt al een meting open")
    mine.open("overzicht")
    expect(mine.page.locator(".merkplaats")).to_have_text("Gemeente Goes")
    mine.page.goto(theirs)
    mine.page.get_by_role("button", name="Open de andere meting").click()
    mine.heading("Overzicht van uw antwoorden")
    expect(mine.page.locator(".merkplaats")).to_have_text("Gemeente Assen")


def test_two_tabs_may_both_send_the_details(visit: Callable[..., Visitor]) -> None:
    one = visit("wide").open("nieuw")
    other = tab(one).open("gegevens")
    for visitor in (one, other):
        visitor.choose("Gemeente", "Goes")
        visitor.page.get_by_role("button", name="Naar de vragen").click()
        visitor.heading(QUESTIONNAIRE.themes[0].title)


def _delete(page: Page) -> None:
    page.locator(".st-key-verwijderen summary").click()
    page.get_by_text("Ja, ik wil alles verwijderen").click()
    page.get_by_role("button", name="Verwijder nu").click()
