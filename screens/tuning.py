"""What keeps many people quick on one server process. Measured in benchmarks/load; Streamlit's minor version is pinned.

Streamlit walks through all its options six times in every run, to tell the browser a theme that never changes after the
start, and runs Python's collector over everything that was loaded.
"""

from __future__ import annotations

import gc

from streamlit.proto.NewSession_pb2 import CustomThemeConfig
from streamlit.runtime import app_session

_fill_in_theme = app_session._populate_theme_msg
_themes: dict[str, CustomThemeConfig] = {}


def _theme_once(msg: CustomThemeConfig, section: str = "theme") -> None:
    """The theme message of a section, worked out the first time."""
    if section not in _themes:
        made = CustomThemeConfig()
        _fill_in_theme(made, section)
        _themes[section] = made
    if _themes[section].ByteSize():  # an empty section must stay absent
        msg.CopyFrom(_themes[section])


def tune() -> None:
    """Call once, when everything is loaded."""
    app_session._populate_theme_msg = _theme_once
    # Nothing loaded so far is ever freed: keep the collector from walking it, and let it walk the rest less often.
    gc.collect()
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)
