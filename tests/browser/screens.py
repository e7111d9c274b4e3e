"""`python -m tests.browser.screens`: a picture of every screen at 1280 and 390 pixels in build/screens.

The pictures show one made-up measurement of a municipality that does not exist. The one in the README is remade too.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from PIL import Image
from playwright.sync_api import Page, sync_playwright

from tests.browser.conftest import ARGUMENTS
from tests.browser.server import ROOT, Server
from tests.browser.visitor import QUESTIONNAIRE, Visitor, varied

FOLDER = ROOT / "build" / "screens"
README_PICTURE = ROOT / "docs" / "profiel.png"
HIGHEST = 5200
FILLED = (
    "overzicht",
    "profiel",
    "ambitie",
    "wat-als",
    "ideeen",
    "meenemen",
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


def shoot(page: Page, name: str, width: int) -> None:
    """The whole page: Streamlit scrolls inside a part, so the window is made as high as that part."""
    page.wait_for_timeout(600)
    height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
    page.set_viewport_size({"width": width, "height": min(max(height, 600), HIGHEST)})
    page.wait_for_timeout(900)
    page.screenshot(path=FOLDER / f"{name}-{width}.png")
    page.set_viewport_size({"width": width, "height": 900})


def main() -> None:
    FOLDER.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        server = Server(Path(data)).start()
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=ARGUMENTS)
        for width in (1280, 390):
            page = browser.new_page(viewport={"width": width, "height": 900}, locale="nl-NL")
            visitor = Visitor(page, server.url).open()
            shoot(page, "start", width)
            visitor.open("nieuw?naar=inlezen")
            shoot(page, "inlezen", width)
            page.goto(f"{server.url}/bestaat-niet")
            page.screenshot(path=FOLDER / f"niet-gevonden-{width}.png")
            visitor.open("nieuw")
            shoot(page, "gegevens", width)
            visitor.begin("Voorbeeldgemeente")
            answers = varied()
            visitor.answer_all(answers, QUESTIONNAIRE.themes[:1])
            visitor.open(QUESTIONNAIRE.themes[0].id)
            shoot(page, "vragen", width)
            visitor.open(QUESTIONNAIRE.themes[1].id)
            visitor.answer_all(answers, QUESTIONNAIRE.themes[1:])
            for path in FILLED:
                visitor.open(path)
                shoot(page, path, width)
            visitor.open("profiel").page.get_by_role("radio", name="Puntenlijst").click()
            visitor.rest()
            shoot(page, "profiel-puntenlijst", width)
            visitor.open()
            shoot(page, "start-verder", width)
            page.close()
        browser.close()
        server.stop()
    top = Image.open(FOLDER / "profiel-1280.png").crop((0, 0, 1280, 1380))
    top.quantize(64).save(README_PICTURE, optimize=True)


if __name__ == "__main__":
    main()
