"""A whole workshop in real browsers: a facilitator, six participants on phones, one of them late, one who leaves."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect
from pypdf import PdfReader

from questionnaire import read_measurement
from scoring.second_round import proposals, revote
from scoring.sharing import Person, restricted, share
from scoring.words import level_text
from tests.browser.server import Server
from tests.browser.visitor import QUESTIONNAIRE, on_page
from tests.browser.workshop import Facilitator, Participant

pytestmark = pytest.mark.xdist_group("workshop")

SHORT = QUESTIONNAIRE.short_questions
ROLES = ["Beleid", "Beleid", "Beleid", "Reclassering", "Reclassering", "Ervaringsdeskundige"]


def answers_of(place: int) -> dict[str, int | str]:
    """Two camps: the first three see low levels, the others high ones; one question they agree on."""
    low = [1, 2, 1, 2, 1, 1, 2, 1, 2, 2, 1]
    high = [4, 5, 4, 3, 5, 4, 4, 5, 4, 5, 4]
    return {SHORT[0]: 3, **dict(zip(SHORT[1:], low if place < 3 else high, strict=True))}


@pytest.fixture
def facilitator(open_page: Callable[..., Page], server: Server) -> Facilitator:
    return Facilitator(open_page("wide"), server.url)


@pytest.fixture
def phone(open_page: Callable[..., Page], server: Server) -> Callable[[str], Participant]:
    return lambda role: Participant(open_page("phone"), server.url, role)


def test_a_whole_workshop(facilitator: Facilitator, phone: Callable[[str], Participant]) -> None:
    code = facilitator.open_workshop("Tilburg", "Kort")
    people = [phone(role).join(code) for role in ROLES[:5]]
    for person in people:
        person.heading("U doet mee")
    facilitator.step("Start de vragen", "antwoorden")

    # Everyone moves along by themselves. One joins late, with the address of the QR code.
    late = phone(ROLES[5])
    late.page.goto(f"{late.url}/mee/{code}")
    late.page.get_by_role("button", name=ROLES[5], exact=True).click()
    people.append(late)
    for place, person in enumerate(people):
        person.heading(QUESTIONNAIRE.themes[0].title)
        if place == 1:  # a phone that reloads halfway has lost nothing
            half = dict(list(answers_of(place).items())[:6])
            for theme in QUESTIONNAIRE.themes[:6]:
                person.heading(theme.title)
                person.answer(theme.questions[0].id, half[theme.questions[0].id])
                person.page.get_by_role("button", name="Volgend thema").click()
            person.heading(QUESTIONNAIRE.themes[6].title)
            person.page.reload()
            person.heading(QUESTIONNAIRE.themes[0].title)
            expect(on_page(person.page, "6 van 12 vragen beantwoord")).to_be_visible()
            person.expect_chosen(SHORT[0], 2)
        person.answer_workshop(answers_of(place), done=True)

    # One more comes in and leaves again: nothing of this person counts.
    leaver = phone("Beleid").join(code)
    leaver.answer(SHORT[0], 5)
    facilitator.ready(6, 7)
    for theme in QUESTIONNAIRE.themes:  # one click per theme that stands there: a busy server draws the next one later
        leaver.heading(theme.title)
        leaver.page.get_by_role("button", name=re.compile("Volgend thema|Naar het einde")).click()
        leaver.rest()
    leaver.page.locator(".st-key-weg summary").click()
    leaver.page.get_by_text("Ja, ik wil stoppen").click()
    leaver.page.get_by_role("button", name="Stop met meedoen").click()
    leaver.heading(QUESTIONNAIRE.title)
    facilitator.ready(6, 6)

    asked = restricted(QUESTIONNAIRE, SHORT)
    entered = {
        place: Person(role, answers_of(place))  # the ids of roles do not matter here: none has five people
        for place, role in enumerate(ROLES)
    }
    view = share(asked, list(entered.values()))
    facilitator.step("Sluit de vragen", "uitkomst", sure=True)
    for person in people:
        person.heading("De uitkomst staat op het grote scherm")
        person.page.get_by_text("Uw antwoorden naast die van de groep").click()
        first = person.page.get_by_role("row", name=QUESTIONNAIRE.question_by_id[SHORT[0]].text)
        expect(first).to_contain_text("gemiddeld 3,0")
    for item in view.agenda:
        expect(on_page(facilitator.page, asked.question_by_id[item.question].text)).to_be_visible()

    facilitator.step("Begin het gesprek", "gesprek")
    focus = view.agenda[0].question
    for person in people:
        person.heading("Praat erover met elkaar")
        expect(person.page.get_by_role("heading", name=asked.question_by_id[focus].text)).to_be_visible()
        expect(on_page(person.page, "uw antwoord", exact=True)).to_be_visible()

    facilitator.step("Start de tweede ronde", "tweede ronde")
    again = tuple(item.question for item in view.agenda)
    votes = {}
    for place, person in enumerate(people):
        person.heading("Stem opnieuw")
        if place != 5:
            person.vote(again[0], 4)
            votes[place] = Person(None, {again[0]: 4})
        person.page.get_by_role("button", name="Ik ben klaar").click()
    facilitator.ready(6, 6)
    second = share(restricted(asked, again), revote(entered, votes, again))
    assert proposals(second)[again[0]] == 4

    facilitator.step("Sluit de tweede ronde", "afspreken", sure=True)
    facilitator.expect_chosen(again[0], 3)  # where the group came together, the middle is proposed
    facilitator.page.get_by_label("Waarom dit antwoord?").fill("Zo werken we sinds dit jaar.")
    facilitator.page.get_by_label("Waarom dit antwoord?").blur()
    facilitator.rest()
    for question in again[1:]:
        facilitator.talk_about(asked.question_by_id[question].text)
        facilitator.answer(question, 2)
    for person in people:
        person.heading("Spreek samen een antwoord af")
        expect(person.page.get_by_role("heading", name=asked.question_by_id[again[-1]].text)).to_be_visible()

    facilitator.step("Ga een experiment kiezen", "kiezen", sure=True)
    for place, person in enumerate(people):
        person.heading("Welk experiment kiest u?")
        card = person.page.locator("[class*='st-key-idee-']").nth(0 if place < 4 else 1)
        card.get_by_role("radio", name="3 ●●●", exact=True).click()
        expect(on_page(person.page, "Opgeslagen. U hebt alle stippen gegeven.")).to_be_visible()
    title = people[0].page.locator("[class*='st-key-idee-'] h2").first.inner_text()
    extra = people[0].page.locator("[class*='st-key-idee-']").nth(1)
    extra.get_by_role("radio", name="1 ●", exact=True).click()
    expect(on_page(people[0].page, "U gaf 4 stippen. U hebt er 3.")).to_be_visible()
    extra.get_by_role("radio", name="geen", exact=True).click()
    expect(on_page(people[0].page, "Opgeslagen. U hebt alle stippen gegeven.")).to_be_visible()

    facilitator.step("Sluit het kiezen", "afgesloten", sure=True)
    expect(facilitator.page.get_by_role("row", name=title)).to_contain_text("12 stippen")
    choice = facilitator.page.locator("[class*='st-key-keuze-']").filter(has_text=title).first
    choice.locator("summary").click()
    choice.get_by_label("Wie pakt dit op?").fill("nazorgcoördinator")
    choice.get_by_role("button", name="Kies dit experiment").click()
    facilitator.page.get_by_text(f"{title} (gekozen)").wait_for()
    for person in people:
        person.heading("Dank u wel")
        expect(on_page(person.page, f"De groep koos: {title}.")).to_be_visible()
        level = view.themes[asked.themes[1].id].shown_level
        assert level is not None
        expect(person.page.get_by_role("row", name=asked.themes[1].title)).to_contain_text(level_text(level))

    # What leaves the workshop
    with facilitator.page.expect_download() as download:
        facilitator.page.get_by_role("button", name="Download het metingbestand").click()
    measurement = read_measurement(download.value.path().read_bytes(), QUESTIONNAIRE).measurement
    assert {id: measurement.values[id] for id in again} == {again[0]: 4, **dict.fromkeys(again[1:], 2)}
    assert measurement.answers[again[0]].note == "Zo werken we sinds dit jaar."
    assert measurement.values[SHORT[0]] == 3
    assert len(measurement.chosen) == 1
    with facilitator.page.expect_download() as download:
        facilitator.page.get_by_role("button", name="Download het verslag").click()
    text = " ".join(
        " ".join(page.extract_text() for page in PdfReader(io.BytesIO(download.value.path().read_bytes())).pages).split()
    )
    assert title in text
    assert "nazorgcoördinator" in text
    assert "Zo werken we sinds dit jaar." in text
    facilitator.page.locator(".st-key-alles-werksessie summary").click()
    with facilitator.page.expect_download() as download:
        facilitator.page.get_by_role("button", name="Download alles van de werksessie").click()
    everything = json.loads(download.value.path().read_bytes())
    assert everything["commitment"][0]["owner"] == "nazorgcoördinator"
    assert everything["audit"][0]["act"] == "opened"
    people[0].page.get_by_text("Ander apparaat, of stoppen").click()
    with people[0].page.expect_download() as download:
        people[0].page.get_by_role("button", name="Download alles wat we van u hebben").click()
    own = json.loads(download.value.path().read_bytes())
    assert sum(one["dots"] for one in own["vote"]) == 3
    assert len(own["participation"]) == 1
    facilitator.page.get_by_role("link", name="Open het profiel van de groep").click()
    facilitator.heading("Uw profiel")

    # And everything can be deleted
    facilitator.open("begeleiden")
    facilitator.page.get_by_text("Verwijder de werksessie").click()
    facilitator.page.get_by_text("Ja, ik wil alles verwijderen").click()
    facilitator.page.get_by_role("button", name="Verwijder nu").click()
    facilitator.heading(QUESTIONNAIRE.title)
    people[0].page.reload()
    people[0].heading("U doet nog niet mee")


def test_forms_on_paper_are_typed_in_and_say_what_is_wrong(facilitator: Facilitator) -> None:
    facilitator.open_workshop("Goes", "Kort")
    facilitator.page.locator(".st-key-papier summary").click()
    field = facilitator.page.get_by_label("De 12 antwoorden")

    def send(typed: str) -> None:
        field.fill(typed)
        facilitator.page.get_by_role("button", name="Voeg dit formulier toe").click()
        facilitator.rest()

    send("123x")
    expect(on_page(facilitator.page, "Bij antwoord 4 staat 'x'.")).to_be_visible()
    send("12345")
    expect(on_page(facilitator.page, "Het moeten er 12 zijn: 7 te weinig.")).to_be_visible()
    send("123 45w n-1 222")
    expect(on_page(facilitator.page, "Toegevoegd als deelnemer 1.")).to_be_visible()
    expect(facilitator.page.locator(".klaar-stand")).to_contain_text("1 persoon is binnen.")


def test_a_group_of_three_sees_themes_and_no_question(facilitator: Facilitator, phone: Callable[[str], Participant]) -> None:
    code = facilitator.open_workshop("Zwolle", "Eén lijn: Veilig dichtbij")
    person = phone("Beleid").join(code)
    facilitator.page.locator(".st-key-papier summary").click()
    for _ in range(2):
        facilitator.page.get_by_label("De 12 antwoorden").fill("1 2 3 4 5 1 2 3 4 5 1 2")
        facilitator.page.get_by_role("button", name="Voeg dit formulier toe").click()
        facilitator.rest()
    facilitator.step("Start de vragen", "antwoorden")
    line = QUESTIONNAIRE.lines[0]
    person.answer_workshop({question.id: 2 for question in line.questions})
    facilitator.step("Sluit de vragen", "uitkomst", sure=True)
    person.heading("De uitkomst staat op het grote scherm")
    person.page.get_by_text("Uw antwoorden naast die van de groep").click()
    expect(on_page(person.page, "niet getoond").first).to_be_visible()
    assert person.page.get_by_text("gemiddeld", exact=False).count() == 0
    facilitator.step("Begin het gesprek", "gesprek")
    assert facilitator.page.get_by_role("button", name="Start de tweede ronde").count() == 0
    assert facilitator.page.locator(".verdeling .staaf").count() == 0


def test_a_join_code_that_is_wrong_gets_a_plain_answer(phone: Callable[[str], Participant]) -> None:
    person = phone("Beleid")
    person.page.goto(f"{person.url}/mee")
    person.page.get_by_label("Code van de werksessie").fill("ABC")
    person.page.get_by_role("button", name="Doe mee").click()
    expect(person.page.get_by_role("alert")).to_contain_text("Deze code kan niet kloppen")
    person.page.get_by_label("Code van de werksessie").fill("BBBBBB")
    person.page.get_by_role("button", name="Doe mee").click()
    expect(person.page.get_by_role("heading", name="Deze code werkt niet")).to_be_visible()
    assert json.dumps("Traceback") not in person.page.content()
