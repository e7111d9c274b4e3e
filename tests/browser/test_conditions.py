"""Other ways to look and to work: an unsteady hand, the keyboard, forced colours, paper, and a slow line."""

from __future__ import annotations

import io
import re
from collections.abc import Callable

import pytest
from PIL import Image
from playwright.sync_api import FloatRect, Locator, Route, expect
from pypdf import PageObject, PdfReader

from tests.browser.started import started
from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page, varied

pytestmark = pytest.mark.xdist_group("conditions")
FIRST = QUESTIONNAIRE.questions[0]
MARGIN = 30  # points at the side of a sheet that printers leave white


# An unsteady hand


@pytest.mark.parametrize("pause", [100, 200, 300, 400])
def test_a_double_click_on_the_next_theme_answers_nothing(visit: Callable[..., Visitor], pause: int) -> None:
    for _ in range(5):
        visitor = started(visit("wide"), "Goes")
        place = _in_the_middle(visitor.page.get_by_role("link", name="Volgend thema"))
        visitor.page.evaluate(
            """() => {
                addEventListener("pointerdown", (event) => { window.clicked = event.timeStamp; }, true);
                new MutationObserver((_, watch) => { window.came = performance.now(); watch.disconnect(); })
                    .observe(document.documentElement, { attributeFilter: ["class"] });
            }"""
        )
        visitor.page.mouse.click(*place)
        visitor.page.wait_for_timeout(pause)
        visitor.page.mouse.click(*place)
        visitor.heading(QUESTIONNAIRE.themes[1].title)
        if visitor.page.evaluate("clicked < came + 480"):
            break  # else a busy machine made two clicks of it, on two pages
    visitor.page.wait_for_timeout(1000)
    assert visitor.page.evaluate(
        "([x, y]) => Boolean(document.elementFromPoint(x, y).closest('[data-testid=stRadioGroup]'))", place
    )
    expect(on_page(visitor.page, "0 van 36 vragen beantwoord")).to_be_visible()
    expect(visitor.page.locator("input:checked")).to_have_count(0)
    # A moment later the same place takes a click.
    visitor.page.mouse.click(*place)
    expect(visitor.page.locator("input:checked")).to_have_count(1)


def _in_the_middle(link: Locator) -> tuple[float, float]:
    """Scrolls to the link; where its middle is."""
    link.hover()  # waits until the page has its height
    link.evaluate("(link) => link.scrollIntoView({block: 'center'})")
    box = link.bounding_box()
    assert box is not None
    return box["x"] + box["width"] / 2, box["y"] + box["height"] / 2


def test_the_keyboard_answers_at_once_on_a_new_page(visit: Callable[..., Visitor]) -> None:
    visitor = started(visit("wide"), "Goes")
    theme = QUESTIONNAIRE.themes[1]
    # In one go with the new heading, so that no half second passes.
    visitor.page.evaluate(
        """(first) => new MutationObserver(() => {
               const input = document.querySelector(first);
               if (input && document.activeElement !== input) input.focus();
           }).observe(document.body, {childList: true, subtree: true})""",
        f".st-key-vraag-{theme.questions[0].id} input[type=radio]",
    )
    visitor.page.get_by_role("link", name="Volgend thema").click()
    visitor.page.locator(f".st-key-vraag-{theme.questions[0].id} input").first.wait_for(state="attached")
    visitor.page.keyboard.press("Space")
    visitor.expect_chosen(theme.questions[0].id, 0)


# The keyboard


