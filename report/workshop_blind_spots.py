"""The part of the workshop report about what roles see differently and what is not known everywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final

from report.workshop_record import WorkshopRecord
from scoring.blind_spots import BlindSpot, blind_spots

MOST: Final = 5


def spots(record: WorkshopRecord) -> dict[str, Any] | None:
    """The section, None where there is nothing to tell or nothing that may be shown. Only about the first round."""
    found = blind_spots(record.questionnaire, record.view)
    both = (("Rollen zien dit anders", found.roles), ("Niet iedereen weet dit", found.unknown))
    if not found:
        return None
    return {
        "title": "Blinde vlekken",
        "intro": "Ieder ziet vanuit het eigen werk een ander stuk. Dat is geen fout van iemand. Wie samen kijkt, ziet meer. "
        "Dit komt uit de eerste ronde.",
        "groups": [_group(record, title, each) for title, each in both if each],
    }


def _group(record: WorkshopRecord, title: str, found: Sequence[BlindSpot]) -> dict[str, Any]:
    questions = record.questionnaire.question_by_id
    more = len(found) - MOST
    return {
        "title": title,
        "rows": [[questions[spot.question].text, spot.sentence] for spot in found[:MOST]],
        "more": f"Dit geldt ook voor nog {more} {'vraag' if more == 1 else 'vragen'}." if more > 0 else None,
    }
