"""What the pictures of `make screens` show: every screen, empty, filled and with an error, in the order of `docs/screens`.

The measurement, the plan and the workshop are made up, of a municipality that does not exist. Each walk opens screens in
one browser page and calls `shoot(name, title)` where a picture is worth taking.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Final

from playwright.sync_api import expect

from questionnaire import write_measurement
from questionnaire.answers import Answer, Measurement, Reference
from questionnaire.plan import Plan, PlanPartner, PlanStep
from scoring.municipalities import basis
from scoring.result import assess
from screens import context
from screens.cookies import FACILITATOR, MEASUREMENT, PARTICIPANT, PLAN
from storage import Store
from tests.access import trees
from tests.access.together import NAMES
from tests.browser.hall_room import Room
from tests.browser.login_site import login_site, screens
from tests.browser.rooms import ORDER, SeededRoom
from tests.browser.server import Server
from tests.browser.visitor import QUESTIONNAIRE, Visitor, varied

PLACE: Final = "Voorbeeldgemeente"
TODAY: Final = date(2026, 11, 24)
FIRST = QUESTIONNAIRE.themes[0]
Shoot = Callable[[str, str], None]
Stage = tuple[Visitor, Server, Shoot]


def token(name: str) -> str:
    """The same secret at every run, in the form of a real one."""
    return f"{name:-<32}"


def codes() -> Iterator[str]:
    """The same join codes at every run."""
    for number in range(1000, 10_000):
        yield "KMR" + "".join("BCDFGHJKMN"[int(digit)] for digit in str(number)[1:])


# What the pictures show


def measurement(answers: dict[str, int | str], **more: object) -> Measurement:
    return Measurement(
        questionnaire=Reference(id=QUESTIONNAIRE.id, version=QUESTIONNAIRE.version, hash=QUESTIONNAIRE.hash),
        municipality=PLACE,
        date=TODAY,
        role="beleid",
        answers={id: Answer(level=level) for id, level in answers.items()},  # type: ignore[arg-type]
        **more,  # type: ignore[arg-type]
    )


def earlier() -> dict[str, int | str]:
    """An earlier round of answers: half of them a level lower."""
    return {
        id: max(value - 1, 1) if isinstance(value, int) and place % 9 < 5 else value
        for place, (id, value) in enumerate(varied().items())
    }


def full() -> Measurement:
    ideas = [found.idea for found in assess(QUESTIONNAIRE, varied()).advice.suggestions]  # type: ignore[arg-type]
    plan = Plan(
        title=ideas[0].title,
        idea=ideas[0].id,
        target_group="Inwoners die korter dan een maand vastzitten.",
        partners=(PlanPartner(name="Reclassering"),),
        first_step="Bel de gevangenis en spreek af wie het eerste bericht stuurt.",
        first_step_by="nazorgcoördinator",
        first_step_date=context.today() + timedelta(14),
        steps=(PlanStep(what="Vijf gesprekken voeren", when="januari"),),
        review_date=context.today() + timedelta(98),
    )
    return measurement(
        varied(),
        targets={FIRST.id: 3},
        target_reasons={FIRST.id: "Eerst de korte straffen."},
        chosen=tuple(idea.id for idea in ideas[:2]),
        plans=(plan,),
    )


def keep(server: Server, name: str, found: Measurement) -> str:
    """Put a measurement in the store of the server: its secret."""
    store = Store(f"sqlite:///{server.data / 'zelfscan.sqlite'}", timedelta(days=365))
    try:
        if store.find(token(name)) is None:
            store.import_measurement(token(name), found, QUESTIONNAIRE, TODAY)
    finally:
        store.close()
    return token(name)


def neighbours(server: Server, many: int = 5, size: str = "groot") -> None:
    """Municipalities of one size that share their measurement, made up too."""
    store = Store(f"sqlite:///{server.data / 'zelfscan.sqlite'}", timedelta(days=365))
    parts = [*QUESTIONNAIRE.line_by_id, *QUESTIONNAIRE.theme_by_id]
    for number in range(many):
        name = token(f"buur-{size}-{number}")
        if store.find(name) is None:
            made = store.create(name, QUESTIONNAIRE, municipality=name, role=None, size=size, today=TODAY)
            stages = {part: 1 + (place * number + place) % 5 for place, part in enumerate(parts)}
            store.sharing.share(made.id, basis(QUESTIONNAIRE), stages)
    store.close()


def enter(visitor: Visitor, **cookies: str) -> None:
    names = {"meting": MEASUREMENT, "deelname": PARTICIPANT, "begeleiding": FACILITATOR, "plan": PLAN}
    visitor.page.context.clear_cookies()
    visitor.page.context.add_cookies(
        [{"name": names[name], "value": value, "url": visitor.url} for name, value in cookies.items()]
    )


# The walks


def empty(stage: Stage) -> None:
    """Before anything is filled in, and what goes wrong there."""
    visitor, _, shoot = stage
    page = visitor.page
    visitor.open()
    shoot("start", "Start")
    for path, name in (("over", "Over deze zelfscan"), ("programma", "Het programma"), ("inspiratie", "Inspiratie")):
        visitor.open(path)
        shoot(path, name)
    for path, name in (("woordenlijst", "Woordenlijst"), ("toegankelijkheid", "Toegankelijkheid"), ("privacy", "Privacy")):
        visitor.open(path)
        shoot(path, name)
    for path, name in (("begeleidersgids", "Gids voor begeleiders"), ("aantonen", "Wat kan een experiment laten zien?")):
        visitor.open(path)
        shoot(path, name)
    visitor.open("profiel")
    shoot("nog-niet-begonnen", "Een pagina zonder meting")
    visitor.open("nieuw")
    shoot("gegevens", "Gegevens")
    page.get_by_role("button", name="Naar de vragen").click()
    page.get_by_text("Kies eerst uw gemeente.").wait_for()
    shoot("gegevens-fout", "Gegevens: een fout")
    visitor.open("nieuw?naar=inlezen")
    shoot("inlezen", "Een metingbestand inlezen")
    page.locator("input[type=file]").set_input_files({"name": "meting.json", "mimeType": "application/json", "buffer": b"{"})
    page.get_by_text("Er is niets veranderd aan wat u al had.").wait_for()
    visitor.rest()
    shoot("inlezen-fout", "Inlezen: een bestand dat niet past")
    good = {"name": "meting.json", "mimeType": "application/json", "buffer": write_measurement(full())}
    page.locator("input[type=file]").set_input_files(good)  # type: ignore[arg-type]
    page.get_by_text("Dit staat erin").wait_for()
    visitor.rest()
    shoot("inlezen-gevuld", "Inlezen: wat erin staat")
    for path, name, words in (
        ("bestaat-niet", "niet-gevonden", "Deze pagina bestaat niet"),
        ("verder/onbekend", "link-werkt-niet", "Een link die niet meer werkt"),
        ("mee", "meedoen", "Meedoen: de code"),
        ("mee?code=abc", "meedoen-fout", "Meedoen: een code die niet past"),
    ):
        page.goto(f"{visitor.url}/{path}")
        page.locator("h1").wait_for()
        shoot(name, words)


def begun(stage: Stage) -> None:
    """With a measurement without answers: what the pages say then; a question, its help, its errors, a lost line."""
    visitor, server, shoot = stage
    page = visitor.page
    enter(visitor, meting=keep(server, "begonnen", measurement({})))
    for path, name in (
        ("overzicht", "Overzicht zonder antwoorden"),
        ("profiel", "Profiel zonder antwoorden"),
        ("ideeen", "Ideeën zonder antwoorden"),
        ("plan", "Plan: kiezen"),
        ("vergelijken", "Vergelijken: kiezen"),
    ):
        visitor.open(path)
        shoot(f"{path}-leeg", name)
    page.get_by_label("Link van de eerdere meting", exact=True).fill("https://voorbeeld.nl/iets")
    page.get_by_role("button", name="Vergelijk met deze link").click()
    page.get_by_text("Dit is geen persoonlijke link").wait_for()
    visitor.rest()
    shoot("vergelijken-fout", "Vergelijken: een link die niet past")
    enter(visitor, meting=keep(server, f"vragen{visitor.page.viewport_size['width']}", measurement({})))  # type: ignore[index]
    visitor.open(FIRST.id)
    shoot("vragen-leeg", "Een thema, nog zonder antwoorden")
    for question, value in zip(FIRST.questions, (2, 3, "unknown"), strict=True):
        visitor.answer(question.id, value)
    page.locator(f".st-key-vraag-{FIRST.questions[0].id} .stHtml summary").first.click()
    page.locator(f".st-key-open-{FIRST.questions[1].id} summary").click()
    area = page.locator(f".st-key-vraag-{FIRST.questions[1].id} textarea")
    area.fill("lang " * 2_200)
    area.blur()
    page.locator(".fout").first.wait_for()
    visitor.rest()
    shoot("vragen", "Een thema met antwoorden, uitleg en een te lange toelichting")
    page.evaluate("document.documentElement.classList.add('verbinding-weg')")
    page.wait_for_timeout(200)
    shoot("verbinding-weg", "De verbinding is weg")


def filled(stage: Stage) -> None:
    """With all answers, an ambition, a plan, and an earlier measurement beside it."""
    visitor, server, shoot = stage
    page = visitor.page
    enter(visitor, meting=keep(server, "gevuld", full()))
    visitor.open()
    shoot("start-verder", "Start, met een meting")
    for path, name in (
        ("overzicht", "Overzicht"),
        ("profiel", "Profiel"),
        ("ambitie", "Ambitie"),
        ("wat-als", "Wat als?"),
        ("ideeen", "Ideeën"),
        ("meenemen", "Meenemen"),
    ):
        visitor.open(path)
        shoot(path, name)
    page.locator(".st-key-qr summary").click()
    page.locator(".st-key-verwijderen summary").click()
    visitor.still()
    shoot("meenemen-open", "Meenemen: uitgeklapt")
    visitor.open("profiel")
    page.get_by_role("radio", name="Puntenlijst").click()
    visitor.rest()
    shoot("profiel-puntenlijst", "Profiel: puntenlijst")
    visitor.open("wat-als")
    page.get_by_role("radio", name="3 · Afgesproken").click()
    page.get_by_role("button", name="Zet deze stappen in de proef").click()
    visitor.rest()
    shoot("wat-als-gevuld", "Wat als? met een proef")
    visitor.open("plan")
    expect(page.locator("html.plan-open")).to_be_attached()
    page.locator("[data-veld='returns']").fill("9999999")
    page.locator("[data-veld='returns']").blur()
    page.locator(".bewaard.mis").first.wait_for()
    shoot("plan", "Plan, met een getal dat te groot is")
    page.get_by_role("button", name=re.compile("Maak een (nieuwe )?link")).click()
    link = page.locator(".st-key-plandelen code").inner_text().strip()
    visitor.rest()
    page.evaluate("dispatchEvent(new PageTransitionEvent('pagehide'))")
    enter(visitor, plan=link.rsplit("/", 1)[-1])
    visitor.open("meeschrijven")
    expect(page.locator("html.plan-open")).to_be_attached()
    shoot("meeschrijven", "Plan, voor wie meeschrijft")
    enter(visitor, meting=keep(server, "gevuld", full()))
    visitor.open("vergelijken")
    old = measurement(earlier()).model_copy(update={"date": date(2025, 5, 3)})
    page.locator("input[type=file]").set_input_files(
        {"name": "meting.json", "mimeType": "application/json", "buffer": write_measurement(old)}  # type: ignore[arg-type]
    )
    visitor.heading("Wat is er veranderd")
    shoot("vergelijken", "Vergelijken")
    neighbours(server)
    enter(visitor, meting=keep(server, "naast", measurement(varied(), size="groot")))
    visitor.open("naast-andere-gemeenten")
    shoot("naast-andere-gemeenten", "Naast andere gemeenten")


def workshop(stage: Stage) -> None:
    """The phones of a participant and of the facilitator, in every phase."""
    visitor, server, shoot = stage
    page = visitor.page
    room = SeededRoom(server, people=10, owner=token(f"begeleider{page.viewport_size['width']}"), municipality=PLACE)  # type: ignore[index]
    page.goto(f"{visitor.url}/mee/{room.workshop.join_code}")
    shoot("meedoen-rol", "Meedoen: uw rol")
    visitor.open("begeleiden")
    page.get_by_role("link", name="Open een werksessie").click()
    visitor.heading("Voor welke gemeente is de werksessie?")
    shoot("begeleiden-nieuw", "Een werksessie openen")
    enter(visitor, deelname=room.tokens[0], begeleiding=room.owner)
    names = {**NAMES, "closed": "klaar"}
    for place, phase in enumerate(ORDER, start=1):
        room.walk(phase)
        short = names[phase].replace(" ", "-")
        visitor.open("werksessie").still()
        shoot(f"werksessie-{place}-{short}", f"Deelnemer: {names[phase]}")
        visitor.open("begeleiden").still()
        shoot(f"begeleiden-{place}-{short}", f"Begeleider: {names[phase]}")


def login(stage: Stage) -> None:
    """Where an operator asks facilitators to log in: an app of its own, at its own address, with a provider beside it."""
    visitor, _, shoot = stage
    with tempfile.TemporaryDirectory() as data, login_site(Path(data)) as site:
        for name in screens(Visitor(visitor.page, site.url), site):
            shoot(trees.file(name).stem, name[:1].upper() + name[1:])


def hall(stage: Stage) -> None:
    """The shared screen, slide by slide."""
    visitor, server, shoot = stage
    page = visitor.page
    room = Room(server, 8, municipality=PLACE)
    enter(visitor, begeleiding=room.token)
    visitor.open("scherm")

    def slide(name: str, title: str) -> None:
        expect(page.locator(f'.stand[data-na="{room.workshop.stand}"]')).to_be_attached()
        visitor.still()
        shoot(f"zaal-{name}", f"Zaal: {title}")

    slide("1-wachten", "de code")
    room.to("answering")
    room.answer()
    expect(page.locator(".klaar-stand")).to_have_attribute("data-klaar", "7")
    slide("2-antwoorden", "antwoorden")
    room.to("results")
    for number in range(1, 7):
        slide(f"3-uitkomst-{number}", f"uitkomst, dia {number}")
        if number < 6:
            before = page.locator("h1").inner_text()
            page.keyboard.press("PageDown")
            expect(page.locator("h1")).not_to_have_text(before)
    room.to("discussion")
    slide("4-gesprek", "gesprek")
    room.to("revote")
    room.vote()
    slide("5-tweede-ronde", "tweede ronde")
    room.to("agreeing")
    room.agree(2)
    slide("6-afspreken", "afspreken")
    room.to("choosing")
    slide("7-kiezen", "kiezen")
    room.dots(6)
    room.choose()
    room.to("closed")
    for number, _ in enumerate(range(3), start=1):
        slide(f"8-klaar-{number}", f"klaar, dia {number}")
        if number < 3:
            before = page.locator("h1").inner_text()
            page.keyboard.press("PageDown")
            expect(page.locator("h1")).not_to_have_text(before)


WALKS: Final = {
    "Alleen: beginnen, en de gewone pagina's": empty,
    "Alleen: vragen": begun,
    "Alleen: uitkomst en plan": filled,
    "Samen: deelnemer en begeleider": workshop,
    "Samen: begeleiders loggen in": login,
}
