"""The part of the workshop report about choosing: the dots, and the experiments with who does what and when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from questionnaire.models import Idea
from report.ideas import LONG_IDEA
from report.payload import date_text
from report.text import label
from report.workshop_record import ENOUGH_VOTERS, Chosen, WorkshopRecord
from scoring import words

Data = dict[str, Any]

_GONE: Final = "Een idee dat niet in deze vragenlijst staat"


@dataclass(frozen=True)
class Choice:
    """`data` for the template, `sources` the ids of the sources it names."""

    data: Data
    sources: frozenset[str]


def choice(record: WorkshopRecord) -> Choice:
    """The ideas with their dots, and the chosen experiments."""
    ideas = [idea for id in record.ideas if (idea := record.idea(id)) is not None]
    chosen = [(plan, record.idea(plan.idea)) for plan in record.commitments]
    return Choice(
        {
            "title": "De keuze",
            "intro": _intro(len(chosen)),
            "dots": _dots(record, ideas),
            "chosen_title": "Het gekozen experiment" if len(chosen) == 1 else "De gekozen experimenten",
            "chosen": [_card(plan, idea) for plan, idea in chosen],
        },
        frozenset(source for _, idea in chosen if idea is not None for source in idea.sources),
    )


def _intro(chosen: int) -> str:
    if not chosen:
        return "De groep heeft nog geen experiment gekozen."
    what = "1 experiment" if chosen == 1 else f"{chosen} experimenten"
    return f"De groep koos {what}, met wie het oppakt, de eerste stap en het moment van terugkijken."


def _dots(record: WorkshopRecord, ideas: Sequence[Idea]) -> Data:
    data: Data = {"title": "De ideeën op tafel", "text": "", "rows": [], "plain": [], "most": 0}
    if not ideas:
        return data | {"text": "Er waren geen ideeën om uit te kiezen."}
    if record.voters < ENOUGH_VOTERS:
        few = f"Minder dan {ENOUGH_VOTERS} mensen gaven stippen. Daarom tonen we de stippen niet."
        return data | {"text": f"{few} Dit waren de ideeën.", "plain": [idea.title for idea in ideas]}
    ranked = sorted(ideas, key=lambda idea: -record.dots.get(idea.id, 0))
    return data | {
        "text": f"{record.voters} mensen verdeelden stippen over deze ideeën.",
        "rows": [{"title": idea.title, "dots": record.dots.get(idea.id, 0)} for idea in ranked],
        "most": max(record.dots.get(idea.id, 0) for idea in ideas),
    }


def _card(plan: Chosen, idea: Idea | None) -> Data:
    agreed = [
        ["Wie pakt dit op", label(plan.owner) or "Nog niet ingevuld"],
        ["Eerste stap", plan.step.strip() or "Nog niet ingevuld"],
        ["Klaar op", date_text(plan.step_date)],
        ["Terugkijken op", date_text(plan.review_date)],
    ]
    if idea is None:
        return {"title": _GONE, "facts": None, "summary": None, "agreed": agreed, "rows": [], "sources": None, "long": True}
    rows = [
        ["Verwachting", idea.hypothesis],
        ["Meten", idea.measure],
        ["Stoppen", idea.stop_rule],
        ["Let op", idea.caution],
    ]
    if idea.partners:
        rows.append(["Met wie", ", ".join(idea.partners)])
    facts = [words.evidence_text(idea.evidence), words.effort_text(idea.effort), words.lead_time_text(idea.lead_time_months)]
    return {
        "title": idea.title,
        "facts": "  ·  ".join(facts),
        "summary": idea.summary,
        "agreed": agreed,
        "rows": rows,
        "sources": f"Bronnen: {', '.join(idea.sources)}." if idea.sources else None,
        "long": sum(len(text) for _, text in [*rows, *agreed]) + len(idea.summary) > LONG_IDEA,
    }
