"""Everything that is kept of somebody, to give to them: the owner of a measurement, the facilitator of a workshop, a participant.

Who gets which columns stands in three tables, and what nobody gets in a fourth, with the reason. A test compares them with the
schema, so that a new column must choose. A facilitator gets what the group knows together: who takes part, and never who
answered what. A participant gets what is their own, and nothing of anybody else.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import ColumnElement, Connection, select

from storage import tables
from storage.decisions import CHOOSING
from storage.stored import OWN_KIND

Held = dict[str, Any]
"""By the name of a table, its rows by the name of a column; the rows that belong to a row stand in it. Moments are aware."""

Columns = Mapping[str, tuple[str, ...]]

_QUESTIONNAIRE: Final = ("questionnaire_id", "questionnaire_version", "questionnaire_hash")

ALONE: Final[Columns] = {
    "measurement": ("kind", "municipality", "size", "date", *_QUESTIONNAIRE, "position", "created", "updated", "expires"),
    "response": ("role",),
    "answer": ("question", "value", "note", "updated"),
    "target": ("theme", "level", "reason"),
    "plan": ("idea", "created"),
    "missing_partner": ("partner",),
    "experiment": ("idea", "created", "updated"),
    "experiment_field": ("field", "value", "updated"),
    "experiment_other": ("field", "value", "created"),
    "share": ("municipality", "size", "shared", "stopped"),
    "share_stage": ("part", "stage"),
}
GROUP: Final[Columns] = {
    **ALONE,
    "measurement": (*ALONE["measurement"], "phase"),
    "workshop": ("scope", "questions", "join_expires", "focus", "revote", "ideas"),
    "participation": ("number", "joined"),
    "counted": ("round", "created"),
    "commitment": ("idea", "owner", "step", "step_date", "review_date"),
    "audit": ("act", "phase", "created"),
}
PARTICIPANT: Final[Columns] = {
    "measurement": ("municipality", "date", *_QUESTIONNAIRE, "phase", "expires"),
    "response": ("role", "round"),
    "answer": ("question", "value", "updated"),
    "participation": ("number", "joined"),
    "finished": ("phase",),
    "vote": ("idea", "dots"),
    "counted": ("round", "people", "created"),
}

_ID: Final = "a number that the app finds rows by"
_HASH: Final = "the SHA-256 of a secret"
_KEY: Final = "a key: who has the file would have a place in the workshop"
_WRITING: Final = "who writes at this moment: a random mark of a page in a browser"
_COUNTER: Final = "a counter by which pages see that there is something new"
_TOGETHER: Final = "of the municipalities that count together, not of this one"
_APP: Final = "of nobody: about the app itself"

LEFT_OUT: Final[Mapping[str, str]] = {
    "measurement.id": _ID,
    "measurement.owner_token_hash": _HASH,
    "measurement.join_code": _KEY,
    "response.id": _ID,
    "response.measurement": _ID,
    "response.token_hash": _HASH,
    "response.kind": "follows from whose file it is",
    "answer.response": _ID,
    "target.measurement": _ID,
    "plan.measurement": _ID,
    "missing_partner.measurement": _ID,
    "experiment.id": _ID,
    "experiment.measurement": _ID,
    "experiment.token_hash": _HASH,
    "experiment.writer": _WRITING,
    "experiment.owner_writes": _WRITING,
    "experiment.writing_until": _WRITING,
    "experiment.stand": _COUNTER,
    "experiment_field.experiment": _ID,
    "experiment_field.version": _COUNTER,
    "experiment_field.writer": _WRITING,
    "experiment_field.since": _COUNTER,
    "experiment_other.id": _ID,
    "experiment_other.experiment": _ID,
    "experiment_other.writer": _WRITING,
    "experiment_other.base": _COUNTER,
    "share.measurement": _ID,
    "share.basis": "a hash of the questions and of how they count",
    "share.batch": _TOGETHER,
    "share.members": _TOGETHER,
    "share.batched": _TOGETHER,
    "share_stage.measurement": _ID,
    "share_stage.counts": _TOGETHER,
    "workshop.measurement": _ID,
    "workshop.stand": _COUNTER,
    "participation.response": _ID,
    "participation.measurement": _ID,
    "finished.response": _ID,
    "vote.response": _ID,
    "counted.measurement": _ID,
    "commitment.measurement": _ID,
    "audit.id": _ID,
    "audit.measurement": _ID,
    "meta.schema": _APP,
    "seal.id": _APP,
    "seal.text": _APP,
    **{f"questionnaire_version.{name}": "of nobody: the questions" for name in ("hash", "id", "version", "json", "created")},
}
"""What is in nobody's file, and why."""

_measurement, _response, _participation = tables.measurement, tables.response, tables.participation


def of_one_person(connection: Connection, token_hash: str, now: datetime) -> Held | None:
    """Of the measurement of one person; None where there is none."""
    head = _head(connection, token_hash, "solo", now)
    return None if head is None else _measured(connection, ALONE, head)


