"""What every page must pass: axe with nothing found and nothing left open, computed contrast, Dutch, no sideways scrolling."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from typing import Any, Final

from axe_playwright_python.base import AXE_SCRIPT

from tests.access.contrast import measure, measure_forced
from tests.access.judged import judgement
from tests.access.variants import Variant, Window
from tests.browser.visitor import Visitor

# With only these kinds of results axe describes no part that is in order: the same faults, in a third of the time.
RULES: Final = {
    "resultTypes": ["violations", "incomplete"],
    "elementRef": True,
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]},
}
# Words that only Streamlit's own, untranslated parts use.
ENGLISH: Final = re.compile(
    r"\b(running|skip to|main menu|connecting|drag and drop|browse files|limit \d|choose an? option|no results|press enter|"
    r"fullscreen|copy to|settings|deploy|rerun|help for|close|clear|show|loading|icon|selected)\b",
    re.IGNORECASE,
)
_RUN: Final = """async (rules) => {
    for (const old of document.querySelectorAll("[data-axe-twijfel]")) old.removeAttribute("data-axe-twijfel");
    const found = await axe.run(document, rules);
    const nodes = (results) => results.flatMap((result) => result.nodes.map((node) => ({
        rule: result.id,
        key: [...node.any, ...node.all, ...node.none].map((check) => check.data?.messageKey).find(Boolean) ?? "",
        html: node.html.slice(0, 400),
        told: (node.failureSummary ?? "").slice(0, 300),
        element: node.element,
    })));
    const open = nodes(found.incomplete);
    for (const one of open) if (one.rule === "color-contrast") one.element?.setAttribute("data-axe-twijfel", "");
    const bare = (list) => list.map(({ element, ...rest }) => rest);
    return {
        version: axe.version || found.testEngine.version,
        rules: [...new Set([...found.passes, ...found.violations, ...found.incomplete].map((result) => result.id))],
        violations: bare(nodes(found.violations)),
        open: bare(open),
    };
}"""
_SIDEWAYS: Final = """() => [
    Math.max(document.documentElement.scrollWidth, document.querySelector('[data-testid="stMain"]')?.scrollWidth ?? 0),
    innerWidth,
]"""

# A word may go on after a hyphen, also one that shows only there, or a slash.
_TORN: Final = """(selector) => [...document.querySelectorAll(selector)].flatMap((part) => {
    const torn = [], texts = document.createTreeWalker(part, NodeFilter.SHOW_TEXT), range = new Range();
    while (texts.nextNode()) {
        for (const word of texts.currentNode.data.matchAll(/[^\\s\\-\\u00ad\\u200b\\/]+/g)) {
            const lines = new Set(word[0].split("").map((_, place) => {
                range.setStart(texts.currentNode, word.index + place);
                range.setEnd(texts.currentNode, word.index + place + 1);
                return Math.round([...range.getClientRects()].at(-1)?.top);  // the first may be a hyphen before it
            }));
            if (lines.size > 1) torn.push(word[0]);
        }
    }
    return torn;
})"""


@dataclass
class Look:
    """One page in one variant: what was asked, what was found, and which open results were judged before."""

    rules: list[str] = field(default_factory=list)
    texts: int = 0
    by_pixels: int = 0
    lowest: float = 21.0
    judged: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)
    axe: str = ""


def look(visitor: Visitor, window: Window | None = None, *, contrast: bool = True) -> Look:
    """Everything, for the page as it stands in its window; `contrast` is our own measurement, which takes longest."""
    found, window = Look(), window or as_it_stands(visitor)
    variant = window.now
    _axe(visitor, found)
    if contrast and (variant.own_colours or "forced_colors" in variant.media):
        measured = measure(visitor.page, window) if variant.own_colours else measure_forced(visitor.page, window)
        found.texts, found.by_pixels, found.lowest = measured.texts, measured.by_pixels, measured.lowest
        found.faults += measured.low
    found.faults += [f"English: {match.group()}" for match in [ENGLISH.search(spoken(visitor))] if match]
    if variant.media.get("media") != "print":
        found.faults += sideways(visitor) + torn(visitor)
    return found


def as_it_stands(visitor: Visitor) -> Window:
    size = visitor.page.viewport_size
    assert size is not None
    return Window(visitor.page, Variant("", "", size["width"], size["height"]))


def check(visitor: Visitor, *, contrast: bool = True) -> list[str]:
    """What is wrong with the page as it stands, with its address; it is as wide as the test made it."""
    found = look(visitor, contrast=contrast).faults
    return [f"{visitor.page.url} {fault}" for fault in found]


def _axe(visitor: Visitor, found: Look) -> None:
    page = visitor.page
    if not page.evaluate("() => 'axe' in window"):  # it stays until the page is loaded again
        page.evaluate(AXE_SCRIPT)
    result: dict[str, Any] = page.evaluate(_RUN, RULES)
    found.axe, found.rules = result["version"], result["rules"]
    found.faults += [f"{node['rule']}: {node['html'][:160]} {node['told']}" for node in result["violations"]]
    for node in result["open"]:
        known = judgement(node["rule"], node["key"], node["html"])
        if known is None:
            found.faults.append(f"nobody judged {node['rule']} ({node['key']}): {node['html'][:200]} {node['told']}")
        else:
            found.judged[known.name] += 1


def sideways(visitor: Visitor) -> list[str]:
    """Nobody should have to scroll in two directions to read a line."""
    wide, window = visitor.page.evaluate(_SIDEWAYS)
    return [f"{wide} pixels wide in a window of {window}"] if wide > window else []


def torn(visitor: Visitor, selector: str = "h1") -> list[str]:
    """No heading breaks off in the middle of a word."""
    return [f"a word is torn: {word}" for word in visitor.page.evaluate(_TORN, selector)]


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
