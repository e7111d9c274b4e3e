"""The phases in which everybody is busy on a phone: the screen only counts who is in, and who is ready."""

from __future__ import annotations

import re
from functools import partial
from typing import Final

import streamlit as st

from screens import context, parts
from screens.workshop import group
from screens.workshop.hall_deck import Deck, deck
from screens.workshop.hall_door import picture, spaced, way_in
from screens.workshop.leading import Leading
from storage import Phase, StorageError, Workshop
from storage.workshop import DOTS

EVERY: Final = 2
"""Seconds between two counts."""
VOTE_AGAIN: Final = (
    "Kijkt u er nu anders naar? Verander dan uw antwoord. Denkt u er nog hetzelfde over? Laat uw antwoord dan staan."
)
EXPIRED: Final = "De code werkt niet meer. Maak een nieuwe code op de pagina voor begeleiders."


def waiting(here: Leading) -> Deck:
    """The poster with the code."""
    return deck("waiting", [partial(_poster, here.open)])


def _poster(workshop: Workshop) -> None:
    door = way_in(workshop)
    with st.container(key="poster"):
        words = (
            f'<p class="doe">Ga op uw telefoon naar</p><p class="adres">{parts.escape(door.short)}</p>'
            f'<p class="doe">en typ deze code</p><p class="grotecode">{spaced(door.code)}</p>'
            if door
            else parts.paragraph(EXPIRED, "doe")
        )
        with st.container(key="poster-woorden"):
            parts.html(f'<div class="zaal">{parts.h1("Doe mee")}{words}</div>')
            _people(workshop.id)
        if door:
            st.markdown(f"{picture(door.link)}", unsafe_allow_html=True)


@st.fragment(run_every=EVERY)
def _people(workshop: int) -> None:
    try:
        joined, _ = context.store().workshops.progress(workshop, "waiting")
    except StorageError:
        parts.html(_AWAY)
        return
    words = "Nog niemand doet mee" if not joined else "1 persoon doet mee" if joined == 1 else f"{joined} mensen doen mee"
    parts.html(f'<p class="meedoen" data-deelnemers="{joined}">{words}</p>')


def answering(here: Leading) -> Deck:
    """How many people are ready; nothing of what anybody answers."""
    return deck("answering", [partial(_answering, here.open)])


def _answering(workshop: Workshop) -> None:
    count = len(workshop.questions)
    questions = "de vraag" if count == 1 else f"de {count} vragen"
    words = "Kies wat u nu ziet in uw gemeente. Weet u het niet? Kies dan 'weet ik niet'."
    parts.html(f'<div class="zaal tel">{parts.h1(f"Beantwoord {questions} op uw telefoon")}{parts.paragraph(words, "kop")}</div>')
    _ready(workshop.id, "answering")
    door = way_in(workshop)
    if door:
        parts.html(
            f'<p class="nog">Later binnen? Ga naar <strong>{parts.escape(door.short)}</strong>. Code {spaced(door.code)}</p>'
        )


@st.fragment(run_every=EVERY)
def _ready(workshop: int, phase: Phase) -> None:
    """How many people are ready with the phase."""
    try:
        joined, ready = context.store().workshops.progress(workshop, phase)
    except StorageError:
        parts.html(_AWAY)
        return
    verb = "persoon is" if joined == 1 else "mensen is" if ready == 1 else "mensen zijn"
    words = f"<strong>{ready}</strong> van de <strong>{joined}</strong> {verb} klaar" if joined else "Nog niemand doet mee"
    parts.html(
        f'<div class="klaar-stand" data-klaar="{ready}" data-deelnemers="{joined}"><p>{words}</p>'
        f'<progress max="{max(joined, 1)}" value="{ready}" aria-label="Hoeveel mensen klaar zijn"></progress></div>'
    )


def revote(here: Leading) -> Deck:
    """The questions of the second round."""
    return deck("revote", [partial(_revote, here.open)])


def _revote(workshop: Workshop) -> None:
    asked = group.questionnaire(workshop).question_by_id
    questions = [asked[id].text for id in workshop.revote if id in asked]
    items = "".join(f"<li>{parts.escape(text)}</li>" for text in questions)
    dense = " dicht" if len(questions) > 6 else ""
    parts.html(
        f'<div class="zaal">{parts.h1("Stem opnieuw op uw telefoon")}'
        f"{parts.paragraph(VOTE_AGAIN, 'kop')}"
        f'<ul class="stemvragen{dense}">{items}</ul></div>'
    )
    _ready(workshop.id, "revote")


def choosing(here: Leading) -> Deck:
    """The ideas to divide dots over; no votes."""
    return deck("choosing", [partial(_choosing, here.open)])


def _choosing(workshop: Workshop) -> None:
    known = group.questionnaire(workshop).idea_by_id
    ideas = [known[id] for id in workshop.ideas if id in known]
    cards = "".join(
        f"<li><h2>{parts.escape(idea.title)}</h2><p>{parts.escape(first_sentence(idea.summary))}</p></li>" for idea in ideas
    )
    words = f"Verdeel {DOTS} stippen op uw telefoon" if ideas else "Er zijn geen ideeën om uit te kiezen"
    parts.html(f'<div class="zaal">{parts.h1(words)}<ul class="ideekaarten">{cards}</ul></div>')
    if ideas:
        _ready(workshop.id, "choosing")


def first_sentence(text: str) -> str:
    """The text up to its first full stop, question mark or exclamation mark with a space behind it."""
    return re.split(r"(?<=[.?!])\s", text.strip(), maxsplit=1)[0]


_AWAY: Final = '<p class="kop">De opslag is even niet bereikbaar. We tellen zo verder.</p>'
