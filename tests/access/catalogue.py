"""Every screen in every phase, as walks through the app: each walk stops at a screen and says its name.

The gate looks at every stop in all variants, the snapshots of the accessibility trees are made there, and what the
accessibility statement says was tested is this list. `together.py` has the walks through a workshop.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from playwright.sync_api import Page, expect

from questionnaire import write_measurement
from questionnaire.answers import Answer, Measurement, Reference
from scoring.municipalities import basis
from screens.cookies import MEASUREMENT
from storage import Store, new_token
from tests.access.checks import unfold
from tests.browser.server import Server
from tests.browser.started import started
from tests.browser.visitor import QUESTIONNAIRE, Visitor, varied

Opener = Callable[[], Page]
Stop = tuple[str, Visitor]
Walk = Callable[[Opener, Server], Iterator[Stop]]
FIRST: Final = QUESTIONNAIRE.themes[0]
PLACE: Final = "Tilburg"
DAY: Final = date(2026, 11, 24)
FIXED: Final = {
    "over": "Over deze zelfscan",
    "inspiratie": "Inspiratie",
    "programma": "Het programma",
    "woordenlijst": "Woordenlijst",
    "toegankelijkheid": "Toegankelijkheid",
    "privacy": "Privacy",
    "begeleidersgids": "Gids voor begeleiders",
}


def store_of(server: Server) -> Store:
    return Store(f"sqlite:///{server.data / 'zelfscan.sqlite'}", timedelta(days=365))


def measurement(year: int, answers: dict[str, int | str]) -> Measurement:
    return Measurement(
        questionnaire=Reference(id=QUESTIONNAIRE.id, version=QUESTIONNAIRE.version, hash=QUESTIONNAIRE.hash),
        municipality=PLACE,
        date=date(year, 5, 3),
        role="beleid",
        answers={id: Answer(level=level) for id, level in answers.items()},  # type: ignore[arg-type]
    )


def before_answers(open_page: Opener, server: Server) -> Iterator[Stop]:
    """From the first visit up to the pages of a measurement without an answer."""
    visitor = Visitor(open_page(), server.url)
    page = visitor.page
    yield "start", visitor.open()
    yield "nog niet begonnen", visitor.go("profiel")
    visitor.open("nieuw").heading("Voor welke gemeente vult u dit in?")
    yield "gegevens", visitor
    page.get_by_role("button", name="Naar de vragen").click()
    page.get_by_text("Kies eerst uw gemeente.").wait_for()
    yield "gegevens met een fout", visitor
    visitor.open("nieuw?naar=inlezen").heading("Lees een metingbestand in")
    yield "inlezen", visitor
    chooser = page.locator('[data-testid="stFileUploader"] input[type=file]')
    chooser.set_input_files({"name": "meting.json", "mimeType": "application/json", "buffer": b"{"})
    page.get_by_text("Er is niets veranderd aan wat u al had.").wait_for()
    yield "inlezen, bestand geweigerd", visitor
    visitor.open("inlezen").heading("Lees een metingbestand in")
    file = write_measurement(measurement(2024, varied()))
    chooser.set_input_files({"name": "meting.json", "mimeType": "application/json", "buffer": file})
    page.get_by_role("heading", name="Dit staat erin").wait_for()
    yield "inlezen, bestand gelezen", visitor

    started(visitor, PLACE)
    yield "thema zonder antwoorden", visitor
    for path, name in (
        ("overzicht", "overzicht zonder antwoorden"),
        ("profiel", "profiel zonder antwoorden"),
        ("wat-als", "wat als zonder antwoorden"),
        ("ideeen", "ideeën zonder antwoorden"),
        ("plan", "plan, nog geen"),
        ("vergelijken", "vergelijken, nog niets"),
    ):
        visitor.go(path)
        unfold(visitor)
        yield name, visitor


def with_answers(open_page: Opener, server: Server) -> Iterator[Stop]:
    """A measurement with all answers, and everything that can be done with it."""
    visitor = started(Visitor(open_page(), server.url), PLACE, {**varied(), "signaal": 1, "binnen-contact": 4})
    page = visitor.page
    yield "thema", visitor
    unfold(visitor)
    yield "thema, alles opengeklapt", visitor
    yield "start, verder gaan", visitor.go()
    visitor.go("overzicht")
    page.get_by_role("heading", name="Nog even kijken?").wait_for()
    unfold(visitor)
    yield "overzicht", visitor
    visitor.go("profiel")
    unfold(visitor)
    yield "profiel, spinnenweb", visitor
    page.locator(".st-key-weergave").get_by_role("radio", name="Puntenlijst").click()
    visitor.still()
    yield "profiel, puntenlijst", visitor
    visitor.go("ambitie")
    unfold(visitor)
    yield "ambitie", visitor
    visitor.go("wat-als")
    page.get_by_role("radio", name="4 · Vertrouwd").click()
    visitor.rest()
    with suppress(Exception):
        page.get_by_role("button", name="Zet deze stappen in de proef").click(timeout=2000)
    visitor.rest()
    unfold(visitor)
    yield "wat als", visitor
    visitor.go("ideeen")
    page.locator("[class*='st-key-idee-'] [data-testid=stCheckbox] label").first.click()
    visitor.rest()
    unfold(visitor)
    yield "ideeën", visitor
    visitor.go("meenemen")
    unfold(visitor)
    yield "meenemen", visitor
    yield from _comparing(visitor, server)
    yield from _beside(visitor, server)
    yield from _planning(visitor, open_page)
    for path, name in FIXED.items():
        visitor.go(path)
        unfold(visitor)
        yield name.lower(), visitor
    visitor.go("aantonen")
    for title in ("Onderdak", "Contact in week 1"):
        page.locator(".st-key-indicatoren label", has_text=title).click()
        visitor.rest()
    unfold(visitor)
    yield "wat kunt u aantonen", visitor
    page.get_by_label("Hoeveel van hen doen mee?").fill("5000")
    page.keyboard.press("Tab")
    page.get_by_role("alert").first.wait_for()
    visitor.rest()
    yield "wat kunt u aantonen, met een fout", visitor
    yield from _asked_first(visitor, server)


def _comparing(visitor: Visitor, server: Server) -> Iterator[Stop]:
    page, store = visitor.page, store_of(server)
    visitor.go("vergelijken")
    link = page.get_by_label("Link van de eerdere meting", exact=True)
    link.fill("https://voorbeeld.nl/iets")
    page.get_by_role("button", name="Vergelijk met deze link").click()
    page.get_by_text("Dit is geen persoonlijke link").wait_for()
    expect(link).to_have_attribute("aria-invalid", "true")  # the own script ties the message to its field
    expect(link).to_be_focused()
    visitor.rest()
    yield "vergelijken, link geweigerd", visitor
    for year, level in ((2024, 1), (2025, 2)):
        token = new_token()
        answers = {**varied(), **{question.id: level for question in FIRST.questions}}
        store.import_measurement(token, measurement(year, answers), QUESTIONNAIRE, DAY)
        if page.locator(".st-key-nog-een summary").count():
            page.locator(".st-key-nog-een summary").click()
        link.fill(f"{server.url}/verder/{token}")
        page.get_by_role("button", name="Vergelijk met deze link").click()
        visitor.heading("Wat is er veranderd")
        page.get_by_text(f"3 mei {year}").first.wait_for()
        visitor.rest()
    store.close()
    unfold(visitor)
    yield "vergelijken, spinnenweb", visitor
    page.locator(".st-key-weergave-vergelijken").get_by_role("radio", name="Puntenlijst").click()
    visitor.still()
    yield "vergelijken, puntenlijst", visitor


def _beside(visitor: Visitor, server: Server) -> Iterator[Stop]:
    """Before there are five municipalities, and with the visitor's own as the fifth."""
    page, store = visitor.page, store_of(server)
    token = next(one["value"] for one in page.context.cookies() if one["name"] == MEASUREMENT)
    own = store.find(token)
    assert own is not None
    store.save_details(own.id, PLACE, "beleid", "groot")
    visitor.go("naast-andere-gemeenten")
    expect(page.get_by_text("Er is nog geen verdeling.")).to_be_visible()
    yield "naast andere gemeenten, nog te weinig", visitor
    spread = {part: 1 + place % 5 for place, part in enumerate([*QUESTIONNAIRE.line_by_id, *QUESTIONNAIRE.theme_by_id])}
    for number in range(4):
        other = store.create(new_token(), QUESTIONNAIRE, municipality=f"Proef {number}", role=None, size="groot", today=DAY)
        store.sharing.share(other.id, basis(QUESTIONNAIRE), spread)
    store.close()
    page.get_by_text("Ja, deel deze meting", exact=True).click()
    expect(page.get_by_role("table")).to_have_count(len(QUESTIONNAIRE.lines))
    visitor.rest()
    yield "naast andere gemeenten", visitor
    page.get_by_text("Ja, deel deze meting", exact=True).click()  # takes it back
    expect(page.get_by_role("table")).to_have_count(0)
    visitor.rest()


