"""What a visitor does, in the words of the screens."""

from __future__ import annotations

import re
from collections.abc import Iterable

from playwright.sync_api import Locator, Page, expect

from questionnaire import load
from questionnaire.models import Theme

CONTENT = load()
QUESTIONNAIRE = CONTENT.questionnaire
NAMES = {municipality.name for municipality in CONTENT.municipalities.names}
OTHER = "Staat er niet bij: een regio of andere organisatie"
APART = {"unknown": 5, "not_applicable": 6}


def on_page(page: Page, words: str | re.Pattern[str], *, exact: bool = False) -> Locator:
    """Where these words stand on the page. What is said to a screen reader stands in the page a second time, unseen."""
    return page.get_by_text(words, exact=exact).and_(page.locator(":not(.gehoord)"))


class Visitor:
    """Drives one page. Waits on what a person would see, never on time."""

    def __init__(self, page: Page, url: str) -> None:
        self.page, self.url = page, url

    def open(self, path: str = "") -> Visitor:
        self.page.goto(f"{self.url}/{path}")
        return self.ready()

    def go(self, path: str = "") -> Visitor:
        """To another page the way a link of the app leads there: without loading everything again."""
        wanted = f"{self.url}/{path}"
        if self.page.url != wanted:
            self.page.evaluate(
                """(path) => {
                    for (const h1 of document.querySelectorAll("h1")) h1.classList.add("vorige-pagina");
                    history.pushState({}, "", path);
                    dispatchEvent(new PopStateEvent("popstate", { state: {} }));
                }""",
                wanted,
            )
            expect(self.page.locator("h1.vorige-pagina")).to_have_count(0)
        return self.ready()

    def still(self) -> None:
        """Nothing on the page moves any more."""
        self.page.evaluate(
            """async () => {
                const frame = () => new Promise((done) => requestAnimationFrame(done));
                await document.fonts.ready;
                await frame();
                await frame();
                await Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null)));
                await frame();
            }"""
        )
        self.rest()

    def ready(self) -> Visitor:
        """The page has a heading and Streamlit is at rest."""
        expect(self.page.locator("h1")).to_be_visible()
        self.rest()
        return self

    def rest(self) -> None:
        expect(self.page.locator('[data-testid="stApp"][data-test-script-state="notRunning"]')).to_be_attached()

    def heading(self, text: str) -> None:
        expect(self.page.locator("h1")).to_have_text(text)
        self.rest()

    def begin(self, municipality: str = "Tilburg", role: str | None = "Beleid") -> Visitor:
        """From the start page to the first theme."""
        self.open()
        self.page.get_by_role("link", name="Begin met de zelfscan").click()
        self.heading("Voor welke gemeente vult u dit in?")
        if municipality in NAMES:
            self.choose("Gemeente", municipality)
        else:
            self.choose("Gemeente", OTHER)
            self.page.get_by_label("Naam van de regio of organisatie").fill(municipality)
        if role:
            self.choose("Uw rol (niet verplicht)", role)
        self.page.get_by_role("button", name="Naar de vragen").click()
        self.heading(QUESTIONNAIRE.themes[0].title)
        return self

    def choose(self, label: str, option: str) -> None:
        box = self.page.get_by_role("combobox", name=re.compile(re.escape(label)))
        box.click()
        box.fill(option)
        self.page.get_by_role("option", name=option, exact=True).first.click()
        self.rest()

    def choose_from(self, label: str, option: str) -> None:
        """Choose in a field that cannot be typed in."""
        box = self.page.get_by_role("combobox", name=label)
        box.scroll_into_view_if_needed()
        # A list that just opened closes when the page scrolls: let it come to rest, as a person does.
        self.page.evaluate("() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
        box.click()
        self.page.get_by_role("option", name=option, exact=True).click()
        self.rest()

    def answer(self, question: str, value: int | str) -> None:
        """Click the row of a level, and wait until the screen says that it is stored."""
        row = APART[value] if isinstance(value, str) else value - 1
        self.page.locator(f".st-key-vraag-{question} [data-testid='stRadioGroup'] > div").nth(row).click()
        expect(self.page.locator(f".st-key-vraag-{question} .bewaard.ja")).to_be_visible()

    def answer_all(self, values: dict[str, int | str], themes: Iterable[Theme] = QUESTIONNAIRE.themes) -> None:
        """Go through the themes with the button 'Volgend thema', from the one on screen."""
        for theme in themes:
            self.heading(theme.title)
            for question in theme.questions:
                self.answer(question.id, values[question.id])
            last = theme is QUESTIONNAIRE.themes[-1]
            self.page.get_by_role("link", name="Naar het overzicht" if last else "Volgend thema").click()

    def expect_chosen(self, question: str, place: int) -> None:
        """The row (0..6) is chosen on screen."""
        expect(self.page.locator(f".st-key-vraag-{question} [data-testid='stRadioGroup'] input").nth(place)).to_be_checked()

    def chosen(self, question: str) -> int | None:
        """The place (0..6) of the chosen row once the page stands still, None without one."""
        inputs = self.page.locator(f".st-key-vraag-{question} [data-testid='stRadioGroup'] input")
        before: list[bool] = []
        for _ in range(40):
            now = [bool(item.is_checked()) for item in inputs.all()]
            if now and now == before:
                return now.index(True) if True in now else None
            before = now
            self.page.wait_for_timeout(500)
        raise AssertionError(f"the rows of {question} do not come to rest")

    def menu(self, name: str) -> None:
        self.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name=name).click()
        self.rest()

    def personal_link(self) -> str:
        self.menu("Meenemen")
        self.heading("Neem uw meting mee")
        return self.page.locator(".st-key-link code").inner_text().strip()


def varied() -> dict[str, int | str]:
    """An answer for every question: all levels, some unknown, one not applicable."""
    pattern: list[int | str] = [2, 3, 1, 4, 2, 3, 5, "unknown", 2, 3, 4, 4, 1, 2, 2, 3, 3, "not_applicable"]
    return {question.id: pattern[place % len(pattern)] for place, question in enumerate(QUESTIONNAIRE.questions)}
