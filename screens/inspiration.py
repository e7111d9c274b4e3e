"""All ideas, for anyone, with filters that stand in the address so that a view can be shared."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Final

import streamlit as st

from questionnaire import Idea, Questionnaire
from questionnaire.text import clip
from scoring.browsing import Facet, Filter, count_text, facets, matching, read_address
from screens import context, idea_cards, pages, parts
from screens.session import Session

_SHOWN: Final = "inspiratie-getoond"
"""The filter with which the page was last drawn."""


def draw(visitor: Session) -> None:
    questionnaire = visitor.questionnaire
    parts.title("Inspiratie: alle ideeën")
    parts.text(
        f"Hier staan alle {len(questionnaire.ideas)} ideeën voor een experiment. Een meting is niet nodig. "
        "Bij elk idee leest u de eerste stap, wat u meet, wanneer u stopt en waar het vandaan komt.",
        kind="inleiding",
    )
    if visitor.stored is None:
        parts.html(
            '<p class="naast">'
            + parts.outer_link("/nieuw", "Zie met de zelfscan welke ideeën bij uw gemeente passen")
            + parts.link(pages.PROGRAMME, "Lees over het programma Koers en kansen")
            + "</p>"
        )
    have = facets(questionnaire, context.content().partner_groups)
    chosen = _choices(have)
    found = matching(questionnaire.ideas, have, chosen)
    with st.container(key="gevonden"):
        parts.html(parts.message("gevonden", count_text(len(found), len(questionnaire.ideas)), "nadruk"))
        if chosen:
            st.button("Wis de filters", key="wis-filters", on_click=_clear, args=(have,))
    if found:
        parts.html(_cards(visitor, questionnaire, found))
    else:
        parts.text("Kies bij een van de filters iets anders, of wis ze allemaal.")


def _choices(have: Sequence[Facet]) -> Filter:
    """Draw the filters, and keep them and the address the same."""
    asked = read_address(have, st.query_params.to_dict())
    known = all(_key(facet) in st.session_state for facet in have)
    # Streamlit sends the address along with each choice. It is new after opening a link or going back: then no field
    # differs from what was shown. Where one does, it is the newest word, and the address has not caught up yet.
    if not known or st.session_state.get(_SHOWN) == _fields(have) != asked.filter:
        for facet in have:
            st.session_state[_key(facet)] = asked.filter.get(facet.name, "")
    if asked.unknown:
        st.warning(f"Dit adres noemt een filter die er niet is: {parts.plain(clip(', '.join(asked.unknown)))}. Kies er zelf een.")
    with st.container(key="filters"):
        for facet in have:
            st.selectbox(
                facet.title,
                ["", *facet.options],
                format_func=partial(_words, facet),
                key=_key(facet),
                filter_mode=None,
            )
    chosen = _fields(have)
    if chosen != st.query_params.to_dict():
        st.query_params.from_dict(chosen)
    st.session_state[_SHOWN] = chosen
    return chosen


def _key(facet: Facet) -> str:
    return f"filter-{facet.name}"


def _fields(have: Sequence[Facet]) -> dict[str, str]:
    """What the fields hold."""
    values = {facet.name: st.session_state.get(_key(facet)) for facet in have}
    return {name: value for name, value in values.items() if value}


def _words(facet: Facet, option: str) -> str:
    return facet.options.get(option, facet.all)


def _clear(have: Sequence[Facet]) -> None:
    for facet in have:
        st.session_state[_key(facet)] = ""


def _cards(visitor: Session, questionnaire: Questionnaire, found: Sequence[Idea]) -> str:
    """The ideas as one piece of HTML, with what they have to do with this visitor's measurement."""
    suggested: set[str] = set()
    chosen: tuple[str, ...] = ()
    if visitor.stored is not None:
        suggested = {suggestion.idea.id for suggestion in visitor.result.advice.suggestions}
        chosen = visitor.begun.chosen
    marks = (("Door u gekozen", chosen), ("Voorgesteld bij uw meting", suggested))
    cards = (idea_cards.card(questionnaire, idea, [words for words, ideas in marks if idea.id in ideas]) for idea in found)
    return f'<ul class="ideelijst">{"".join(cards)}</ul>'
