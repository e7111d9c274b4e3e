"""The addresses of the pages. Themes have a page each, named after their id."""

from __future__ import annotations

from functools import cache
from typing import Final

from screens import context

START: Final = ""
DETAILS: Final = "gegevens"
OVERVIEW: Final = "overzicht"
PROFILE: Final = "profiel"
AMBITION: Final = "ambitie"
IDEAS: Final = "ideeen"
TAKE_ALONG: Final = "meenemen"
IMPORT: Final = "inlezen"
ABOUT: Final = "over"
GLOSSARY: Final = "woordenlijst"
ACCESSIBILITY: Final = "toegankelijkheid"
PRIVACY: Final = "privacy"
GUIDE: Final = "begeleidersgids"
PREVIEW: Final = "voorbeeld"
WORKSHOP: Final = "werksessie"
LEAD: Final = "begeleiden"
HALL: Final = "scherm"

SOLO: Final = (START, DETAILS, OVERVIEW, PROFILE, AMBITION, IDEAS, TAKE_ALONG, IMPORT)
TOGETHER: Final = (WORKSHOP, LEAD, HALL)
FIXED: Final = (*SOLO, *TOGETHER, ABOUT, GLOSSARY, ACCESSIBILITY, PRIVACY)


@cache
def paths() -> frozenset[str]:
    """Every page address, without slashes."""
    extra = {PREVIEW} if context.preview() else set()
    return frozenset(FIXED) | extra | {theme.id for theme in context.content().questionnaire.themes}
