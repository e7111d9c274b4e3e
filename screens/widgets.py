"""Widgets that are saved by comparing: the browser's value against what this session last showed.

Not by callbacks: after a lost connection the browser sends its values again without a change event. Nothing that is followed
can be emptied by a person, yet now and then a browser sends a group of choices without a choice, for a whole page at once.
That is no answer: it is not stored, and what is stored is shown again.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import streamlit as st


@dataclass
class Shown:
    """What a widget showed when it was last drawn, and how a new choice in it is stored."""

    value: Any
    save: Callable[[Any], None]


@dataclass
class Widgets:
    """`shown` holds the widgets drawn so far in this session, by key."""

    shown: dict[str, Shown] = field(default_factory=dict, kw_only=True)

    def follow(self, key: str, stored: Any, save: Callable[[Any], None]) -> None:
        """Call before drawing widget `key`: it will show `stored`, and a choice in it goes to `save`.

        On the first draw in a session the store wins over what the browser kept from before, except where the store
        has nothing: then an answer that was chosen just before the connection broke is not lost.
        """
        shown, held = self.shown.get(key), st.session_state.get(key)  # Streamlit drops what a run did not draw
        if shown is None or held is None:
            if stored is not None:
                st.session_state[key] = stored
        elif stored != shown.value and held == shown.value:
            st.session_state[key] = stored
        self.shown[key] = Shown(stored, save)

    def drawn(self, key: str, value: Any) -> None:
        """Call with the value of widget `key`: one that the browser brought along is stored."""
        shown = self.shown[key]
        if value is not None and value != shown.value:
            shown.save(value)

    def store_choices(self) -> None:
        """Store what was chosen since the last run, before anything is drawn from it."""
        for key, shown in list(self.shown.items()):
            value = st.session_state.get(key)
            if value is not None and value != shown.value:
                shown.save(value)
