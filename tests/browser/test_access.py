"""The gate on every page, as far as each run can afford: axe without one exception and with nothing left open, contrast,
Dutch, no sideways scrolling, and the accessibility tree as it was reviewed. `make access` looks in all variants.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from screens.checked import last_check
from tests.access import trees
from tests.access.checks import look, sideways, torn
from tests.access.together import WALKS
from tests.access.variants import PHONE, SMALL, WIDE, Window
from tests.browser.server import Server
from tests.browser.visitor import Visitor

pytestmark = [
    pytest.mark.xdist_group("access"),
    pytest.mark.filterwarnings("ignore:get_jwt_config:DeprecationWarning"),  # of the provider of the walk "inloggen"
]
# The shared screen is walked in test_hall, in the sizes of a hall; the preview of editors has a server of its own.
ELSEWHERE = {"zaal", "redacteur"}
GROUP = {"alleen, gevuld": "access"}


@pytest.mark.parametrize(
    "walk",
    [pytest.param(name, marks=pytest.mark.xdist_group(GROUP.get(name, "access-2"))) for name in WALKS if name not in ELSEWHERE],
)
def test_every_screen(open_page: Callable[..., Page], server: Server, walk: str) -> None:
    found: list[str] = []
    names: list[str] = []
    for name, visitor in WALKS[walk](open_page, server):
        names.append(name)
        assert visitor.page.locator("html").get_attribute("lang") == "nl"
        found += trees.changed(name, visitor)
        window = Window(visitor.page)
        found += [f"{name}: {fault}" for fault in look(visitor, window).faults]
        window.into(PHONE)
        found += [f"{name} at {PHONE.width}: {fault}" for fault in look(visitor, window, contrast=False).faults]
        window.into(SMALL)
        found += [f"{name} at {SMALL.width}: {fault}" for fault in sideways(visitor) + torn(visitor)]
        window.into(WIDE)
    assert found == []
    record = last_check()
    assert record is not None
    assert [page.name for page in record.pages if page.part == walk] == names, "run 'make access'"


WRONG = {
    "contrast 5.74 of 7: bleek": "<p style='color:#666'>bleek</p>",
    "contrast 5.74 of 7: half": "<p style='opacity:.6'>half</p>",
    "contrast 4.48 of 7 (pixels): over": "<p style='background:linear-gradient(#fff,#fff);color:#777'>over</p>",
    "contrast 4.48 of 7: leeg": "<input aria-label='naam' placeholder='leeg'><style>::placeholder{color:#777;opacity:1}</style>",
    "button-name": "<button></button>",
    "English: Loading": "<p aria-label='Loading'>x</p>",
    "torn: Toegankelijk": "<h1 style='width:3em;overflow-wrap:break-word'>Toegankelijk</h1>",
    "2000 pixels wide in a window of 1280": "<div style='width:2000px'>breed</div>",
    "nobody judged": "<video src='data:video/mp4,' controls></video>",
}


def test_the_gate_sees_what_is_wrong(open_page: Callable[..., Page]) -> None:
    visitor = Visitor(open_page(), "")
    missed = []
    for fault, html in {"": "", **WRONG}.items():
        visitor.page.goto("about:blank")
        visitor.page.set_content(
            f"<html lang='nl'><title>Proef</title><body style='margin:0;background:#fff'><main><h1>Proef</h1>{html}"
            "<p style='position:absolute;width:1px;height:1px;overflow:hidden;color:#fff'>voor wie het hoort</p></main>"
        )
        found = look(visitor).faults
        if not any(fault in one for one in found) if fault else found:
            missed.append((fault, found))
    assert missed == []
