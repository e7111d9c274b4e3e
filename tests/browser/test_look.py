"""What a visitor sees and hears while working: nothing moves when an answer is saved, waiting is said, and no English.

The browser of these visitors speaks English and prefers a dark page: neither may change the app.
"""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.access.checks import spoken
from tests.browser.started import started
from tests.browser.visitor import QUESTIONNAIRE, Visitor, on_page

pytestmark = pytest.mark.xdist_group("trouble")
OTHERS = {"locale": "en-US", "color_scheme": "dark"}
FIRST, SECOND, THIRD = QUESTIONNAIRE.themes[0].questions
SHIFTS = """() => {
    window.moved = [];
    new PerformanceObserver((list) => {
        for (const entry of list.getEntries()) {
            const parts = entry.sources.map((source) => source.node?.nodeType === 1 ? source.node.outerHTML.slice(0, 90) : "?");
            window.moved.push([entry.value, ...parts]);
        }
    }).observe({ type: "layout-shift", buffered: false });
}"""
# Words that the parts Streamlit is made of say of themselves, and what stands there in Dutch.
STREAMLIT_SAYS = {
    "Skip to main content": "Naar de inhoud",
    "Running...": "Bezig ...",
    "Connection error": "Geen verbinding",
    "Connection lost. Please wait for the app to reconnect, then try again.": "De verbinding is weg.",
    "Connection timed out.": "Geen antwoord",
    "Reconnected to server.": "Er is weer verbinding.",
    "Network error": "Geen verbinding",
    "Page not found": "Deze pagina bestaat niet",
    "Copy to clipboard": "Kopieer",
    "Close fullscreen": "Volledig scherm sluiten",
    "Drag and drop a file here": "Sleep een bestand hierheen",
    "Drag and drop files here": "Sleep een bestand hierheen",
    "Add files": "Ander bestand kiezen",
    "Click to retry upload": "Klik om het opnieuw te proberen",
    "Cancel upload of meting.json": "Stop met uploaden van meting.json",
    "Remove meting.json": "Verwijder meting.json",
    "File must be 1.0MB or smaller.": "Dit bestand is te groot.",
    "File size is too small.": "Dit bestand is te klein.",
    "application/pdf files are not allowed": "Dit soort bestand (application/pdf) past niet.",
    "Only one file is allowed.": "Kies één bestand.",
    "Error uploading file": "Het bestand is niet goed aangekomen.",
    "Error deleting file": "Het bestand kon niet worden weggehaald.",
    "Failed to generate file for download": "Dit bestand kon niet worden gemaakt.",
    "Download failed": "Het downloaden is niet gelukt.",
    "Deferred download not properly configured": "Het downloaden is niet gelukt.",
    "No results": "Niets gevonden",
    "No options to select": "Niets om uit te kiezen",
    "Choose an option": "Maak een keuze",
    "Choose options": "Maak een keuze",
    "Choose or add an option": "Kies of voeg iets toe",
    "Clear value": "Keuze wissen",
    "Clear all": "Alles wissen",
    "Clear entry": "Invoer wissen",
    "Select all": "Alles kiezen",
    "Select 4 matches": "Kies alle 4",
    "Selected values": "Gekozen",
    "Selectbox options": "Keuzes",
    "Multiselect options": "Keuzes",
    "Open": "Openen",
    "Press Enter to apply": "Wordt opgeslagen als u het veld verlaat",
    "Press Ctrl+Enter to apply": "Wordt vanzelf opgeslagen",
    "Press Enter to submit form": "Wordt opgeslagen als u het veld verlaat",
    "Help for Gemeente": "Uitleg bij Gemeente",
    "Invalid input.": "Dit past hier niet.",
    "Notifications": "Meldingen",
    "Network issue": "Niet alles kwam goed binnen",
    "Script execution error": "Er ging iets mis.",
    "Bad message format": "Er kwam iets verkeerd binnen.",
    "Please wait...": "Een ogenblik ...",
    "Try again": "Probeer het opnieuw",
    "Rerun": "Laad opnieuw",
}


