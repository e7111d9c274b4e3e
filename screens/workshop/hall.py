"""The shared screen: what the whole room looks at, readable from the back. The facilitator leads it with the arrow keys.

A slide fills the screen; a bar below it has the buttons. Everything on it comes from what may be shown to the group.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

import streamlit as st

from screens import context, pages, parts
from screens.session import Session
from screens.workshop import hall_close, hall_count, hall_results, hall_talk, steps
from screens.workshop.follow import follow_along
from screens.workshop.hall_deck import Deck
from screens.workshop.hall_door import spaced, way_in
from screens.workshop.leading import Leading, leading
from storage import Phase, StorageError, Workshop


def draw(_visitor: Session) -> None:
    """The screen for the phase of this moment."""
    try:
        here = leading()
    except StorageError:
        parts.title("Het scherm is even niet bereikbaar")
        parts.text("Wat de groep heeft geantwoord, is bewaard. Laad dit scherm over een minuut opnieuw.")
        return
    if here.workshop is None:
        with st.container(key="geen-zaal"):
            parts.title("Dit is het scherm voor de zaal")
            parts.text(
                "Hier ziet de hele groep waar de werksessie is. Het scherm hoort bij de begeleider. "
                "Open daarom eerst in deze browser een werksessie.",
                kind="inleiding",
            )
            parts.actions(parts.link(pages.LEAD, "Naar de pagina voor begeleiders", "knop"))
        return
    workshop = here.workshop
    deck = _PHASES[workshop.phase](here)
    with st.container(key="zaal"):
        deck.draw()
    _bar(workshop, deck)
    follow_along(workshop.stand, "begeleider")


def _bar(workshop: Workshop, deck: Deck) -> None:
    """Where we are, and the way on."""
    with st.container(key="zaalbalk", horizontal=True, vertical_alignment="center"):
        if len(deck.slides) > 1:
            st.button("← Vorige", key="vorige", disabled=deck.at == 0, on_click=deck.go, args=(-1,))
            st.button("Volgende →", key="volgende", disabled=deck.last, on_click=deck.go, args=(1,))
        parts.html(f'<div class="waar">{_where(workshop)}</div>')
        if deck.problem:
            st.error(deck.problem)
        steps.buttons(workshop)


def _where(workshop: Workshop) -> str:
    place = context.place_text(workshop.municipality) if workshop.municipality else "Werksessie"
    phases = list(steps.NAMES)
    number = phases.index(workshop.phase) + 1
    words = f"<span>{parts.escape(place)}</span><span>Stap {number} van {len(phases)}: {steps.NAMES[workshop.phase]}</span>"
    door = way_in(workshop)
    if door is None or workshop.phase in ("waiting", "answering"):
        return words  # these slides show the code themselves
    return f"{words}<span>{parts.escape(door.short)} {spaced(door.code)}</span>"


_PHASES: Final[Mapping[Phase, Callable[[Leading], Deck]]] = {
    "waiting": hall_count.waiting,
    "answering": hall_count.answering,
    "results": hall_results.results,
    "discussion": hall_talk.talking,
    "revote": hall_count.revote,
    "agreeing": hall_talk.talking,
    "choosing": hall_count.choosing,
    "closed": hall_close.closed,
}
