"""A figure stays on one line at every width, and a heading breaks only where a reader would break it."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import expect

from scoring.municipalities import EVERY_STAGE_FROM
from tests.access.checks import sideways, torn
from tests.browser.scenes import enter, keep, measurement, neighbours
from tests.browser.server import Server
from tests.browser.visitor import QUESTIONNAIRE, Visitor, varied

pytestmark = pytest.mark.xdist_group("access-2")
FIGURES = "table.verdeling thead th, table.verdeling .cijfer"
# The lines that each text takes: a number may stand above its "van 10", in all cells of a table at once.
LINES = """(selector) => {
    const parts = [...document.querySelectorAll(selector)].filter((part) => part.checkVisibility());
    const tops = (node) => {
        const range = new Range();
        range.selectNodeContents(node);
        return new Set([...range.getClientRects()].filter((box) => box.width).map((box) => Math.round(box.top))).size;
    };
    return {
        shown: parts.length,
        broken: parts.flatMap((part) => [...part.childNodes].filter((node) => tops(node) > 1).map(() => part.textContent)),
    };
}"""


@pytest.mark.parametrize(("size", "many", "columns"), [("middel", 5, 3), ("klein", EVERY_STAGE_FROM, 5)])
def test_a_figure_never_wraps(visit: Callable[..., Visitor], server: Server, size: str, many: int, columns: int) -> None:
    neighbours(server, many, size)
    visitor = visit("wide")
    some = {id: level for place, (id, level) in enumerate(varied().items()) if place > 2}  # a theme without an outcome
    enter(visitor, meting=keep(server, f"cijfers-{size}", measurement(some, size=size)))
    visitor.open("naast-andere-gemeenten").heading("Naast andere gemeenten")
    page = visitor.page
    expect(page.locator("table.verdeling").first.locator("th[scope=col]")).to_have_count(columns + 4)
    expect(page.locator("table.verdeling")).to_have_count(len(QUESTIONNAIRE.lines))
    cells = (columns + 2) * 5 * len(QUESTIONNAIRE.lines)
    for width in (1280, 900, 768, 641, 640, 390, 320):
        page.set_viewport_size({"width": width, "height": 900})
        visitor.still()
        found = page.evaluate(LINES, FIGURES)
        assert found["broken"] == [], width
        assert found["shown"] > cells - 5, width
        assert sideways(visitor) + torn(visitor, "table.verdeling :is(th, td)") == [], width


@pytest.mark.parametrize("width", [320, 390])
def test_a_long_heading_breaks_at_its_own_seam(visit: Callable[..., Visitor], width: int) -> None:
    """'Toegankelijkheidsverklar / ing' stood there; `look` asks every heading of every page for it."""
    visitor = visit("phone", viewport={"width": width, "height": 844}).open("toegankelijkheid")
    assert torn(visitor) == []
    expect(visitor.page.get_by_role("heading", name="Toegankelijkheidsverklaring", exact=True)).to_be_visible()
    expect(visitor.page).to_have_title(re.compile("^Toegankelijkheidsverklaring ·"))
