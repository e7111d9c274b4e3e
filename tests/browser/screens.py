"""`python -m tests.browser.screens`: a picture of every screen at 1280 and 390 pixels, and of every slide of the hall.

They go to docs/screens, each with few colours, with a page that lists them; the picture in the README is remade
too. `--walk WORD` and `--only WORD ...` make some of them and leave the rest; `--to FOLDER` makes them elsewhere.
"""

from __future__ import annotations

import argparse
import io
import shutil
import tempfile
from pathlib import Path
from unittest.mock import patch

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.chromium import launch
from tests.browser.scenes import WALKS, codes, hall
from tests.browser.server import ROOT, Server
from tests.browser.visitor import Visitor

FOLDER = ROOT / "docs" / "screens"
README_PICTURE = ROOT / "docs" / "profiel.png"
HOST = "zelfscan.example"
"""The address that links and QR codes show, so that a picture says nothing about the machine it was made on."""
HIGHEST = 3400
COLOURS = 32
HALL = {"width": 1920, "height": 1080}
DRAWN = """() => {
    const seen = (selector) => [...document.querySelectorAll(selector)].filter((part) => part.checkVisibility());
    const charts = seen("[data-testid=stPlotlyChart]");
    return !seen("[data-testid=stSkeleton]").length && charts.every((part) => part.querySelector(".main-svg"));
}"""


class Camera:
    """Takes pictures of one browser page and keeps what it took, by name."""

    def __init__(self, visitor: Visitor, folder: Path, width: int, only: list[str]) -> None:
        self.visitor, self.folder, self.width, self.only = visitor, folder, width, only
        self.taken: dict[str, str] = {}

    def __call__(self, name: str, title: str) -> None:
        self.taken[name] = title
        if self.only and not any(word in name for word in self.only):
            return
        page = self.visitor.page
        main = page.locator('[data-testid="stMain"]')
        slide = page.locator(".zaal").count() > 0
        if main.count() and not slide:
            # The whole page: Streamlit scrolls inside a part, so the window is made as high as that part.
            page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollTo(0, 0)")
            height = page.evaluate("document.querySelector('[data-testid=\"stMain\"]').scrollHeight")
            page.set_viewport_size({"width": self.width, "height": min(max(height, 600), HIGHEST)})
            page.wait_for_timeout(300)  # figures follow the window
            self.visitor.still()
        page.wait_for_function(DRAWN)
        page.wait_for_timeout(200)
        page.mouse.move(0, 0)
        shot = Image.open(io.BytesIO(page.screenshot(full_page=not main.count(), caret="hide", animations="disabled"))).convert(
            "RGB"
        )
        if slide:
            shot = shot.resize((1280, 720), Image.Resampling.LANCZOS)
        else:
            page.set_viewport_size({"width": self.width, "height": 900})
        # The rare colours are kept too: they say "saved" and "wrong". A picture of so few colours is small as WebP.
        few = shot.quantize(COLOURS, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).convert("RGB")
        few.save(self.folder / f"{name}{'' if slide else f'-{self.width}'}.webp", lossless=True, quality=60, method=3)


def main() -> None:
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--to", type=Path, default=FOLDER)
    arguments.add_argument("--only", nargs="*", default=[])
    arguments.add_argument("--walk", default="")
    asked = arguments.parse_args()
    folder: Path = asked.to
    every = folder == FOLDER and not asked.only and not asked.walk
    if every and folder.exists():
        shutil.rmtree(folder)
    folder.mkdir(parents=True, exist_ok=True)
    with (
        tempfile.TemporaryDirectory() as data,
        sync_playwright() as playwright,
        patch("storage.workshops.new_code", codes().__next__),
    ):
        server = Server(Path(data), STREAMLIT_BROWSER_SERVER_ADDRESS=HOST).start()
        here = [
            f"--host-resolver-rules=MAP {HOST} 127.0.0.1:{server.port}",
            f"--unsafely-treat-insecure-origin-as-secure=http://{HOST}",
        ]
        browser = launch(playwright, *here)
        try:
            index = _pictures(browser, server, folder, asked.only, asked.walk)
        finally:
            browser.close()
            server.stop()
    if every:
        (folder / "README.md").write_text(index, "utf-8")
        top = Image.open(folder / "profiel-1280.webp").crop((0, 0, 1280, 1380))
        top.quantize(64, method=Image.Quantize.MAXCOVERAGE, dither=Image.Dither.NONE).save(README_PICTURE, optimize=True)


def _pictures(browser: Browser, server: Server, folder: Path, only: list[str], wanted: str) -> str:
    """Take every picture; the page that lists them."""
    lines = [
        "# Alle schermen",
        "",
        "`make screens` maakt deze beelden opnieuw. De meting en de werksessie zijn verzonnen, "
        "van een gemeente die niet bestaat.",
    ]
    for heading, walk in {**WALKS, "Samen: het scherm voor de zaal": hall}.items():
        if wanted.lower() not in heading.lower():
            continue
        taken: dict[str, str] = {}
        for width in (1280, 390) if walk is not hall else (HALL["width"],):
            size = HALL if walk is hall else {"width": width, "height": 900}
            context = browser.new_context(viewport=size, locale="nl-NL")  # type: ignore[arg-type]
            visitor = Visitor(context.new_page(), f"http://{HOST}")
            camera = Camera(visitor, folder, width, only)
            walk((visitor, server, camera))
            taken |= camera.taken
            context.close()
        lines += ["", f"## {heading}", ""]
        for name, title in taken.items():
            if walk is hall:
                lines.append(f"- [{title}]({name}.webp)")
            else:
                lines.append(f"- {title}: [breed]({name}-1280.webp), [telefoon]({name}-390.webp)")
    return "\n".join([*lines, ""])


if __name__ == "__main__":
    main()
