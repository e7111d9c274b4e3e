"""One run: the frame around every page, and the choice of the page."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import partial
from typing import Final

import streamlit as st
from streamlit.navigation.page import Page

from screens import (
    about,
    accessibility,
    ambition,
    beside,
    compare,
    context,
    details,
    evidence,
    glossary,
    guide,
    ideas,
    importing,
    inspiration,
    overview,
    pages,
    parts,
    preview,
    profile,
    programme,
    questions,
    start,
    statements,
    take_along,
    what_if,
)
from screens.plan import page as plan
from screens.session import NOT_STORED, Session, session
from screens.workshop import hall, lead, participant
from storage import MeasurementGone, StorageError

Draw = Callable[[Session], None]

NAVIGATION: Final = {
    pages.START: "Start",
    pages.OVERVIEW: "Vragen",
    pages.PROFILE: "Profiel",
    pages.IDEAS: "Ideeën",
    pages.TAKE_ALONG: "Meenemen",
}
FOOTER: Final = {
    pages.ABOUT: "Over deze zelfscan",
    pages.INSPIRATION: "Inspiratie",
    pages.PROGRAMME: "Het programma",
    pages.EVIDENCE: "Wat kunt u aantonen?",
    pages.GLOSSARY: "Woordenlijst",
    pages.ACCESSIBILITY: "Toegankelijkheid",
    pages.PRIVACY: "Privacy",
}
SCREENS: Final[dict[str, tuple[str, Draw]]] = {
    pages.START: ("Start", start.draw),
    pages.DETAILS: ("Gegevens", details.draw),
    pages.OVERVIEW: ("Overzicht", overview.draw),
    pages.PROFILE: ("Profiel", profile.draw),
    pages.AMBITION: ("Ambitie", ambition.draw),
    pages.WHAT_IF: ("Wat als?", what_if.draw),
    pages.IDEAS: ("Ideeën", ideas.draw),
    pages.PLAN: ("Plan", plan.draw),
    pages.TAKE_ALONG: ("Meenemen", take_along.draw),
    pages.IMPORT: ("Inlezen", importing.draw),
    pages.COMPARE: ("Vergelijken", compare.draw),
    pages.BESIDE: ("Naast andere gemeenten", beside.draw),
    pages.ABOUT: ("Over deze zelfscan", about.draw),
    pages.INSPIRATION: ("Inspiratie", inspiration.draw),
    pages.PROGRAMME: ("Het programma", programme.draw),
    pages.GLOSSARY: ("Woordenlijst", glossary.draw),
    pages.ACCESSIBILITY: ("Toegankelijkheid", accessibility.draw),
    pages.PRIVACY: ("Privacy", statements.privacy),
    pages.WORKSHOP: ("Werksessie", participant.draw),
    pages.LEAD: ("Werksessie begeleiden", lead.draw),
    pages.HALL: ("Scherm voor de zaal", hall.draw),
    pages.CO_PLAN: ("Meeschrijven aan een plan", plan.draw_shared),
    pages.EVIDENCE: ("Wat kan een experiment laten zien?", evidence.draw),
    pages.GUIDE: ("Gids voor begeleiders", guide.draw),
}
NEEDS_MEASUREMENT: Final = {
    *(pages.OVERVIEW, pages.PROFILE, pages.AMBITION, pages.WHAT_IF, pages.IDEAS, pages.PLAN, pages.TAKE_ALONG),
    *(pages.COMPARE, pages.BESIDE),
}


_FOOT: Final = (
    '<nav class="voet" aria-label="Over deze zelfscan">'
    f"{parts.outer_link(f'/{pages.ACCESSIBILITY}', 'Toegankelijkheid')}{parts.outer_link(f'/{pages.PRIVACY}', 'Privacy')}</nav>"
)


def draw() -> None:
    """Draw the page that the address names."""
    try:
        visitor = session()
        visitor.catch_up()
    except StorageError:
        parts.title("De zelfscan is even niet bereikbaar")
        st.error("We kunnen uw antwoorden nu niet ophalen. Ze zijn wel bewaard. Probeer het over een paar minuten opnieuw.")
        return
    page = st.navigation(list(_pages(visitor).values()), position="hidden")
    if page.url_path in pages.TOGETHER:
        page.run()  # a workshop has a frame of its own
        if page.url_path != pages.HALL:  # the shared screen is one slide; its facilitator has the link
            parts.html(_FOOT)
        return
    _header(page.url_path, visitor)
    page.run()
    _footer(page.url_path)


def _pages(visitor: Session) -> Mapping[str, Page]:
    """The pages of this visitor by address. Made once a session: making them takes longer than drawing a question."""
    known = parts.registered()
    if known is not None:
        return known
    screens = SCREENS
    if re.fullmatch(rf"https?://[^/]+/{pages.WORKSHOP}", st.context.url or ""):
        # A phone in a workshop: no link on its page leads to the others, and two hundred come in at once.
        screens = {path: SCREENS[path] for path in (pages.START, pages.WORKSHOP)}
    links = {
        path: st.Page(partial(_guarded, path, function, visitor), title=title, url_path=path, default=path == pages.START)
        for path, (title, function) in screens.items()
    }
    if context.preview():
        show = partial(_guarded, pages.PREVIEW, preview.draw, visitor)
        links[pages.PREVIEW] = st.Page(show, title="Voorbeeld", url_path=pages.PREVIEW)
    for theme in visitor.questionnaire.themes if screens is SCREENS else ():
        function = partial(questions.draw, theme=theme)
        links[theme.id] = st.Page(partial(_guarded, theme.id, function, visitor), title=theme.title, url_path=theme.id)
    for path in pages.earlier_themes() - visitor.questionnaire.theme_by_id.keys():
        links[path] = st.Page(partial(_guarded, path, _other_version, visitor), title="Ander thema", url_path=path)
    parts.register(links)
    return links


def _other_version(_: Session) -> None:
    """At the address of a theme that only measurements of an earlier version have."""
    parts.title("Dit thema is er niet meer")
    parts.text("Dit thema hoort bij een eerdere versie van de vragenlijst. Uw meting heeft andere thema's.")
    parts.actions(parts.link(pages.OVERVIEW, "Naar het overzicht", "knop"))


def _guarded(path: str, function: Draw, visitor: Session) -> None:
    """Draw the page, or say what is missing before it can be drawn."""
    waiting = [question for question, pending in visitor.unsaved.items() if pending.reason == NOT_STORED]
    if any(visitor.questionnaire.theme_of[question].id != path for question in waiting):
        st.error(NOT_STORED)
    if visitor.gone:
        visitor.gone = False
        st.warning("Deze meting is verwijderd, of de bewaartijd is voorbij. U kunt een nieuwe meting beginnen.")
    needs = path in NEEDS_MEASUREMENT or path in visitor.questionnaire.theme_by_id
    if needs and visitor.stored is None:
        parts.title("U bent nog niet begonnen")
        parts.text(
            "Vul eerst in voor welke gemeente u antwoordt. Daarna ziet u hier uw vragen en uw profiel. "
            "Begon u al op een ander apparaat? Open dan uw persoonlijke link."
        )
        parts.actions(parts.outer_link("/nieuw", "Begin met de zelfscan", "knop"))
        return
    try:
        function(visitor)
    except MeasurementGone:
        if path not in pages.TOGETHER:  # else it is the workshop that is gone, not the measurement in this browser
            visitor.forget()
        st.rerun()
    except StorageError:
        st.error("De opslag is even niet bereikbaar. Uw laatste keuze op deze pagina is niet bewaard. Probeer het opnieuw.")


def _header(path: str, visitor: Session) -> None:
    if path == pages.GUIDE:
        lead.frame(current=path)
        return
    stored = visitor.stored
    place = context.place_text(stored.municipality) if stored and stored.municipality else "Zelfscan"
    # A theme page belongs to the questions, a plan to the ideas.
    here = pages.OVERVIEW if path in visitor.questionnaire.theme_by_id else pages.IDEAS if path == pages.PLAN else path
    parts.html(
        f'<div class="kop"><p class="merk"><span class="merknaam">{parts.escape(visitor.questionnaire.title)}</span>'
        f'<span class="merkplaats">{parts.escape(place)}</span></p>'
        f'<nav class="hoofdmenu" aria-label="Hoofdmenu">{_menu(NAVIGATION, here, path)}</nav></div>'
    )


def _footer(path: str) -> None:
    parts.html(f'<nav class="voet" aria-label="Over deze zelfscan">{_menu(FOOTER, path, path)}</nav>')


def _menu(items: Mapping[str, str], here: str, path: str) -> str:
    """Links, the one of this page marked; a page that belongs to an item marks it as the current section."""
    current = "page" if here == path else "true"
    return "".join(parts.link(item, label, current=current if item == here else "") for item, label in items.items())
