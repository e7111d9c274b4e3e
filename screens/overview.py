"""What is still open, before the profile."""

from __future__ import annotations

import streamlit as st

from questionnaire import UNKNOWN
from screens import pages, parts
from screens.questions import contents
from screens.session import Session


def draw(visitor: Session) -> None:
    questions = visitor.questionnaire.questions
    answered = [question for question in questions if visitor.answer(question.id).level is not None]
    unknown = [question for question in answered if visitor.answer(question.id).level == UNKNOWN]
    open_questions = [question for question in questions if question not in answered]

    parts.title("Overzicht van uw antwoorden")
    parts.progress(len(answered), len(questions), "Voortgang")
    parts.text(_summary(len(open_questions), len(unknown)))
    first_open = visitor.questionnaire.theme_of[open_questions[0].id].id if open_questions else None
    with st.container(key="overzicht-knoppen", horizontal=True):
        if not answered:
            parts.action_link(visitor.questionnaire.themes[0].id, "Begin met de eerste vraag", key="begin", primary=True)
        elif first_open:
            parts.action_link(first_open, "Naar de eerste open vraag", key="open", primary=True)
        if answered:
            parts.action_link(pages.PROFILE, "Bekijk uw profiel", key="profiel", primary=not open_questions)

    parts.heading("Alle thema's")
    contents(visitor)
    if unknown:
        parts.heading("Weet u nog niet")
        parts.text("Deze vragen kunt u uitzoeken of aan een collega voorleggen. U mag ze zo laten staan.")
        _list(visitor, [question.id for question in unknown])
    if answered and open_questions:
        parts.heading("Nog open")
        _list(visitor, [question.id for question in open_questions])
    parts.heading("Uw gegevens")
    stored = visitor.begun
    roles = {role.id: role.title for role in visitor.questionnaire.roles}
    parts.text(f"Gemeente: {stored.municipality}. Rol: {roles.get(stored.role or '', 'niet ingevuld')}.")
    parts.page_link(pages.DETAILS, "Gegevens veranderen")


def _summary(left: int, unknown: int) -> str:
    if left == 0:
        words = "U hebt alle vragen beantwoord."
    elif left == 1:
        words = "Er staat nog 1 vraag open."
    else:
        words = f"Er staan nog {left} vragen open."
    if unknown:
        words += f" Bij {unknown} {'vraag' if unknown == 1 else 'vragen'} koos u 'weet ik niet'."
    if left:
        words += " U kunt uw profiel ook nu al bekijken. Een open vraag telt dan als 'weet ik niet'."
    return words


def _list(visitor: Session, questions: list[str]) -> None:
    """The questions, each under a link to its theme."""
    by_theme: dict[str, list[str]] = {}
    for question in questions:
        by_theme.setdefault(visitor.questionnaire.theme_of[question].id, []).append(question)
    for theme, ids in by_theme.items():
        parts.page_link(theme, visitor.questionnaire.theme_by_id[theme].title)
        parts.bullets((visitor.questionnaire.question_by_id[question].text for question in ids), kind="compact")
