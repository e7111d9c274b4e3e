"""Terms of the field, each explained in one line: all of them on a page, and where a text uses one, below that text.

Not as links in the text: a row of dotted lines reads badly, and a label of an answer can hold no link. The explanations
stand folded, with the words named, and are made once for a text.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from questionnaire.models import Term
from questionnaire.text import listed
from screens import context, parts
from screens.session import Session

_CAPITALS: Final = re.compile(r"[A-Z].*[A-Z]")
EVERYDAY: Final = frozenset(
    {
        *("handreiking", "herstel", "identiteitsbewijs", "schuldeiser", "screening", "spreekuur", "toezicht", "voorschot"),
        *("vrijwilligerswerk", "werkstraf", "wijkagent", "wijkteam", "woningcorporatie", "zorgverzekering"),
    }
)
"""Terms that most readers know: explained with the others, but not named on the fold."""


def draw(visitor: Session) -> None:
    parts.title("Woordenlijst")
    parts.text("De woorden en afkortingen die in deze zelfscan of in gesprekken hierover voorkomen.")
    terms = sorted(context.content().glossary, key=lambda term: term.term.casefold())
    parts.html(parts.definitions(((term.term, term.explanation) for term in terms), "woorden"))


@lru_cache(maxsize=4096)
def used(*texts: str) -> tuple[Term, ...]:
    """The terms that these texts use, in the order in which a reader meets them."""
    first: dict[str, Term] = {}
    for text in texts:
        for found in _pattern().finditer(text):
            term = _by_word()[found.group().casefold() if found.lastgroup == "words" else found.group()]
            first.setdefault(term.term, term)
    return tuple(first.values())


def names(terms: tuple[Term, ...]) -> str:
    """The terms that ask for an explanation, as an enumeration; empty where all are everyday words."""
    return listed([term.term for term in terms if term.term not in EVERYDAY])


def explained(terms: tuple[Term, ...]) -> str:
    """The terms with their explanations, as HTML."""
    return parts.definitions(((term.term, term.explanation) for term in terms), "woorden")


@lru_cache(maxsize=1024)
def below(*texts: str) -> str:
    """A folded explanation of the terms in these texts, as HTML; empty where they use none that asks for it."""
    terms = used(*texts)
    return parts.details(f"Uitleg bij {names(terms)}", explained(terms)) if names(terms) else ""


@lru_cache(maxsize=1)
def _by_word() -> dict[str, Term]:
    """Each spelling with its term: abbreviations as they are, words in small letters."""
    return {
        word if _CAPITALS.search(word) else word.casefold(): term
        for term in reversed(context.content().glossary)
        for word in (*term.also, term.term)
    }


@lru_cache(maxsize=1)
def _pattern() -> re.Pattern[str]:
    """Every spelling as a whole word, the longest first. Abbreviations only in their capitals: "om" is no "OM"."""
    spellings = sorted(_by_word(), key=len, reverse=True)
    exact = "|".join(re.escape(word) for word in spellings if _CAPITALS.search(word))
    loose = "|".join(re.escape(word) for word in spellings if not _CAPITALS.search(word))
    return re.compile(rf"(?<![\w&-])(?:(?P<exact>{exact})|(?P<words>(?i:{loose})))(?![\w&]|-\w)")
