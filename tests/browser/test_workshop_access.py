"""Every phase of a workshop, on a phone and for the facilitator: axe without one exception, Dutch, no sideways scrolling."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from tests.browser.rooms import ORDER, SeededRoom
from tests.browser.server import Server
from tests.browser.test_access import check, unfold
from tests.browser.visitor import Visitor

pytestmark = pytest.mark.xdist_group("workshop-access")
SIDEWAYS = "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=\"stMain\"]').scrollWidth)"


def enter(visitor: Visitor, cookie: str, token: str, path: str) -> Visitor:
    visitor.page.context.add_cookies([{"name": cookie, "value": token, "url": visitor.url}])
    return visitor.open(path)


@pytest.mark.parametrize(("cookie", "path"), [("deelname", "werksessie"), ("begeleiding", "begeleiden")])
def test_every_phase(visit: Callable[..., Visitor], server: Server, cookie: str, path: str) -> None:
    room = SeededRoom(server, people=10)
    token = room.owner if cookie == "begeleiding" else room.tokens[0]
    found: list[str] = []
    wide, phone = visit("wide"), visit("phone")
    for phase in ORDER:
        room.walk(phase)
        for visitor in (wide, phone):
            if phase in (ORDER[0], ORDER[-1]):
                enter(visitor, cookie, token, path)
            else:  # the page comes along by itself
                expect(visitor.page.locator(f'.stand[data-na="{room.workshop.stand}"]')).to_be_attached()
                visitor.ready()
            found += [f"{phase}: {fault}" for fault in check(visitor)]
            unfold(visitor)
            found += [f"{phase}, unfolded: {fault}" for fault in check(visitor)]
        phone.page.set_viewport_size({"width": 320, "height": 700})
        width = phone.page.evaluate(SIDEWAYS)
        found += [f"{phase}: {width} pixels wide at 320"] if width > 320 else []
        phone.page.set_viewport_size({"width": 390, "height": 844})
    assert found == []


def test_the_doors(visit: Callable[..., Visitor], server: Server) -> None:
    room = SeededRoom(server, people=0)
    found: list[str] = []
    for width in ("wide", "phone"):
        visitor = visit(width)
        code = room.workshop.join_code
        for path in ("mee", f"mee/{code}", "mee/BBBBBB", "mee?code=abc", "terug/onbekend", "begeleiden/onbekend", "groepsmeting"):
            visitor.page.goto(f"{visitor.url}/{path}")
            visitor.page.locator("h1").wait_for()
            found += check(visitor)
        visitor.open("werksessie")
        found += check(visitor)
        visitor.open("begeleiden")
        found += check(visitor)
        visitor.page.get_by_role("link", name="Open een werksessie").click()
        visitor.heading("Voor welke gemeente is de werksessie?")
        found += check(visitor)
    assert found == []
