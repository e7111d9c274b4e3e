"""A workshop as its people play it: one facilitator and participants on phones, each in a browser of their own."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.visitor import QUESTIONNAIRE, Visitor


class Facilitator(Visitor):
    """Leads a workshop on the page `/begeleiden`."""

    def open_workshop(self, municipality: str, scope: str) -> str:
        """Open a workshop; `scope` is the start of the words of the choice. Returns the join code."""
        self.open("begeleiden")
        self.page.get_by_role("link", name="Open een werksessie").click()
        self.heading("Voor welke gemeente is de werksessie?")
        self.choose("Gemeente", municipality)
        rows = self.page.locator(".st-key-welke-vragen [data-testid='stRadioGroup'] > div")
        rows.filter(has_text=re.compile(f"^{re.escape(scope)}")).click()
        self.page.get_by_role("button", name="Open de werksessie").click()
        self.heading("Werksessie: wachten")
        return self.page.locator(".meecode").inner_text().strip()

    def step(self, label: str, heading: str, *, sure: bool = False) -> None:
        """Take a step, and wait until the page is there."""
        self.page.get_by_role("button", name=label, exact=True).click()
        if sure:
            self.page.get_by_role("button", name=f"Ja: {label.lower()}").click()
        self.heading(f"Werksessie: {heading}")

    def talk_about(self, question: str) -> None:
        """Put a question, by its text, on every screen."""
        box = self.page.get_by_role("combobox", name=re.compile("Welke vraag bespreekt u nu"))
        box.click()
        box.fill(question)
        self.page.get_by_role("option", name=re.compile(re.escape(question))).first.click()
        self.rest()

    def ready(self, count: int | None = None, of: int | None = None) -> Visitor:
        """Without figures: the page stands still. With figures: so many people are ready."""
        if count is None:
            return super().ready()
        words = f"{count} van de {of} deelnemers {'is' if count == 1 else 'zijn'} klaar"
        expect(self.page.locator(".klaar-stand")).to_contain_text(words)
        return self


class Participant(Visitor):
    """Takes part on a phone."""

    def __init__(self, page: Page, url: str, role: str) -> None:
        super().__init__(page, url)
        self.role = role

    def join(self, code: str) -> Participant:
        """By typing the code on the first page."""
        self.open()
        self.page.get_by_label("Code van de werksessie").fill(code.lower())
        self.page.get_by_role("button", name="Doe mee").click()
        self.page.get_by_role("button", name=self.role, exact=True).click()
        self.ready()
        return self

    def answer_workshop(self, answers: dict[str, int | str], *, done: bool = True) -> None:
        """All questions of the workshop, theme by theme, and 'Ik ben klaar'. Questions without an answer stay open."""
        themes = [theme for theme in QUESTIONNAIRE.themes if any(question.id in answers for question in theme.questions)]
        for theme in themes:
            self.heading(theme.title)
            for question in theme.questions:
                if question.id in answers:
                    self.answer(question.id, answers[question.id])
            self.page.get_by_role("button", name=re.compile("Volgend thema|Naar het einde")).click()
        if done:
            self.heading("U bent klaar met de vragen")

    def vote(self, question: str, level: int) -> None:
        self.page.locator(f".st-key-vraag-{question} [data-testid='stRadioGroup'] > div").nth(level - 1).click()
        expect(self.page.locator(f".st-key-vraag-{question} .bewaard.ja")).to_be_visible()
