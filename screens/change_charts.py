"""Two profiles in one radar and one dot plot, and a small line through more moments.

Then and now differ in colour, in dash and in the shape of the marker, so that no reader depends on one of them.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from typing import Any

from report.colours import BLUE, GREY, INK, LINE, ORANGE, ORANGE_DEEP
from scoring.change import PartChange
from scoring.series import Point
from scoring.words import level_text
from screens.charts import FEWEST_AXES, HALO, layout, outward, polar, rows_by_level


@dataclass(frozen=True)
class Pair:
    """One theme at two moments. `before` is also None where the theme had other questions then."""

    label: str
    before: Fraction | None
    now: Fraction | None
    part: PartChange


def enough(pairs: Sequence[Pair]) -> bool:
    """Whether a radar says something: at least three themes with both moments known."""
    return sum(pair.before is not None and pair.now is not None for pair in pairs) >= FEWEST_AXES


def radar(pairs: Sequence[Pair], then: str, now: str, *, narrow: bool = False) -> dict[str, Any]:
    """Both profiles; only the newest one is filled and carries its values, the others stand in the table."""
    size, wrap = (12, 12) if narrow else (15, 17)
    angles = [360 * place / len(pairs) for place in range(len(pairs))]
    closed = [*angles, angles[0]]
    labels = [
        "<br>".join(textwrap.wrap(pair.label, wrap, break_long_words=False))
        + ("" if pair.now is not None else "<br>(geen score)")
        for pair in pairs
    ]
    newest = [pair.now for pair in pairs]
    traces = [
        {
            "type": "scatterpolar",
            "mode": "lines+markers",
            "r": _closed([pair.before for pair in pairs]),
            "theta": closed,
            "line": {"color": ORANGE, "width": 2.5, "dash": "dash"},
            "marker": {"symbol": "diamond", "size": 8 if narrow else 10, "color": ORANGE},
            "connectgaps": False,
            "cliponaxis": False,
            "name": f"Toen: {then}",
        },
        {
            "type": "scatterpolar",
            "mode": "lines+markers+text",
            "r": _closed(newest),
            "theta": closed,
            "text": [*("" if level is None else level_text(level) for level in newest), ""],
            "textposition": [outward(angle) for angle in closed],
            "textfont": {"size": size, "color": BLUE, "weight": 700, "shadow": HALO},
            "line": {"color": BLUE, "width": 3},
            "marker": {"symbol": "circle", "size": 7 if narrow else 9, "color": BLUE},
            "fill": "none" if None in newest else "toself",
            "fillcolor": "rgba(21,66,115,0.14)",
            "connectgaps": False,
            "cliponaxis": False,
            "name": f"Nu: {now}",
        },
    ]
    side = (66 if len(pairs) > 6 else 78) if narrow else 130
    return {
        "data": traces,
        "layout": {
            **layout(size, 410 if narrow else 620),
            "margin": {"l": side, "r": side, "t": 44 if narrow else 60, "b": 92 if narrow else 100},
            "polar": polar(angles, labels, size),
            "legend": _legend(size, 0.5, "center", -0.16, stacked=narrow),
            "showlegend": True,
        },
    }


def dots(pairs: Sequence[Pair], then: str, now: str, *, narrow: bool = False) -> dict[str, Any]:
    """A row per theme with both levels and the way between them: thick where the difference is demonstrable."""
    size = 13 if narrow else 15
    rows = list(range(len(pairs)))
    ways = [
        {
            "type": "line",
            "x0": float(pair.before),
            "x1": float(pair.now),
            "y0": row,
            "y1": row,
            "line": {"color": INK if pair.part.demonstrable else GREY, "width": 6 if pair.part.demonstrable else 1.5},
            "layer": "below",
        }
        for row, pair in zip(rows, pairs, strict=True)
        if pair.before is not None and pair.now is not None
    ]
    return {
        "data": [
            _dots([pair.before for pair in pairs], f"Toen: {then}", "diamond", ORANGE, ORANGE_DEEP, "bottom center", size),
            _dots([pair.now for pair in pairs], f"Nu: {now}", "circle", BLUE, BLUE, "top center", size),
        ],
        "layout": {
            **layout(size, 62 * len(pairs) + 120),
            "margin": {"l": 10, "r": 18, "t": 10, "b": 100},
            "shapes": ways,
            **rows_by_level([pair.label for pair in pairs], narrow),
            "legend": _legend(size, 0, "left", -0.1, stacked=narrow),
            "showlegend": True,
        },
    }


def _dots(
    levels: Sequence[Fraction | None], name: str, symbol: str, colour: str, ink: str, place: str, size: int
) -> dict[str, Any]:
    known = [(row, level) for row, level in enumerate(levels) if level is not None]
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [float(level) for _, level in known],
        "y": [row for row, _ in known],
        "text": [level_text(level) for _, level in known],
        "textposition": place,
        "textfont": {"size": size - 1, "color": ink, "weight": 700},
        "marker": {"symbol": symbol, "size": 15, "color": colour},
        "name": name,
        "cliponaxis": False,
    }


def _closed(levels: Sequence[Fraction | None]) -> list[float | None]:
    """The levels for a closed polygon; a missing one stays a gap."""
    values = [None if level is None else float(level) for level in levels]
    return [*values, values[0]]


def _legend(size: int, x: float, anchor: str, y: float, *, stacked: bool) -> dict[str, Any]:
    return {
        "orientation": "v" if stacked else "h",
        "x": x,
        "xanchor": anchor,
        "y": y,
        "yanchor": "top",
        "font": {"size": size},
    }


# A line through the moments

_WIDTH, _HEIGHT, _EDGE = 132, 40, 7


def sparkline(points: Sequence[Point]) -> str:
    """The levels of one theme through all moments, as SVG on the scale 1 to 5. An ornament: the row has the numbers."""
    places: list[tuple[float, float] | None] = [
        None if point.level is None else (_EDGE + step * (_WIDTH - 2 * _EDGE) / (len(points) - 1), _y(point.level))
        for step, point in enumerate(points)
    ]
    grid = "".join(
        f'<line x1="0" x2="{_WIDTH}" y1="{_y(level):.1f}" y2="{_y(level):.1f}" stroke="{LINE}" stroke-width="1"/>'
        for level in (Fraction(1), Fraction(5))
    )
    lines = "".join(
        f'<line x1="{a[0]:.1f}" y1="{a[1]:.1f}" x2="{b[0]:.1f}" y2="{b[1]:.1f}" stroke="{BLUE}" stroke-width="2"/>'
        for a, b in pairwise(places)
        if a is not None and b is not None
    )
    marks = "".join(
        f'<circle cx="{at[0]:.1f}" cy="{at[1]:.1f}" r="{4.5 if place == len(places) - 1 else 3}" fill="{BLUE}"/>'
        for place, at in enumerate(places)
        if at is not None
    )
    return (
        f'<svg viewBox="0 0 {_WIDTH} {_HEIGHT}" width="{_WIDTH}" height="{_HEIGHT}" aria-hidden="true" '
        f'focusable="false">{grid}{lines}{marks}</svg>'
    )


def _y(level: Fraction) -> float:
    return _HEIGHT - _EDGE - float(level - 1) * (_HEIGHT - 2 * _EDGE) / 4
