"""The figures of a group's themes for the shared screen: plain Plotly figures, and the table with the same numbers.

Everything is read from what may be shown (`scoring.view`). Sizes are in pixels of a screen of 1920 wide, times the scale
of the figure: type in a figure does not grow with the screen, so a smaller screen has a figure of its own.
A theme without an outcome is a gap and never a zero.
"""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any, Final

from questionnaire.models import Questionnaire
from report.colours import BLUE, BLUE_MIDDLE, EDGE, GREY, INK, LINE
from scoring.model import Node
from scoring.view import GroupView, Spread
from scoring.words import level_text
from screens import charts
from storage import Workshop

BAND: Final = "rgba(21,66,115,0.15)"
ROW: Final = 56
"""Height of a row of the dot plot."""
SMALLER: Final = 2 / 3
"""The scale for a screen of 1280 wide."""


@dataclass(frozen=True)
class Axis:
    """One theme of a group. `spread` is None where it may not be shown."""

    title: str
    short: str
    node: Node
    spread: Spread | None

    @property
    def value(self) -> float | None:
        """The mean level, None where it is not reported."""
        level = self.node.shown_level
        return None if level is None else float(level)

    @property
    def text(self) -> str:
        """The mean level as people read it, or why there is none."""
        level = self.node.shown_level
        if level is not None:
            return level_text(level)
        return "geen uitkomst" if self.node.applicable else "niet van toepassing"

    @property
    def open(self) -> tuple[float, float] | None:
        """Between which levels the mean lies if everybody knew an answer; None where everything is known."""
        if self.value is None or self.node.coverage == 1 or self.node.low_level is None or self.node.high_level is None:
            return None
        return float(self.node.low_level), float(self.node.high_level)


def axes(questionnaire: Questionnaire, view: GroupView) -> tuple[Axis, ...]:
    """The themes in the order of the questionnaire; none for a group without an outcome."""
    nodes = [(theme, view.themes[theme.id]) for theme in questionnaire.themes if theme.id in view.themes]
    return tuple(
        Axis(theme.title, theme.label, node, view.spread.get(theme.id) if node.reported else None) for theme, node in nodes
    )


def enough(themes: Sequence[Axis]) -> bool:
    """Whether a radar says something."""
    return sum(axis.value is not None for axis in themes) >= charts.FEWEST_AXES


# Radar


def radar(themes: Sequence[Axis], *, scale: float = 1, narrow: bool = False) -> dict[str, Any]:
    """The mean of every theme as a line, and the middle half of all answers as a light band around it."""
    size, wrap = (13, 12) if narrow else (round(28 * scale), 22)
    angles = [360 * place / len(themes) for place in range(len(themes))]
    values = [axis.value for axis in themes]
    labels = [
        "<br>".join(
            textwrap.wrap(axis.short if narrow else axis.title, wrap, break_long_words=False)
            + ([] if axis.value is not None else textwrap.wrap(f"({axis.text})", wrap))
        )
        for axis in themes
    ]
    mean = {
        "type": "scatterpolar",
        "mode": "lines+markers+text",
        "r": [*values, values[0]],
        "theta": [*angles, angles[0]],
        "text": [*("" if axis.value is None else axis.text for axis in themes), ""],
        "textposition": [_beside(angle) for angle in [*angles, angles[0]]],
        "textfont": {"size": size + 1, "color": BLUE, "weight": 700, "shadow": charts.HALO},
        "line": {"color": BLUE, "width": 3 if narrow else 5 * scale},
        "marker": {"size": 8 if narrow else 14 * scale, "color": BLUE},
        "connectgaps": False,
        "cliponaxis": False,
        "name": "Gemiddelde",
    }
    side = (70 if len(themes) > 6 else 82) if narrow else round(310 * scale)
    edge = 62 if narrow else round(84 * scale)
    return {
        "data": [*_band(themes, angles), mean],
        "layout": {
            **charts.layout(size, 400 if narrow else round(840 * scale)),
            "margin": {"l": side, "r": side, "t": edge, "b": edge},
            "polar": charts.polar(angles, labels, size),
            "showlegend": False,
        },
    }


def _beside(angle: float) -> str:
    """Where the mean stands: outward, and above the points at the far left and right, where the long labels are."""
    return "top center" if angle in (90, 270) else charts.outward(angle)


def _band(themes: Sequence[Axis], angles: Sequence[float]) -> Iterator[dict[str, Any]]:
    """The quarters as areas: a whole ring, or a piece for every row of neighbours that have them."""
    for run in _runs([axis.spread is not None for axis in themes]):
        spreads = [(angles[place], spread) for place in run if (spread := themes[place].spread) is not None]
        if len(run) == len(themes):
            spreads.append(spreads[0])
        inward = list(reversed(spreads))
        yield {
            "type": "scatterpolar",
            "mode": "lines",
            "r": [*(spread.high_quarter for _, spread in spreads), *(spread.low_quarter for _, spread in inward)],
            "theta": [*(angle for angle, _ in spreads), *(angle for angle, _ in inward)],
            "fill": "toself",
            "fillcolor": BAND,
            # One theme without neighbours has no area: a broad line shows it.
            "line": {"color": BAND, "width": 14 if len(run) == 1 else 0},
            "name": "Middelste helft",
        }


def _runs(present: Sequence[bool]) -> list[list[int]]:
    """Rows of neighbouring places around a circle that are present."""
    count = len(present)
    if all(present):
        return [list(range(count))]
    runs: list[list[int]] = []
    first_gap = present.index(False)
    for step in range(count):
        place = (first_gap + step) % count
        if not present[place]:
            runs.append([])
        elif runs:
            runs[-1].append(place)
    return [run for run in runs if run]


