"""The facilitator's page: opening a workshop, and everything that leads it, phase by phase."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from questionnaire.models import Questionnaire
from report.paper import ALL, SHORT, question_sets
from screens import address, context, making, pages, parts
from screens.details import choose_municipality, choose_size, missing_municipality
from screens.session import Session
from screens.workshop import lead_agree, lead_close, lead_login, lead_people, steps
from screens.workshop.follow import follow_along
from screens.workshop.leading import Leading, leading
from storage import MeasurementGone, NotNow, Phase, StorageError, TokenInUse, Workshop

WORK: Final[Mapping[Phase, str]] = {
    "waiting": "Laat iedereen meedoen met de code. Is iedereen binnen? Start dan de vragen.",
    "answering": "Iedereen antwoordt voor zichzelf. U ziet alleen hoeveel mensen klaar zijn. Niemand ziet nu een uitkomst.",
    "results": "De uitkomst staat op het grote scherm. Loop er daar rustig doorheen, met de knoppen of de pijltjestoetsen.",
    "discussion": "Bespreek de vragen waar de antwoorden uiteenlopen. Kies hieronder welke vraag op het grote scherm staat.",
    "revote": "Iedereen stemt opnieuw, op de eigen telefoon. Niemand ziet nu de stemmen van anderen.",
    "agreeing": "Spreek per vraag één antwoord af, met de reden. Lagen antwoorden dicht bij elkaar? Dan ziet u een voorstel.",
    "choosing": "Iedereen verdeelt drie stippen over de ideeën. U ziet de stippen pas als u het kiezen sluit.",
    "closed": "Leg vast wat u gaat proberen. Download daarna het verslag en deel het met iedereen.",
}


def draw(_visitor: Session) -> None:
    """The page for the phase of this moment."""
    try:
        here = leading()
        frame(here.workshop)
        if lead_login.barred():
            lead_login.ask()
            return
        if here.token is None:
            _introduction(gone=here.gone)
        elif here.workshop is None:
            _open(here)
        else:
            _room(here)
        lead_login.account()
    except (NotNow, MeasurementGone, TokenInUse):
        st.rerun()  # another screen was first: draw what is there now
    except StorageError:
        st.error("De opslag is even niet bereikbaar. Wat is opgeslagen, blijft bewaard. Probeer het over een minuut opnieuw.")


def frame(workshop: Workshop | None = None, current: str = pages.LEAD) -> None:
    """The header of the pages for facilitators."""
    place = context.place_text(workshop.municipality) if workshop else "Werksessie"
    links = ((pages.LEAD, "Werksessie begeleiden"), (pages.GUIDE, "Gids voor begeleiders"))
    menu = "".join(parts.link(path, label, current="page" if path == current else "") for path, label in links)
    parts.html(
        f'<div class="kop"><p class="merk"><span class="merknaam">{parts.escape(context.content().questionnaire.title)}</span>'
        f'<span class="merkplaats">{parts.escape(place)}</span></p>'
        f'<nav class="hoofdmenu" aria-label="Hoofdmenu">{menu}</nav></div>'
    )


# Before there is a workshop


def _introduction(*, gone: bool) -> None:
    parts.title("Begeleid een werksessie")
    if gone:
        st.warning("Uw werksessie is verwijderd, of de bewaartijd is voorbij. U kunt een nieuwe werksessie openen.")
    parts.text(
        "Beantwoord de vragen met een groep van 3 tot 60 mensen, ieder op de eigen telefoon. "
        "Het grote scherm laat zien waar u het eens bent en waar niet. Daarna praat u, stemt u opnieuw en kiest u "
        "een experiment.",
        kind="inleiding",
    )
    parts.html(
        parts.bullets(
            (
                "U hebt een laptop met een groot scherm nodig, en een deel van een middag: 90 of 120 minuten.",
                "Deelnemers hebben alleen een code nodig. Geen naam, geen e-mailadres, geen app.",
                "Niemand ziet op het scherm de antwoorden van één persoon, ook u niet.",
            )
        )
    )
    parts.actions(
        parts.outer_link("/nieuwe-werksessie", "Open een werksessie", "knop"),
        parts.link(pages.GUIDE, "Lees eerst de gids", "knop2"),
    )


def _open(here: Leading) -> None:
    questionnaire = context.content().questionnaire
    parts.title("Voor welke gemeente is de werksessie?")
    municipality = choose_municipality(None)
    size = choose_size(None, help="Sommige ideeën passen alleen bij kleine of juist bij grote gemeenten.")
    names = scopes(questionnaire)
    scope = st.radio(
        "Welke vragen stelt u?", list(names), format_func=lambda scope: names[scope], key="welke-vragen", width="stretch"
    )
    problem = st.empty()
    if st.button("Open de werksessie", type="primary", key="openen"):
        if not municipality:
            with problem:
                missing_municipality()
            return
        with problem:
            if making.refused():
                return
        context.store().workshops.open(
            here.token or "",
            questionnaire,
            municipality=municipality,
            size=size,
            scope=scope,
            questions=question_sets(questionnaire)[scope].questions,
            today=context.today(),
        )
        st.rerun()


def scopes(questionnaire: Questionnaire) -> dict[str, str]:
    """What a workshop can ask, by the name of the set of questions, in words. The shortest comes first."""
    sets = question_sets(questionnaire)
    lines = {
        line.id: f"Eén lijn: {parts.plain(line.title)}, {len(sets[line.id].questions)} vragen" for line in questionnaire.lines
    }
    return {
        SHORT: f"Kort: {len(sets[SHORT].questions)} vragen, één per thema (werksessie van 90 minuten)",
        ALL: f"Alles: {len(sets[ALL].questions)} vragen (werksessie van 120 minuten)",
        **lines,
    }


# The room


def _room(here: Leading) -> None:
    workshop = here.open
    follow_along(workshop.stand, "begeleider")
    order = list(steps.NAMES)
    parts.html(
        parts.paragraph(f"Stap {order.index(workshop.phase) + 1} van {len(order)}", "stap"),
        parts.h1(f"Werksessie: {steps.NAMES[workshop.phase].lower()}"),
        _course(workshop.phase),
        parts.paragraph(WORK[workshop.phase], "inleiding"),
        f'<p><a href="/{pages.HALL}" target="_blank" rel="noopener">Open het grote scherm (in een nieuw venster)</a></p>',
    )
    if workshop.phase in ("waiting", "answering", "revote", "choosing"):
        lead_people.progress(workshop)
    again = lead_agree.choose_questions(here) if workshop.phase == "discussion" else ()
    with st.container(key="stappen"):
        steps.buttons(workshop, again=again)
    if workshop.phase in _PHASES:
        _PHASES[workshop.phase](here)
    if workshop.join_code:
        lead_people.code(workshop)
        lead_people.paper(here)
    lead_people.attendees(here)
    lead_people.trail(workshop)
    _link(here)
    lead_close.everything(here)
    lead_close.delete(here)


def _course(phase: Phase) -> str:
    """All phases in order, the one of now marked, as HTML."""
    items = "".join(
        f"<li{' aria-current=step' if name == phase else ''}>{parts.escape(words)}</li>" for name, words in steps.NAMES.items()
    )
    return f'<ol class="loop" aria-label="De stappen van de werksessie">{items}</ol>'


def _link(here: Leading) -> None:
    with st.expander("Uw link als begeleider", key="begeleiderslink"):
        parts.text(
            "Met deze link gaat u verder op een ander apparaat. Wie de link heeft, kan de werksessie leiden en verwijderen. "
            "Geef de link alleen aan iemand die samen met u begeleidt."
        )
        st.code(f"{address.base()}/{pages.LEAD}/{here.token}", language=None, wrap_lines=True)


_PHASES: Final[Mapping[Phase, Callable[[Leading], None]]] = {
    "results": lead_agree.agenda,
    "agreeing": lead_agree.agree,
    "closed": lead_close.choose,
}
