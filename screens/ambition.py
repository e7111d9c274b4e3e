"""The ambition per theme: the level the municipality aims at. It steers which ideas are suggested."""

from __future__ import annotations

from functools import partial

import streamlit as st

from questionnaire.models import DEFAULT_TARGET, LEVELS
from scoring.words import level_text
from screens import pages, parts
from screens.session import Session


def draw(visitor: Session) -> None:
    parts.title("Uw ambitie per thema")
    parts.text(
        "Welk niveau past bij uw gemeente? U hoeft niet overal naar 5. Goed genoeg is soms een wijs besluit. "
        f"Zonder uw keuze rekenen we met niveau {DEFAULT_TARGET}. Uw ambitie bepaalt mee welke ideeën u ziet."
    )
    result = visitor.result
    for line in visitor.questionnaire.lines:
        parts.heading(line.title)
        for theme in line.themes:
            level = result.scores.themes[theme.id].shown_level
            now = f"nu {level_text(level)}" if level is not None else "nu geen score"
            key = f"doel-{visitor.begun.id}-{theme.id}"
            visitor.follow(key, result.targets[theme.id], partial(visitor.save_target, theme.id))
            with st.container(key=f"ambitie-{theme.id}"):
                label = parts.plain(f"{theme.title} ({now})")
                visitor.drawn(key, st.segmented_control(label, list(LEVELS), required=True, key=key))
    parts.html('<p class="bewaard ja" role="status">Uw keuzes zijn opgeslagen.</p>')
    parts.actions(
        parts.link(pages.IDEAS, "Bekijk de ideeën", "knop"), parts.link(pages.PROFILE, "Terug naar uw profiel", "knop2")
    )
