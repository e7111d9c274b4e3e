"""From a chosen idea to a plan that a team can start with: written together, and never losing a sentence."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from docx import Document
from playwright.sync_api import Locator, Page, expect
from pypdf import PdfReader

from questionnaire import read_measurement
from screens import context
from tests.access.checks import check, unfold
from tests.browser.server import Server
from tests.browser.visitor import CONTENT, QUESTIONNAIRE, Visitor, on_page

pytestmark = pytest.mark.xdist_group("plan")
TITLE = "Plan voor een experiment"
TARGET = "Inwoners die korter dan een maand vastzitten, ongeveer 20 per jaar."
READING = "De eigenaar van het plan schrijft nu. U leest mee."


def field(page: Page, key: str) -> Locator:
    return page.locator(f"[data-veld='{key}']")


def holding(text: str) -> re.Pattern[str]:
    return re.compile(re.escape(text))


def stored(page: Page, key: str) -> None:
    """The page says that the field is stored."""
    expect(page.locator(f".planveld:has([data-veld='{key}']) .bewaard.ja")).to_be_visible()


def write(page: Page, key: str, text: str) -> None:
    field(page, key).fill(text)
    stored(page, key)


def opened(visitor: Visitor) -> None:
    visitor.heading(TITLE)
    expect(visitor.page.locator("html.plan-open")).to_be_attached()


def download(page: Page, name: str) -> bytes:
    with page.expect_download() as waiting:
        page.get_by_role("button", name=name).click()
    return waiting.value.path().read_bytes()


def test_from_a_chosen_idea_to_a_complete_plan_that_comes_back(visit: Callable[..., Visitor]) -> None:
    visitor = visit("wide").begin("Tilburg")
    page = visitor.page
    for question in QUESTIONNAIRE.themes[0].questions:
        visitor.answer(question.id, 1)
    visitor.menu("Ideeën")
    visitor.heading("Ideeën voor een experiment")
    card = page.locator("[class*='st-key-idee-']").first
    idea = card.locator("h3").inner_text()
    card.locator("[data-testid=stCheckbox] label").click()
    card.get_by_role("button", name="Werk dit uit tot een plan").click()
    opened(visitor)
    expect(field(page, "title")).to_have_value(idea)
    expect(field(page, "headings.waar-gaat-het-over")).to_have_value(holding(QUESTIONNAIRE.themes[0].questions[0].levels[1]))
    expect(on_page(page, "7 van 12 onderdelen ingevuld")).to_be_visible()

    # Typed and never left: stored within three seconds after the last key.
    field(page, "target_group").press_sequentially(TARGET, delay=5)
    expect(page.locator(".planveld:has([data-veld='target_group']) .bewaard")).to_have_text("Opgeslagen", timeout=3000)
    page.reload()
    opened(visitor)
    expect(field(page, "target_group")).to_have_value(TARGET)

    # A second visitor reads along on a phone, and cannot write meanwhile.
    page.get_by_role("button", name="Maak een link").click()
    link = page.locator(".st-key-plandelen code").inner_text().strip()
    write(page, "first_step_by", "nazorgcoördinator")
    other = visit("phone")
    other.page.goto(link)
    opened(other)
    assert other.page.url.endswith("/meeschrijven")
    expect(on_page(other.page, READING)).to_be_visible()
    expect(field(other.page, "target_group")).to_have_value(TARGET)
    expect(field(other.page, "target_group")).not_to_be_editable()
    write(page, "ground", "Wij gebruiken geen gegevens van inwoners.")
    expect(field(other.page, "ground")).to_have_value("Wij gebruiken geen gegevens van inwoners.")
    unfold(other)
    assert check(other) == []

    # The rest, up to a complete plan.
    page.get_by_text(CONTENT.plan.money[0].title).click()
    for tick in CONTENT.plan.privacy:
        page.get_by_text(tick.title).click()
        stored(page, f"privacy.{tick.id}")
    write(page, "afterwards", "Het wijkteam gaat ermee door.")
    write(page, "steps.1.what", "Vijf gesprekken voeren")
    expect(field(page, "steps.2.what")).to_be_visible()
    expect(on_page(page, "12 van 12 onderdelen ingevuld")).to_be_visible()
    unfold(visitor)
    assert check(visitor) == []
    pdf = download(page, "Download als PDF")
    text = "".join(sheet.extract_text() for sheet in PdfReader(io.BytesIO(pdf)).pages)
    assert "nazorgcoördinator" in text
    assert "Het wijkteam gaat ermee door." in text
    word = Document(io.BytesIO(download(page, "Download als Word-bestand")))
    assert TARGET in [paragraph.text for paragraph in word.paragraphs]

    # Who goes gives the pen away; the other writes on, and the owner sees it.
    page.goto(f"{visitor.url}/meenemen")
    visitor.heading("Neem uw meting mee")
    expect(on_page(other.page, "Niemand anders schrijft nu.")).to_be_visible()
    write(other.page, "afterwards", "Het wijkteam gaat ermee door, samen met de reclassering.")
    saved = read_measurement(download(page, "Download het metingbestand"), QUESTIONNAIRE).measurement
    assert saved.plans[0].target_group == TARGET

    # The day to look back has come.
    write(other.page, "review_date", context.today().isoformat())
    other.page.close()
    visitor.open()
    expect(on_page(page, f"Tijd om terug te kijken: {idea}")).to_be_visible()
    page.get_by_role("link", name="Vertel hoe het ging").click()
    opened(visitor)
    expect(field(page, "afterwards")).to_have_value("Het wijkteam gaat ermee door, samen met de reclassering.")
    page.get_by_text("Gestopt", exact=True).click()
    write(page, "review.learned", "Er kwamen te weinig berichten.")
    visitor.menu("Ideeën")
    visitor.heading("Ideeën voor een experiment")
    expect(on_page(page, "Eerder geprobeerd: gestopt")).to_be_visible()
    expect(on_page(page, "U leerde: Er kwamen te weinig berichten.")).to_be_visible()


def test_a_killed_server_costs_no_sentence(visit: Callable[..., Visitor], own_server: Server) -> None:
    """Also what is typed while the server is away, in a field that Streamlit would have locked, is stored afterwards."""
    visitor = visit("wide", own_server.url).begin("Meppel")
    page = visitor.page
    visitor.open("plan").page.get_by_role("button", name="Begin met een eigen idee").click()
    opened(visitor)
    write(page, "title", "Onze proef")
    target = field(page, "target_group")
    target.press_sequentially("Deze zin werd net getypt. ", delay=5)
    own_server.kill()
    target.press_sequentially("Deze zin werd getypt zonder server. ", delay=5)
    expect(on_page(page, "Nog niet opgeslagen.")).to_be_visible()
    field(page, "risks").fill("En deze in een ander veld.")
    target.focus()
    own_server.start()
    stored(page, "target_group")
    target.press_sequentially("En deze na de terugkeer.", delay=5)
    stored(page, "target_group")
    page.reload()
    opened(visitor)
    both = "Deze zin werd net getypt. Deze zin werd getypt zonder server. En deze na de terugkeer."
    expect(target).to_have_value(both)
    expect(field(page, "risks")).to_have_value("En deze in een ander veld.")
    expect(on_page(page, "Er zijn twee teksten")).to_have_count(0)

    # A page that goes while the server is away brings its words back when it comes again.
    target.press_sequentially(" Tot slot.", delay=5)
    own_server.kill()
    target.press_sequentially(" Echt.", delay=5)
    page.goto("about:blank")
    own_server.start()
    visitor.open("plan")
    opened(visitor)
    stored(page, "target_group")
    expect(target).to_have_value(f"{both} Tot slot. Echt.")


def test_two_texts_for_one_field_are_both_kept_until_somebody_chooses(visit: Callable[..., Visitor]) -> None:
    one = visit("wide").begin("Goes")
    one.open("plan").page.get_by_role("button", name="Begin met een eigen idee").click()
    opened(one)
    other = Visitor(one.page.context.new_page(), one.url).open("plan")
    opened(other)
    # Both look at an empty field; the first loses the connection while typing, the second writes.
    one.page.context.set_offline(True)
    field(one.page, "risks").press_sequentially("Tekst van de eerste.")
    expect(on_page(one.page, "Nog niet opgeslagen.")).to_be_visible()
    one.page.context.set_offline(False)
    write(other.page, "title", "De tweede schrijft")
    field(other.page, "risks").fill("Tekst van de tweede.")
    kept = [page.get_by_text("Er zijn twee teksten.") for page in (one.page, other.page)]
    expect(kept[0]).to_be_visible()
    expect(kept[1]).to_be_visible()
    writer = one if one.page.get_by_role("button", name="Zet ze onder elkaar").is_enabled() else other
    writer.page.get_by_role("button", name="Zet ze onder elkaar").click()
    expect(kept[1]).to_have_count(0)
    for page in (one.page, other.page):
        # A tab that is not in front looks every 20 seconds.
        expect(field(page, "risks")).to_have_value(holding("Tekst van de eerste."), timeout=40_000)
        expect(field(page, "risks")).to_have_value(holding("Tekst van de tweede."), timeout=40_000)
