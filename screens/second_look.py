"""Answers that rarely go together, as friendly questions. Nothing is changed and nobody is stopped."""

from __future__ import annotations

from functools import partial

import streamlit as st

from questionnaire import Questionnaire
from questionnaire.answers import Value
from questionnaire.differences import comparable_questions
from scoring.hints import Hint, hint_question, hints, worth_asking
from screens import context, parts
from screens.session import Session


def draw(visitor: Session) -> None:
    """The pairs that are worth a second look; what the visitor confirmed stays away during this visit."""
    found = worth_asking(meant(visitor.questionnaire, visitor.measurement.values))
    left = [hint for hint in found if hint not in visitor.aside]
    if not found:
        return
    parts.heading("Nog even kijken?")
    if left:
        parts.text(
            "Deze antwoorden gaan zelden samen. Het kan best kloppen: u kent uw gemeente. "
            "Past een antwoord niet helemaal? Dan kunt u het veranderen. U mag dit ook overslaan."
        )
    for hint in left:
        with st.container(key=f"kijk-{hint.id}"):
            parts.html(body(visitor.questionnaire, hint))
            st.button("Ja, dat klopt", key=f"klopt-{hint.id}", on_click=partial(visitor.aside.add, hint))
    if done := len(found) - len(left):
        pairs = "1 combinatie" if done == 1 else f"{done} combinaties"
        parts.html(parts.stored("nagekeken", f"Nagekeken: {pairs}. Uw antwoorden blijven zoals ze zijn."))


def meant(questionnaire: Questionnaire, values: dict[str, Value]) -> tuple[Hint, ...]:
    """The hints for these answers. They were written for the questions of now: one that was reworded since is left out."""
    content = context.content()
    same = set(comparable_questions(content.questionnaire, questionnaire))
    return hints(content.contradictions, {question: value for question, value in values.items() if question in same})


def body(questionnaire: Questionnaire, hint: Hint, *, group: bool = False) -> str:
    """The question, both descriptions, why to look again and the way to both themes (a group has no such pages), as HTML."""
    quotes = ""
    links: dict[str, str] = {}
    for question, level in hint.answers:
        anchor = questionnaire.question_by_id[question].levels[level]
        quotes += f"<p>{parts.quote(level, anchor)}</p>"
        theme = questionnaire.theme_of[question]
        links[theme.id] = parts.link(theme.id, f"Naar {theme.title}")
    ways = "" if group else f'<p class="naast">{"".join(links.values())}</p>'
    return (
        f'<h3 class="kijkvraag">{parts.escape(hint_question(questionnaire, hint, group=group))}</h3>'
        f'<div class="vondst">{quotes}</div>{parts.paragraph(hint.pair.why)}{ways}'
    )
