"""Answers that rarely go together: the overview asks, the visitor decides, and nothing stands in the way."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import expect

from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page


def test_the_overview_asks_about_two_answers_and_takes_yes_for_an_answer(visit: Callable[..., Visitor]) -> None:
    visitor = visit("phone").begin("Ede")
    page, theme = visitor.page, QUESTIONNAIRE.themes[0]
    signal, contact = QUESTIONNAIRE.question_by_id["signaal"], QUESTIONNAIRE.question_by_id["binnen-contact"]
    visitor.answer("signaal", 3)
    visitor.answer("binnen-contact", 4)
    visitor.menu("Vragen")
    visitor.heading("Overzicht van uw antwoorden")
    expect(page.get_by_role("heading", name="Nog even kijken?")).to_have_count(0)

    visitor.open(theme.id).answer("signaal", 1)
    visitor.menu("Vragen")
    visitor.heading("Overzicht van uw antwoorden")
    asked = page.get_by_role("heading", name=f"U kiest niveau 4 bij '{contact.text}' en niveau 1 bij '{signal.text}'. Klopt dat?")
    expect(asked).to_be_visible()
    for question, level in ((contact, 4), (signal, 1)):
        expect(on_page(page, question.levels[level])).to_be_visible()
    # It stops nobody: the profile is one click away.
    page.get_by_role("link", name="Bekijk uw profiel").click()
    visitor.heading("Uw profiel")
    visitor.menu("Vragen")
    visitor.heading("Overzicht van uw antwoorden")

    page.get_by_role("button", name="Ja, dat klopt").click()
    expect(asked).to_have_count(0)
    expect(page.locator("[data-melding=nagekeken]").filter(has_text="Nagekeken: 1 combinatie.")).to_be_visible()
    visitor.menu("Profiel")
    visitor.heading("Uw profiel")
    visitor.menu("Vragen")
    visitor.heading("Overzicht van uw antwoorden")
    expect(page.locator("[data-melding=nagekeken]").filter(has_text="Nagekeken: 1 combinatie.")).to_be_visible()
    expect(asked).to_have_count(0)

    # Another answer is another question, with a way to the theme.
    visitor.open(theme.id).answer("binnen-contact", 5)
    visitor.menu("Vragen")
    visitor.heading("Overzicht van uw antwoorden")
    expect(page.get_by_role("heading", name="U kiest niveau 5 bij")).to_be_visible()
    page.get_by_role("link", name=f"Naar {theme.title}").click()
    visitor.heading(theme.title)
