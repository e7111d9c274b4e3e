"""One theme per page: why it matters, and its questions."""

from __future__ import annotations

from functools import partial
from typing import Final, cast

import streamlit as st

from questionnaire import NOT_APPLICABLE, UNKNOWN, Value
from questionnaire.models import LEVELS, Question, Theme
from screens import pages, parts
from screens.session import Session, answer_key, note_key

OPTIONS: Final = (*LEVELS, UNKNOWN, NOT_APPLICABLE)
APART: Final = {UNKNOWN: "Weet ik niet", NOT_APPLICABLE: "Niet van toepassing"}


def draw(visitor: Session, theme: Theme) -> None:
    questionnaire = visitor.questionnaire
    themes = questionnaire.themes
    number = themes.index(theme)
    line = next(line for line in questionnaire.lines if theme in line.themes)
    visitor.save_position(theme.id)

    parts.html(f'<p class="stap">{parts.escape(line.title)} · Thema {number + 1} van {len(themes)}</p>')
    parts.title(theme.title)
    place = st.empty()
    parts.text(theme.why, kind="waarom")
    visitor.drawn = tuple(question.id for question in theme.questions)
    for place_in_list, question in enumerate(questionnaire.questions, start=1):
        if question.id in visitor.drawn:
            _question(visitor, question, place_in_list)
    if visitor.stored is None:
        st.rerun()

    done = visitor.answered(question.id for question in questionnaire.questions)
    with place.container():
        parts.progress(done, len(questionnaire.questions), "Voortgang")
    with st.container(key="stapknoppen", horizontal=True, horizontal_alignment="distribute"):
        if number > 0:
            parts.action_link(themes[number - 1].id, "Vorig thema", key="vorige")
        if number + 1 < len(themes):
            parts.action_link(themes[number + 1].id, "Volgend thema", key="volgende", primary=True)
        else:
            parts.action_link(pages.OVERVIEW, "Naar het overzicht", key="volgende", primary=True)
    with st.expander("Ga naar een ander thema", key="inhoud"):
        contents(visitor)


def _question(visitor: Session, question: Question, number: int) -> None:
    answer = visitor.answer(question.id)
    with st.container(key=f"vraag-{question.id}"):
        value = st.radio(
            f"{number}. {parts.plain(question.text)}",
            OPTIONS,
            index=OPTIONS.index(answer.level) if answer.level is not None else None,
            format_func=partial(_option, question),
            key=answer_key(question.id),
            width="stretch",
        )
        with st.container(key=f"hulp-{question.id}", horizontal=True):
            if question.help or question.evidence:
                with st.expander("Uitleg bij deze vraag", key=f"uitleg-{question.id}"):
                    _explanation(question)
            with st.expander(
                "Uw toelichting" if answer.note else "Toelichting geven (niet verplicht)", key=f"open-{question.id}"
            ):
                parts.html(
                    '<p class="klein">Schrijf geen namen op en geen situaties die iemand kan herkennen. '
                    'Een veilige opmerking is bijvoorbeeld: "Lukt bij grote gevangenissen, bij kleine nog niet."</p>'
                )
                note = st.text_area(
                    f"Uw toelichting bij vraag {number}",
                    value=answer.note or "",
                    key=note_key(question.id),
                    height=140,
                )
        visitor.save_answer(question.id, cast("Value | None", value), note)
        _status(visitor, question)


def _option(question: Question, value: int | str) -> str:
    return f"**{value}** {parts.plain(question.levels[value])}" if isinstance(value, int) else APART[value]


def _explanation(question: Question) -> None:
    if question.help:
        parts.text(question.help)
    if question.evidence:
        parts.html("<p><strong>Waaraan ziet u dat?</strong></p>")
        parts.bullets(question.evidence)


def _status(visitor: Session, question: Question) -> None:
    """Says whether the answer is in the store. Always one line high, so that nothing moves."""
    if reason := visitor.unsaved.get(question.id):
        parts.html(f'<p class="fout" role="alert">{parts.escape(reason)}</p>')
        return
    stored = visitor.stored is not None and visitor.answer(question.id).level is not None
    words = "Opgeslagen" if stored else "Nog geen antwoord"
    parts.html(f'<p class="bewaard{" ja" if stored else ""}" role="status">{words}</p>')


def contents(visitor: Session) -> None:
    """All themes by line, each with how many of its questions have an answer."""
    for line in visitor.questionnaire.lines:
        parts.html(f'<p class="inhoudlijn">{parts.escape(line.title)}</p>')
        for theme in line.themes:
            done = visitor.answered(question.id for question in theme.questions)
            with st.container(key=f"inhoud-{theme.id}", horizontal=True, gap="small"):
                parts.page_link(theme.id, theme.title)
                total = len(theme.questions)
                parts.html(f'<p class="aantal{" klaar" if done == total else ""}">{done} van {total} beantwoord</p>')