def ring(element: Locator) -> list[bool]:
    """For each side of the element: whether a dark ring, at least 2 pixels thick, is to be seen at its edge."""
    page, box, reach = element.page, element.bounding_box(), 9
    assert box is not None
    clip = FloatRect(x=box["x"] - reach, y=box["y"] - reach, width=box["width"] + 2 * reach, height=box["height"] + 2 * reach)
    shot = Image.open(io.BytesIO(page.screenshot(clip=clip))).convert("L")
    wide, high = shot.size
    lines = (
        [(wide // 2, y) for y in range(reach + 3)],
        [(wide // 2, high - 1 - y) for y in range(reach + 3)],
        [(x, high // 2) for x in range(reach + 3)],
        [(wide - 1 - x, high // 2) for x in range(reach + 3)],
    )
    dark = shot.point(lambda grey: 255 if grey < 60 else 0)
    return [sum(bool(dark.getpixel(point)) for point in line) >= 2 for line in lines]


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_the_focus_ring_goes_all_round_a_field(visit: Callable[..., Visitor], width: str) -> None:
    visitor = visit(width).open("nieuw")
    visitor.heading("Voor welke gemeente vult u dit in?")
    visitor.choose("Gemeente", "Staat er niet bij: een regio of andere organisatie")
    page = visitor.page
    found = {}
    page.get_by_label("Naam van de regio of organisatie").focus()
    page.wait_for_timeout(300)
    found["text"] = ring(page.locator('[data-testid="stTextInputRootElement"]'))
    page.get_by_role("combobox", name="Uw rol").focus()
    page.keyboard.press("Escape")
    page.wait_for_timeout(300)
    found["select"] = ring(page.locator('[data-testid="stSelectbox"] [role="group"]:focus-within'))
    started(visitor, "Goes")
    page.locator(f".st-key-open-{FIRST.id} summary").click()
    area = page.locator("textarea")
    expect(area).to_be_visible()
    page.wait_for_timeout(600)
    area.focus()
    page.wait_for_timeout(300)
    found["area"] = ring(page.locator('[data-testid="stTextAreaRootElement"]'))
    assert found == {kind: [True] * 4 for kind in ("text", "select", "area")}


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_the_personal_link_can_be_copied_with_the_keyboard(visit: Callable[..., Visitor], width: str) -> None:
    visitor = started(visit(width, permissions=["clipboard-read", "clipboard-write"]), "Goes")
    link = visitor.personal_link()
    page = visitor.page
    copy = page.locator(".st-key-link").get_by_role("button", name="Kopieer")
    page.get_by_role("button", name="Download het rapport").focus()
    page.wait_for_timeout(500)
    copy.scroll_into_view_if_needed()
    assert seen(copy)
    for _ in range(3):
        page.keyboard.press("Tab")
        if copy.evaluate("(button) => button === document.activeElement"):
            break
    expect(copy).to_be_focused()
    assert ring(copy) == [True] * 4
    page.keyboard.press("Enter")
    # Pasted, as a person does: the app lets no script read the clipboard. Copying takes a moment.
    page.evaluate("document.body.append(document.createElement('textarea'))")
    field = page.locator("body > textarea")
    for _ in range(30):
        field.fill("")
        page.keyboard.press("Control+V")
        if field.input_value().strip() == link:
            break
        page.wait_for_timeout(100)
    assert field.input_value().strip() == link


def seen(element: Locator) -> bool:
    """Whether the element has an area, is not see-through, and does not lie under something else."""
    return bool(
        element.evaluate(
            """(element) => {
                 const {x, y, width, height} = element.getBoundingClientRect();
                 for (let part = element; part; part = part.parentElement)
                   if (Number(getComputedStyle(part).opacity) < 0.9) return false;
                 return width > 0 && height > 0 && element.contains(document.elementFromPoint(x + width / 2, y + height / 2));
               }"""
        )
    )


# Forced colours


def colours(element: Locator) -> set[object]:
    """The colours that each cover at least a hundredth of an element."""
    shot = Image.open(io.BytesIO(element.screenshot())).convert("RGB")
    enough = shot.width * shot.height / 100
    return {colour for count, colour in shot.getcolors(shot.width * shot.height) or [] if count > enough}


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_forced_colours_show_progress_and_choices(visit: Callable[..., Visitor], scheme: str) -> None:
    visitor = started(visit("wide", forced_colors="active", color_scheme=scheme), "Goes")
    page = visitor.page
    progress = page.locator("progress")
    empty = colours(progress)
    for question in QUESTIONNAIRE.themes[0].questions:
        visitor.answer(question.id, 3)
    page.reload()
    visitor.ready()
    assert colours(progress) - empty
    marks = page.locator(f".st-key-vraag-{FIRST.id} [data-testid='stRadioOption'] > div > div:first-child")
    assert colours(marks.nth(2)) != colours(marks.nth(3))
    visitor.menu("Profiel")
    control = page.locator(".st-key-weergave button")
    assert colours(control.nth(0)) != colours(control.nth(1))
    current = page.locator(".hoofdmenu a[aria-current]")
    border = "(link) => getComputedStyle(link).borderBottomColor"
    assert current.evaluate(border) != page.locator(".hoofdmenu a:not([aria-current])").first.evaluate(border)


# Paper


@pytest.mark.parametrize("width", ["wide", "phone"])
def test_a_printed_profile_has_its_whole_radar(visit: Callable[..., Visitor], width: str) -> None:
    page = started(visit(width), "Goes", varied(), path="profiel").page
    shown = "figuur-breed" if width == "wide" else "figuur-smal"
    expect(page.locator(f".st-key-{shown} .polar .angularaxistick text")).to_have_count(len(QUESTIONNAIRE.themes))
    sheets = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages
    assert "Uw ambitie" in sheets[0].extract_text(), "the radar with its legend stands on the first sheet"
    for sheet in sheets:
        cut = [text for text, begin, end in extents(sheet) if begin < MARGIN or end > float(sheet.mediabox.width) - MARGIN]
        assert cut == []


def extents(sheet: PageObject) -> list[tuple[str, float, float]]:
    """The pieces of text of a sheet, each with the place of its first letter and about that of its last, in points."""
    found: list[tuple[str, float, float]] = []

    def piece(text: str, matrix: list[float], place: list[float], font: object, size: float) -> None:
        begin = place[4] * matrix[0] + place[5] * matrix[2] + matrix[4]
        letter = 0.36 * size * abs(matrix[0] * place[0])
        if text.strip():
            found.append((text.strip(), begin, begin + letter * len(text.strip())))

    sheet.extract_text(visitor_text=piece)
    return found


# A slow line


def test_the_first_screen_says_in_dutch_that_it_loads(visit: Callable[..., Visitor]) -> None:
    visitor = visit("phone")
    page = visitor.page
    waiting = page.get_by_text("De zelfscan wordt geladen")
    slow: list[Route] | None = []
    page.route(re.compile(r"/static/js/"), lambda route: route.continue_() if slow is None else slow.append(route))
    page.goto(visitor.url, wait_until="commit")
    expect(waiting).to_be_visible()
    expect(page.get_by_test_id("stApp")).to_have_count(0)
    held, slow = slow, None
    for route in held or []:
        route.continue_()
    visitor.ready()
    expect(waiting).to_have_count(0)


def test_without_script_it_does_not_seem_to_load(visit: Callable[..., Visitor]) -> None:
    page = visit("phone", java_script_enabled=False).page
    page.goto(visit("phone").url)
    assert page.get_by_text("De zelfscan wordt geladen").is_hidden()
    assert page.locator(".laden").count() == 1