# Dot plot


def dots(themes: Sequence[Axis], *, scale: float = 1, narrow: bool = False) -> dict[str, Any]:
    """A row per theme: all answers as a line, what unknown answers leave open as a light bar, and the mean as a dot."""
    size, row = (13, 46) if narrow else (round(28 * scale), round(ROW * scale))
    places = list(range(len(themes)))
    intervals = [
        _bar(axis.open[0] - 0.03, axis.open[1] + 0.03, place - 0.24, place + 0.24)
        for place, axis in enumerate(themes)
        if axis.open is not None
    ]
    known = [place for place in places if themes[place].value is not None]
    ranges = [
        {
            "type": "scatter",
            "mode": "lines+markers",
            "x": [axis.spread.lowest, axis.spread.highest],
            "y": [place, place],
            "line": {"color": EDGE, "width": 2 if narrow else 3},
            "marker": {"symbol": "line-ns-open", "size": 10 if narrow else 20 * scale, "line": {"color": EDGE, "width": 3}},
            "cliponaxis": False,
            "name": axis.title,
        }
        for place, axis in enumerate(themes)
        if axis.spread is not None
    ]
    mean = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [themes[place].value for place in known],
        "y": known,
        "text": [themes[place].text for place in known],
        "textposition": "top center",
        "textfont": {"size": size - 1, "color": BLUE, "weight": 700, "shadow": charts.HALO},
        "marker": {"size": 13 if narrow else 22 * scale, "color": BLUE},
        "cliponaxis": False,
        "name": "Gemiddelde",
    }
    without = [place for place in places if themes[place].value is None]
    gaps = {
        "type": "scatter",
        "mode": "markers+text",
        "x": [1 for _ in without],
        "y": without,
        "text": [f"  {themes[place].text}" for place in without],
        "textposition": "middle right",
        "textfont": {"size": size - 1, "color": GREY},
        "marker": {"size": 0, "opacity": 0},
        "cliponaxis": False,
        "name": "Geen uitkomst",
    }
    return {
        "data": [*ranges, mean, *([gaps] if without else [])],
        "layout": {
            **charts.layout(size, row * len(themes) + (60 if narrow else round(70 * scale))),
            "margin": {"l": 10, "r": 22, "t": 12 if narrow else round(26 * scale), "b": 36 if narrow else round(44 * scale)},
            "shapes": intervals,
            "xaxis": {
                "range": [0.85, 5.15],
                "tickvals": [1, 2, 3, 4, 5],
                "tickfont": {"size": size, "color": INK, "shadow": charts.HALO},
                "gridcolor": LINE,
                "zeroline": False,
            },
            "yaxis": {
                "tickvals": places,
                "ticktext": [axis.short if narrow else f"{axis.title}  " for axis in themes],
                "range": [len(themes) - 0.45, -0.6],
                "automargin": True,
                "showgrid": False,
                "zeroline": False,
            },
            "showlegend": False,
        },
    }


def _bar(left: float, right: float, top: float, bottom: float) -> dict[str, Any]:
    return {
        "type": "rect",
        "x0": left,
        "x1": right,
        "y0": top,
        "y1": bottom,
        "fillcolor": BLUE_MIDDLE,
        "line": {"width": 0},
        "layer": "below",
    }


# Table


def rows(themes: Sequence[Axis]) -> list[tuple[str, ...]]:
    """The numbers of both figures as texts: theme, mean, what is open, the middle half, all answers.

    The last two columns are left out where nothing of them may be shown.
    """
    spread = any(axis.spread is not None for axis in themes)
    return [
        (axis.title, axis.text, _between(axis), *((_half(axis.spread), _all(axis.spread)) if spread else ())) for axis in themes
    ]


def _between(axis: Axis) -> str:
    low, high = axis.node.low_level, axis.node.high_level
    if axis.value is None:
        return "–"
    return "alles bekend" if axis.open is None or low is None or high is None else f"{level_text(low)} tot {level_text(high)}"


def _half(spread: Spread | None) -> str:
    return "–" if spread is None else _levels(spread.low_quarter, spread.high_quarter)


def _all(spread: Spread | None) -> str:
    return "–" if spread is None else _levels(spread.lowest, spread.highest)


def _levels(low: int, high: int) -> str:
    return f"{low}" if low == high else f"{low} tot {high}"


# Kept: a closed round never changes


@dataclass(frozen=True)
class Figures:
    """All figures of one closed round, each for a large, a smaller and a narrow screen.

    No radar where too few themes have an outcome.
    """

    axes: tuple[Axis, ...]
    radar: tuple[dict[str, Any], ...]
    dots: tuple[dict[str, Any], ...]
    rows: list[tuple[str, ...]]


@dataclass(frozen=True)
class _Round:
    """Equal for the same workshop with the same questions; the rest follows from these."""

    workshop: int
    hash: str
    questions: tuple[str, ...]
    questionnaire: Questionnaire = field(compare=False)
    view: GroupView = field(compare=False)


def figures(workshop: Workshop, questionnaire: Questionnaire, view: GroupView) -> Figures:
    """The figures of the first round, which has closed and has an outcome."""
    return _figures(_Round(workshop.id, workshop.questionnaire_hash, workshop.questions, questionnaire, view))


@lru_cache(maxsize=32)
def _figures(round: _Round) -> Figures:
    themes = axes(round.questionnaire, round.view)
    drawn = enough(themes)
    return Figures(
        axes=themes,
        radar=(radar(themes), radar(themes, scale=SMALLER), radar(themes, narrow=True)) if drawn else (),
        dots=(dots(themes), dots(themes, scale=SMALLER), dots(themes, narrow=True)),
        rows=rows(themes),
    )
