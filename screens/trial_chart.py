"""The radar of a trial: the profile as it is, and as it would be with the tried answers.

The two differ in colour, dash and marker. The numbers of the trial stand only where it differs from now.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from typing import Any

from report.colours import BLUE, ORANGE, ORANGE_DEEP
from screens import charts
from screens.charts import Axis


def radar(now: Sequence[Axis], tried: Sequence[Axis], *, narrow: bool = False) -> dict[str, Any]:
    """Two profiles over the same themes, in the same order."""
    size, wrap = (12, 12) if narrow else (15, 17)
    angles = [360 * place / len(now) for place in range(len(now))]
    round_trip = [*angles, angles[0]]
    changed = [axis.value != other.value for axis, other in zip(now, tried, strict=True)]
    labels = [
        "<br>".join(textwrap.wrap(axis.label, wrap, break_long_words=False))
        + ("" if axis.value is not None or other.value is not None else "<br>(geen score)")
        for axis, other in zip(now, tried, strict=True)
    ]
    complete = all(axis.value is not None for axis in now)
    lower = [moved and (other.value or 0) < (axis.value or 0) for axis, other, moved in zip(now, tried, changed, strict=True)]
    traces = [
        {
            "type": "scatterpolar",
            "mode": "lines+markers+text",
            "r": [*(axis.value for axis in now), now[0].value],
            "theta": round_trip,
            "text": [*(axis.text for axis in now), ""],
            # Where the two differ, the outer number stands outside and the inner one inside.
            "textposition": [
                charts.outward((angle + 180 * (moved and not low)) % 360)
                for angle, moved, low in zip(round_trip, [*changed, False], [*lower, False], strict=True)
            ],
            "textfont": {"size": size, "color": BLUE, "weight": 700, "shadow": charts.HALO},
            "line": {"color": BLUE, "width": 3},
            "marker": {"size": 7 if narrow else 9, "color": BLUE},
            "cliponaxis": False,
            "fill": "toself" if complete else "none",
            "fillcolor": "rgba(21,66,115,0.14)",
            "connectgaps": False,
            "name": "Nu",
        },
        {
            "type": "scatterpolar",
            "mode": "lines+markers+text",
            "r": [*(axis.value for axis in tried), tried[0].value],
            "theta": round_trip,
            "text": [*(axis.text if moved else "" for axis, moved in zip(tried, changed, strict=True)), ""],
            "textposition": [
                charts.outward((angle + 180 * low) % 360) for angle, low in zip(round_trip, [*lower, False], strict=True)
            ],
            "textfont": {"size": size, "color": ORANGE_DEEP, "weight": 700, "shadow": charts.HALO},
            "line": {"color": ORANGE, "width": 2, "dash": "dash"},
            "marker": {"size": [(11 if narrow else 14) if moved else 0 for moved in [*changed, changed[0]]]}
            | {"symbol": "diamond", "color": ORANGE},
            "cliponaxis": False,
            "connectgaps": False,
            "name": "In uw proef",
        },
    ]
    side = (66 if len(now) > 6 else 78) if narrow else 130
    return {
        "data": traces[::-1],  # where the two are alike, the profile of now lies on top
        "layout": {
            **charts.layout(size, 390 if narrow else 620),
            "margin": {"l": side, "r": side, "t": 44 if narrow else 60, "b": 72 if narrow else 100},
            "polar": charts.polar(angles, labels, size),
            "legend": {
                "orientation": "h",
                "traceorder": "reversed",
                "x": 0.5,
                "xanchor": "center",
                "y": -0.16,
                "yanchor": "top",
                "font": {"size": size},
            },
            "showlegend": True,
        },
    }