def _planning(visitor: Visitor, open_page: Opener) -> Iterator[Stop]:
    page = visitor.page
    visitor.go("plan")
    yield "plan, kiezen", visitor
    page.get_by_role("button", name="Begin met een eigen idee").click()
    page.locator("html.plan-open").wait_for(state="attached")
    visitor.rest()
    page.get_by_role("button", name="Maak een link").click()
    address = page.locator(".st-key-plandelen code").inner_text().strip()
    visitor.rest()
    page.locator("[data-veld='title']").fill("Een warme overdracht")
    page.locator(".planveld:has([data-veld='title']) .bewaard.ja").wait_for()
    unfold(visitor)
    yield "plan", visitor
    other = Visitor(open_page(), visitor.url)
    other.page.goto(address)
    other.page.locator("html.plan-open").wait_for(state="attached")
    other.page.get_by_text("De eigenaar van het plan schrijft nu. U leest mee.").wait_for()
    other.rest()
    unfold(other)
    yield "meeschrijven aan een plan", other
    other.page.close()


def _asked_first(visitor: Visitor, server: Server) -> Iterator[Stop]:
    """The plain page before another measurement takes the place of the one in this browser."""
    store, token = store_of(server), new_token()
    store.import_measurement(token, measurement(2025, varied()), QUESTIONNAIRE, DAY)
    store.close()
    yield "u hebt al een meting open", plain(visitor, f"verder/{token}")


