"""The poster of a workshop: how to take part, large enough to read from the other side of a room."""

from __future__ import annotations

import re
from datetime import date, datetime
from typing import Any, Final

from questionnaire.models import Content
from report.joining import Door, qr_svg, web_link
from report.payload import date_text, municipality_name
from report.render import render
from report.text import clean, deep, label

_MAX_PLACE: Final = 60


def poster_pdf(content: Content, way: Door, municipality: str, when: datetime) -> bytes:
    """The poster, A4 (it prints well on A3): tagged (PDF/UA-1) and fit for the archive (PDF/A-2a).

    The same input gives the same bytes. `when` carries a time zone. Raises ValueError for a time without zone.
    """
    return render("poster", poster_data(content, way, municipality, when.date()), when)


def poster_data(content: Content, way: Door, municipality: str, when: date) -> dict[str, Any]:
    """What the template shows, cleaned, in reading order."""
    questionnaire = content.questionnaire
    # No longer than what fits with everything else on one page.
    place = label(municipality_name(municipality), _MAX_PLACE) if municipality.strip() else "Werksessie"
    data = {
        "document_title": f"Doe mee met de werksessie. {questionnaire.title} {place}",
        "kind": questionnaire.title,
        "title": "Doe mee",
        "place": place,
        "intro": "Over inwoners die terugkeren na detentie of een andere straf.",
        "qr": {"alt": f"QR-code met het adres {way.link}", "svg": qr_svg(way.link)},
        "steps": [
            "Richt de camera van uw telefoon op het vierkant.",
            "Kies een rol. U hoeft geen naam te geven.",
            "Wacht op de eerste vraag. Uw telefoon gaat vanzelf verder.",
        ],
        "typed": {
            "go": "Geen camera? Ga op uw telefoon naar",
            "address": way.short,
            "link": web_link(way.link),
            "type": "en typ deze code",
            "code": way.spaced,
        },
        "promise": "U hebt geen account en geen app nodig. Liever op papier? Vraag de begeleider om een formulier.",
        "foot": f"Gemaakt op {date_text(when)}",
    }
    cleaned: dict[str, Any] = deep(data, clean)
    cleaned["typed"]["address"] = _breakable(cleaned["typed"]["address"])
    return cleaned


def _breakable(address: str) -> str:
    """The address, which may go on on a next line after a dot or a slash."""
    return re.sub(r"(?<=[./-])(?=[^\u200b])", "\u200b", address)
