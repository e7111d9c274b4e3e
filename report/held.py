"""Everything that is kept of somebody, as a file for them to read and to take elsewhere."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Final

from storage.held import Held

ABOUT: Final = (
    "Alles wat de zelfscan van u bewaart. Niet in dit bestand: sleutels, en nummers waarmee de app zelf werkt. "
    "Wat de velden betekenen, staat in de documentatie van de zelfscan: docs/meting.md."
)
ABOUT_GROUP: Final = (
    "Alles wat de zelfscan van deze werksessie bewaart en wat de begeleider mag weten. Wie wat antwoordde, staat er nooit in. "
    "Wat de velden betekenen, staat in de documentatie van de zelfscan: docs/meting.md."
)


def held_json(held: Held, when: datetime, about: str = ABOUT) -> bytes:
    """UTF-8, with moments in UTC; `when` is the moment of making it."""
    return json.dumps({"about": about, "made": when, **held}, ensure_ascii=False, indent=2, default=_text).encode()


def _text(value: object) -> str:
    if isinstance(value, date):  # a moment is a date too
        return value.isoformat()
    raise TypeError(f"not a value of the storage: {value!r}")
