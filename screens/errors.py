"""What a visitor sees when something fails: one Dutch sentence, never a traceback."""

from __future__ import annotations

import streamlit as st

from screens.logs import LOG, place_of

UNEXPECTED = (
    "Er ging iets mis. Wat u hebt opgeslagen, blijft bewaard. Laad de pagina opnieuw om verder te gaan. "
    "Blijft het misgaan? Meld het dan bij de beheerder van deze zelfscan."
)


def on_script_error(error: Exception) -> bool:
    """Log the error without anything a visitor typed, and show the sentence instead of the traceback."""
    LOG.error("Fout op een pagina: %s", place_of(error, error.__traceback__))
    st.error(UNEXPECTED)
    return True
