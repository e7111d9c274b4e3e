"""Which characters the bundled fonts can show.

The list stands in `fonts/coverage.txt`, one range of hexadecimal code points a line, so that a report never pays for
reading font files. `python -m report.coverage` writes it again; a test compares it with the fonts.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from pathlib import Path

FONT_DIR = Path(__file__).parent / "fonts"
LIST = FONT_DIR / "coverage.txt"


@cache
def coverage() -> frozenset[str]:
    """Every character that the text face (in all its styles) or the emoji face can show."""
    shown: set[str] = set()
    for line in LIST.read_text(encoding="ascii").split():
        first, _, last = line.partition("-")
        shown.update(map(chr, range(int(first, 16), int(last or first, 16) + 1)))
    return frozenset(shown)


def in_fonts() -> set[int]:
    """Code points read from the fonts themselves: in every style of Source Sans 3, or in Noto Emoji."""
    from fontTools.ttLib import TTFont  # 60 ms: only for writing and checking the list

    maps = {path.name: set(TTFont(path, lazy=True).getBestCmap()) for path in sorted(FONT_DIR.glob("*.ttf"))}
    text = [characters for name, characters in maps.items() if name.startswith("SourceSans3")]
    emoji = [characters for name, characters in maps.items() if name.startswith("NotoEmoji")]
    return set.intersection(*text).union(*emoji)


def ranges(points: Iterable[int]) -> list[str]:
    """The points as sorted ranges: [65, 66, 67, 90] gives ["41-43", "5A"]."""
    found: list[list[int]] = []
    for point in sorted(points):
        if found and point == found[-1][1] + 1:
            found[-1][1] = point
        else:
            found.append([point, point])
    return [f"{first:X}" if first == last else f"{first:X}-{last:X}" for first, last in found]


if __name__ == "__main__":
    LIST.write_text("\n".join(ranges(in_fonts())) + "\n", encoding="ascii")
