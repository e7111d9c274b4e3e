"""Terms of the field, each explained in one line."""

from __future__ import annotations

from screens import context, parts
from screens.session import Session


def draw(visitor: Session) -> None:
    parts.title("Woordenlijst")
    parts.text("De woorden en afkortingen die in deze zelfscan of in gesprekken hierover voorkomen.")
    terms = sorted(context.content().glossary, key=lambda term: term.term.casefold())
    parts.html(
        '<dl class="woorden">'
        + "".join(f"<div><dt>{parts.escape(term.term)}</dt><dd>{parts.escape(term.explanation)}</dd></div>" for term in terms)
        + "</dl>"
    )
