"""The whole main job, as a person does it, on a wide screen and on a phone."""

from __future__ import annotations

import io
import json
from collections.abc import Callable

import pytest
from playwright.sync_api import Download, Page, WebSocketRoute, expect
from pypdf import PdfReader

from questionnaire import read_measurement
from questionnaire.models import Idea
from scoring.model import Result
from scoring.result import assess
from scoring.words import headline, level_text
from tests.browser.keyboard import Keys
from tests.browser.mouse import Mouse
from tests.browser.server import Server
from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page, varied

pytestmark = pytest.mark.xdist_group("main-job")
HALF = len(QUESTIONNAIRE.themes) // 2


def test_the_whole_job_on_a_phone(visit: Callable[..., Visitor]) -> None:
    answers = varied()
    visitor = visit("phone").begin("Tilburg", "Nazorgcoördinator")
    page = visitor.page

    visitor.answer_all(answers, QUESTIONNAIRE.themes[:HALF])
    visitor.heading(QUESTIONNAIRE.themes[HALF].title)
    # Half-way a reload: nothing is lost.
    page.reload()
    visitor.heading(QUESTIONNAIRE.themes[HALF].title)
    done = sum(len(theme.questions) for theme in QUESTIONNAIRE.themes[:HALF])
    expect(on_page(page, f"{done} van {len(QUESTIONNAIRE.questions)} vragen beantwoord")).to_be_visible()
    visitor.answer_all(answers, QUESTIONNAIRE.themes[HALF:])

    visitor.heading("Overzicht van uw antwoorden")
    expect(on_page(page, "U hebt alle vragen beantwoord.")).to_be_visible()
    page.get_by_role("link", name="Bekijk uw profiel").click()
    result = profile_is_right(visitor, answers, "figuur-smal")
    page.get_by_role("radio", name="Puntenlijst").click()
    expect(page.locator(".st-key-figuur-smal .js-plotly-plot .cartesianlayer > *").first).to_be_visible()

    page.get_by_role("link", name="Bekijk ideeën die hierbij passen").click()
    visitor.heading("Ideeën voor een experiment")
    first = result.advice.suggestions[0].idea
    page.get_by_text(f"Neem '{first.title}' mee in het rapport").click()
    expect(on_page(page, "U koos 1 idee. Opgeslagen.")).to_be_visible()

    visitor.menu("Meenemen")
    visitor.heading("Neem uw meting mee")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download het rapport").click()
    report_is_right(download.value, first)
    with page.expect_download() as download:
        page.get_by_role("button", name="Download het metingbestand").click()
    reading = read_measurement(download.value.path().read_bytes(), QUESTIONNAIRE)
    assert reading.measurement.values == result.values
    assert reading.measurement.chosen == (first.id,)
    assert reading.differences == ()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download alles wat we van u hebben").click()
    everything = json.loads(download.value.path().read_bytes())
    assert {one["question"]: one["value"] for one in everything["response"][0]["answer"]} == {
        id: str(value) for id, value in result.values.items()
    }
    assert everything["plan"][0]["idea"] == first.id


def profile_is_right(visitor: Visitor, answers: dict[str, int | str], shown: str) -> Result:
    """The profile says what these answers mean: in words, in the table and in the radar."""
    page, result = visitor.page, assess(QUESTIONNAIRE, answers)
    visitor.heading("Uw profiel")
    expect(on_page(page, headline(result))).to_be_visible()
    for theme in QUESTIONNAIRE.themes:
        row = page.get_by_role("row", name=theme.title).first
        level = result.scores.themes[theme.id].shown_level
        expect(row).to_contain_text("geen score" if level is None else level_text(level))
    expect(page.locator(f".st-key-{shown} .js-plotly-plot .polar")).to_be_visible(timeout=60_000)
    return result


def report_is_right(download: Download, chosen: Idea) -> None:
    report = PdfReader(io.BytesIO(download.path().read_bytes()))
    text = " ".join(" ".join(sheet.extract_text() for sheet in report.pages).split())
    assert download.suggested_filename == "rapport-tilburg.pdf"
    assert chosen.title in text
    for theme in QUESTIONNAIRE.themes:
        assert theme.title in text


