"""The ambition per theme: the level the municipality aims at, and why. It steers which ideas are suggested."""

from __future__ import annotations

from functools import partial
from zlib import crc32

import streamlit as st

from questionnaire.models import DEFAULT_TARGET, LEVELS, Theme
from scoring.model import Result
from scoring.step_words import GOOD_ENOUGH, ambition_text
from scoring.words import level_text
from screens import pages, parts
from screens.session import Session, reason_key

CAUTION = "Schrijf geen namen op en geen situaties die iemand kan herkennen. De reden staat straks ook in uw rapport."


def draw(visitor: Session) -> None:
    parts.title("Uw ambitie per thema")
    parts.text(
        "Welk niveau past bij uw gemeente? U hoeft niet overal naar 5. Goed genoeg is soms een wijs besluit. "
        f"Zonder uw keuze rekenen we met niveau {DEFAULT_TARGET}. Uw ambitie bepaalt mee welke ideeën u ziet.",
        "Schrijf erbij waarom u dit niveau kiest. Dan weet u het later nog, en kunt u het aan anderen uitleggen.",
    )
    result = visitor.result
    for line in visitor.questionnaire.lines:
        parts.heading(line.title)
        for theme in line.themes:
            with st.container(key=f"ambitie-{theme.id}"):
                _theme(visitor, result, theme)
    if not visitor.unsaved_reasons:
        turn = (sorted(visitor.begun.targets.items()), sorted(visitor.begun.target_reasons.items()))
        parts.html(parts.stored("ambitie", "Uw keuzes zijn opgeslagen.", turn=crc32(repr(turn).encode())))
    parts.actions(
        parts.link(pages.IDEAS, "Bekijk de ideeën", "knop"),
        parts.link(pages.WHAT_IF, "Wat als? Probeer een stap uit", "knop2"),
        parts.link(pages.PROFILE, "Terug naar uw profiel", "knop2"),
    )


def _theme(visitor: Session, result: Result, theme: Theme) -> None:
    node = result.scores.themes[theme.id]
    now = f"nu {level_text(node.shown_level)}" if node.shown_level is not None else "nu geen score"
    key = f"doel-{visitor.begun.id}-{theme.id}"
    visitor.follow(key, result.targets[theme.id], partial(visitor.save_target, theme.id))
    visitor.drawn(key, st.segmented_control(parts.plain(f"{theme.title} ({now})"), list(LEVELS), required=True, key=key))

    chosen, reason = theme.id in visitor.begun.targets, visitor.begun.target_reasons.get(theme.id)
    said = f'<p class="reden">{parts.escape(reason)}</p>' if reason and reason.strip() else ""
    aim = parts.paragraph(ambition_text(result, theme.id), "klein") if chosen else ""
    parts.html(f"<div>{aim}{said}</div>")  # always there, so that nothing below becomes another element
    if node.reported and node.stage is not None and (reason is None or result.targets[theme.id] != node.stage):
        label = f"Niveau {node.stage} is goed genoeg voor ons"
        if st.button(label, key=f"genoeg-{theme.id}"):
            visitor.save_target(theme.id, node.stage)
            if reason is None:
                visitor.save_reason(theme.id, GOOD_ENOUGH)
            st.rerun()
    folded = st.expander("Waarom dit niveau? (niet verplicht)", key=f"waarom-{theme.id}", on_change="rerun")
    if folded.open or theme.id in visitor.unsaved_reasons:
        with folded:
            _reason(visitor, theme)


def _reason(visitor: Session, theme: Theme) -> None:
    key = reason_key(visitor.begun.id, theme.id)
    visitor.follow(key, visitor.begun.target_reasons.get(theme.id, ""), partial(visitor.save_reason, theme.id))
    parts.text(CAUTION, kind="klein")
    visitor.drawn(key, st.text_area(parts.plain(f"Uw reden bij {theme.title}"), key=key, height=110))
    pending = visitor.unsaved_reasons.get(theme.id)
    if pending is not None:
        parts.error(pending.reason, at=key)
