"""The outcome of the first round, as slides."""

from __future__ import annotations

from functools import partial
from typing import Any, Final

import streamlit as st

from scoring.conversation import group_headline
from scoring.groups import MIN_PEOPLE
from screens import charts, parts
from screens.workshop import group, hall_blind_spots
from screens.workshop.figures import Figures, figures
from screens.workshop.hall_deck import Deck, Draw, deck
from screens.workshop.leading import Leading
from storage import Workshop

TOO_SMALL: Final = f"Een uitkomst tonen we vanaf {MIN_PEOPLE} mensen. Anders kan iemand zien wat een ander koos."
REASONS: Final = 2
"""How many reasons the agenda shows per question; the conversation shows all of them."""


def results(here: Leading) -> Deck:
    """What stands out, the figures, their table, the blind spots, and what to talk about."""
    workshop = here.open
    view = group.view(workshop)
    if view.detail == "nothing":
        return deck("results", [_too_small])
    found = figures(workshop, group.questionnaire(workshop), view)
    slides: list[Draw] = [partial(_headline, workshop)]
    if found.radar:
        slides.append(partial(_radar, found))
    slides += [partial(_dots, found), partial(_table, found)]
    if hall_blind_spots.present(workshop):
        slides.append(partial(hall_blind_spots.draw, workshop))
    if view.agenda:
        slides.append(partial(_agenda, workshop))
    return deck("results", slides)


def _too_small() -> None:
    parts.html(
        f'<div class="zaal midden">{parts.h1("Deze groep is te klein voor een uitkomst")}'
        f"{parts.paragraph(TOO_SMALL, 'groot')}"
        f"{parts.paragraph('U kunt wel samen praten, antwoorden afspreken en een experiment kiezen.', 'groot')}</div>"
    )


def _headline(workshop: Workshop) -> None:
    questionnaire, view = group.questionnaire(workshop), group.view(workshop)
    titles = {role.id: role.title for role in questionnaire.roles}
    roles = "".join(
        f"<li><strong>{count}</strong> {parts.escape('zonder rol' if role is None else titles.get(role, role))}</li>"
        for role, count in view.roles.items()
    )
    paper = group.on_paper(workshop)
    people = f"{view.people} mensen deden mee" + (f", van wie {paper} op papier" if paper else "")
    parts.html(
        f'<div class="zaal midden">{parts.h1("Dit valt op")}'
        f"{parts.paragraph(group_headline(questionnaire, view), 'groot')}"
        f"{parts.paragraph('Dit is geen cijfer en geen ranglijst. Het laat zien waar u over kunt praten.', 'kop')}"
        f'<h2>{people}</h2><ul class="rollentelling">{roles}</ul></div>'
    )


def _radar(found: Figures) -> None:
    spread = any(axis.spread for axis in found.axes)
    key = (
        '<ul class="sleutel"><li class="lijn">Gemiddelde van de groep</li>'
        + ('<li class="vlak">De middelste helft van alle antwoorden</li>' if spread else "")
        + "</ul><p>Elke ring is een niveau, van 1 tot 5.</p>"
        + ("" if all(axis.value is not None for axis in found.axes) else "<p>Een gat is geen laag niveau.</p>")
    )
    parts.html(f'<div class="zaal metfiguur">{parts.h1("Zo ziet de groep de thema’s".replace("’", chr(39)))}{key}</div>')
    alt = "Spinnenweb met het gemiddelde niveau van de groep per thema. De cijfers staan op het scherm met de tabel."
    _draw(found.radar, alt, "web")


def _dots(found: Figures) -> None:
    spread = any(axis.spread for axis in found.axes)
    unknown = any(axis.open for axis in found.axes)
    words = "Zo ver liggen de antwoorden uit elkaar" if spread else "Gemiddeld niveau per thema"
    key = (
        '<ul class="sleutel naast"><li class="stip">Gemiddelde</li>'
        + ('<li class="bereik">Van het laagste tot het hoogste antwoord</li>' if spread else "")
        + ('<li class="balk">Nog open: antwoorden die niet bekend zijn</li>' if unknown else "")
        + "</ul>"
    )
    parts.html(f'<div class="zaal">{parts.h1(words)}{key}</div>')
    alt = "Puntenlijst met het gemiddelde niveau van de groep per thema. De cijfers staan op het scherm met de tabel."
    _draw(found.dots, alt, "punten")


def _draw(sizes: tuple[dict[str, Any], ...], alt: str, name: str) -> None:
    """The same figure for a large, a smaller and a narrow screen; the style sheet shows the right one."""
    for size, figure in zip(("groot", "breed", "smal"), sizes, strict=True):
        with st.container(key=f"figuur-{size}"):
            st.plotly_chart(figure, theme=None, config=charts.CONFIG, alt=alt, key=f"zaal-{name}-{size}")


def _table(found: Figures) -> None:
    head = ("Thema", "Gemiddeld", "Als alles bekend was", "Middelste helft", "Alle antwoorden")
    columns = len(found.rows[0]) if found.rows else 3
    rows = [tuple(parts.escape(cell) for cell in row) for row in found.rows]
    parts.html(
        f'<div class="zaal tabel">{parts.h1("De cijfers in een tabel")}'
        f"{parts.table('Niveaus van 1 tot 5.', head[:columns], rows)}</div>"
    )


def _agenda(workshop: Workshop) -> None:
    questions = group.questionnaire(workshop).question_by_id
    items = "".join(
        f"<li><h2>{parts.escape(questions[item.question].text)}</h2><p>{parts.escape(sentence(item.reasons[:REASONS]))}</p></li>"
        for item in group.view(workshop).agenda
    )
    parts.html(f'<div class="zaal">{parts.h1("Hier praten we over")}<ol class="agendalijst">{items}</ol></div>')


def sentence(reasons: tuple[str, ...]) -> str:
    """Reasons, which are parts of a sentence, as one with a capital and a full stop."""
    text = "; ".join(reasons)
    return f"{text[:1].upper()}{text[1:]}." if text else ""
