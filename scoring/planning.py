"""The first draft of a plan: what an idea and the measurement already say. Everything in it can be changed."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, timedelta
from typing import Final

from questionnaire.models import Idea
from questionnaire.plan import MAX_ROWS, Plan, PlanPartner
from questionnaire.plan_form import PlanForm
from questionnaire.text import listed
from scoring.model import Result
from scoring.words import level_text

FIRST_STEP: Final = timedelta(days=14)
REVIEW_MONTHS: Final = (3, 12)
"""People look back after the lead time of the idea, but not before the first and not after the second."""
MOST_REASONS: Final = 2

# What the app knows about the headings of the programme's form; another heading stays empty.
ABOUT, ASSUMPTION, APPROACH = "waar-gaat-het-over", "de-veronderstelling", "de-aanpak"
LEARNING, RESULT = "de-leervragen", "met-welk-resultaat-tevreden"
_LEAD, _PARTNER, _BY_TEAM = "hoofdaanvrager", "partner", "via-wijkteam"
_SOCIAL_WORK: Final = ("wijkteam", "sociaal werk", "buurtteam", "sociaal raadslieden")


def first_draft(idea: Idea, result: Result | None, form: PlanForm, headings: Collection[str], today: date) -> Plan:
    """A plan for an idea. `result`: the measurement that it was chosen from, None without; `headings`: ids of the form."""
    reasons = "\n".join(_reasons(idea, result)) if result else ""
    partners = f"Wij doen dit met: {listed(list(idea.partners))}." if idea.partners else ""
    texts = {
        ABOUT: "\n\n".join(filter(None, (idea.summary, reasons))),
        ASSUMPTION: idea.hypothesis,
        APPROACH: "\n\n".join(filter(None, (idea.first_step, partners))),
        LEARNING: _numbered(form),
        RESULT: f"Dit meten wij: {idea.measure}",
    }
    months = min(max(idea.lead_time_months, REVIEW_MONTHS[0]), REVIEW_MONTHS[1])
    return Plan(
        title=idea.title,
        idea=idea.id,
        headings={id: text for id, text in texts.items() if id in headings},
        partners=_partners(idea.partners, form),
        first_step=idea.first_step,
        first_step_date=today + FIRST_STEP,
        risks=idea.caution,
        stop_rule=idea.stop_rule,
        review_date=today + timedelta(days=round(months * 365 / 12)),
    )


def own_draft(form: PlanForm, headings: Collection[str], today: date) -> Plan:
    """A plan for an own idea: nearly empty."""
    return Plan(
        headings={LEARNING: _numbered(form)} if LEARNING in headings else {},
        partners=_partners((), form),
        first_step_date=today + FIRST_STEP,
        review_date=today + timedelta(days=91),
    )


def _numbered(form: PlanForm) -> str:
    return "\n".join(f"{number}. {question}" for number, question in enumerate(form.learning, start=1))


def _reasons(idea: Idea, result: Result) -> list[str]:
    """The answers that led to this idea, with the level that was chosen in its own words."""
    suggested = next((each for each in result.advice.suggestions if each.idea.id == idea.id), None)
    if suggested:
        questions = [reason.question for reason in suggested.reasons]
    else:
        questions = [address.question for address in sorted(idea.addresses, key=lambda address: -address.share)]
    lines = []
    for id in questions:
        node, question = result.scores.questions.get(id), result.questionnaire.question_by_id.get(id)
        level = node.shown_level if node else None
        if question is None or level is None or level >= 5:
            continue
        if level.denominator == 1:
            chosen = int(level)
            lines.append(f"Bij '{question.text}' kozen wij niveau {chosen}: '{question.levels[chosen]}'")
        else:  # a group that did not settle on one answer
            lines.append(f"Bij '{question.text}' kwamen wij gemiddeld op niveau {level_text(level)}.")
    return lines[:MOST_REASONS]


def _partners(names: Collection[str], form: PlanForm) -> tuple[PlanPartner, ...]:
    """The municipality first; social work takes part through the social teams of a neighbourhood."""
    known = {role.id for role in form.roles}

    def role(id: str) -> str | None:
        return id if id in known else None

    rows = [PlanPartner(name="Gemeente", role=role(_LEAD))]
    for name in names:
        social = any(word in name.lower() for word in _SOCIAL_WORK)
        rows.append(PlanPartner(name=name[:1].upper() + name[1:], role=role(_BY_TEAM if social else _PARTNER)))
    return tuple(rows[:MAX_ROWS])
