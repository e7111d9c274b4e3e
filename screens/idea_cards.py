"""An idea as HTML: what it takes, how to go about it, what it works on and where it comes from. One look on every page."""

from __future__ import annotations

from collections.abc import Iterable

from questionnaire.models import Idea, Questionnaire, Strength
from scoring.browsing import needs
from scoring.words import effort_text, evidence_text, lead_time_text
from screens import context, glossary, parts
from screens.sources import source_list

_STRENGTHS: dict[Strength, str] = {
    "core": "Dit is de kern van het idee.",
    "clear": "Het idee helpt hier duidelijk.",
    "little": "Het idee helpt hier een beetje.",
}


def labels(idea: Idea) -> str:
    """Effort, lead time and evidence."""
    items = (
        ("Moeite", effort_text(idea.effort)),
        ("Doorlooptijd", lead_time_text(idea.lead_time_months)),
        ("Onderbouwing", evidence_text(idea.evidence)),
    )
    return parts.definitions(items, "kenmerken")


def plan(idea: Idea) -> str:
    """How to go about it, and what its terms mean."""
    rows = [
        ("Veronderstelling", idea.hypothesis),
        ("Eerste stap, binnen 14 dagen", idea.first_step),
        ("Dit meet u", idea.measure),
        ("Wanneer stopt u of past u aan?", idea.stop_rule),
        ("Let op", idea.caution),
    ]
    if idea.partners:
        rows.append(("Met wie", ", ".join(idea.partners)))
    words = (idea.title, idea.summary, *(text for _, text in rows))
    return parts.definitions(rows, "plan") + glossary.below(*words)


def card(questionnaire: Questionnaire, idea: Idea, marks: Iterable[str] = ()) -> str:
    """The whole idea, folded; `marks` say what it has to do with the visitor."""
    tags = "".join(f'<span class="merkje">{parts.escape(mark)}</span>' for mark in marks)
    return (
        f'<li class="ideekaart"><h2>{parts.escape(idea.title)}</h2>'
        f"{f'<p>{tags}</p>' if tags else ''}"
        f"{parts.paragraph(idea.summary)}{labels(idea)}"
        f"{parts.details('Hoe pakt u dit aan?', plan(idea) + _more(questionnaire, idea))}</li>"
    )


def _more(questionnaire: Questionnaire, idea: Idea) -> str:
    """What the idea needs, works on and comes from."""
    conditions = needs(questionnaire, idea)
    sources = context.content().source_by_id
    known = [sources[id] for id in idea.sources if id in sources]
    order = list(_STRENGTHS)
    addresses = sorted(idea.addresses, key=lambda address: order.index(address.strength))
    works_on = "".join(
        f"<li>{parts.escape(questionnaire.question_by_id[address.question].text)} "
        f'<span class="klein">{parts.escape(questionnaire.theme_of[address.question].title)}. '
        f"{_STRENGTHS[address.strength]}</span></li>"
        for address in addresses
    )
    return (
        (f"<h3>Voorwaarden</h3>{parts.bullets(conditions)}" if conditions else "")
        + f'<h3>Hier werkt het idee aan</h3><ul class="lijst">{works_on}</ul>'
        + (f"<h3>Bronnen</h3>{source_list(known)}" if known else "")
    )