def of_group(connection: Connection, token_hash: str, now: datetime, fewest: int) -> Held | None:
    """Of a workshop, for its facilitator; None where there is none. The dots only where at least `fewest` people gave any.

    Of a closed round: how many people it counted, as "people".
    """
    id = _head(connection, token_hash, "workshop", now)
    if id is None:
        return None
    held = _measured(connection, GROUP, id)
    for name in ("workshop", "commitment", "audit"):
        held[name] = _rows(connection, GROUP, name, tables.metadata.tables[name].c.measurement == id)
    seen = (*_of(_participation, GROUP), _response.c.role, _response.c.token_hash.is_(None).label("on_paper"))
    people = select(*seen).join(_response).where(_participation.c.measurement == id).order_by(_participation.c.number)
    held["participation"] = [dict(row._mapping) for row in connection.execute(people)]
    held["counted"] = []
    for row in connection.execute(_counted(id)):
        total = {name: getattr(row, name) for name in GROUP["counted"]}
        if row.round == CHOOSING:
            enough = row.people["voters"] >= fewest
            total |= {"people": row.people["voters"], "dots": row.people["dots"] if enough else None}
        else:
            total["people"] = len(row.people)
        held["counted"].append(total)
    return held


def of_participant(connection: Connection, token_hash: str, now: datetime) -> Held | None:
    """Of one participant; None where there is none. Of a closed round: what it counted of this person, as "people"."""
    mine = select(_response.c.id, _response.c.round, _response.c.measurement).where(_response.c.token_hash == token_hash)
    own = connection.execute(mine.order_by(_response.c.round)).all()
    if not own:
        return None
    head, first = _measurement.c.id == own[0].measurement, own[0].id
    if connection.execute(select(_measurement.c.expires).where(head)).scalar_one() <= now:
        return None
    held: Held = {"measurement": _rows(connection, PARTICIPANT, "measurement", head)}
    for name in ("participation", "finished", "vote"):
        held[name] = _rows(connection, PARTICIPANT, name, tables.metadata.tables[name].c.response == first)
    held["response"] = [_answered(connection, PARTICIPANT, row.id) for row in own]
    held["counted"] = [
        {**{name: getattr(row, name) for name in PARTICIPANT["counted"]}, "people": row.people[str(first)]}
        for row in connection.execute(_counted(own[0].measurement))
        if row.round != CHOOSING and str(first) in row.people
    ]
    return held


def _head(connection: Connection, token_hash: str, kind: str, now: datetime) -> int | None:
    mine = select(_measurement.c.id, _measurement.c.expires).where(
        _measurement.c.owner_token_hash == token_hash, _measurement.c.kind == kind
    )
    row = connection.execute(mine).first()
    return None if row is None or row.expires <= now else row.id


def _measured(connection: Connection, columns: Columns, id: int) -> Held:
    """What a measurement of one person and one of a group both have; of a group the answers that it agreed on."""
    held: Held = {"measurement": _rows(connection, columns, "measurement", _measurement.c.id == id)}
    own = select(_response.c.id).join(_measurement).where(_measurement.c.id == id, _response.c.kind == OWN_KIND)
    held["response"] = [_answered(connection, columns, response) for response in connection.execute(own).scalars()]
    for name in ("target", "plan", "missing_partner", "share", "share_stage"):
        held[name] = _rows(connection, columns, name, tables.metadata.tables[name].c.measurement == id)
    experiments = select(tables.experiment.c.id).where(tables.experiment.c.measurement == id).order_by(tables.experiment.c.id)
    held["experiment"] = [_experiment(connection, columns, one) for one in connection.execute(experiments).scalars()]
    return held


def _answered(connection: Connection, columns: Columns, response: int) -> Held:
    (held,) = _rows(connection, columns, "response", _response.c.id == response)
    return {**held, "answer": _rows(connection, columns, "answer", tables.answer.c.response == response)}


def _experiment(connection: Connection, columns: Columns, id: int) -> Held:
    (held,) = _rows(connection, columns, "experiment", tables.experiment.c.id == id)
    for name in ("experiment_field", "experiment_other"):
        held[name] = _rows(connection, columns, name, tables.metadata.tables[name].c.experiment == id)
    return held


def _rows(connection: Connection, columns: Columns, name: str, which: ColumnElement[bool]) -> list[Held]:
    table = tables.metadata.tables[name]
    found = connection.execute(select(*_of(table, columns)).where(which).order_by(*table.primary_key.columns))
    return [dict(row._mapping) for row in found]


def _of(table: Any, columns: Columns) -> list[Any]:
    return [table.c[name] for name in columns[table.name]]


def _counted(id: int) -> Any:
    return select(tables.counted).where(tables.counted.c.measurement == id).order_by(tables.counted.c.round)
