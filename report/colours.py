"""The colours of everything that is drawn: charts on screen, the report, the spreadsheets.

The style sheets of the screens (screens/static/tokens.css), Streamlit's theme and the report's style.typ have the same
ones; a test holds them together.
"""

from __future__ import annotations

from typing import Final

INK: Final = "#1b1b1b"
SOFT_INK: Final = "#333c45"
GREY: Final = "#46515b"
BLUE: Final = "#154273"
BLUE_MIDDLE: Final = "#cfdbe8"
"""A bar or a band behind figures."""
BLUE_PALE: Final = "#eef3f8"
EDGE: Final = "#6b7785"
LINE: Final = "#d3dae1"
"""Grid lines and hairlines."""
SURFACE: Final = "#f3f5f7"
ORANGE: Final = "#d55e00"
"""A line or mark: a wish, a trial, or the earlier of two."""
ORANGE_DEEP: Final = "#8f3b00"
"""The same as text."""
