"""The addresses of the pages. Themes have a page each, named after their id."""

from __future__ import annotations

from functools import cache
from typing import Final

from questionnaire.versions import VersionError, releases
from screens import context

START: Final = ""
DETAILS: Final = "gegevens"
OVERVIEW: Final = "overzicht"
PROFILE: Final = "profiel"
AMBITION: Final = "ambitie"
WHAT_IF: Final = "wat-als"
IDEAS: Final = "ideeen"
TAKE_ALONG: Final = "meenemen"
IMPORT: Final = "inlezen"
COMPARE: Final = "vergelijken"
BESIDE: Final = "naast-andere-gemeenten"
ABOUT: Final = "over"
PROGRAMME: Final = "programma"
INSPIRATION: Final = "inspiratie"
GLOSSARY: Final = "woordenlijst"
ACCESSIBILITY: Final = "toegankelijkheid"
PRIVACY: Final = "privacy"
GUIDE: Final = "begeleidersgids"
EVIDENCE: Final = "aantonen"
PREVIEW: Final = "voorbeeld"
WORKSHOP: Final = "werksessie"
LEAD: Final = "begeleiden"
HALL: Final = "scherm"
PLAN: Final = "plan"
CO_PLAN: Final = "meeschrijven"

SOLO: Final = (START, DETAILS, OVERVIEW, PROFILE, AMBITION, WHAT_IF, IDEAS, PLAN, TAKE_ALONG, IMPORT, COMPARE, BESIDE)
TOGETHER: Final = (WORKSHOP, LEAD, HALL, CO_PLAN)
FIXED: Final = (*SOLO, *TOGETHER, ABOUT, PROGRAMME, INSPIRATION, GLOSSARY, ACCESSIBILITY, PRIVACY, GUIDE, EVIDENCE)


@cache
def paths() -> frozenset[str]:
    """Every page address, without slashes."""
    extra = {PREVIEW} if context.preview() else set()
    return frozenset(FIXED) | extra | {theme.id for theme in context.content().questionnaire.themes} | earlier_themes()


@cache
def earlier_themes() -> frozenset[str]:
    """The themes that a released version had and the content of now has not: measurements made then still show them."""
    try:
        released = releases(context.folder())
    except VersionError:  # for the checker to tell; the pages of now work without
        return frozenset()
    now = context.content().questionnaire.theme_by_id
    return frozenset(theme.id for version in released for theme in version.themes if theme.id not in now)
