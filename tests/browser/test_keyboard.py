"""Alone, without a mouse: every page from top to bottom and back, and what the main job (`test_main_job`) does not come by.

What a screen reader is told is written down meanwhile: each message once, in a region that was there before.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from playwright.sync_api import Page, expect

from storage import Store, new_token
from tests.access.checks import check
from tests.browser.keyboard import Keys
from tests.browser.server import Server
from tests.browser.started import started
from tests.browser.visitor import QUESTIONNAIRE, varied

pytestmark = pytest.mark.xdist_group("keyboard")
THEME = QUESTIONNAIRE.themes[0]
QUESTION = QUESTIONNAIRE.question_by_id["signaal"]
NOTE = "Lukt bij grote gevangenissen, bij kleine nog niet."
SWEPT = ("", "gegevens", THEME.id, "overzicht", "profiel", "ambitie", "wat-als", "ideeen", "meenemen", "vergelijken", "inlezen")
SWEPT_TOO = ("over", "programma", "inspiratie", "woordenlijst", "privacy", "begeleidersgids", "aantonen")


@pytest.fixture
def keys(open_page: Callable[..., Page], server: Server) -> Callable[[str], Keys]:
    return lambda width: Keys(open_page(width), server.url)


def answers() -> dict[str, int | str]:
    """The varied answers, with two in them that rarely go together."""
    return varied() | {"signaal": 1, "binnen-contact": 4}


@pytest.mark.thorough
@pytest.mark.parametrize("width", ["wide", "phone"])
def test_tab_passes_every_page_in_order_and_nothing_holds_it(keys: Callable[[str], Keys], width: str) -> None:
    hands = started(keys(width), answers=answers(), path="overzicht")
    for path in (*SWEPT, *SWEPT_TOO) if width == "wide" else SWEPT:
        hands.go(path).still()
        stops = hands.sweep()
        assert not [stop for stop in stops if "plotly" in stop or "js-line" in stop], stops
        figures = hands.page.locator("[data-testid=stPlotlyChart]")
        for place in range(figures.count()):
            expect(figures.nth(place)).to_have_role("img")
            expect(figures.nth(place)).to_have_attribute("aria-label", re.compile("cijfers staan in de tabel"))


def test_the_parts_of_the_journey_beside_the_main_job(keys: Callable[[str], Keys], server: Server) -> None:
    hands = keys("wide")
    page = hands.page

    # The way in: the skip link; a missing municipality is told at its field, which has the focus; then it goes on
    hands.open()
    hands.to_content()
    hands.use(hands.link("Begin met de zelfscan"))
    hands.begins("Voor welke gemeente vult u dit in?")
    hands.silence()
    hands.use(hands.button("Naar de vragen"))
    field = page.get_by_role("combobox", name="Gemeente")
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-invalid", "true")
    expect(field).to_have_accessible_description(re.compile("Kies eerst uw gemeente"))
    assert check(hands) == []
    hands.type("Tilburg")
    expect(page.get_by_role("option", name="Tilburg", exact=True)).to_be_visible()
    hands.press("Enter")
    hands.use(hands.button("Naar de vragen"))
    hands.begins(THEME.title)
    assert page.title().startswith(THEME.title)
    assert page.locator('[data-testid="stMain"]').evaluate("(main) => main.scrollTop") == 0

    # A question is a group with its name; each answer has its whole description; digits and arrows choose, Enter goes on
    hands.silence()
    for number, question in enumerate(THEME.questions, start=1):
        group = page.get_by_role("radiogroup", name=f"{number}. {question.text}")
        for level, anchor in question.levels.items():
            expect(group.get_by_role("radio", name=f"{level} {anchor}", exact=True)).to_have_count(1)
    first, second = (question.id for question in THEME.questions[:2])
    hands.to(hands.group(first))
    hands.press("Enter")  # nothing chosen yet: the row with the focus
    hands.heard("Opgeslagen")
    hands.expect_chosen(first, 0)
    hands.press("ArrowDown")
    hands.heard("Opgeslagen")
    hands.expect_chosen(first, 1)
    hands.answer(first, 4)
    hands.heard("Opgeslagen")
    hands.press("Enter")
    expect(hands.group(second).locator(":focus")).to_be_attached()
    hands.to(page.locator(f".st-key-open-{first} summary"), "Shift+Tab")
    hands.press("3")  # a digit is of the answers alone
    hands.press("Enter")
    hands.to(page.locator(f".st-key-vraag-{first} textarea"))
    hands.type(NOTE)
    hands.to(hands.group(second))
    hands.answer(second, 2)
    hands.expect_chosen(first, 3)

    # A note that is too long: the reason is said, and belongs to the field
    hands.to(page.locator(f".st-key-vraag-{first} textarea"), "Shift+Tab")
    hands.rest()
    hands.silence()
    page.keyboard.insert_text("lang " * 2_200)
    hands.press("Tab")
    reason = re.compile(r"Er passen er 10\.000")
    expect(page.locator(f".st-key-vraag-{first} textarea")).to_have_accessible_description(reason)
    hands.heard("Er passen er 10.000")


def test_from_the_overview_to_a_plan_and_a_comparison(keys: Callable[[str], Keys], server: Server) -> None:
    store = Store(f"sqlite:///{server.data / 'zelfscan.sqlite'}", timedelta(days=365))
    earlier = new_token()
    made = store.create(earlier, QUESTIONNAIRE, municipality="Tilburg", role=None, size=None, today=date(2025, 5, 3))
    for question, value in varied().items():
        store.save_answer(made.response_id, question, value, None)  # type: ignore[arg-type]
    hands = started(keys("wide"), answers=answers(), path="overzicht")
    page = hands.page
    hands.silence()

    # A second look
    hands.do(hands.button("Ja, dat klopt").first)
    hands.heard("Nagekeken: 1 combinatie.")
    hands.do(page.locator("[data-testid=stMain]").get_by_role("link", name="Bekijk uw profiel").first, by="Shift+Tab")
    hands.begins("Uw profiel")
    # The first figure of a new profile: its bundle takes long on a busy machine.
    expect(page.locator(".st-key-figuur-breed .js-plotly-plot .polar")).to_be_visible(timeout=60_000)

    # The kinds of figures, and why
    hands.to(page.get_by_role("radiogroup", name="Weergave"))
    hands.press("ArrowRight")
    hands.press("Space")
    expect(page.locator(".st-key-figuur-breed .js-plotly-plot .cartesianlayer > *").first).to_be_visible()
    assert hands.on(page.get_by_role("radiogroup", name="Weergave"))
    hands.do(page.get_by_role("link", name="Wat als? Probeer een stap uit"))

    # What if
    hands.begins("Wat als?")
    hands.silence()
    hands.do(hands.button("Zet deze stappen in de proef"))
    hands.heard("In deze proef gaat")
    hands.do(page.locator("[data-testid=stMain]").get_by_role("link", name="Uw ambitie per thema"))

    # The ambition, with its reason
    hands.begins("Uw ambitie per thema")
    hands.silence()
    aim = page.locator(f".st-key-ambitie-{THEME.id}")
    hands.to(aim.get_by_role("radiogroup"))
    hands.press("ArrowRight")
    hands.press("Space")
    expect(aim.get_by_role("radio", name="5", exact=True)).to_be_checked()
    hands.heard("Uw keuzes zijn opgeslagen.")
    hands.do(aim.locator("summary"))
    hands.to(aim.locator("textarea"))
    hands.type("Dit is ons speerpunt.")
    hands.heard("Uw keuzes zijn opgeslagen.")
    expect(aim.locator("p.reden")).to_have_text("Dit is ons speerpunt.")
    expect(aim.locator("textarea")).to_be_focused()
    hands.menu("Ideeën")

    # An idea, and its plan
    hands.begins("Ideeën voor een experiment")
    hands.silence()
    card = page.locator("[class*='st-key-idee-']").first
    hands.do(card.locator("details summary").first)
    hands.tick(card.locator("[data-testid=stCheckbox] label"))
    hands.heard("U koos 1 idee. Opgeslagen.")
    hands.do(card.get_by_role("button", name="Werk dit uit tot een plan"))
    hands.begins("Plan voor een experiment")
    expect(page.locator("html.plan-open")).to_be_attached()
    hands.still()
    hands.sweep()
    hands.silence()
    hands.to(page.locator("[data-veld='target_group']"))
    hands.type("Inwoners die kort vastzitten.")
    hands.heard("Opgeslagen")
    hands.to(page.get_by_role("button", name="Download als Word-bestand"))
    with page.expect_download():
        hands.press("Enter")
    hands.go("meenemen").still()

    # The link is copied, a measurement compared
    hands.do(page.locator(".st-key-link [data-testid=stCode] button"))
    expect(page.locator(".st-key-link [data-testid=stCode] button")).to_be_focused()
    hands.do(hands.link("Vergelijk deze meting met een eerdere"))
    hands.begins("Vergelijk met een eerdere meting")
    hands.do(hands.button("Vergelijk met deze link"))
    link = page.get_by_role("textbox", name="Link van de eerdere meting")
    expect(link).to_be_focused()
    expect(link).to_have_accessible_description(re.compile("Plak eerst de link"))
    hands.type(f"{server.url}/verder/{earlier}")
    hands.do(hands.button("Vergelijk met deze link"))
    hands.begins("Wat is er veranderd")
    hands.still()
    hands.sweep()
