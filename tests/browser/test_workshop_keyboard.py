"""A workshop without a mouse: a participant and a facilitator from the door to the end, and where the focus is meanwhile."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.browser.keyboard import WHO, Keys
from tests.browser.rooms import SeededRoom
from tests.browser.scenes import enter
from tests.browser.server import Server
from tests.browser.visitor import QUESTIONNAIRE, on_page

pytestmark = pytest.mark.xdist_group("workshop-keyboard")
QUESTIONS = QUESTIONNAIRE.short_questions[:2]
TEXT = {question.id: question.text for question in QUESTIONNAIRE.questions}
THEMES = [QUESTIONNAIRE.theme_of[id].title for id in QUESTIONS]


class Hands(Keys):
    """Without a mouse, in a workshop."""

    def choose_level(self, question: str) -> None:
        """Into the group, to the next row, and the focus stays there when it is stored."""
        rows = self.page.locator(f".st-key-vraag-{question} [data-testid='stRadioGroup']")
        if not self.on(rows):
            self.to(rows)
        self.press("Space")
        self.press("ArrowDown")
        expect(self.page.locator(f".st-key-vraag-{question} .bewaard.ja")).to_be_visible()
        self.rest()
        assert self.on(rows), self.page.evaluate(WHO)

    def step(self, label: str, heading: str, *, sure: bool = False) -> None:
        self.do(self.button(label))
        if sure:
            self.focused(".st-key-zeker-weten .nadruk")
            self.do(self.button(f"Ja: {label.lower()}"))
        self.begins(f"Werksessie: {heading}")


@pytest.fixture
def room(server: Server) -> SeededRoom:
    return SeededRoom(server, people=5, questions=QUESTIONS)


@pytest.fixture
def keys(open_page: Callable[..., Page], server: Server) -> Callable[[str], Hands]:
    return lambda width: Hands(open_page(width), server.url)


def test_a_whole_workshop_without_a_mouse(keys: Callable[[str], Hands], room: SeededRoom) -> None:
    lead, phone = keys("wide"), keys("phone")
    enter(lead, begeleiding=room.owner)
    lead.open("begeleiden")
    lead.heading("Werksessie: wachten")

    # In, with the code and a role
    phone.page.goto(f"{phone.url}/mee")
    phone.to(phone.page.get_by_label("Code van de werksessie"))
    phone.page.keyboard.type((room.workshop.join_code or "").lower())
    phone.press("Enter")
    phone.do(phone.button("Beleid"))
    phone.heading("U doet mee")

    lead.step("Start de vragen", "antwoorden")
    phone.begins(THEMES[0])
    phone.silence()
    phone.to(phone.group(QUESTIONS[0]))
    phone.press("Space")
    phone.heard("Opgeslagen · 1 van 2 beantwoord")
    phone.choose_level(QUESTIONS[0])  # another choice: heard again
    phone.heard("Opgeslagen · 1 van 2 beantwoord")
    phone.do(phone.button("Volgend thema"))
    phone.begins(THEMES[1])
    phone.to(phone.group(QUESTIONS[1]))
    phone.answer(QUESTIONS[1], 2)
    phone.press("Enter")
    phone.begins("U bent klaar met de vragen")
    for place, response in enumerate(room.responses):
        for question in QUESTIONS:
            room.store.participants.save_answer(response, question, 1 + place)

    # No leads back to the step, yes to the next heading
    lead.do(lead.button("Sluit de vragen"))
    lead.focused(".st-key-zeker-weten .nadruk")
    lead.do(lead.button("Nee, nog niet"))
    expect(lead.button("Nee, nog niet")).to_have_count(0)
    lead.focused(".st-key-stappen button")
    lead.press("Enter")
    lead.focused(".st-key-zeker-weten .nadruk")
    lead.do(lead.button("Ja: sluit de vragen"))
    lead.begins("Werksessie: uitkomst")
    phone.begins("De uitkomst staat op het grote scherm")
    lead.step("Begin het gesprek", "gesprek")
    phone.begins("Praat erover met elkaar")

    # Another question: phones say it, because their heading stays
    before = room.workshop.focus
    other = next(id for id in QUESTIONS if id != before)
    lead.to(lead.page.get_by_role("combobox", name="Welke vraag bespreekt u nu?"))
    lead.page.keyboard.type(TEXT[other][:30])
    lead.press("ArrowDown")
    lead.press("Enter")
    expect(phone.page.locator("h2.besproken")).to_have_text(TEXT[other])
    phone.heard(f"Nu gaat het over: {TEXT[other]}")
    phone.focused("h1")

    lead.step("Start de tweede ronde", "tweede ronde")
    phone.begins("Stem opnieuw")
    phone.choose_level(room.workshop.revote[0])
    phone.do(phone.button("Ik ben klaar"))
    phone.focused(".klaar-nu")
    lead.step("Sluit de tweede ronde", "afspreken", sure=True)
    phone.begins("Spreek samen een antwoord af")

    # An answer with its reason; another screen goes to the next question in the middle of it
    talk = room.workshop.focus or ""
    other = next(id for id in QUESTIONS if id != talk)
    lead.choose_level(talk)
    note = lead.page.get_by_label("Waarom dit antwoord?")
    lead.to(note)
    lead.page.keyboard.type("Zo gaat het ")
    room.store.workshops.focus(room.id, other)
    expect(phone.page.locator("h2.besproken")).to_have_text(TEXT[other])
    lead.page.keyboard.type("sinds dit jaar.", delay=60)
    assert note.evaluate("(one) => one === document.activeElement")
    expect(lead.page.locator(f".st-key-vraag-{other}")).to_be_visible()
    lead.focused("h1")
    assert room.store.workshops.agreed(room.id)[talk].note == "Zo gaat het sinds dit jaar."

    lead.step("Ga een experiment kiezen", "kiezen", sure=True)
    phone.begins("Welk experiment kiest u?")
    card = phone.page.locator("[class*='st-key-idee-']").first
    phone.to(card.get_by_role("radiogroup"))
    phone.press("ArrowRight")
    phone.press("ArrowRight")
    phone.press("Space")  # the arrows only go along these buttons
    expect(on_page(phone.page, "Opgeslagen. U hebt nog 1 stip.")).to_be_visible()
    phone.heard("Opgeslagen. U hebt nog 1 stip.")
    phone.do(phone.button("Ik ben klaar"))
    phone.focused(".klaar-nu")

    lead.step("Sluit het kiezen", "afgesloten", sure=True)
    phone.begins("Dank u wel")
    lead.do(lead.page.locator("[class*='st-key-keuze-'] summary").first)
    lead.to(lead.page.get_by_label("Wie pakt dit op?").first)
    lead.page.keyboard.type("nazorgcoördinator")
    lead.do(lead.button("Kies dit experiment").first)
    expect(on_page(lead.page, re.compile(r"\(gekozen\)$"))).to_be_visible()
    assert [plan.owner for plan in room.store.workshops.commitments(room.id)] == ["nazorgcoördinator"]

    # Out
    phone.do(phone.page.locator(".st-key-weg summary"))
    phone.do(phone.page.get_by_role("checkbox", name="Ja, ik wil stoppen"), "Space")
    expect(phone.button("Stop met meedoen")).to_be_enabled()
    phone.do(phone.button("Stop met meedoen"))
    phone.heading(QUESTIONNAIRE.title)
    assert room.store.participants.find(phone.page.context.cookies()[0]["value"]) is None


def test_a_workshop_is_opened_without_a_mouse(keys: Callable[[str], Hands]) -> None:
    lead = keys("wide")
    lead.open("begeleiden")
    lead.do(lead.page.get_by_role("link", name="Open een werksessie"))
    lead.heading("Voor welke gemeente is de werksessie?")
    lead.to(lead.page.get_by_role("combobox", name="Gemeente"))
    lead.page.keyboard.type("Tilburg")
    lead.press("ArrowDown")
    lead.press("Enter")
    lead.to(lead.page.locator(".st-key-welke-vragen [data-testid='stRadioGroup']"))
    lead.press("ArrowDown")
    lead.do(lead.button("Open de werksessie"))
    lead.begins("Werksessie: wachten")
