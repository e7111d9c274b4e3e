"""Dividing three dots over the ideas. Nobody sees the dots of others until the choosing is closed."""

from __future__ import annotations

from functools import partial

import streamlit as st

from scoring.words import effort_text, lead_time_text
from screens import parts
from screens.workshop import group
from screens.workshop.visit import Visit
from storage.workshop import DOTS


def divide(here: Visit) -> None:
    """The ideas with their dots."""
    workshop = here.here.workshop
    parts.text(
        f"U hebt {DOTS} stippen. Geef ze aan één idee, of verdeel ze. Niemand ziet welke stippen van u zijn. "
        "De groep ziet alle stippen samen, als de begeleider het kiezen sluit."
    )
    _ideas(here)
    if "choosing" in here.here.finished:
        words = "U bent klaar. U kunt uw stippen nog veranderen, tot de begeleider het kiezen sluit."
        parts.text(words, kind="bewaard ja klaar-nu")
    else:
        st.button("Ik ben klaar", key="klaar-kiezen", type="primary", on_click=here.finish, args=("choosing",))
    if not workshop.ideas:
        parts.text("Er zijn geen ideeën om uit te kiezen. De begeleider vertelt hoe het verder gaat.")


@st.fragment
def _ideas(here: Visit) -> None:
    found = here.here
    ideas = [idea for id in found.workshop.ideas if (idea := group.questionnaire(found.workshop).idea_by_id.get(id))]
    given: dict[str, int] = {}
    for idea in ideas:
        key = f"stip-{found.response_id}-{idea.id}"
        here.follow(key, found.dots.get(idea.id, 0), lambda _value: None)
        with st.container(key=f"idee-{idea.id}"):
            parts.html(f'<h2 class="kaart">{parts.escape(idea.title)}</h2>')
            parts.html(
                parts.paragraph(idea.summary),
                parts.paragraph(f"{effort_text(idea.effort).capitalize()}; {lead_time_text(idea.lead_time_months)}.", "klein"),
            )
            label = f"Stippen voor '{parts.plain(idea.title)}'"
            choice = st.segmented_control(label, range(DOTS + 1), required=True, key=key, format_func=partial(_dots, idea.title))
            given[idea.id] = int(choice or 0)
    parts.html(_stored(here, given))


def _dots(_title: str, count: int) -> str:
    return "geen" if count == 0 else f"{count} {'●' * count}"


def _stored(here: Visit, given: dict[str, int]) -> str:
    """Store the division where it can be, and say how it stands; as HTML."""
    total = sum(given.values())
    if total > DOTS:
        words = f"U gaf {total} stippen. U hebt er {DOTS}. Haal er {total - DOTS} weg. Dan slaan we uw keuze op."
        return f'<p class="fout" role="alert">{words}</p>'
    if not here.save_dots(given):
        words = "Nog niet opgeslagen: de opslag is even niet bereikbaar. Probeer het over een minuut opnieuw."
        return f'<p class="fout" role="alert">{words}</p>'
    left = DOTS - total
    words = "U hebt alle stippen gegeven." if left == 0 else f"U hebt nog {left} {'stip' if left == 1 else 'stippen'}."
    stored = "Opgeslagen. " if total else ""
    return parts.stored("stippen", stored + words, bool(total), turn=sorted(given.items()))
