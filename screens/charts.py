"""Charts as plain Plotly figures (dictionaries: no template, half the cost of figure objects).

A radar is the emblem of a profile, the dot plot carries the reading, and the table has the numbers. All three
read the same nodes. Level 1 lies on ring 1, a missing value is a gap and never a zero.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from report.colours import BLUE, BLUE_MIDDLE, EDGE, INK, LINE, ORANGE
from scoring.model import Node
from scoring.words import level_text

FONT: Final = '"Source Sans", "Source Sans Pro", sans-serif'
HALO: Final = ", ".join(f"{x}px {y}px 2px white" for x in (-1, 0, 1) for y in (-1, 0, 1))
RING_HALO: Final = ", ".join(f"{x}px {y}px 1px white" for x in range(-2, 3) for y in range(-2, 3))
"""A thicker one for the numbers of the rings, which a line of the profile may cross."""
CONFIG: Final = {"displayModeBar": False, "staticPlot": True, "responsive": True}
FEWEST_AXES: Final = 3


@dataclass(frozen=True)
class Axis:
    """One theme in a chart: its label, its node and its ambition (a level 1..5)."""

    label: str
    node: Node
    target: int

    @property
    def value(self) -> float | None:
        """The mean level, None where it is not reported."""
        level = self.node.shown_level
        return None if level is None else float(level)

    @property
    def text(self) -> str:
        """The mean level as people read it, empty where it is not reported."""
        level = self.node.shown_level
        return "" if level is None else level_text(level)


def enough(axes: Sequence[Axis]) -> bool:
    """Whether a radar says something: at least three known axes."""
    return sum(axis.value is not None for axis in axes) >= FEWEST_AXES


def radar(axes: Sequence[Axis], *, narrow: bool = False) -> dict[str, Any]:
    """A radar of one profile, with the ambition as a thin dashed line."""
    size, wrap = (12, 12) if narrow else (15, 17)
    # Angles in degrees, not categories: a gap then stays where it belongs.
    angles = [360 * place / len(axes) for place in range(len(axes))]
    values = [axis.value for axis in axes]
    complete = None not in values
    texts = [axis.text for axis in axes]
    labels = [
        "<br>".join(textwrap.wrap(axis.label, wrap, break_long_words=False))
        + ("" if axis.value is not None else "<br>(geen score)")
        for axis in axes
    ]
    traces = [
        {
            "type": "scatterpolar",
            "mode": "lines",
            "r": [axis.target for axis in [*axes, axes[0]]],
            "theta": [*angles, angles[0]],
            "line": {"color": ORANGE, "width": 2, "dash": "dash"},
            "name": "Uw ambitie",
        },
        {
            "type": "scatterpolar",
            "mode": "lines+markers+text",
            "r": [*values, values[0]],
            "theta": [*angles, angles[0]],
            "text": [*texts, ""],
            "textposition": [outward(angle) for angle in [*angles, angles[0]]],
            "textfont": {"size": size, "color": BLUE, "weight": 700, "shadow": HALO},
            "line": {"color": BLUE, "width": 3},
            "marker": {"size": 9 if not narrow else 7, "color": BLUE},
            "cliponaxis": False,
            "fill": "toself" if complete else "none",
            "fillcolor": "rgba(21,66,115,0.14)",
            "connectgaps": False,
            "name": "Nu",
        },
    ]
    # With few axes the longest labels lie to the left and right.
    side = (66 if len(axes) > 6 else 78) if narrow else 130
    return {
        "data": traces,
        "layout": {
            **layout(size, 390 if narrow else 620),
            "margin": {"l": side, "r": side, "t": 44 if narrow else 60, "b": 72 if narrow else 100},
            "polar": polar(angles, labels, size),
            "legend": {"orientation": "h", "x": 0.5, "xanchor": "center", "y": -0.16, "yanchor": "top", "font": {"size": size}},
            "showlegend": True,
        },
    }


def rows_by_level(labels: Sequence[str], narrow: bool) -> dict[str, Any]:
    """The axes of a chart with the levels along the bottom and a row for each label, the first on top."""
    return {
        "xaxis": {
            "range": [0.8, 5.2],
            "tickvals": [1, 2, 3, 4, 5],
            "gridcolor": LINE,
            "zeroline": False,
            "title": {"text": "Niveau"},
        },
        "yaxis": {
            "tickvals": list(range(len(labels))),
            "ticktext": ["<br>".join(textwrap.wrap(label, 15 if narrow else 26, break_long_words=False)) for label in labels],
            "range": [len(labels) - 0.4, -0.6],
            "automargin": True,
            "showgrid": False,
            "zeroline": False,
        },
    }


def dots(axes: Sequence[Axis], *, narrow: bool = False) -> dict[str, Any]:
    """A row per theme: the interval that unknown answers leave open, the mean level and the ambition."""
    size = 13 if narrow else 15
    rows = list(range(len(axes)))
    intervals = [
        {
            "type": "rect",
            "x0": float(axis.node.low_level) - 0.04,
            "x1": float(axis.node.high_level) + 0.04,
            "y0": row - 0.2,
            "y1": row + 0.2,
            "fillcolor": BLUE_MIDDLE,
            "line": {"width": 0},
            "layer": "below",
        }
        for row, axis in enumerate(axes)
        if axis.node.low_level is not None and axis.node.high_level is not None
    ]
    known = [row for row in rows if axes[row].node.level is not None]
    reported = [row for row in known if axes[row].node.reported]
    hollow = [row for row in known if not axes[row].node.reported]
    traces = [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [axis.target for axis in axes],
            "y": rows,
            "marker": {"symbol": "line-ns-open", "size": 22, "color": ORANGE, "line": {"width": 3, "color": ORANGE}},
            "name": "Uw ambitie",
        },
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [float(axes[row].node.level or 0) for row in reported],
            "y": reported,
            "text": [axes[row].text for row in reported],
            "textposition": "top center",
            "textfont": {"size": size - 1, "color": BLUE, "weight": 700},
            "marker": {"size": 15, "color": BLUE},
            "name": "Nu",
            "cliponaxis": False,
        },
    ]
    if hollow:
        traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [float(axes[row].node.level or 0) for row in hollow],
                "y": hollow,
                "marker": {"size": 14, "color": "white", "line": {"width": 3, "color": BLUE}},
                "name": "Te weinig bekend",
                "cliponaxis": False,
            }
        )
    return {
        "data": traces,
        "layout": {
            **layout(size, 58 * len(axes) + 110),
            "margin": {"l": 10, "r": 18, "t": 10, "b": 90},
            "shapes": intervals,
            **rows_by_level([axis.label for axis in axes], narrow),
            "legend": {
                "orientation": "h",
                "x": 0,
                "y": -0.12 if len(axes) > 6 else -0.3,
                "yanchor": "top",
                "font": {"size": size},
            },
            "showlegend": True,
        },
    }


def polar(angles: Sequence[float], labels: Sequence[str], size: int) -> dict[str, Any]:
    """The rings and labels of a radar: level 1 on ring 1, the first theme on top, clockwise."""
    between = 180 / len(angles)
    return {
        "bgcolor": "white",
        "radialaxis": {
            "range": [0, 5],
            "tickvals": [1, 2, 3, 4, 5],
            # The numbers of the rings stand between two axes, upright.
            "angle": 90 - between,
            "tickangle": 90 - between,
            "tickfont": {"size": size - 2, "color": INK, "shadow": RING_HALO},
            "gridcolor": LINE,
            "linecolor": "rgba(0,0,0,0)",
            "ticks": "",
        },
        "angularaxis": {
            "direction": "clockwise",
            "rotation": 90,
            "tickmode": "array",
            "tickvals": list(angles),
            "ticktext": list(labels),
            "tickfont": {"size": size},
            "gridcolor": LINE,
            "linecolor": EDGE,
        },
    }


def layout(size: int, height: int) -> dict[str, Any]:
    """What every figure has: type, height in pixels, a white ground and no template."""
    return {
        "height": height,
        "font": {"family": FONT, "size": size, "color": INK},
        "paper_bgcolor": "white",
        "plot_bgcolor": "white",
        "template": None,
    }


def outward(angle: float) -> str:
    """Where the number stands so that the polygon does not cross it: away from the centre."""
    vertical = "top" if angle < 80 or angle > 280 else ("middle" if angle in (90, 270) else "bottom")
    horizontal = "center" if angle % 180 == 0 else ("right" if angle < 180 else "left")
    return f"{vertical} {horizontal}"
