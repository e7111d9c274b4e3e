"""A visitor with a mouse, who counts what the hand does: beside a visitor with the keyboard."""

from __future__ import annotations

import re

from playwright.sync_api import Locator, Page, expect

from tests.browser.visitor import APART, QUESTIONNAIRE, Visitor

IN_VIEW = """(one) => {
    const box = one.getBoundingClientRect();
    return box.top >= 0 && box.bottom <= innerHeight;
}"""


class Mouse(Visitor):
    """`clicks` counts clicks and texts typed, `turns` how often the wheel was turned, however far, to get to what is clicked."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        self.clicks = self.turns = 0

    def click(self, target: Locator) -> None:
        expect(target).to_be_visible()
        self.still()  # a page that is still being drawn shows for a moment what it then pushes out of view
        if not target.evaluate(IN_VIEW):
            # To the middle, as far as the page goes: what comes next is then often in view too.
            target.evaluate("(one) => one.scrollIntoView({ block: 'center' })")
            self.turns += 1
        target.click()
        self.clicks += 1

    def use(self, target: Locator) -> None:
        self.click(target)

    tick = use

    def menu(self, name: str) -> None:
        self.click(self.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name=name))

    def choose(self, label: str, option: str) -> None:
        box = self.page.get_by_role("combobox", name=re.compile(re.escape(label)))
        self.click(box)
        box.fill(option)
        self.clicks += 1
        self.click(self.page.get_by_role("option", name=option, exact=True).first)
        self.rest()

    def answer_theme(self, answers: dict[str, int | str], theme: str, onward: Locator) -> None:
        for question in QUESTIONNAIRE.theme_by_id[theme].questions:
            value = answers[question.id]
            rows = self.page.locator(f".st-key-vraag-{question.id} [data-testid='stRadioGroup'] > div")
            self.click(rows.nth(APART[value] if isinstance(value, str) else value - 1))
            expect(self.page.locator(f".st-key-vraag-{question.id} .bewaard.ja")).to_be_visible()
        self.click(onward)

    def to_content(self) -> None:
        """The content is in view already."""
