"""The script Streamlit runs at every interaction: one call, so that everything else stays imported."""

from screens.main import draw

draw()
