"""What is in the database before strange input comes, and what must be there after it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Final

from sqlalchemy import select, text

from benchmarks.fuzz.found import Found
from questionnaire import Questionnaire
from questionnaire.plan import Plan
from storage import Store, new_token, tables
from storage.database import reading

DAY: Final = date(2026, 11, 23)
# What changes by being used: the end of a term, the page last seen, and the pen of a plan.
_MOVES: Final = {"measurement": {"updated", "expires", "position"}, "experiment": {"updated", "stand", "writer", "writing_until"}}
_GROWS: Final = ("response", "participation")
_WRITTEN: Final = ("experiment_field", "answer")


@dataclass
class Room:
    """A measurement with a plan, one for notes, and a workshop with people, with the secrets of all of them."""

    owner: str
    writer: str
    plan: int
    known: tuple[str, ...]
    before: dict[str, list[dict[str, Any]]]
    texts: dict[str, str] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    notes: dict[str, str] = field(default_factory=dict)
    """Of the measurement for notes: what was shown as stored, by question."""


def furnish(store: Store, questionnaire: Questionnaire) -> Room:
    owner, writer, facilitator, people = new_token(), new_token(), new_token(), [new_token() for _ in range(3)]
    stored = store.create(owner, questionnaire, municipality="Goes", role=None, size=None, today=DAY)
    for question in questionnaire.questions:
        store.save_answer(stored.response_id, question.id, 3, "een gewone toelichting")
    plan = store.plans.create(stored.id, Plan(title="Proef"))
    shared = store.plans.share(plan)
    other = store.create(writer, questionnaire, municipality="Ede", role=None, size=None, today=DAY)
    for question in questionnaire.questions:
        store.save_answer(other.response_id, question.id, 2, None)
    ids = [question.id for question in questionnaire.questions]
    opened = store.workshops.open(
        facilitator, questionnaire, municipality="Goes", size=None, scope="all", questions=ids, today=DAY
    )
    code = opened.join_code or ""
    joined = [store.participants.join(code, token, None) for token in people]
    store.workshops.move(opened.id, "waiting", "answering")
    for one in joined:
        store.participants.save_answer(one.response_id, ids[0], 4)
    known = (owner, writer, facilitator, *people, shared, code, code)
    return Room(owner, writer, plan, known, snapshot(store))


def snapshot(store: Store) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table, with the texts opened."""
    with reading(store._engine) as connection:
        return {
            table.name: [dict(row._mapping) for row in connection.execute(select(table).order_by(*table.primary_key.columns))]
            for table in tables.metadata.sorted_tables
        }


def compare(store: Store, room: Room, found: Found) -> None:
    """Whether the database is whole, and holds what it held, the texts that were confirmed, and who joined."""
    sound(store, found)
    after = snapshot(store)
    for name, before in room.before.items():
        moves = _MOVES.get(name, set())
        old, new = ([{key: row[key] for key in row.keys() - moves} for row in rows] for rows in (before, after[name]))
        if name in _GROWS:
            joined = len(new) - len(old)
            if joined != found.counts["meegedaan"] or new[: len(old)] != old:
                found.fault(f"tabel {name}: {joined} rijen erbij", found.counts["meegedaan"])
        elif name not in _WRITTEN and old != new:
            found.fault(f"tabel {name} is veranderd", [row for row in new if row not in old][:3])
    fields = {row["field"]: row["value"] for row in after["experiment_field"] if row["field"] in room.texts}
    if fields != room.texts:
        found.fault(
            "teksten van een plan: in de database staat iets anders", [key for key in fields if fields[key] != room.texts[key]]
        )
    _answers(store, room, found)


def _answers(store: Store, room: Room, found: Found) -> None:
    mine, other = store.find(room.owner), store.find(room.writer)
    if mine is None or {(answer.level, answer.note) for answer in mine.answers.values()} != {(3, "een gewone toelichting")}:
        found.fault("de gewone meting is veranderd", "")
    notes = {} if other is None else {question: answer.note or "" for question, answer in other.answers.items()}
    wrong = [question for question, note in room.notes.items() if notes.get(question) != note]
    if other is None or wrong or {answer.level for answer in other.answers.values()} != {2}:
        found.fault("toelichtingen: in de database staat iets anders", wrong)


def sound(store: Store, found: Found) -> None:
    """SQLite's own checks."""
    with reading(store._engine) as connection:
        whole = connection.execute(text("PRAGMA integrity_check")).scalars().all()
        loose = connection.execute(text("PRAGMA foreign_key_check")).all()
    if whole != ["ok"] or loose:
        found.fault("de database is beschadigd", (whole, loose))
