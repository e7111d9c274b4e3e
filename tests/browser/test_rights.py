"""The table of docs/werksessie-rechten.md, tried: every address and action, with every kind of key."""

from __future__ import annotations

import re
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from storage import Store, Workshop, new_token
from tests.browser.conftest import Profiles, opening
from tests.browser.server import ROOT, Server
from tests.browser.test_shell import NoRedirect
from tests.browser.visitor import QUESTIONNAIRE

pytestmark = pytest.mark.xdist_group("rights")
TABLE = ROOT / "docs" / "werksessie-rechten.md"
WHO = ("niets", "code", "deelnemer", "begeleider")


def rows() -> list[tuple[str, dict[str, bool]]]:
    """The first table of the document."""
    text = TABLE.read_text("utf-8").split("## Wanneer")[0]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in text.splitlines() if line.startswith("| ")]
    assert tuple(cells[0][1:]) == WHO
    return [
        (name, {who: {"ja": True, "nee": False}[cell] for who, cell in zip(WHO, rest, strict=True)}) for name, *rest in cells[1:]
    ]


@dataclass
class Room:
    """A workshop in the phase "agreeing", with a participant."""

    url: str
    store: Store
    workshop: Workshop
    keys: dict[str, str]


@pytest.fixture(scope="module")
def room(server: Server) -> Iterator[Room]:
    store = Store(f"sqlite:///{server.data / 'zelfscan.sqlite'}", timedelta(days=365))
    owner, participant = new_token(), new_token()
    opened = store.workshops.open(
        owner,
        QUESTIONNAIRE,
        municipality="Ede",
        size=None,
        scope="short",
        questions=QUESTIONNAIRE.short_questions,
        today=date(2026, 11, 24),
    )
    store.participants.join(opened.join_code or "", participant, "beleid")
    for old, new in (("waiting", "answering"), ("answering", "results"), ("results", "agreeing")):
        store.workshops.move(opened.id, old, new)  # type: ignore[arg-type]
    keys = {"niets": new_token(), "code": opened.join_code or "", "deelnemer": participant, "begeleider": owner}
    yield Room(server.url, store, opened, keys)
    store.close()


@pytest.fixture(scope="module")
def one_page(profiles: Profiles) -> Iterator[Page]:
    """One page for all tries: what a visitor may see hangs on cookies alone, and each try begins without any."""
    with opening(profiles) as make:
        yield make()


def fetch(room: Room, path: str, key: str = "", method: str = "GET") -> tuple[int, str, str]:
    """Status, address of a redirect, and body; `key` goes in every cookie."""
    cookies = "; ".join(f"{name}={key}" for name in ("deelname", "begeleiding", "meting"))
    request = urllib.request.Request(f"{room.url}{path}", headers={"Cookie": cookies}, method=method)
    try:
        with urllib.request.build_opener(NoRedirect).open(request) as answer:
            return answer.status, "", answer.read().decode()
    except urllib.error.HTTPError as error:
        return error.code, error.headers.get("location", ""), error.read().decode()


def address(path: str, ok: Callable[[int, str, str], bool]) -> Callable[[Room, str, Page], bool]:
    """Whether an address opens with the key in place of SLEUTEL or CODE, and in the cookies."""

    def attempt(room: Room, key: str, _page: Page) -> bool:
        return ok(*fetch(room, path.format(key=key), key))

    return attempt


def page(path: str, *closed: str) -> Callable[[Room, str, Page], bool]:
    """Whether a page shows more than the heading for who has no part in it."""

    def attempt(room: Room, key: str, browser_page: Page) -> bool:
        names = ("deelname", "begeleiding", "meting")
        browser_page.context.clear_cookies()
        browser_page.context.add_cookies([{"name": name, "value": key, "url": room.url} for name in names])
        browser_page.goto(f"{room.url}/{path}")
        browser_page.wait_for_selector("h1")
        return browser_page.locator("h1").inner_text().strip() not in closed

    return attempt


def join(room: Room, key: str, _page: Page) -> bool:
    before = room.store.workshops.progress(room.workshop.id, "answering")[0]
    status, target, _ = fetch(room, f"/mee/{key}?rol=beleid", method="POST")
    after = room.store.workshops.progress(room.workshop.id, "answering")[0]
    assert (after > before) == (status == 303 and target == "/werksessie")
    return after > before