def translated(page: Page) -> dict[str, list[str]]:
    """What becomes of each of Streamlit's words, as a text and as a label."""
    return page.evaluate(  # type: ignore[no-any-return]
        """async (words) => {
            const place = document.createElement("div");
            place.hidden = true;
            place.innerHTML = "<p></p>".repeat(words.length);
            words.forEach((word, number) => {
                place.children[number].textContent = word;
                place.children[number].setAttribute("aria-label", word);
            });
            document.body.append(place);
            await new Promise((done) => setTimeout(done, 50));
            const found = [...place.children].map((one) => [one.textContent, one.getAttribute("aria-label")]);
            place.remove();
            return Object.fromEntries(words.map((word, number) => [word, found[number]]));
        }""",
        list(STREAMLIT_SAYS),
    )


def test_an_answer_moves_nothing_and_leaves_open_what_was_opened(visit: Callable[..., Visitor]) -> None:
    visitor = started(visit("phone", **OTHERS), "Goes")
    page = visitor.page
    fold = page.locator(f".st-key-vraag-{FIRST.id} .stHtml details")
    fold.locator("summary").click()
    visitor.answer(SECOND.id, 2)  # the pause in which a click on a new page does nothing is over
    page.evaluate(SHIFTS)
    visitor.answer(FIRST.id, 2)
    visitor.answer(FIRST.id, 4)
    visitor.answer(SECOND.id, "unknown")
    visitor.still()
    assert page.evaluate("window.moved") == []
    expect(fold).to_have_attribute("open", "")
    expect(fold).to_contain_text("De digitale brievenbus waarin de gemeente berichten uit de gevangenis krijgt.")

    # A dark preference changes nothing: the page is made for light, also its form controls.
    assert page.evaluate("getComputedStyle(document.documentElement).colorScheme") == "light only"
    assert page.evaluate("getComputedStyle(document.querySelector('.stApp')).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("[navigator.language, ...navigator.languages]") == ["nl-NL", "nl-NL", "nl"]


def test_no_english_for_a_browser_that_speaks_english(visit: Callable[..., Visitor]) -> None:
    visitor = visit("wide", **OTHERS).open("nieuw")
    page = visitor.page
    visitor.heading("Voor welke gemeente vult u dit in?")
    found = translated(page)
    wrong = {word: texts for word, texts in found.items() if not all(text.startswith(STREAMLIT_SAYS[word]) for text in texts)}
    assert wrong == {}

    box = page.get_by_role("combobox", name=re.compile("Gemeente"))
    box.click()
    box.fill("qqq")
    expect(on_page(page, "Niets gevonden")).to_be_visible()
    box.fill("Til")
    page.keyboard.press("ArrowDown")
    page.wait_for_timeout(300)
    heard = spoken(visitor)
    page.keyboard.press("Enter")
    page.get_by_role("button", name=re.compile("Uitleg")).first.focus()
    page.wait_for_timeout(300)
    heard += spoken(visitor)
    visitor.open("nieuw?naar=inlezen")
    file = page.locator('input[type="file"]')
    file.set_input_files({"name": "foto.png", "mimeType": "image/png", "buffer": b"\x89PNG"})
    page.get_by_text("Er is niets veranderd aan wat u al had.").wait_for()
    heard += spoken(visitor)
    english = r"\b(options?|available|selected|suggestions?|results?|press|upload|remove|must|drag|browse|help|show|clear|file)\b"
    assert sorted(set(re.findall(english, heard, re.IGNORECASE))) == []


def test_waiting_is_said(visit: Callable[..., Visitor]) -> None:
    visitor = started(visit("wide", **OTHERS), "Goes", path="meenemen")
    page = visitor.page
    notice = page.locator(".bezig")
    expect(notice).to_be_empty()
    page.evaluate(
        """() => {
            window.said = [];
            const notice = document.querySelector(".bezig");
            new MutationObserver(() => window.said.push(notice.textContent)).observe(notice, {childList: true});
            // As when the server needs long for it.
            const button = document.querySelector("[data-testid=stDownloadButton] button");
            button.disabled = true;
            setTimeout(() => { button.disabled = false; }, 900);
        }"""
    )
    page.wait_for_function("() => window.said.length > 1")
    assert page.evaluate("window.said") == ["Een ogenblik. Het bestand wordt gemaakt.", ""]
