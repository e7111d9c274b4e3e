"""Contrast, computed over every visible text of a page: at least 7 to 1, and 4,5 to 1 for large type.

The script reads the colours from the styles. Where they do not tell what lies under a text (a drawing, a picture,
another part), a picture of the page without its letters tells it: this replaces the eye that axe asks for.
"""

from __future__ import annotations

import io
import math
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from PIL import Image, ImageChops, ImageFilter
from playwright.sync_api import FloatRect, Page

from tests.access.variants import Window

_SCRIPT: Final = Path(__file__).with_name("contrast.js").read_text("utf-8")
_NO_LETTERS: Final = """
*, *::placeholder { color: transparent !important; -webkit-text-fill-color: transparent !important;
  text-decoration-color: transparent !important; caret-color: transparent !important; transition: none !important; }
svg text, svg text * { fill: transparent !important; }
"""
_SHARE: Final = 0.12
"""A colour counts as ground when so much of the letters stands on it: a thin line of a chart that touches one does not."""

_DOUBTED: Final = """() => {
    const main = document.querySelector('[data-testid="stMain"]');
    if (main) main.scrollTop = 0;
    return [...document.querySelectorAll("[data-axe-twijfel]")].filter((part) => part.checkVisibility()).map((part) => {
        const { x, y, width, height } = part.getBoundingClientRect();
        return [part.textContent.trim().slice(0, 60), x, y, width, height];
    }).filter(([, , , width, height]) => width > 1.5 && height > 1.5);
}"""


@dataclass(frozen=True)
class Contrast:
    """How many texts were measured, how many of them by pixels, the lowest found in body text, and what is too low."""

    texts: int
    by_pixels: int
    lowest: float
    low: tuple[str, ...]


def measure(page: Page, window: Window) -> Contrast:
    if not page.evaluate("() => 'contrasts' in window"):
        page.evaluate(_SCRIPT)
    found: dict[str, Any] = page.evaluate("contrasts()")
    low = [f"contrast {one['found']:.2f} of {one['need']}: {one['text']}" for one in found["low"]]
    lowest = float(found["lowest"])
    if found["unknown"]:
        with window.tall():
            # Figures draw their texts anew in another window: ask again which there are.
            found["unknown"] = page.evaluate("contrasts()")["unknown"]
            ratios = _by_pixels(page, found["unknown"])
        for one in found["unknown"]:
            ratio = ratios.get(one["mark"])
            if ratio is None:
                low.append(f"contrast not measured: {one['text']}")
                continue
            if one["need"] == 7:
                lowest = min(lowest, ratio)
            if ratio < one["need"]:
                low.append(f"contrast {ratio:.2f} of {one['need']} (pixels): {one['text']}")
    return Contrast(found["count"], len(found["unknown"]), lowest, tuple(low))


def measure_forced(page: Page, window: Window) -> Contrast:
    """The texts that axe doubts where the device chose the colours: styles do not tell them, so only pixels can.

    The most common colour of a part is its ground, the one that differs most from it is that of the letters.
    """
    low, count = [], 0
    with window.tall():
        parts = page.evaluate(_DOUBTED)
        shot = Image.open(io.BytesIO(page.screenshot(scale="css"))).convert("RGB") if parts else None
        for text, x, y, width, height in parts:
            box = (max(int(x), 0), max(int(y), 0), math.ceil(x + width), math.ceil(y + height))
            assert shot is not None
            colours = shot.crop(box).getcolors(math.ceil(width + 2) * math.ceil(height + 2)) or []
            ground = max(colours)[1]
            ratio = max(_ratio(colour, ground) for _, colour in colours)  # type: ignore[arg-type]
            count += 1
            if ratio < 4.5:
                low.append(f"contrast {ratio:.2f} of 4.5 (colours of the device): {text}")
    return Contrast(count, count, 21.0, tuple(low))


def _by_pixels(page: Page, texts: list[dict[str, Any]]) -> dict[str, float]:
    """The lowest ratio of each marked text to what lies under its letters."""
    fronts = {one["mark"]: one["front"] for one in texts}
    found: dict[str, float] = {}
    for mark in fronts:
        if mark in found:
            continue
        for _ in range(4):
            places = page.evaluate("(mark) => contrastPlaces(mark)", mark)
            boxes = [box for place in places for box in place["boxes"]]
            if not boxes:
                break
            clip = _around(boxes)
            style = page.add_style_tag(content=_NO_LETTERS)
            bare = _picture(page, clip)
            style.evaluate("(style) => style.remove()")
            whole = _picture(page, clip)
            if page.evaluate("(mark) => contrastPlaces(mark)", mark) == places:
                break  # nothing moved meanwhile
        if not boxes:
            continue
        for place in places:
            if place["mark"] not in found and (grounds := _grounds(bare, whole, place["boxes"], clip)):
                front = fronts[place["mark"]]
                found[place["mark"]] = min(_ratio(_over(front, ground), ground) for ground in grounds)
    return found


def _around(boxes: list[list[float]]) -> FloatRect:
    """What has to be in the picture."""
    left, top = (max(math.floor(min(box[side] for box in boxes)), 0) for side in (0, 1))
    right, bottom = (math.ceil(max(box[side] + box[side + 2] for box in boxes)) for side in (0, 1))
    return FloatRect(x=left, y=top, width=max(right - left, 1), height=max(bottom - top, 1))


def _picture(page: Page, clip: FloatRect) -> Image.Image:
    return Image.open(io.BytesIO(page.screenshot(scale="css", clip=clip))).convert("RGB")


def _grounds(bare: Image.Image, whole: Image.Image, boxes: list[list[float]], clip: FloatRect) -> list[tuple[int, int, int]]:
    """The colours under and right beside the letters in these boxes: where the page differs with and without them."""
    counts: Counter[tuple[int, int, int]] = Counter()
    for left, top, width, height in boxes:
        x, y = left - clip["x"], top - clip["y"]
        box = (max(int(x), 0), max(int(y), 0), min(int(x + width) + 1, bare.width), min(int(y + height) + 1, bare.height))
        if box[0] < box[2] and box[1] < box[3]:
            under = bare.crop(box)
            letters = ImageChops.difference(whole.crop(box), under).convert("L").point(lambda value: 255 if value > 24 else 0)
            near, colours = letters.filter(ImageFilter.MaxFilter(3)).tobytes(), under.tobytes()
            counts.update(tuple(colours[3 * at : 3 * at + 3]) for at, letter in enumerate(near) if letter)  # type: ignore[misc]
    enough = _SHARE * counts.total()
    return [colour for colour, count in counts.items() if count >= enough] or list(counts)


def _over(front: list[float], ground: tuple[int, int, int]) -> tuple[float, ...]:
    alpha = front[3]
    return tuple(front[part] * alpha + ground[part] * (1 - alpha) for part in range(3))


def _ratio(one: tuple[float, ...], other: tuple[float, ...]) -> float:
    low, high = sorted((_light(one), _light(other)))
    return (high + 0.05) / (low + 0.05)


def _light(colour: tuple[float, ...]) -> float:
    """The relative luminance of WCAG 2."""
    red, green, blue = (part / 255 / 12.92 if part / 255 <= 0.04045 else ((part / 255 + 0.055) / 1.055) ** 2.4 for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
