"""Keeping a page with the workshop: the own script waits for the next stand, and then presses a button nobody sees."""

from __future__ import annotations

from typing import Literal

import streamlit as st

from screens import parts


def follow_along(stand: int, who: Literal["deelnemer", "begeleider"]) -> None:
    """Call once on a page that must move along with the workshop. `stand` is the one this page was drawn from."""
    with st.container(key="meelopen"):
        parts.html(f'<div class="stand" hidden data-na="{stand}" data-wie="{who}"></div>')
        st.button("Ververs", key="ververs")
