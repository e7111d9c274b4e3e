"""Small parts of Dutch sentences: numbers as words, enumerations, capitals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

_COUNTS: Final = ("nul", "één", "twee", "drie", "vier", "vijf", "zes", "zeven", "acht", "negen", "tien", "elf", "twaalf")


def capital(text: str) -> str:
    """With a capital; a Dutch accent that only marks stress falls away: "Eén"."""
    return f"Eé{text[2:]}" if text.startswith("éé") else text[:1].upper() + text[1:]


def spelled(number: int) -> str:
    """A small number as a word: "drie"."""
    return _COUNTS[number] if number < len(_COUNTS) else str(number)


def listed(parts: Sequence[str], joint: str = "en") -> str:
    return parts[0] if len(parts) == 1 else f"{', '.join(parts[:-1])} {joint} {parts[-1]}"
