"""The button for everything that is kept of somebody. Read when it is pressed: pages with it are drawn often."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import streamlit as st

from report.held import ABOUT, held_json
from storage import MeasurementGone
from storage.held import Held


def download(label: str, read: Callable[[], Held | None], file_name: str, about: str = ABOUT) -> None:
    """`read` gives what is kept at that moment; None where it is gone: then there is no file, and the browser says so."""

    def made() -> bytes:
        held = read()
        if held is None:
            raise MeasurementGone
        return held_json(held, datetime.now(UTC), about)

    st.download_button(label, data=made, file_name=file_name, mime="application/json", key="alles-van-u", on_click="ignore")
