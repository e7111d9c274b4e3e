"""Which municipality, from which role, and how large: three choices before the questions."""

from __future__ import annotations

from typing import Final

import streamlit as st

from screens import context, making, pages, parts
from screens.session import Session
from storage import StorageUnavailable

OTHER: Final = "Staat er niet bij: een regio of andere organisatie"


def draw(visitor: Session) -> None:
    stored, questionnaire = visitor.stored, visitor.questionnaire
    parts.title("Voor welke gemeente vult u dit in?")
    if visitor.token is None:
        parts.text("Klik op de knop om te beginnen. Daarna kiest u uw gemeente.")
        parts.actions(parts.outer_link("/nieuw", "Begin met de zelfscan", "knop"))
        return
    parts.text(
        "U kunt deze gegevens later nog veranderen. Uw naam hebben we niet nodig. "
        "Is er bij u maar één persoon met uw rol? Dan kan de rol laten zien wie u bent, ook in het rapport. U mag die weglaten."
    )

    municipality = choose_municipality(stored.municipality if stored else None)
    roles = {None: "Zeg ik liever niet"} | {role.id: role.title for role in questionnaire.roles}
    role = st.selectbox(
        "Uw rol (niet verplicht)",
        list(roles),
        index=list(roles).index(stored.role) if stored and stored.role in roles else 0,
        format_func=lambda role: roles[role],
        key="rol",
    )
    size = choose_size(
        stored.size if stored else None,
        help="Sommige ideeën passen alleen bij kleine of juist bij grote gemeenten. Voor uw profiel maakt het niet uit.",
    )
    with st.container(key="fout-gemeente"):
        problem = st.empty()
    if st.button("Naar de vragen" if stored is None else "Bewaar en ga naar de vragen", type="primary", key="naar-vragen"):
        if not municipality:
            with problem:
                missing_municipality()
            return
        with problem:
            if stored is None and making.refused():
                return
        try:
            visitor.save_details(municipality, role, size)
        except StorageUnavailable:
            problem.error("Dit is nog niet opgeslagen: de opslag is even niet bereikbaar. Probeer het over een minuut opnieuw.")
            return
        parts.go(visitor.place if stored is None else pages.OVERVIEW)


def choose_municipality(known: str | None) -> str:
    """The field for a municipality, or the name of another organisation; empty without a choice."""
    names = [municipality.label for municipality in context.content().municipalities.names]
    current = next((m.label for m in context.content().municipalities.names if m.name == known), known or None)
    if current and current not in names:
        names.insert(0, current)
    names.append(OTHER)
    chosen = st.selectbox(
        "Gemeente",
        names,
        index=names.index(current) if current else None,
        placeholder="Typ de eerste letters",
        key="gemeente",
    )
    if chosen == OTHER:
        chosen = st.text_input("Naam van de regio of organisatie", max_chars=100, key="andere-naam")
    return _official((chosen or "").strip())


def missing_municipality() -> None:
    """The message with the field that is still empty."""
    if st.session_state.get("gemeente") == OTHER:
        parts.error("Typ eerst de naam van de regio of organisatie.", at="andere-naam", go=True)
    else:
        words = "Kies eerst uw gemeente. Staat die niet in de lijst? Kies dan de laatste regel en typ de naam."
        parts.error(words, at="gemeente", go=True)


def choose_size(known: str | None, help: str) -> str | None:
    """The field for a size class id; None for unknown."""
    sizes = {size.id: size.title for size in context.content().questionnaire.size_classes} | {None: "Weet ik niet"}
    return st.radio(
        "Hoe groot is uw gemeente? (niet verplicht)",
        list(sizes),
        index=list(sizes).index(known) if known in sizes else None,
        format_func=lambda size: parts.plain(sizes[size]),
        key="grootte",
        help=help,
        width="stretch",
    )


def _official(label: str) -> str:
    """The official name behind a choice: "'s-Gravenhage (Den Haag)" gives "'s-Gravenhage"."""
    municipalities = context.content().municipalities.names
    return next((municipality.name for municipality in municipalities if municipality.label == label), label)