TRIED: dict[str, Callable[[Room, str, Page], bool]] = {
    "`/mee/CODE`: de rollen zien": lambda room, key, _page: "Vanuit welke rol" in fetch(room, f"/mee/{key}")[2],
    "`/mee/CODE`: meedoen met een rol": join,
    "`/werksessie`: de eigen pagina": page("werksessie", "U doet nog niet mee"),
    "`/terug/SLEUTEL`: verder op een ander apparaat": address("/terug/{key}", lambda status, *_: status == 303),
    "`/stand?wie=deelnemer`: horen dat de fase verandert": address("/stand?na=0&wie=deelnemer", lambda status, *_: status == 200),
    "`/begeleiden`: de werksessie leiden": page("begeleiden", "Begeleid een werksessie", "Voor welke gemeente is de werksessie?"),
    "`/begeleiden/SLEUTEL`: leiden op een ander apparaat": address("/begeleiden/{key}", lambda status, *_: status == 303),
    "`/scherm`: het scherm voor de zaal": page("scherm", "Dit is het scherm voor de zaal"),
    "`/stand?wie=begeleider`: horen dat de fase verandert": address(
        "/stand?na=0&wie=begeleider", lambda status, *_: status == 200
    ),
    "`/groepsmeting`: de afspraken als meting openen": address("/groepsmeting", lambda status, *_: status == 303),
    "`/verder/SLEUTEL`: de afspraken als meting openen": address("/verder/{key}", lambda status, *_: status == 303),
    "antwoorden, opnieuw stemmen, stippen geven": lambda room, key, _page: room.store.participants.find(key) is not None,
    "zelf stoppen en eigen antwoorden verwijderen": lambda room, key, _page: room.store.participants.place(key) is not None,
    "een stap zetten, iemand verwijderen, papier invoeren, afspreken, kiezen": lambda room, key, _page: (
        room.store.workshops.find(key) is not None
    ),
    "alles downloaden wat er van iemand zelf is": lambda room, key, _page: room.store.participants.held(key) is not None,
    "alles van de werksessie downloaden, zonder wie wat antwoordde": lambda room, key, _page: (
        room.store.workshops.held(key, 3) is not None
    ),
    "het metingbestand en het verslag downloaden": lambda room, key, _page: room.store.find(key) is not None,
    "de fasen van de groep delen, naast andere gemeenten, en dat stoppen": lambda room, key, _page: (
        room.store.find(key) is not None
    ),
    "zien wat de begeleider deed": lambda room, key, _page: room.store.workshops.find(key) is not None,
    "alles verwijderen": lambda room, key, _page: room.store.workshops.place(key) is not None,
}


def test_the_table_and_the_tries_name_the_same_things() -> None:
    assert [name for name, _ in rows()] == list(TRIED)


@pytest.mark.parametrize("who", WHO)
@pytest.mark.parametrize("name", TRIED)
def test_a_key_opens_what_the_table_says_and_nothing_else(room: Room, one_page: Page, name: str, who: str) -> None:
    assert TRIED[name](room, room.keys[who], one_page) is dict(rows())[name][who]


def test_deleting_and_leaving_ask_for_the_right_key(room: Room) -> None:
    """The two actions that cannot be undone, for real, with every wrong key."""
    for who, key in room.keys.items():
        if who != "begeleider":
            assert not room.store.delete(key)
        if who != "deelnemer":
            assert not room.store.participants.leave(key)
    assert room.store.workshops.find(room.keys["begeleider"]) is not None
    assert room.store.participants.find(room.keys["deelnemer"]) is not None


def test_a_page_of_another_site_cannot_make_someone_join(room: Room) -> None:
    request = urllib.request.Request(
        f"{room.url}/mee/{room.keys['code']}", headers={"Sec-Fetch-Site": "cross-site"}, method="POST"
    )
    before = room.store.workshops.progress(room.workshop.id, "answering")[0]
    with urllib.request.build_opener(NoRedirect).open(request) as answer:
        assert "Vanuit welke rol" in answer.read().decode()
    assert room.store.workshops.progress(room.workshop.id, "answering")[0] == before


def test_guessing_codes_is_stopped_also_for_a_right_one_from_that_address(tmp_path: Path) -> None:
    own = Server(tmp_path / "app").start()
    try:
        store = Store(f"sqlite:///{own.data / 'zelfscan.sqlite'}", timedelta(days=365))
        opened = store.workshops.open(
            new_token(),
            QUESTIONNAIRE,
            municipality="Ede",
            size=None,
            scope="short",
            questions=QUESTIONNAIRE.short_questions,
            today=date(2026, 11, 24),
        )
        room = Room(own.url, store, opened, {})
        statuses = [fetch(room, f"/mee/BBBBB{digit}")[0] for digit in "23456789" * 4]
        assert statuses == [404] * 30 + [429] * 2
        status, _, body = fetch(room, f"/mee/{opened.join_code}")
        assert status == 429
        assert re.search("Probeer het over 10 minuten opnieuw", body)
        store.close()
    finally:
        own.stop()


def test_the_page_of_a_group_offers_no_way_to_delete_it(room: Room, one_page: Page) -> None:
    """Whoever opened `/groepsmeting` may have a link only, and lead nothing."""
    one_page.context.clear_cookies()
    one_page.context.add_cookies([{"name": "meting", "value": room.keys["begeleider"], "url": room.url}])
    one_page.goto(f"{room.url}/meenemen")
    expect(one_page.get_by_text("Verwijderen doet de begeleider, op de pagina van de werksessie.")).to_be_visible()
    expect(one_page.locator(".st-key-verwijderen")).to_have_count(0)