def whole_job(hands: Mouse | Keys, answers: dict[str, int | str]) -> None:
    """From the first page to the report: all questions, the profile, an idea."""
    page = hands.page
    hands.open()
    hands.to_content()
    hands.use(page.get_by_role("link", name="Begin met de zelfscan"))
    hands.heading("Voor welke gemeente vult u dit in?")
    hands.choose("Gemeente", "Tilburg")
    hands.choose("Uw rol (niet verplicht)", "Nazorgcoördinator")
    hands.use(page.get_by_role("button", name="Naar de vragen"))
    for theme in QUESTIONNAIRE.themes:
        hands.heading(theme.title)
        words = "Naar het overzicht" if theme is QUESTIONNAIRE.themes[-1] else "Volgend thema"
        hands.answer_theme(answers, theme.id, page.get_by_role("link", name=words))
    hands.heading("Overzicht van uw antwoorden")
    hands.use(page.get_by_role("link", name="Bekijk uw profiel"))
    result = profile_is_right(hands, answers, "figuur-breed")
    hands.menu("Ideeën")
    hands.heading("Ideeën voor een experiment")
    first = result.advice.suggestions[0].idea
    hands.tick(page.locator(f".st-key-idee-{first.id} [data-testid=stCheckbox] label"))
    expect(on_page(page, "U koos 1 idee. Opgeslagen.")).to_be_visible()
    hands.menu("Meenemen")
    hands.heading("Neem uw meting mee")
    with page.expect_download() as download:
        hands.use(page.get_by_role("button", name="Download het rapport"))
    report_is_right(download.value, first)


def test_the_whole_job_with_the_keyboard_alone(open_page: Callable[..., Page], server: Server) -> None:
    whole_job(Keys(open_page("wide"), server.url), varied())


@pytest.mark.thorough
def test_the_whole_job_takes_hardly_more_actions_by_keyboard_than_by_mouse(
    open_page: Callable[..., Page], server: Server
) -> None:
    """The same job twice. An action is a key pressed, a click, a text typed, or a turn of the wheel (however far) to what is not
    in view: Tab brings that along, a mouse does not. With the keyboard it is looked at every stop where the focus is.
    """
    answers = varied()
    mouse, keys = Mouse(open_page("wide"), server.url), Keys(open_page("wide"), server.url)
    whole_job(mouse, answers)
    whole_job(keys, answers)
    ratio = keys.actions / (mouse.clicks + mouse.turns)
    print(f"keyboard {keys.actions}, mouse {mouse.clicks} + {mouse.turns} turns of the wheel: {ratio:.2f} times as many")
    assert ratio <= 1.3


def test_a_measurement_continues_on_another_device_and_comes_back_from_its_file(visit: Callable[..., Visitor]) -> None:
    visitor = visit("wide").begin("Zwolle")
    first, second = QUESTIONNAIRE.questions[:2]
    visitor.answer(first.id, 3)
    link = visitor.personal_link()
    with visitor.page.expect_download() as download:
        visitor.page.get_by_role("button", name="Download het metingbestand").click()
    path = download.value.path()

    other = visit("phone")
    other.page.goto(link)
    other.heading("Overzicht van uw antwoorden")
    assert link.rsplit("/", 1)[1] not in other.page.url
    expect(on_page(other.page, f"1 van {len(QUESTIONNAIRE.questions)} vragen beantwoord")).to_be_visible()
    other.page.get_by_role("link", name="Naar de eerste open vraag").click()
    other.answer(second.id, "unknown")

    third = visit("wide").open()
    third.page.get_by_role("link", name="Lees een metingbestand in").click()
    third.heading("Lees een metingbestand in")
    third.page.locator('input[type="file"]').set_input_files(path)
    expect(on_page(third.page, f"1 van {len(QUESTIONNAIRE.questions)} vragen beantwoord.")).to_be_visible()
    third.page.get_by_role("button", name="Maak hier een meting van").click()
    third.heading("Overzicht van uw antwoorden")
    expect(third.page.locator(".merkplaats")).to_have_text("Gemeente Zwolle")
    assert json.loads(path.read_text())["municipality"] == "Zwolle"


