"""What a visitor sees when something fails: one Dutch sentence, never a traceback."""

from __future__ import annotations

import logging

import streamlit as st

LOG = logging.getLogger("zelfscan")

UNEXPECTED = (
    "Er ging iets mis. Wat u hebt opgeslagen, blijft bewaard. Laad de pagina opnieuw om verder te gaan. "
    "Blijft het misgaan? Meld het dan bij de beheerder van deze zelfscan."
)


def on_script_error(error: Exception) -> bool:
    """Log the error without anything a visitor typed, and show the sentence instead of the traceback."""
    frame = error.__traceback__
    while frame is not None and frame.tb_next is not None:
        frame = frame.tb_next
    where = f"{frame.tb_frame.f_code.co_filename}:{frame.tb_lineno}" if frame else "?"
    LOG.error("script error %s at %s", type(error).__name__, where)
    st.error(UNEXPECTED)
    return True
