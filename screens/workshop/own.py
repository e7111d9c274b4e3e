"""What a participant sees of the own answers, beside those of the group where that is allowed; leaving and moving on."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from questionnaire.answers import Value
from questionnaire.models import LEVELS, Question, Questionnaire
from scoring.blind_spots import own_blind_spots
from scoring.groups import mean_level
from scoring.view import GroupView, QuestionView
from scoring.words import level_text
from screens import address, context, held, parts
from screens.questions import APART
from screens.workshop import group
from screens.workshop.distribution import apart
from screens.workshop.visit import Visit
from storage import StorageError


def question_beside_group(here: Visit, question: Question) -> None:
    """The question of the conversation: its levels, how often the group chose each, and the own answer."""
    found = here.here
    view = group.latest(found.workshop, question.id)
    mine = found.votes.get(question.id, found.answers.get(question.id))
    parts.html(f'<h2 class="besproken">{parts.escape(question.text)}</h2>', distribution(question, view, mine))


def distribution(question: Question, view: QuestionView | None, mine: int | str | None = None) -> str:
    """The five levels as rows with a bar for the number of people, as HTML; "uw antwoord" only where `mine` is given."""
    counts = view.counts if view is not None else None
    most = max(counts) if counts else 0
    rows = ""
    for level in LEVELS:
        own = '<span class="uw">uw antwoord</span>' if mine == level else ""
        bar = ""
        if counts is not None:
            count = counts[level - 1]
            people = "1 persoon" if count == 1 else f"{count} mensen"
            width = round(100 * count / most) if most else 0
            bar = f'<span class="staaf"><i style="width:{width}%"></i></span><span class="aantal">{people}</span>'
        rows += (
            f'<li class="{"mijn" if mine == level else ""}"><span class="niveau">{level}</span>'
            f'<span class="anker">{parts.escape(question.levels[level])} {own}</span>{bar}</li>'
        )
    return f'<ol class="verdeling">{rows}</ol>{_beside(view, mine)}'


def _beside(view: QuestionView | None, mine: int | str | None) -> str:
    """What stands below the levels."""
    text = ""
    if isinstance(mine, str):
        text += parts.paragraph(f"Uw antwoord: {APART[mine].lower()}.")
    said = apart(view) if view is not None else ""
    return text + (parts.paragraph(said, "klein") if said else "")


def answers_beside_group(here: Visit, *, opened: bool = False) -> None:
    """All own answers, folded, with the middle of the group where that may be shown."""
    found = here.here
    view, questionnaire = group.view(found.workshop), group.questionnaire(found.workshop)
    body = differently(questionnaire, view, found.answers)
    for theme in questionnaire.themes:
        rows = []
        for question in theme.questions:
            mine = found.answers.get(question.id)
            own = "open" if mine is None else f"niveau {mine}" if isinstance(mine, int) else APART[mine].lower()
            rows.append((parts.escape(question.text), own, _group_cell(view.questions.get(question.id))))
        body += parts.table(theme.title, ("Vraag", "U", "De groep"), rows)
    parts.html(
        parts.details("Uw antwoorden naast die van de groep", parts.paragraph("Alleen u ziet dit.", "klein") + body).replace(
            "<details>", "<details open>" if opened else "<details>", 1
        )
    )


def differently(questionnaire: Questionnaire, view: GroupView, answers: Mapping[str, Value]) -> str:
    """Where this person sees something much higher or lower than the group, as HTML; empty where nowhere."""
    spots = own_blind_spots(questionnaire, view, answers)
    if not spots:
        return ""
    texts = questionnaire.question_by_id
    rows = "".join(
        f"<li>{parts.escape(texts[spot.question].text)} <strong>{parts.escape(spot.sentence)}</strong></li>" for spot in spots
    )
    kind = "Misschien weet u iets wat anderen niet weten, of andersom. U hoeft het niet te vertellen."
    return f'<h2 class="kaart">Hier ziet u iets anders dan de groep</h2><ul class="lijst">{rows}</ul>{parts.paragraph(kind)}'


def _group_cell(view: QuestionView | None) -> str:
    if view is None or view.counts is None:
        return "niet getoond"
    return f"gemiddeld {level_text(mean_level(view.counts))}"


def leave_or_move(here: Visit) -> None:
    """The own link for another device, and the way out."""
    link = f"{address.base()}/terug/{here.token}"
    with st.expander("Ander apparaat, of stoppen", key="weg"):
        parts.text(
            f"U bent deelnemer {here.here.number}. Is uw telefoon bijna leeg? Open deze link dan op een ander apparaat. "
            "Geef de link aan niemand. Wie hem heeft, kan uw antwoorden zien en veranderen."
        )
        st.code(link, language=None, wrap_lines=True)
        parts.text("In één bestand: alles wat we van u hebben. Uw antwoorden, stemmen, stippen en de momenten.")
        held.download(
            "Download alles wat we van u hebben",
            partial(context.store().participants.held, here.token or ""),
            "alles-van-mij.json",
        )
        parts.text(
            "Wilt u stoppen? Dan verwijderen we uw antwoorden. Wat al in een uitkomst van de groep zit, blijft daarin: "
            "anders kan iemand uw antwoord uitrekenen."
        )
        sure = st.checkbox("Ja, ik wil stoppen", key="zeker-weg")
        if st.button("Stop met meedoen", key="vertrek", disabled=not sure):
            try:
                context.store().participants.leave(here.token or "")
            except StorageError:
                st.error("De opslag is even niet bereikbaar. Er is nog niets verwijderd. Probeer het over een minuut opnieuw.")
                return
            here.forget()
            parts.html('<p>U doet niet meer mee. <a class="meteen" href="/vertrokken" target="_self">Naar de start</a></p>')
