"""A visitor without a mouse. At every stop of Tab it is checked that the focus is seen, uncovered and in reading order."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, TimeoutError, expect

from tests.browser.visitor import APART, QUESTIONNAIRE, Visitor

LOOK = (Path(__file__).parent / "focus.js").read_text("utf-8")
LISTEN = (Path(__file__).parent / "listen.js").read_text("utf-8")
WHO = "() => document.activeElement.outerHTML.slice(0, 200)"


class Keys(Visitor):
    """Drives a page with the keyboard. `actions` counts keys pressed and texts typed."""

    def __init__(self, page: Page, url: str) -> None:
        super().__init__(page, url)
        self.actions = 0
        page.add_init_script(LISTEN)

    # Pressing

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)
        self.actions += 1

    def type(self, text: str) -> None:
        """A word or a sentence: one action, as it is for who has a mouse."""
        self.page.keyboard.type(text)
        self.actions += 1

    def tab(self, key: str = "Tab") -> dict[str, Any]:
        """One stop further, which is looked at. A page that is drawn anew on a busy machine gets a moment to put it back."""
        self.press(key)
        found = self.look(key)
        if found["faults"]:
            try:
                self.page.wait_for_function(f"() => !({LOOK.strip()})('again').faults.length", timeout=3_000)
            except TimeoutError as error:
                raise AssertionError(f"{self.page.url}: {found['faults']} at {found['what']}") from error
            if any("order" in fault for fault in found["faults"]):  # that does not come right by waiting
                raise AssertionError(f"{self.page.url}: {found['faults']} at {found['what']}")
        return found

    def look(self, key: str = "") -> dict[str, Any]:
        found: dict[str, Any] = self.page.evaluate(LOOK, key)
        return found

    def to(self, target: Locator, key: str = "Tab") -> None:
        """Tab until the target has the focus."""
        expect(target).to_be_visible()
        passed: list[str] = []
        for _ in range(90):
            passed.append(self.tab(key)["what"])
            if self.on(target):
                return
        raise AssertionError(f"cannot reach {target} with {key}; passed {passed}")

    def on(self, target: Locator) -> bool:
        return bool(target.evaluate("(one) => one.contains(document.activeElement)"))

    def do(self, target: Locator, key: str = "Enter", *, by: str = "Tab") -> None:
        self.to(target, by)
        self.press(key)

    # Where things are

    def button(self, name: str) -> Locator:
        return self.page.get_by_role("button", name=name, exact=True)

    def link(self, name: str) -> Locator:
        return self.page.locator("main, [data-testid=stMain]").get_by_role("link", name=name, exact=True).first

    def group(self, question: str) -> Locator:
        return self.page.locator(f".st-key-vraag-{question} [data-testid='stRadioGroup']")

    def menu(self, name: str) -> None:
        """By the menu, which is just before the heading: backwards."""
        self.do(self.page.get_by_role("navigation", name="Hoofdmenu").get_by_role("link", name=name), by="Shift+Tab")

    # Steps

    def begins(self, heading: str) -> None:
        """A new page or phase: its heading has the focus."""
        self.heading(heading)
        self.focused("h1")

    def focused(self, selector: str) -> None:
        wanted = self.page.locator(f":is({selector}):focus").first
        try:
            expect(wanted).to_be_attached()
        except AssertionError as error:
            raise AssertionError(f"the focus is not on {selector} but on {self.page.evaluate(WHO)}") from error

    def choose(self, label: str, option: str) -> None:
        """In a field that is typed in, the first that fits."""
        self.to(self.page.get_by_role("combobox", name=re.compile(re.escape(label))))
        self.type(option)
        expect(self.page.get_by_role("option", name=option, exact=True).first).to_be_visible()
        self.press("Enter")
        self.rest()

    def answer(self, question: str, value: int | str) -> None:
        """By its number, with the focus in the group. Where nothing was chosen yet the focus goes on, else it stays."""
        first = not self.group(question).locator("input:checked").count()
        self.press(str(APART[value] + 1 if isinstance(value, str) else value))
        expect(self.page.locator(f".st-key-vraag-{question} .bewaard.ja")).to_be_visible()
        self.expect_chosen(question, APART[value] if isinstance(value, str) else value - 1)
        assert self.on(self.group(question)) != first, self.page.evaluate(WHO)

    def answer_theme(self, answers: dict[str, int | str], theme: str, onward: Locator) -> None:
        """A first answer leads to the next question, and from the last one to `onward`, which Enter opens."""
        questions = [question.id for question in QUESTIONNAIRE.theme_by_id[theme].questions if question.id in answers]
        self.to(self.group(questions[0]))
        for question in questions:
            if question != questions[0]:
                expect(self.group(question).locator(":focus")).to_be_attached()
                found = self.look()
                assert not found["faults"], f"{self.page.url}: {found}"
            self.answer(question, answers[question])
        expect(onward).to_be_focused()
        self.press("Enter")

    def use(self, target: Locator) -> None:
        """To it with Tab, unless the focus is there."""
        if not self.on(target):
            self.to(target)
        self.press("Enter")

    def tick(self, box: Locator) -> None:
        self.do(box, "Space")

    def to_content(self) -> None:
        """Past the header and the menu by the skip link, the first stop of the page."""
        assert "stSkipToContent" in self.tab()["what"]
        self.press("Enter")
        self.focused("h1")

    # What is heard

    def heard(self, words: str) -> None:
        """Said once since the last time that was listened, in a region that was there before."""
        self.page.wait_for_function("(words) => window.heard.some((one) => one.text.includes(words))", arg=words)
        said: list[dict[str, Any]] = self.page.evaluate("() => window.heard.splice(0)")
        of_these = [one for one in said if words in one["text"]]
        assert len(of_these) == 1, said
        assert of_these[0]["live"], f"in a region that was not there before: {said}"

    def silence(self) -> None:
        """Forget what was said until now."""
        self.page.evaluate("() => window.heard.splice(0)")

    # A whole page

    def sweep(self) -> list[str]:
        """Through all stops of the page and back: nothing holds the focus, and the way back is the same."""
        self.page.evaluate("() => { document.querySelector('[data-testid=stSkipToContent]').focus(); }")
        first = self.look()
        there, names = [first["stop"]], [first["what"]]
        for _ in range(160):
            found = self.tab()
            if not found["stop"] or found["stop"] == there[0]:
                break
            if found["stop"] == there[-1]:  # day, month and year of one field
                continue
            assert found["stop"] not in there, f"{self.page.url}: Tab comes again at {found['what']}"
            there.append(found["stop"])
            names.append(found["what"])
        else:
            raise AssertionError(f"{self.page.url}: no end to Tab")
        back: list[int] = []
        for _ in range(3 * len(there)):
            found = self.tab("Shift+Tab")
            if found["stop"] in there and found["stop"] not in back[-1:]:
                back.append(found["stop"])
            if found["stop"] == there[0]:
                break
        assert back == there[::-1], f"{self.page.url}: there by {there}, back by {back}: {names}"
        return names