def plain(visitor: Visitor, path: str) -> Visitor:
    """A page without Streamlit."""
    visitor.page.goto(f"{visitor.url}/{path}")
    expect(visitor.page.locator("h1")).to_be_visible()
    return visitor


def doors(open_page: Opener, server: Server) -> Iterator[Stop]:
    """The plain pages: wrong addresses, links that are over, joining; and what a workshop says to who has no part in it."""
    from tests.browser.rooms import SeededRoom

    room = SeededRoom(server, people=0)
    visitor = Visitor(open_page(), server.url)
    for path, name in (
        ("bestaat-niet", "pagina bestaat niet"),
        ("verder/onbekend", "persoonlijke link werkt niet meer"),
        ("plan/onbekend", "link van een plan werkt niet meer"),
        ("mee", "meedoen"),
        ("mee?code=abc", "meedoen, code klopt niet"),
        ("mee/BBBBBB", "meedoen, code werkt niet"),
        (f"mee/{room.workshop.join_code}", "meedoen, rol kiezen"),
        ("terug/onbekend", "link van een deelnemer werkt niet meer"),
        ("begeleiden/onbekend", "link van een begeleider werkt niet meer"),
        ("groepsmeting", "nog geen groepsmeting"),
    ):
        yield name, plain(visitor, path)
    for path, name in (
        ("werksessie", "u doet nog niet mee"),
        ("begeleiden", "werksessie begeleiden, uitleg"),
        ("scherm", "scherm zonder werksessie"),
        ("meeschrijven", "geen plan open"),
    ):
        yield name, visitor.open(path)
    visitor.open("nieuwe-werksessie").heading("Voor welke gemeente is de werksessie?")
    yield "werksessie openen", visitor
    visitor.page.get_by_role("button", name="Open de werksessie").click()
    visitor.page.get_by_text("Kies eerst uw gemeente.").wait_for()
    visitor.rest()
    yield "werksessie openen, met een fout", visitor


def previewing(open_page: Opener, _server: Server) -> Iterator[Stop]:
    """What an editor sees: a server of its own, which is on only with a setting."""
    with tempfile.TemporaryDirectory() as data:
        server = Server(Path(data), ZELFSCAN_PREVIEW="1").start()
        try:
            visitor = Visitor(open_page(), server.url).open("voorbeeld")
            unfold(visitor)
            yield "voorbeeld voor redacteuren", visitor
            visitor.page.close()
        finally:
            server.stop()


def logging_in(open_page: Opener, _server: Server) -> Iterator[Stop]:
    """What a facilitator meets where an operator asks them to log in: a server of its own, with a provider beside it."""
    from tests.browser.login_site import login_site, screens

    with tempfile.TemporaryDirectory() as data, login_site(Path(data)) as site:
        visitor = Visitor(open_page(), site.url)
        for name in screens(visitor, site):
            if visitor.page.locator("[data-testid=stApp]").count():
                unfold(visitor)
            yield name, visitor
        visitor.page.close()