def test_a_note_typed_just_before_the_next_page_is_kept(visit: Callable[..., Visitor]) -> None:
    visitor = visit("wide").begin("Goes")
    question = QUESTIONNAIRE.questions[0]
    visitor.page.locator(f".st-key-open-{question.id} summary").click()
    visitor.page.locator(f".st-key-vraag-{question.id} textarea").fill("Lukt bij grote gevangenissen, bij kleine nog niet.")
    visitor.page.get_by_role("link", name="Volgend thema").click()
    visitor.heading(QUESTIONNAIRE.themes[1].title)
    visitor.page.reload()
    visitor.ready()
    visitor.page.get_by_role("link", name="Vorig thema").click()
    visitor.heading(QUESTIONNAIRE.themes[0].title)
    visitor.page.locator(f".st-key-open-{question.id} summary").click()
    expect(visitor.page.locator(f".st-key-vraag-{question.id} textarea")).to_have_value(
        "Lukt bij grote gevangenissen, bij kleine nog niet."
    )


def test_what_was_chosen_and_typed_is_kept_when_the_next_page_overtakes_it(visit: Callable[..., Visitor]) -> None:
    visitor = visit("wide")
    held: list[str | bytes] = []
    holding = False

    def between(browser: WebSocketRoute) -> None:
        server = browser.connect_to_server()
        browser.on_message(lambda message: held.append(message) if holding else server.send(message))
        let_go.append(lambda: [server.send(message) for message in held])

    let_go: list[Callable[[], object]] = []
    visitor.page.route_web_socket("**/_stcore/stream", between)
    visitor.begin("Goes")
    first, second = QUESTIONNAIRE.questions[:2]
    visitor.page.locator(f".st-key-open-{first.id} summary").click()
    field = visitor.page.locator(f".st-key-vraag-{first.id} textarea")
    expect(field).to_be_visible()
    visitor.rest()
    holding = True  # a slow server: everything that follows reaches it at once
    visitor.page.locator(f".st-key-vraag-{second.id} [data-testid='stRadioGroup'] > div").nth(3).click()
    field.fill("Lukt bij grote gevangenissen, bij kleine nog niet.")
    visitor.page.get_by_role("link", name="Volgend thema").click()
    visitor.page.wait_for_url(f"**/{QUESTIONNAIRE.themes[1].id}")
    visitor.page.wait_for_timeout(200)
    assert len(held) >= 3
    holding = False
    let_go[-1]()
    visitor.heading(QUESTIONNAIRE.themes[1].title)
    visitor.page.get_by_role("link", name="Vorig thema").click()
    visitor.heading(QUESTIONNAIRE.themes[0].title)
    visitor.expect_chosen(second.id, 3)
    visitor.page.locator(f".st-key-open-{first.id} summary").click()
    expect(field).to_have_value("Lukt bij grote gevangenissen, bij kleine nog niet.")


def test_ambition_and_missing_partners_steer_the_suggestions(visit: Callable[..., Visitor]) -> None:
    visitor = visit("wide").begin("Assen")
    for question in QUESTIONNAIRE.themes[0].questions:
        visitor.answer(question.id, 2)
    visitor.page.goto(f"{visitor.url}/ambitie")
    visitor.heading("Uw ambitie per thema")
    theme = QUESTIONNAIRE.themes[0]
    visitor.page.locator(f".st-key-ambitie-{theme.id}").get_by_role("radio", name="2").click()
    visitor.rest()
    visitor.page.reload()
    visitor.heading("Uw ambitie per thema")
    expect(visitor.page.locator(f".st-key-ambitie-{theme.id}").get_by_role("radio", name="2")).to_be_checked()
    visitor.menu("Ideeën")
    expect(on_page(visitor.page, "Volgens uw antwoorden bent u overal waar u wilt zijn.")).to_be_visible()


def test_deleting_removes_everything_and_the_link_says_so(visit: Callable[..., Visitor]) -> None:
    visitor = visit("wide").begin("Goes")
    visitor.answer(QUESTIONNAIRE.questions[0].id, 2)
    link = visitor.personal_link()
    visitor.page.locator(".st-key-verwijderen summary").click()
    visitor.page.get_by_text("Ja, ik wil alles verwijderen").click()
    visitor.page.get_by_role("button", name="Verwijder nu").click()
    visitor.heading(QUESTIONNAIRE.title)
    other = visit("wide")
    answer = other.page.goto(link)
    assert answer is not None
    assert answer.status == 404
    expect(other.page.locator("h1")).to_have_text("Deze link werkt niet (meer)")
