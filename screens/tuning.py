"""What keeps many people quick on one server process. Measured in benchmarks/load; Streamlit's minor version is pinned.

In every run Streamlit works out again what never changes after the start (its options six times for a theme, whether to
recommend its own tools to a developer), copies the place of every fragment by reflection, and Python's collector walks over
everything that was loaded. Each of these is made once, or cheap. How runs take turns is in `screens.turns`, how their messages
reach the browser in `screens.sending`.
"""

from __future__ import annotations

import gc
from copy import deepcopy
from typing import Any

from streamlit import cursor
from streamlit.delta_generator import DeltaGenerator
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session
from streamlit.runtime.runtime import Runtime

from screens.sending import send_at_once
from screens.turns import take_turns

_fill_in_theme = app_session._populate_theme_msg
_fill_in_config = app_session._populate_config_msg
_themes: dict[str, CustomThemeConfig] = {}
_configs: list[Config] = []


def _theme_once(msg: CustomThemeConfig, section: str = "theme") -> None:
    """The theme message of a section, worked out the first time."""
    if section not in _themes:
        made = CustomThemeConfig()
        _fill_in_theme(made, section)
        _themes[section] = made
    if _themes[section].ByteSize():  # an empty section must stay absent
        msg.CopyFrom(_themes[section])


def _config_once(msg: Config) -> None:
    """The settings that browsers get, worked out the first time."""
    if not _configs:
        made = Config()
        _fill_in_config(made)
        _configs.append(made)
    msg.CopyFrom(_configs[0])


def _no_nudge(_: app_session.AppSession) -> tuple[bool, str]:
    """Nobody who visits this app is advised to install developers' tools; Streamlit looks that up in every run."""
    return False, ""


def _copied(place: cursor.Cursor, memo: dict[int, Any]) -> cursor.Cursor:
    """A deep copy of a place on the page: whole numbers and tuples of them, and hardly ever something in passing."""
    made = object.__new__(type(place))
    made.__dict__.update(place.__dict__)
    passing = place._transient_elements
    made._transient_elements = deepcopy(passing, memo) if len(passing) else cursor.SparseList()
    return made


def _copied_container(place: DeltaGenerator, memo: dict[int, Any]) -> DeltaGenerator:
    """A deep copy of a container, in which each one around it is copied once: Streamlit copies them again for every level."""
    made = DeltaGenerator(
        root_container=place._root_container,
        cursor=deepcopy(place._cursor, memo),
        parent=deepcopy(place._parent, memo),
        block_type=place._block_type,
    )
    made._form_data = deepcopy(place._form_data, memo)
    made._creating_fragment_id = place._creating_fragment_id
    return made


def _wake(runtime: Runtime) -> None:
    """Let the loop send what waits. One that is due to look needs no second call: it says so before it looks."""
    loop = runtime._get_async_objs()
    if not loop.need_send_data.is_set():
        loop.eventloop.call_soon_threadsafe(loop.need_send_data.set)


def tune() -> None:
    """Call once, when everything is loaded."""
    app_session._populate_theme_msg = _theme_once
    app_session._populate_config_msg = _config_once
    app_session.AppSession._compute_skills_nudge_state = _no_nudge  # type: ignore[method-assign, assignment]
    cursor.Cursor.__deepcopy__ = _copied  # type: ignore[attr-defined]
    DeltaGenerator.__deepcopy__ = _copied_container  # type: ignore[method-assign, assignment]
    send_at_once()
    Runtime._enqueued_some_message = _wake  # type: ignore[method-assign, assignment]
    take_turns()
    # Nothing loaded so far is ever freed: keep the collector from walking it. Every run leaves about a hundred objects that
    # only the collector frees. Seldom and many at a time makes everybody wait: 240 ms at a threshold of 200,000.
    gc.collect()
    gc.freeze()
    gc.collect()  # else it counts what is frozen, and waits until a quarter of that came on top of it
    gc.set_threshold(10_000, 20, 100)
