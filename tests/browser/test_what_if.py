"""A trial moves the profile and no answer; an ambition gets a reason that is stored while it is typed."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Locator, expect

from questionnaire.answers import MAX_REASON
from tests.access.checks import check
from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page

pytestmark = pytest.mark.xdist_group("what_if")
THEME, SECOND = QUESTIONNAIRE.themes[:2]
ANSWERS = dict(zip((question.id for question in THEME.questions), (2, 1, "unknown"), strict=True))


def level(visitor: Visitor, question: str, name: str) -> Locator:
    return visitor.page.locator(f".st-key-proefvraag-{question}").get_by_role("radio", name=name, exact=True)


def row(visitor: Visitor) -> Locator:
    return visitor.page.get_by_role("row", name=re.compile(re.escape(THEME.title)))


def reason(visitor: Visitor) -> Locator:
    """The field for the reason of the first theme, unfolded."""
    visitor.page.locator(f".st-key-waarom-{THEME.id} summary").click()
    field = visitor.page.get_by_label(f"Uw reden bij {THEME.title}")
    expect(field).to_be_visible()
    visitor.rest()
    return field


def test_a_trial_and_an_ambition_with_its_reason(visit: Callable[..., Visitor]) -> None:
    visitor = visit("wide").begin("Goes")
    for question, value in ANSWERS.items():
        visitor.answer(question, value)
    page = visitor.open("wat-als").page
    expect(on_page(page, "Dit is een proef: uw antwoorden veranderen niet.")).to_be_visible()

    # The smallest steps: from (2, 1) to stage 3 both reach 2, and the mean 2,5.
    page.get_by_role("radio", name="3 · Afgesproken").click()
    expect(on_page(page, f"Met 2 stappen komt '{THEME.title}' van fase 2 (Op weg) in fase 3 (Afgesproken).")).to_be_visible()
    expect(on_page(page, "Eén antwoord is nog niet bekend.")).to_be_visible()
    first = THEME.questions[0]
    expect(page.locator("ul.zetten")).to_contain_text(THEME.questions[1].levels[2])
    page.get_by_role("button", name="Zet deze stappen in de proef").click()
    expect(on_page(page, f"In deze proef gaat '{THEME.title}' van gemiddeld niveau 1,5 naar 2,5")).to_be_visible()
    expect(row(visitor)).to_contain_text("2,5")

    # One's own trial, also of an answer that is not known; the figures follow.
    level(visitor, THEME.questions[2].id, "5").click()
    expect(row(visitor)).to_contain_text("3,3")
    assert check(visitor) == []
    page.get_by_role("button", name="Maak niveau 3 uw ambitie bij dit thema").click()
    expect(on_page(page, "Niveau 3 is uw ambitie bij dit thema.")).to_be_visible()

    # The trial is still there on the way back; the answers are what they were.
    visitor.menu("Profiel")
    page.get_by_role("link", name="Wat als? Probeer een stap uit").click()
    visitor.heading("Wat als?")
    expect(row(visitor)).to_contain_text("3,3")
    page.get_by_role("button", name="Begin de proef opnieuw").click()
    expect(row(visitor).locator(".anders")).to_have_count(0)
    visitor.open(THEME.id)
    visitor.expect_chosen(first.id, 1)
    visitor.expect_chosen(THEME.questions[2].id, 5)

    # The reason: typed and never left.
    visitor.open("ambitie")
    expect(page.locator(f".st-key-ambitie-{THEME.id}").get_by_role("radio", name="3")).to_be_checked()
    field = reason(visitor)
    field.press_sequentially("Meer lukt pas met <twee> mensen.")
    expect(page.locator(f".st-key-ambitie-{THEME.id} p.reden")).to_have_text("Meer lukt pas met <twee> mensen.")
    expect(field).to_be_focused()
    page.reload()
    visitor.ready()
    expect(page.locator(f".st-key-ambitie-{THEME.id} p.reden")).to_have_text("Meer lukt pas met <twee> mensen.")

    # One that is too long is not stored and not lost.
    field = reason(visitor)
    field.fill("x" * (MAX_REASON + 1))
    field.blur()
    expect(on_page(page, "Uw reden heeft 1.001 tekens. Er passen er 1.000.")).to_be_visible()
    expect(field).to_have_value("x" * (MAX_REASON + 1))
    field.fill("Meer lukt pas met twee mensen.")
    field.blur()
    expect(page.locator(f".st-key-ambitie-{THEME.id} p.reden")).to_have_text("Meer lukt pas met twee mensen.")

    # Good enough is a full answer, and the profile tells both.
    page.locator(f".st-key-ambitie-{THEME.id}").get_by_role("button", name="Niveau 2 is goed genoeg voor ons").click()
    expect(page.locator(f".st-key-ambitie-{THEME.id}").get_by_role("radio", name="2")).to_be_checked()
    assert check(visitor) == []
    visitor.open("profiel")
    section = page.locator(f".st-key-thema-{THEME.id}")
    expect(section).to_contain_text("Uw ambitie is niveau 2. Daar bent u: het thema is in fase 2 (Op weg).")
    expect(section).to_contain_text("Meer lukt pas met twee mensen.")
    expect(page.locator(f".st-key-thema-{SECOND.id}")).not_to_contain_text("Uw ambitie")
