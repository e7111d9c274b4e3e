"""What became of earlier experiments: on the start page, with the ideas, and beside a next measurement."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Final

from questionnaire.plan import Plan
from report.payload import date_text
from screens import pages, parts
from storage import KeptPlan

_TRIED: Final = {"done": "gedaan", "changed": "anders gedaan", "stopped": "gestopt"}


def address(id: int) -> str:
    """Where the plan with this id is."""
    return f"/{pages.PLAN}?nr={id}"


def name(plan: Plan) -> str:
    return plan.title.strip() or "Experiment zonder titel"


def listed(plans: Iterable[KeptPlan]) -> str:
    """The plans as links, each with when to look back, as HTML."""
    rows = ""
    for kept in plans:
        day = kept.plan.review_date
        state = "teruggekeken" if kept.plan.reviewed else f"terugkijken op {date_text(day)}" if day else "nog zonder terugkijkdag"
        rows += f'<li>{parts.outer_link(address(kept.id), name(kept.plan))}<span class="aantal">{state}</span></li>'
    return f'<ul class="inhoud">{rows}</ul>'


def due(plans: Iterable[KeptPlan], today: date) -> str:
    """Asks what happened, for every plan whose day has come, as HTML; empty where there is none."""
    return "".join(
        '<div class="terugkijken">'
        f"<p><strong>Tijd om terug te kijken: {parts.escape(name(kept.plan))}</strong></p>"
        "<p>De dag die u afsprak, is er. Wat is er gebeurd, en wat hebt u geleerd?</p>"
        f'<p class="acties">{parts.outer_link(f"{address(kept.id)}#terugkijken", "Vertel hoe het ging", "knop")}</p></div>'
        for kept in plans
        if kept.plan.review_due(today)
    )


def tried(plans: Iterable[KeptPlan], idea: str) -> str:
    """What this municipality did with an idea before, as HTML; empty when it did nothing with it yet."""
    return "".join(_tried(kept.plan) for kept in plans if kept.plan.idea == idea and kept.plan.reviewed)


def _tried(plan: Plan) -> str:
    review = plan.review
    if review is None or review.outcome is None:
        return ""
    when = f" op {date_text(review.day)}" if review.day else ""
    learned = f" U leerde: {review.learned.strip()}" if review.learned.strip() else ""
    return f'<p class="eerder"><strong>Eerder geprobeerd: {_TRIED[review.outcome]}{when}.</strong>{parts.escape(learned)}</p>'


def record(plans: Iterable[Plan]) -> str:
    """All experiments that were looked back on, as a table for beside another measurement; empty where there is none."""
    rows = [
        (
            parts.escape(name(plan)),
            _TRIED[plan.review.outcome],
            date_text(plan.review.day) if plan.review.day else "–",
            parts.escape(plan.review.learned.strip() or "–"),
        )
        for plan in plans
        if plan.review is not None and plan.review.outcome is not None
    ]
    if not rows:
        return ""
    return parts.table("Wat u in de tussentijd probeerde", ("Experiment", "Hoe het ging", "Teruggekeken", "Geleerd"), rows)
