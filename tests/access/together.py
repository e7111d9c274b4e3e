"""The walks through a workshop: a participant, the facilitator and the shared screen, from waiting to closed."""

from __future__ import annotations

from collections.abc import Iterator

from playwright.sync_api import expect

from screens.cookies import FACILITATOR, PARTICIPANT
from tests.access.catalogue import Opener, Stop, Walk, before_answers, doors, logging_in, previewing, with_answers
from tests.access.checks import unfold
from tests.browser.hall_room import Room, shown
from tests.browser.rooms import ORDER, SeededRoom
from tests.browser.server import Server
from tests.browser.visitor import Visitor

NAMES = {
    "waiting": "wachten",
    "answering": "antwoorden",
    "results": "uitkomst",
    "discussion": "gesprek",
    "revote": "tweede ronde",
    "agreeing": "afspreken",
    "choosing": "kiezen",
    "closed": "afgesloten",
}


def _phases(visitor: Visitor, room: SeededRoom, cookie: str, token: str, path: str) -> Iterator[tuple[str, Visitor]]:
    """The page in each phase; it comes along by itself."""
    for phase in ORDER:
        room.walk(phase)
        if phase == ORDER[0]:
            visitor.page.context.add_cookies([{"name": cookie, "value": token, "url": visitor.url}])
            visitor.open(path)
        else:
            expect(visitor.page.locator(f'.stand[data-na="{room.workshop.stand}"]')).to_be_attached()
            visitor.ready()
        yield phase, visitor


def participant(open_page: Opener, server: Server) -> Iterator[Stop]:
    room = SeededRoom(server, people=10)
    visitor = Visitor(open_page(), server.url)
    for phase, _ in _phases(visitor, room, PARTICIPANT, room.tokens[0], "werksessie"):
        unfold(visitor)
        yield f"deelnemer, {NAMES[phase]}", visitor
        if phase == "answering":
            for place in range(12):
                visitor.page.locator(f".st-key-volgend-{place} button").click()
            expect(visitor.page.locator("h1")).to_have_text("Dit was de laatste vraag")
            visitor.rest()
            yield "deelnemer, laatste vraag", visitor


def facilitator(open_page: Opener, server: Server) -> Iterator[Stop]:
    room = SeededRoom(server, people=10)
    visitor = Visitor(open_page(), server.url)
    for phase, _ in _phases(visitor, room, FACILITATOR, room.owner, "begeleiden"):
        unfold(visitor)
        yield f"begeleider, {NAMES[phase]}", visitor
        if phase == "answering":
            visitor.page.get_by_role("button", name="Sluit de vragen").click()
            expect(visitor.page.get_by_role("button", name="Nee, nog niet")).to_be_visible()
            visitor.rest()
            yield "begeleider, weet u het zeker", visitor
            visitor.page.get_by_role("button", name="Nee, nog niet").click()
            visitor.rest()


RESULTS = (
    "Dit valt op",
    "Zo ziet de groep de thema's",
    "Zo ver liggen de antwoorden uit elkaar",
    "De cijfers in een tabel",
    "Blinde vlekken",
    "Hier praten we over",
)


def hall(open_page: Opener, server: Server) -> Iterator[Stop]:
    room = Room(server, 6)
    visitor = room.screen(open_page(), server)
    page = visitor.page

    def there(name: str) -> Stop:
        visitor.still()
        return f"zaal, {name}", visitor

    def follows(phase: str) -> None:
        room.to(phase)  # type: ignore[arg-type]
        if phase == "results":
            shown(visitor, RESULTS[0])
        expect(page.locator(f'.stand[data-na="{room.workshop.stand}"]')).to_be_attached()
        visitor.ready()

    yield there("wachten")
    follows("answering")
    room.answer()
    expect(page.locator(".klaar-stand")).to_have_attribute("data-klaar", "5")
    yield there("antwoorden")
    follows("results")
    yield there(RESULTS[0].lower())
    for heading in RESULTS[1:]:
        page.keyboard.press("PageDown")
        shown(visitor, heading)
        yield there(heading.lower())
    follows("discussion")
    yield there("gesprek")
    follows("revote")
    room.vote()
    room.store.participants.finish(room.people[0], "revote")
    expect(page.locator(".klaar-stand")).to_have_attribute("data-klaar", "1")
    yield there("tweede ronde")
    follows("agreeing")
    room.agree(2)
    expect(page.locator(".afspraak")).to_contain_text("Niveau 2")
    yield there("afspreken")
    follows("choosing")
    room.dots(5)
    room.store.participants.finish(room.people[0], "choosing")
    expect(page.locator(".klaar-stand")).to_contain_text("1 van de 6 mensen is klaar")
    yield there("kiezen")
    page.get_by_role("button", name="Sluit het kiezen").click()
    expect(page.get_by_role("button", name="Nee, nog niet")).to_be_visible()
    yield there("weet u het zeker")
    page.get_by_role("button", name="Nee, nog niet").click()
    room.choose()
    follows("closed")
    yield there("afgesloten")
    page.keyboard.press("PageDown")
    expect(page.locator(".afspraken")).to_be_visible()
    yield there("afspraken")
    page.keyboard.press("PageDown")
    shown(visitor, "Dank u wel")
    yield there("dank u wel")


WALKS: dict[str, Walk] = {
    "alleen, leeg": before_answers,
    "alleen, gevuld": with_answers,
    "losse pagina's": doors,
    "deelnemer": participant,
    "begeleider": facilitator,
    "zaal": hall,
    "redacteur": previewing,
    "inloggen": logging_in,
}
"""All walks. Together they stop at every screen."""
