"""Terms of the field, each explained in one line."""

from __future__ import annotations

from screens import context, parts
from screens.session import Session


def draw(visitor: Session) -> None:
    parts.title("Woordenlijst")
    parts.text("De woorden en afkortingen die in deze zelfscan of in gesprekken hierover voorkomen.")
    terms = sorted(context.content().glossary, key=lambda term: term.term.casefold())
    parts.html(parts.definitions(((term.term, term.explanation) for term in terms), "woorden"))
