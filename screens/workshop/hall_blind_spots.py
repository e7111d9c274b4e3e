"""The slide about what roles see differently and what is not known everywhere. It comes after the figures, before the talk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from questionnaire.models import Question
from scoring.blind_spots import BlindSpot, blind_spots
from screens import parts
from screens.workshop import group
from storage import Workshop

MOST: Final = 3
"""How many questions of a kind fit on a slide."""
TITLE: Final = "Blinde vlekken"


def present(workshop: Workshop) -> bool:
    return bool(blind_spots(group.questionnaire(workshop), group.view(workshop)))


def draw(workshop: Workshop) -> None:
    questionnaire = group.questionnaire(workshop)
    found = blind_spots(questionnaire, group.view(workshop))
    both = (("Rollen zien dit anders", found.roles), ("Niet iedereen weet dit", found.unknown))
    blocks = [block(title, spots, questionnaire.question_by_id) for title, spots in both if spots]
    parts.html(
        f'<div class="zaal">{parts.h1(TITLE)}'
        f"{parts.paragraph('Ieder ziet vanuit het eigen werk een ander stuk. Samen ziet u meer.', 'kop')}"
        f'<div class="vlekken">{"".join(blocks)}</div></div>'
    )


def block(title: str, spots: Sequence[BlindSpot], questions: Mapping[str, Question]) -> str:
    """The questions of one kind, as HTML; those that do not fit are counted."""
    rows = "".join(
        f"<li><strong>{parts.escape(questions[spot.question].text)}</strong>{parts.paragraph(spot.sentence)}</li>"
        for spot in spots[:MOST]
    )
    more = len(spots) - MOST
    rest = f"Dit geldt ook voor nog {more} {'vraag' if more == 1 else 'vragen'}." if more > 0 else ""
    return f"<div><h2>{parts.escape(title)}</h2><ul>{rows}</ul>{parts.paragraph(rest, 'rest') if rest else ''}</div>"
