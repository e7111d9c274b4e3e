"""The plan of an experiment as a document: its contents for the PDF and the Word file, and the PDF itself."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any, Final

from questionnaire.models import Content
from questionnaire.plan import Outcome, Plan
from report.payload import date_text, municipality_name
from report.render import render
from report.text import clean, deep, label
from scoring.power_words import plan_outlook

Block = dict[str, Any]
Section = dict[str, Any]

EMPTY: Final = "Nog niet ingevuld."
NO_TITLE: Final = "Experiment zonder titel"
OUTCOMES: Final[dict[Outcome, str]] = {
    "done": "Gedaan zoals gepland",
    "changed": "Gedaan, maar anders",
    "stopped": "Gestopt",
}


def plan_pdf(content: Content, plan: Plan, municipality: str, when: datetime) -> bytes:
    """The plan: tagged (PDF/UA-1) and fit for the archive (PDF/A-2a). The same input gives the same bytes.

    `when` (with a time zone) is the moment of making. Raises ValueError when it has no time zone.
    """
    return render("plan", plan_document(content, plan, municipality, when.date()), when)


def plan_document(content: Content, plan: Plan, municipality: str, when: date) -> dict[str, Any]:
    """What the template of the PDF shows: the same, cleaned."""
    data: dict[str, Any] = deep(plan_data(content, plan, municipality, when), clean)
    return {**data, "title": label(data["title"])}


def plan_data(content: Content, plan: Plan, municipality: str, when: date) -> dict[str, Any]:
    """What both documents show, in reading order; texts as people typed them.

    A section has a title and blocks: a text, pairs of a label and a text, a table, or ticks.
    """
    place, title = municipality_name(municipality), plan.title.strip() or NO_TITLE
    facts = [["Gemeente", place.removeprefix("Gemeente ")], ["Gemaakt op", date_text(when)]]
    idea = content.questionnaire.idea_by_id.get(plan.idea or "")
    if idea is not None and idea.title != title:
        facts.append(["Begonnen met het idee", idea.title])
    if plan.review_date:
        facts.append(["Terugkijken op", date_text(plan.review_date)])
    return {
        "kind": content.plan.title,
        "title": title,
        "document_title": f"{content.plan.title}: {title}. {place}",
        "place": place,
        "facts": facts,
        "foot": f"{place}. {date_text(when)}",
        "purpose": "Dit is een plan voor een kleine proef. Inwoners weten dat het een proef is en mogen nee zeggen.",
        "sections": [*_headings(content, plan), *_parts(content, plan), *_measure(content, plan), *_review(plan)],
        "origin": f"Gemaakt met de zelfscan '{content.questionnaire.title}'.",
    }


def _text(text: str) -> Block:
    return {"kind": "text", "text": text.strip()} if text.strip() else {"kind": "empty", "text": EMPTY}


def _pairs(*rows: tuple[str, str]) -> Block:
    return {"kind": "pairs", "rows": [[name, text.strip() or EMPTY] for name, text in rows]}


def _table(title: str, head: Iterable[str], rows: Iterable[Iterable[str]]) -> list[Block]:
    body = [[cell.strip() or "–" for cell in row] for row in rows]
    return [{"kind": "table", "title": title, "head": list(head), "rows": body}] if body else []


def _day(day: date | None) -> str:
    return date_text(day) if day else ""


def _headings(content: Content, plan: Plan) -> list[Section]:
    """The headings of the programme's form; texts under a heading that the form of now has not come after those."""
    known = {heading.id: heading.title for heading in content.programme.form_headings}
    titles = known | {id: id.replace("-", " ").capitalize() for id in plan.headings if id not in known}
    return [{"title": title, "blocks": [_text(plan.headings.get(id, ""))]} for id, title in titles.items()]


def _parts(content: Content, plan: Plan) -> list[Section]:
    words = content.plan
    roles = {role.id: role.title for role in words.roles}
    money = {each.id: each.title for each in words.money}
    partners = _table(
        "Wie doet er mee", ("Organisatie", "Rol"), ((p.name, roles.get(p.role or "", p.role or "")) for p in plan.partners)
    )
    blocks: dict[str, list[Block]] = {
        "doelgroep": [_text(plan.target_group)],
        "partners": partners or [_text("")],
        "eerste-stap": [
            _pairs(("Eerste stap", plan.first_step), ("Wie", plan.first_step_by), ("Klaar op", _day(plan.first_step_date))),
            *_table("Planning", ("Wat", "Wanneer"), ((step.what, step.when) for step in plan.steps)),
        ],
        "geld": [
            _text(money.get(plan.money, plan.money) if plan.money else ""),
            *([_text(plan.money_note)] if plan.money_note.strip() else []),
        ],
        "privacy": [
            _pairs(("Grondslag", plan.ground)),
            {"kind": "ticks", "rows": [[tick.id in plan.privacy, tick.title] for tick in words.privacy]},
        ],
        "risico": [_pairs(("Wat kan er misgaan", plan.risks), ("Stoppen of aanpassen", plan.stop_rule))],
        "daarna": [_pairs(("Wie gaat verder", plan.afterwards), ("Terugkijken op", _day(plan.review_date)))],
    }
    return [{"title": part.title, "blocks": blocks[part.id]} for part in words.parts]


def _measure(content: Content, plan: Plan) -> list[Section]:
    """What is counted, the numbers that the outlook is worked out from, and the outlook; nothing where nobody gave any."""
    rows = []
    if plan.returns is not None:
        rows.append(("Terugkeer per jaar", f"{plan.returns} inwoners"))
    if plan.group is not None:
        rows.append(("Deelnemers", f"{plan.group} inwoners"))
    titles = {indicator.id: indicator.title for indicator in content.indicators}
    if plan.indicators:
        rows.append(("Per persoon bijhouden", ", ".join(titles.get(id, id) for id in plan.indicators)))
    if not rows:
        return []
    outlook = plan_outlook(plan.returns, plan.group)
    return [{"title": "Wat gaat u meten?", "blocks": [_pairs(*rows), *([_text(outlook)] if outlook else [])]}]


def _review(plan: Plan) -> list[Section]:
    review = plan.review
    if review is None:
        return []
    rows = [("Hoe het ging", OUTCOMES[review.outcome] if review.outcome else "")]
    rows += [("Geleerd", review.learned), ("Waaraan te zien", review.evidence), ("Teruggekeken op", _day(review.day))]
    return [{"title": "Terugkijken", "blocks": [_pairs(*rows)]}]
