"""Every screen: axe (WCAG 2.2 A and AA, best practice) without one exception, Dutch, and no sideways scrolling."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from axe_playwright_python.base import AXE_SCRIPT

from tests.browser.started import started
from tests.browser.visitor import QUESTIONNAIRE, Visitor, varied

pytestmark = pytest.mark.xdist_group("access")
# With only violations axe describes no part that is in order: the same faults, in a third of the time.
RULES = {
    "resultTypes": ["violations"],
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
SCREENS = (
    "",
    "gegevens",
    QUESTIONNAIRE.themes[0].id,
    QUESTIONNAIRE.themes[7].id,
    "overzicht",
    "profiel",
    "ambitie",
    "wat-als",
    "ideeen",
    "plan",
    "meenemen",
    "inlezen",
    "vergelijken",
    "over",
    "programma",
    "inspiratie",
    "woordenlijst",
    "toegankelijkheid",
    "privacy",
    "begeleidersgids",
    "aantonen",
)
# Words that only Streamlit's own, untranslated parts use.
ENGLISH = re.compile(
    r"\b(running|skip to|main menu|connecting|drag and drop|browse files|limit \d|choose an? option|no results|press enter|"
    r"fullscreen|copy to|settings|deploy|rerun|help for|close|clear|show|loading)\b",
    re.IGNORECASE,
)


def faults(visitor: Visitor) -> list[str]:
    page = visitor.page
    if not page.evaluate("() => 'axe' in window"):  # it stays until the page is loaded again
        page.evaluate(AXE_SCRIPT)
    found: list[dict[str, Any]] = page.evaluate("async (rules) => (await axe.run(rules)).violations", RULES)
    return [
        f"{visitor.page.url} {violation['id']}: {node['html'][:160]} {node.get('failureSummary', '')[:200]}"
        for violation in found
        for node in violation["nodes"]
    ]


def spoken(visitor: Visitor) -> str:
    """All words a person can see or hear: visible text and the labels of the accessibility tree."""
    labels = visitor.page.evaluate(
        """() => [...document.querySelectorAll('[aria-label],[title],[placeholder],[alt]')].flatMap(
               (element) => ['aria-label', 'title', 'placeholder', 'alt'].map((name) => element.getAttribute(name)))
               .filter(Boolean).join('\\n')"""
    )
    return f"{visitor.page.locator('body').inner_text()}\n{labels}"


def unfold(visitor: Visitor) -> None:
    visitor.page.evaluate("document.querySelectorAll('details:not([open]) > summary').forEach((summary) => summary.click())")
    visitor.still()


def check(visitor: Visitor) -> list[str]:
    found = faults(visitor)
    found += [f"{visitor.page.url} English: {match.group()}" for match in [ENGLISH.search(spoken(visitor))] if match]
    return found


@pytest.fixture(params=["wide", "phone"])
def filled(request: pytest.FixtureRequest, visit: Callable[..., Visitor]) -> Visitor:
    return started(visit(request.param), answers=varied(), path="overzicht")


def test_every_screen_of_a_filled_measurement(filled: Visitor) -> None:
    found: list[str] = []
    for path in SCREENS:
        filled.go(path)
        assert filled.page.locator("html").get_attribute("lang") == "nl"
        found += check(filled)
        unfold(filled)
        found += check(filled)
    filled.go("profiel").page.get_by_role("radio", name="Puntenlijst").click()
    filled.rest()
    found += check(filled)
    assert found == []


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_every_screen_before_anything_is_filled(visit: Callable[..., Visitor], width: str) -> None:
    visitor = visit(width)
    found: list[str] = []
    for path in (*SCREENS, "bestaat-niet", "verder/onbekend"):
        visitor.page.goto(f"{visitor.url}/{path}")
        visitor.page.locator("h1").wait_for()
        found += check(visitor)
    started(visitor)
    for path in SCREENS:
        visitor.go(path)
        found += check(visitor)
    assert found == []


def test_no_sideways_scrolling_at_320_pixels(visit: Callable[..., Visitor]) -> None:
    answers: dict[str, int | str] = {question.id: 2 for question in QUESTIONNAIRE.themes[0].questions}
    visitor = started(visit("phone"), answers=answers)
    visitor.page.set_viewport_size({"width": 320, "height": 700})
    wide = []
    for path in SCREENS:
        visitor.go(path)
        unfold(visitor)
        width = visitor.page.evaluate(
            "Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid=\"stMain\"]').scrollWidth)"
        )
        if width > 320:
            wide.append((path, width))
    assert wide == []
