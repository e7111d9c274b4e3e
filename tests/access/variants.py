"""The ways in which every page is looked at. A page stays open while its variants pass by: nothing is loaded again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.sync_api import CDPSession, Page


@dataclass(frozen=True)
class Variant:
    """A window (CSS pixels, device pixels for each), what the visitor prefers, and how large letters are drawn."""

    id: str
    title: str
    width: int = 1280
    height: int = 900
    scale: float = 1
    media: dict[str, Any] = field(default_factory=dict)
    letters: int = 100

    @property
    def own_colours(self) -> bool:
        """Whether the colours on the screen are those of our style sheets."""
        return "forced_colors" not in self.media and "media" not in self.media


WIDE: Final = Variant("1280", "1280 pixels breed")
TABLET: Final = Variant("768", "768 pixels breed", 768, 1024)
PHONE: Final = Variant("390", "390 pixels breed, een telefoon", 390, 844)
SMALL: Final = Variant("320", "320 pixels breed, een kleine telefoon", 320, 640)
# Zooming a window of 1280 by 1024 leaves it fewer CSS pixels, each drawn larger: WCAG names 320 by 256 for 400%.
VARIANTS: Final = (
    WIDE,
    TABLET,
    PHONE,
    SMALL,
    Variant("donker", "voorkeur voor donker", media={"color_scheme": "dark"}),
    Variant("eigen-kleuren", "hoog contrast: kleuren van het apparaat", media={"forced_colors": "active"}),
    Variant("minder-beweging", "minder beweging", media={"reduced_motion": "reduce"}),
    Variant("zoom-200", "200% vergroot", 640, 512, 2),
    Variant("zoom-400", "400% vergroot", 320, 256, 4),
    Variant("letters-200", "alleen letters 200%", letters=200),
    Variant("afdruk", "afgedrukt", media={"media": "print"}),
)
_NO_MEDIA: Final[dict[str, Any]] = {"media": "null", "color_scheme": "null", "forced_colors": "null", "reduced_motion": "null"}
_LETTERS: Final = """(part) => {
    const root = document.documentElement;
    if (part === 1) { root.style.removeProperty("font-size"); return; }
    root.style.setProperty("font-size", parseFloat(getComputedStyle(root).fontSize) * part + "px", "important");
}"""
_HIGHEST: Final = 12_000
_HEIGHT: Final = """() => [
    (document.querySelector('[data-testid="stMain"]') ?? document.documentElement).scrollHeight,
    Boolean(document.querySelector(".st-key-zaal")),
]"""
# The page has had the same height for a while: figures and lines have found their new places.
_SETTLED: Final = """async () => {
    const high = () => (document.querySelector('[data-testid="stMain"]') ?? document.documentElement).scrollHeight;
    const frame = () => new Promise((done) => requestAnimationFrame(done));
    let last = high();
    for (let same = 0, tried = 0; same < 8 && tried < 200; tried += 1) {
        await frame();
        const now = high();
        same = now === last ? same + 1 : 0;
        last = now;
    }
}"""


class Window:
    """Puts a page into a variant and back, in place."""

    def __init__(self, page: Page, now: Variant = WIDE) -> None:
        self.page = page
        self._session: CDPSession | None = None
        self._scaled = False
        self.now = now

    @contextmanager
    def tall(self) -> Iterator[None]:
        """As high as the page, with a pixel for each CSS pixel: everything is in one picture. The shared screen of a
        workshop keeps its height: it fits itself to its window.
        """
        here, page = self.now, self.page
        high, hall = page.evaluate(_HEIGHT)
        if here.scale == 1 and (high <= here.height or hall):
            yield
            return
        self._resize(here.width, here.height if hall else min(max(high, here.height), _HIGHEST), 1)
        page.evaluate(_SETTLED)
        try:
            yield
        finally:
            self._resize(here.width, here.height, here.scale)
            page.evaluate(_SETTLED)

    def into(self, variant: Variant) -> None:
        page = self.page
        if self.now.media or variant.media:
            page.emulate_media(**{**_NO_MEDIA, **variant.media})
        if self.now.letters != 100:
            page.evaluate(_LETTERS, 1)
        self._resize(variant.width, variant.height, variant.scale)
        if variant.letters != 100:
            page.evaluate(_LETTERS, variant.letters / 100)
        self.now = variant
        page.evaluate(_SETTLED)

    def _resize(self, width: int, height: int, scale: float) -> None:
        if scale != 1:
            self._session = self._session or self.page.context.new_cdp_session(self.page)
            metrics = {"width": width, "height": height, "deviceScaleFactor": scale, "mobile": False}
            self._session.send("Emulation.setDeviceMetricsOverride", metrics)
            self._scaled = True
            return
        if self._scaled and self._session is not None:
            # Playwright remembers the size that it gave: make it give another one first.
            self._session.send("Emulation.clearDeviceMetricsOverride")
            self.page.set_viewport_size({"width": width, "height": height + 1})
            self._scaled = False
        self.page.set_viewport_size({"width": width, "height": height})
