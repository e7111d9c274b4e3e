"""A measurement as it stands in the store, and how it is read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy import Connection, case, select

from questionnaire.answers import Answer
from storage import tables
from storage.plan import KeptPlan
from storage.plans import plans_of
from storage.values import to_answer

_measurement, _response, _answer = tables.measurement, tables.response, tables.answer
_target, _plan, _partner = tables.target, tables.plan, tables.missing_partner

# The response that is the measurement's own: of the one person, or what the group agreed.
OWN_KIND = case((_measurement.c.kind == "workshop", "agreed"), else_="individual")


@dataclass(frozen=True)
class Stored:
    """A measurement as it stands in the store: of one person, or what a workshop agreed (`of_group`). Times are aware, in UTC.

    `answers` holds the questions with a value or a note; `targets` the themes with a chosen level 1..5,
    `target_reasons` why that level, where somebody said so; `chosen` the ids of ideas in the order of choosing;
    `position` the id of the theme last visited; `plans` the plans of experiments, in the order of beginning.
    """

    id: int
    of_group: bool
    response_id: int
    municipality: str
    role: str | None
    size: str | None
    date: date
    questionnaire_hash: str
    questionnaire_version: str
    position: str | None
    answers: dict[str, Answer]
    targets: dict[str, int]
    target_reasons: dict[str, str]
    chosen: tuple[str, ...]
    missing_partners: frozenset[str]
    plans: tuple[KeptPlan, ...]
    created: datetime
    updated: datetime
    expires: datetime


def read_stored(connection: Connection, token_hash: str, now: datetime | None = None) -> Stored | None:
    """The measurement of a token; with `now`, only if it has not expired by then."""
    heads = (
        select(_measurement, _response.c.id.label("response_id"), _response.c.role)
        .join(_response, (_response.c.measurement == _measurement.c.id) & (_response.c.kind == OWN_KIND))
        .where(_measurement.c.owner_token_hash == token_hash)
    )
    head = connection.execute(heads).first()
    if head is None or (now is not None and head.expires <= now):
        return None
    answers = connection.execute(select(_answer).where(_answer.c.response == head.response_id))
    targets = connection.execute(select(_target).where(_target.c.measurement == head.id)).all()
    ideas = select(_plan.c.idea).where(_plan.c.measurement == head.id).order_by(_plan.c.created, _plan.c.idea)
    partners = select(_partner.c.partner).where(_partner.c.measurement == head.id)
    return Stored(
        id=head.id,
        of_group=head.kind == "workshop",
        response_id=head.response_id,
        municipality=head.municipality,
        role=head.role,
        size=head.size,
        date=head.date,
        questionnaire_hash=head.questionnaire_hash,
        questionnaire_version=head.questionnaire_version,
        position=head.position,
        answers={row.question: to_answer(row.value, row.note) for row in answers if row.value or row.note},
        targets={row.theme: row.level for row in targets},
        target_reasons={row.theme: row.reason for row in targets if row.reason},
        chosen=tuple(connection.execute(ideas).scalars()),
        missing_partners=frozenset(connection.execute(partners).scalars()),
        plans=plans_of(connection, head.id),
        created=head.created,
        updated=head.updated,
        expires=head.expires,
    )
