"""The guide for facilitators of a workshop, to read, and to print with the questions on paper."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

import streamlit as st

from questionnaire.facilitation import Part, Script
from report.cards import cards_pdf
from report.guide import guide_pdf
from report.paper import ALL, QuestionSet, paper_pdf, question_sets
from screens import address, context, parts
from screens.session import Session


def draw(visitor: Session) -> None:
    content = context.content()
    guide = content.facilitation
    if guide is None:
        parts.title("Om te printen")
        _paper()
        return
    parts.title(guide.title)
    parts.text(guide.intro, kind="inleiding")
    st.download_button(
        "Download de gids (PDF)",
        data=lambda: guide_pdf(content, datetime.now(context.AMSTERDAM)),
        file_name="gids-voor-begeleiders.pdf",
        mime="application/pdf",
        key="gids",
        on_click="ignore",
        type="primary",
    )
    parts.html(*(_part(part) for part in (*guide.preparation, *guide.conduct)))
    parts.html(*(_script(script) for script in guide.scripts))
    parts.heading("Om te printen")
    _paper()


def _part(part: Part) -> str:
    points = "".join(
        f"<li><strong>{parts.escape(point.title)}.</strong> {parts.escape(point.text)}</li>" for point in part.points
    )
    return f'<h2>{parts.escape(part.title)}</h2><ul class="lijst">{points}</ul>'


def _script(script: Script) -> str:
    rows = (
        (
            f"{step.start}–{step.end}",
            parts.escape(step.phase.capitalize()),
            parts.escape(step.does),
            parts.escape(step.says),
        )
        for step in script.steps
    )
    table = parts.table(
        f"De stappen van een werksessie van {script.minutes} minuten", ("Minuten", "Fase", "U doet", "U zegt"), rows
    )
    return f'<div class="draaiboek"><h2>Draaiboek van {script.minutes} minuten</h2>{parts.paragraph(script.fits)}{table}</div>'


def _paper() -> None:
    content = context.content()
    sets = question_sets(content.questionnaire)
    parts.text(
        "De vragenlijst op papier is voor wie liever met een pen antwoordt, of als het internet wegvalt. "
        "De gesprekskaarten zijn voor op tafel: één vraag op een kaart. De vragen hebben dezelfde nummers als op het scherm."
    )
    name = st.radio(
        "Welke vragen wilt u printen?",
        list(sets),
        format_func=lambda each: _label(sets[each]),
        key="papieren-vragen",
    )
    chosen = sets[name or ALL]
    here = address.base() or None
    _download(
        "Download de vragenlijst (PDF)",
        "papier",
        f"vragenlijst-{name or ALL}.pdf",
        lambda when: paper_pdf(content, when, chosen.questions, address=here),
    )
    _download(
        "Download de gesprekskaarten (PDF, A6)",
        "kaarten",
        f"kaarten-{name or ALL}-a6.pdf",
        lambda when: cards_pdf(content, when, chosen.questions),
    )
    _download(
        "Download vier kaarten op een A4 (PDF)",
        "kaarten-a4",
        f"kaarten-{name or ALL}-a4.pdf",
        lambda when: cards_pdf(content, when, chosen.questions, "a4"),
    )


def _download(label: str, key: str, file_name: str, make: Callable[[datetime], bytes]) -> None:
    """A button for a PDF, which is made on the click."""
    st.download_button(
        label,
        data=lambda: make(datetime.now(context.AMSTERDAM)),
        file_name=file_name,
        mime="application/pdf",
        key=key,
        on_click="ignore",
    )


def _label(chosen: QuestionSet) -> str:
    count = len(chosen.questions)
    return f"{chosen.title} ({'1 vraag' if count == 1 else f'{count} vragen'})"
