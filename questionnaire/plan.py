"""The plan of an experiment: what a team writes down before it starts, and what it tells afterwards.

A plan has two forms that say the same. `Plan` is the one in a measurement file and in documents. Its fields are a flat
dictionary of texts by key ("headings.de-aanpak", "partners.1.name"): what the storage keeps and the page edits, one
field at a time, so that two people who write in different fields never touch each other's text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from questionnaire.base import Frozen, Id
from questionnaire.text import clean_text

MAX_TEXT: Final = 4_000
MAX_LINE: Final = 200
MAX_ROWS: Final = 8
MAX_PLANS: Final = 8
MAX_NUMBER: Final = 100_000

LongText = Annotated[str, StringConstraints(max_length=MAX_TEXT)]
Line = Annotated[str, StringConstraints(max_length=MAX_LINE)]
Count = Annotated[int, Field(strict=True, ge=0, le=MAX_NUMBER)]
Outcome = Literal["done", "changed", "stopped"]
OUTCOMES: Final[tuple[Outcome, ...]] = ("done", "changed", "stopped")


class PlanPartner(Frozen):
    """Who takes part, and the id of their role."""

    name: Line = ""
    role: Id | None = None


class PlanStep(Frozen):
    """A step with its moment in words: a date, a month, "na de zomer"."""

    what: Line = ""
    when: Line = ""


class PlanReview(Frozen):
    """What happened. `outcome`: done as planned, changed on the way, or stopped."""

    outcome: Outcome | None = None
    learned: LongText = ""
    evidence: LongText = ""
    day: date | None = None


class Plan(Frozen):
    """One experiment. `idea` is the id of the idea it began with, None for an own idea; `headings` are texts by the id of
    a heading of the programme's form; `money`, `privacy` (ticks) and the roles of partners are ids of `plan.yaml`;
    `returns` and `group` are people a year: who return, and who take part."""

    title: Line = ""
    idea: Id | None = None
    headings: dict[Id, LongText] = Field(default_factory=dict)
    target_group: LongText = ""
    partners: Annotated[tuple[PlanPartner, ...], Field(max_length=MAX_ROWS)] = ()
    first_step: LongText = ""
    first_step_by: Line = ""
    first_step_date: date | None = None
    steps: Annotated[tuple[PlanStep, ...], Field(max_length=MAX_ROWS)] = ()
    money: Id | None = None
    money_note: LongText = ""
    ground: LongText = ""
    privacy: tuple[Id, ...] = ()
    risks: LongText = ""
    stop_rule: LongText = ""
    afterwards: LongText = ""
    indicators: tuple[Id, ...] = ()
    returns: Count | None = None
    group: Count | None = None
    review_date: date | None = None
    review: PlanReview | None = None

    @property
    def reviewed(self) -> bool:
        """Whether somebody told what happened."""
        return self.review is not None and self.review.outcome is not None

    def review_due(self, today: date) -> bool:
        """Whether it is time to ask what happened."""
        return self.review_date is not None and self.review_date <= today and not self.reviewed


# The fields

_ID: Final = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_ROW: Final = rf"[1-{MAX_ROWS}]"
_KINDS: Final = {
    "text": rf"headings\.{_ID}|target_group|first_step|money_note|ground|risks|stop_rule|afterwards|review\.(?:learned|evidence)",
    "line": rf"title|first_step_by|partners\.{_ROW}\.name|steps\.{_ROW}\.(?:what|when)",
    "id": rf"money|partners\.{_ROW}\.role",
    "outcome": r"review\.outcome",
    "date": r"first_step_date|review_date|review\.day",
    "number": "returns|group",
    "tick": rf"(?:privacy|indicators)\.{_ID}",
}
_PATTERNS: Final = {kind: re.compile(pattern) for kind, pattern in _KINDS.items()}
TICKED: Final = "1"

TOO_LONG: Final = "Deze tekst heeft {count} tekens. Er passen er {most}. Maak de tekst korter: tot dan staat hij alleen hier."
BAD_DATE: Final = "Dit is geen datum. Schrijf dag, maand en jaar, zoals 8-12-2026."
BAD_NUMBER: Final = f"Vul een heel getal in van 0 tot en met {MAX_NUMBER:,}.".replace(",", ".")
BAD_CHOICE: Final = "Deze keuze is er niet. Laad de pagina opnieuw en kies nog een keer."


def kind_of(key: str) -> str | None:
    """What a field holds: text, line, id, outcome, date, number or tick; None for a key that no plan has."""
    if len(key) > 90:
        return None
    return next((kind for kind, pattern in _PATTERNS.items() if pattern.fullmatch(key)), None)


def field_problem(key: str, value: str) -> str | None:
    """What is wrong with a value, as a Dutch sentence for beside the field. An empty value is always right.

    Raises KeyError for a key that no plan has.
    """
    kind = kind_of(key)
    if kind is None:
        raise KeyError(key)
    most = MAX_TEXT if kind == "text" else MAX_LINE
    if len(value) > most:
        return TOO_LONG.format(count=f"{len(value):,}".replace(",", "."), most=f"{most:,}".replace(",", "."))
    if not value or kind in ("text", "line"):
        return None
    if kind == "date":
        return None if _date(value) else BAD_DATE
    if kind == "number":
        return None if re.fullmatch(r"[0-9]{1,6}", value) and int(value) <= MAX_NUMBER else BAD_NUMBER
    known = {"tick": TICKED, "outcome": "|".join(OUTCOMES), "id": _ID}[kind]
    return None if re.fullmatch(known, value) and len(value) <= 60 else BAD_CHOICE


def tidy(value: str) -> str:
    """A typed value as it is kept: see `clean_text`."""
    return clean_text(value)


def _date(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text) else None
    except ValueError:
        return None


def to_fields(plan: Plan) -> dict[str, str]:
    """The fields of a plan that hold something, by key. `idea` is no field: it never changes."""
    fields = {key: value for key in _PLAIN if (value := _text(getattr(plan, key)))}
    fields |= {f"headings.{id}": text for id, text in plan.headings.items() if text}
    for number, partner in enumerate((row for row in plan.partners if row != PlanPartner()), start=1):
        fields |= _filled({f"partners.{number}.name": partner.name, f"partners.{number}.role": partner.role or ""})
    for number, step in enumerate((row for row in plan.steps if row != PlanStep()), start=1):
        fields |= _filled({f"steps.{number}.what": step.what, f"steps.{number}.when": step.when})
    for group, ids in (("privacy", plan.privacy), ("indicators", plan.indicators)):
        fields |= {f"{group}.{id}": TICKED for id in ids}
    if plan.review is not None:
        fields |= _filled({f"review.{key}": _text(getattr(plan.review, key)) for key in PlanReview.model_fields})
    return fields


_PLAIN: Final = tuple(key for key in Plan.model_fields if kind_of(key) is not None)


def _text(value: object) -> str:
    return "" if value is None else value.isoformat() if isinstance(value, date) else str(value)


def _filled(fields: Mapping[str, str]) -> dict[str, str]:
    return {key: value for key, value in fields.items() if value}


def from_fields(fields: Mapping[str, str], idea: str | None = None) -> Plan:
    """The plan that these fields say; keys and values that no plan can have are left out."""
    good = {key: value for key, value in fields.items() if value and kind_of(key) and field_problem(key, value) is None}
    data: dict[str, object] = {"idea": idea, "headings": _group(good, "headings")}
    for key in _PLAIN:
        if key in good:
            data[key] = int(good[key]) if kind_of(key) == "number" else good[key]
    for group in ("privacy", "indicators"):
        data[group] = tuple(sorted(_group(good, group)))
    for group in ("partners", "steps"):
        rows: dict[str, dict[str, str]] = {}
        for key, value in sorted(_group(good, group).items()):
            number, cell = key.split(".")
            rows.setdefault(number, {})[cell] = value
        data[group] = tuple(rows.values())
    data["review"] = _group(good, "review") or None
    return Plan.model_validate(data)


def _group(fields: Mapping[str, str], group: str) -> dict[str, str]:
    """The fields of a group without its name: the id, or "1.name"."""
    start = f"{group}."
    return {key.removeprefix(start): value for key, value in fields.items() if key.startswith(start)}


# How far it is

PARTS: Final = ("doelgroep", "partners", "eerste-stap", "geld", "privacy", "risico", "daarna")
"""The parts of a plan after the headings of the form, by id."""


def filled_parts(plan: Plan, headings: Iterable[str], ticks: Iterable[str]) -> dict[str, bool]:
    """Which parts are filled in: the headings of the form by their field, then `PARTS` by id. `ticks`: all privacy ticks."""
    parts = {f"headings.{id}": bool(plan.headings.get(id, "").strip()) for id in headings}
    return parts | {
        "doelgroep": bool(plan.target_group.strip()),
        "partners": any(partner.name.strip() for partner in plan.partners),
        "eerste-stap": bool(plan.first_step.strip() and plan.first_step_by.strip() and plan.first_step_date),
        "geld": plan.money is not None,
        "privacy": bool(plan.ground.strip()) and set(ticks) <= set(plan.privacy),
        "risico": bool(plan.risks.strip() and plan.stop_rule.strip()),
        "daarna": bool(plan.afterwards.strip() and plan.review_date),
    }
