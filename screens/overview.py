"""What is still open, before the profile."""

from __future__ import annotations

from questionnaire import UNKNOWN, Question
from screens import context, pages, parts, second_look
from screens.plan import track
from screens.questions import contents
from screens.session import Session


def draw(visitor: Session) -> None:
    questions = visitor.questionnaire.questions
    answered = [question for question in questions if visitor.answer(question.id).level is not None]
    unknown = [question for question in answered if visitor.answer(question.id).level == UNKNOWN]
    open_questions = [question for question in questions if question not in answered]

    parts.title("Overzicht van uw antwoorden")
    parts.html(
        track.due(visitor.begun.plans, context.today()),
        parts.progress(len(answered), len(questions), "Voortgang"),
        parts.paragraph(_summary(len(open_questions), len(unknown))),
    )
    links = []
    if not answered:
        links.append(parts.link(visitor.place, "Begin met de eerste vraag", "knop"))
    elif open_questions:
        first = visitor.questionnaire.theme_of[open_questions[0].id]
        links.append(parts.link(first.id, "Naar de eerste open vraag", "knop"))
    if answered:
        links.append(parts.link(pages.PROFILE, "Bekijk uw profiel", "knop2" if open_questions else "knop"))
    parts.actions(*links)
    second_look.draw(visitor)

    parts.heading("Alle thema's")
    parts.html(contents(visitor))
    if unknown:
        parts.heading("Weet u nog niet")
        parts.text("Deze vragen kunt u uitzoeken of aan een collega voorleggen. U mag ze zo laten staan.")
        parts.html(_list(visitor, unknown))
    if answered and open_questions:
        parts.heading("Nog open")
        parts.html(_list(visitor, open_questions))
    if visitor.begun.plans:
        parts.heading("Uw plannen")
        parts.html(track.listed(visitor.begun.plans))
    parts.heading("Uw gegevens")
    stored = visitor.begun
    roles = {role.id: role.title for role in visitor.questionnaire.roles}
    parts.html(
        parts.paragraph(f"Gemeente: {stored.municipality}. Rol: {roles.get(stored.role or '', 'niet ingevuld')}."),
        f"<p>{parts.link(pages.DETAILS, 'Gegevens veranderen')}</p>",
    )


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


def _list(visitor: Session, questions: list[Question]) -> str:
    """The questions, each under a link to its theme, as HTML."""
    by_theme: dict[str, list[str]] = {}
    for question in questions:
        by_theme.setdefault(visitor.questionnaire.theme_of[question.id].id, []).append(question.text)
    themes = visitor.questionnaire.theme_by_id
    return "".join(f"<p>{parts.link(id, themes[id].title)}</p>{parts.bullets(texts)}" for id, texts in by_theme.items())
