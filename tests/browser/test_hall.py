"""The shared screen: all phases with a large and a small group, the figures of the view, the keys of a remote, and no scroll."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from scoring.blind_spots import blind_spots
from scoring.conversation import group_headline
from scoring.groups import mean_level
from scoring.words import level_text
from storage.workshop import Phase
from tests.access import trees
from tests.access.checks import check
from tests.access.together import RESULTS
from tests.browser.hall_room import Room, shown
from tests.browser.server import Server
from tests.browser.visitor import QUESTIONNAIRE, Visitor

pytestmark = pytest.mark.xdist_group("hall")
HALL = {"width": 1920, "height": 1080}
SIZES = (HALL, {"width": 1280, "height": 720}, {"width": 390, "height": 844})
TEXT = {question.id: question.text for question in QUESTIONNAIRE.questions}


@pytest.fixture
def hall(open_page: Callable[..., Page], server: Server) -> Callable[[int], tuple[Room, Visitor]]:
    """A workshop of so many people, on the shared screen."""

    def make(people: int) -> tuple[Room, Visitor]:
        room = Room(server, people)
        page = open_page("wide")
        page.set_viewport_size(HALL)
        return room, room.screen(page, server)

    return make


def overflow(visitor: Visitor) -> tuple[int, int]:
    """By how many pixels the slide is too high and too wide for the window."""
    high, wide = visitor.page.evaluate(
        """() => {
            const main = document.querySelector('[data-testid="stMain"]');
            return [main.scrollHeight - main.clientHeight, main.scrollWidth - main.clientWidth];
        }"""
    )
    return high, wide


def looked_at(visitor: Visitor, name: str = "") -> list[str]:
    """What is wrong with the slide at every size: axe, contrast, English, scrolling; and with its tree, by its name."""
    found: list[str] = trees.changed(f"zaal, {name}", visitor) if name else []
    for size in SIZES:
        visitor.page.set_viewport_size(size)
        visitor.page.wait_for_timeout(400)  # figures follow the window
        for figure in visitor.page.locator("[class*='st-key-figuur-']:visible").all():
            expect(figure.locator(".js-plotly-plot .main-svg").first).to_be_visible()
        high, wide = overflow(visitor)
        title = visitor.page.locator("h1").inner_text()
        if wide > 0 or (high > 0 and size["width"] > 1000):
            found.append(f"{title}: {high} too high and {wide} too wide at {size['width']}")
        found += [f"{title} at {size['width']}: {fault}" for fault in check(visitor, contrast=size is HALL)]
    visitor.page.set_viewport_size(HALL)
    return found


def on(visitor: Visitor, heading: str) -> None:
    """To the next slide with the key of a remote; its heading has the focus."""
    visitor.page.keyboard.press("PageDown")
    shown(visitor, heading)
    visitor.page.wait_for_function("document.activeElement?.tagName === 'H1'")


def follows(room: Room, visitor: Visitor, phase: Phase, heading: str) -> None:
    """The screen goes along by itself when the workshop does."""
    room.to(phase)
    shown(visitor, heading)


def test_a_group_of_six_from_the_poster_to_the_thanks(hall: Callable[[int], tuple[Room, Visitor]]) -> None:
    room, visitor = hall(6)
    page, view = visitor.page, room.view
    code = room.workshop.join_code or ""
    shown(visitor, "Doe mee")
    expect(page.locator(".grotecode")).to_have_text(f"{code[:3]} {code[3:]}")
    expect(page.get_by_role("img", name=f"Code: {' '.join(code)}")).to_be_visible()
    expect(page.locator(".qr svg")).to_be_visible()
    expect(page.locator(".meedoen")).to_have_text("6 mensen doen mee")
    faults = looked_at(visitor, "wachten")

    follows(room, visitor, "answering", "Beantwoord de 36 vragen op uw telefoon")
    count = page.locator(".klaar-stand")
    expect(count).to_have_attribute("data-klaar", "0")
    room.answer()
    expect(count).to_have_attribute("data-klaar", "5")  # within two seconds, without a reload
    expect(count).to_have_attribute("data-deelnemers", "6")
    expect(count).to_contain_text("5 van de 6 mensen zijn klaar")
    assert page.locator(".zaal").inner_text().count("iveau") == 0
    faults += looked_at(visitor, "antwoorden")

    follows(room, visitor, "results", RESULTS[0])
    expect(page.locator(".zaal")).to_contain_text(group_headline(QUESTIONNAIRE, view))
    expect(page.locator(".rollentelling")).to_have_text("3 Beleid3 Wijkteam of buurtteam")
    faults += looked_at(visitor, "dit valt op")
    for place, heading in enumerate(RESULTS[1:], start=1):
        on(visitor, heading)
        faults += looked_at(visitor, heading.lower())
        if place == 3:
            cells = page.locator("table.cijfers tbody tr").all_inner_texts()
            levels = [node.shown_level for node in view.themes.values()]
            texts = ["geen uitkomst" if level is None else level_text(level) for level in levels]
            assert [row.split("\t")[1] for row in cells] == [
                text if node.applicable else "niet van toepassing" for text, node in zip(texts, view.themes.values(), strict=True)
            ]
    expect(page.locator(".agendalijst h2")).to_have_text([TEXT[item.question] for item in view.agenda])
    page.keyboard.press("ArrowLeft")
    shown(visitor, RESULTS[4])
    texts = [TEXT[spot.question] for spot in blind_spots(QUESTIONNAIRE, view).unknown]
    expect(page.locator(".vlekken li strong")).to_have_text(texts)

    talk = [item.question for item in view.agenda]
    page.get_by_role("button", name="Begin het gesprek").click()
    shown(visitor, TEXT[talk[0]])
    counts = view.questions[talk[0]].counts
    assert counts is not None
    people = ["1 persoon" if count == 1 else f"{count} mensen" for count in counts]
    expect(page.locator(".ankers .hoeveel")).to_have_text(people)
    expect(page.locator(".stap")).to_have_text("Gesprek, vraag 1 van 5")
    expect(page.locator(".vlakken .lijst li")).to_have_count(3)
    faults += looked_at(visitor, "gesprek")
    page.keyboard.press("ArrowRight")
    shown(visitor, TEXT[talk[1]])
    assert room.workshop.focus == talk[1]  # the phones follow
    expect(page.locator(".st-key-vorige button")).to_be_enabled()  # it comes after the heading on a busy machine
    page.keyboard.press("PageUp")
    shown(visitor, TEXT[talk[0]])

    follows(room, visitor, "revote", "Stem opnieuw op uw telefoon")
    expect(page.locator(".stemvragen li")).to_have_text([TEXT[id] for id in talk])
    expect(count).to_have_attribute("data-klaar", "0")
    room.vote()
    room.store.participants.finish(room.people[0], "revote")
    expect(count).to_contain_text("1 van de 6 mensen is klaar")
    faults += looked_at(visitor, "tweede ronde")

    follows(room, visitor, "agreeing", TEXT[talk[0]])
    expect(page.locator(".stap")).to_have_text("Afspreken, vraag 1 van 36")
    expect(page.locator(".rij.eerst .hoeveel")).to_have_text([f"eerst {number}" for number in counts])
    expect(page.locator(".rij.nu .hoeveel")).to_have_text(["nu 0", "nu 0", "nu 4", "nu 2", "nu 0"])
    expect(page.locator(".rondes strong")).to_have_text([level_text(mean_level(counts)), "3,3"])
    expect(page.locator(".afspraak")).to_contain_text("Nog niets afgesproken")
    room.agree(2)
    anchor = QUESTIONNAIRE.question_by_id[talk[0]].levels[2]
    expect(page.locator(".afspraak")).to_contain_text(f"Niveau 2: {anchor}")
    faults += looked_at(visitor, "afspreken")
    for id in [*talk[1:], next(question.id for question in QUESTIONNAIRE.questions if question.id not in talk)]:
        on(visitor, TEXT[id])  # after the agenda the other questions
    faults += looked_at(visitor)

    follows(room, visitor, "choosing", "Verdeel 3 stippen op uw telefoon")
    titles = [QUESTIONNAIRE.idea_by_id[id].title for id in room.workshop.ideas]
    expect(page.locator(".ideekaarten h2")).to_have_text(titles)
    room.dots(5)
    room.store.participants.finish(room.people[0], "choosing")
    expect(count).to_contain_text("1 van de 6 mensen is klaar")
    assert "15" not in page.locator(".zaal").inner_text()
    faults += looked_at(visitor, "kiezen")
    page.get_by_role("button", name="Sluit het kiezen").click()
    expect(page.get_by_role("button", name="Nee, nog niet")).to_be_visible()
    faults += looked_at(visitor, "weet u het zeker")
    page.get_by_role("button", name="Nee, nog niet").click()

    room.choose()
    follows(room, visitor, "closed", "Dit koos de groep")
    expect(page.locator(".stippen .hoeveel")).to_have_text(["10 stippen", "5 stippen", *["0 stippen"] * (len(titles) - 2)])
    assert code not in page.locator("body").inner_text().replace(" ", "")
    faults += looked_at(visitor, "afgesloten")
    on(visitor, titles[0])
    expect(page.locator(".afspraken dd")).to_have_text(
        ["Nazorgcoördinator", "Bel de gevangenis. Klaar op 8 december 2026.", "2 maart 2027."]
    )
    faults += looked_at(visitor, "afspraken")
    on(visitor, "Dank u wel")
    faults += looked_at(visitor, "dank u wel")
    assert faults == []


def test_three_people_see_themes_and_no_figure_of_a_question(hall: Callable[[int], tuple[Room, Visitor]]) -> None:
    room, visitor = hall(3)
    page, view = visitor.page, room.view
    room.to("answering")
    room.answer()
    follows(room, visitor, "results", RESULTS[0])
    faults = looked_at(visitor)
    for heading in (RESULTS[1], "Gemiddeld niveau per thema", RESULTS[3]):
        on(visitor, heading)
        expect(page.locator(".sleutel .vlak, .sleutel .bereik")).to_have_count(0)
        faults += looked_at(visitor)
    expect(page.locator("table.cijfers thead th")).to_have_text(["Thema", "Gemiddeld", "Als alles bekend was"])
    follows(room, visitor, "discussion", TEXT[view.agenda[0].question])
    for phase in ("discussion", "agreeing"):
        if phase == "agreeing":
            follows(room, visitor, "agreeing", TEXT[view.agenda[0].question])
            expect(page.locator(".afspraak")).to_be_visible()
        expect(page.locator(".ankers li")).to_have_count(5)
        expect(page.locator(".staven, .hoeveel, .rolverdeling, .onder")).to_have_count(0)
        expect(page.locator(".vlakken .lijst li")).to_have_count(3)
        faults += looked_at(visitor)
    room.agree(1)
    room.to("choosing")
    room.dots(2)
    follows(room, visitor, "closed", "Dit koos de groep")
    expect(page.locator(".kop")).to_contain_text("te weinig om ze te tonen")
    expect(page.locator(".stippen .hoeveel, .stippen .baan")).to_have_count(0)
    assert faults == []


def test_two_people_see_that_the_group_is_too_small(hall: Callable[[int], tuple[Room, Visitor]]) -> None:
    room, visitor = hall(2)
    room.to("answering")
    room.answer()
    follows(room, visitor, "results", "Deze groep is te klein voor een uitkomst")
    expect(visitor.page.locator(".st-key-volgende")).to_have_count(0)
    faults = looked_at(visitor)
    visitor.page.get_by_role("button", name="Ga afspreken").click()
    shown(visitor, TEXT[room.questions[0]])
    expect(visitor.page.locator(".hoeveel")).to_have_count(0)
    faults += looked_at(visitor)
    assert faults == []


def test_the_screen_of_another_browser_shows_nothing(open_page: Callable[..., Page], server: Server) -> None:
    visitor = Visitor(open_page("wide"), server.url).open("scherm")
    shown(visitor, "Dit is het scherm voor de zaal")
    expect(visitor.page.get_by_role("link", name="Naar de pagina voor begeleiders")).to_have_attribute("href", "/begeleiden")
    assert check(visitor) == []


def test_the_type_is_large_enough_for_the_back_of_a_room(hall: Callable[[int], tuple[Room, Visitor]]) -> None:
    room, visitor = hall(6)
    room.to("answering")
    room.answer()
    room.to("results")
    follows(room, visitor, "discussion", TEXT[room.view.agenda[0].question])
    sizes = visitor.page.evaluate(
        """() => [...document.querySelectorAll('.st-key-zaal :is(p, li, td, th, dd, .anker, .hoeveel, h1)')]
               .map((part) => [part.tagName, parseFloat(getComputedStyle(part).fontSize)])"""
    )
    assert min(size for _, size in sizes) >= 28
    assert min(size for tag, size in sizes if tag == "H1") >= 40
