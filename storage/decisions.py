"""What a workshop decides: the agreed answers, the dots, and the experiments it chose."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import Any, Final

from sqlalchemy import Connection, Engine, bindparam, delete, func, select, update

from questionnaire.answers import Answer, Value
from storage import tables
from storage.database import insert, reading, upsert, writing
from storage.errors import MeasurementGone, NotNow
from storage.trail import leave_trace
from storage.values import answer_row, cleaned, to_answer, utc_now
from storage.workshop import Commitment, Phase

_measurement, _response, _answer, _workshop = tables.measurement, tables.response, tables.answer, tables.workshop
_participation, _plan, _vote, _commitment = tables.participation, tables.plan, tables.vote, tables.commitment
_counted = tables.counted

CHOOSING: Final = 3
"""The place of the dots in the table `counted`, after the two rounds of answers."""

NEXT_STAND: Final = update(_workshop).where(_workshop.c.measurement == bindparam("of")).values(stand=_workshop.c.stand + 1)
"""Makes every screen of a workshop draw itself again."""


class Decisions:
    """The part of `storage.workshops.Workshops` that is about agreeing and choosing; the same promises hold."""

    def __init__(self, engine: Engine, retention: timedelta) -> None:
        self._engine = engine
        self._retention = retention
        self._upsert_answer = upsert(engine, _answer)
        self._upsert_commitment = upsert(engine, _commitment)

    def save_agreed(self, id: int, question: str, value: Value | None, note: str | None) -> None:
        """What the group settles on for a question. Raises NotNow outside the phase "agreeing"."""
        note = cleaned(note)
        Answer(level=value, note=note)  # raises ValidationError, a ValueError
        with writing(self._engine) as connection:
            self._touch(connection, id, "agreeing")
            response_id = connection.execute(_agreed_response(id)).scalar_one()
            connection.execute(self._upsert_answer, answer_row(response_id, question, value, note, now := utc_now()))
            connection.execute(NEXT_STAND, {"of": id})
            leave_trace(connection, id, "agreed", now)

    def agreed(self, id: int) -> dict[str, Answer]:
        """What the group settled so far, by question; empty before the agreeing began."""
        found = select(_answer).where(_answer.c.response == _agreed_response(id).scalar_subquery())
        with reading(self._engine) as connection:
            rows = connection.execute(found).all()
        return {row.question: to_answer(row.value, row.note) for row in rows if row.value or row.note}

    def propose(self, id: int, levels: Mapping[str, int]) -> None:
        """Levels to begin with, by question; what the group has settled stays. Raises NotNow outside "agreeing"."""
        with writing(self._engine) as connection:
            self._touch(connection, id, "agreeing")
            response_id = connection.execute(_agreed_response(id)).scalar_one()
            rows = [answer_row(response_id, question, level, None, utc_now()) for question, level in levels.items()]
            if rows:
                connection.execute(insert(self._engine, _answer).on_conflict_do_nothing(), rows)
            connection.execute(NEXT_STAND, {"of": id})

    def commitments(self, id: int) -> list[Commitment]:
        """The experiments the group chose, in order of choosing."""
        found = (
            select(_commitment)
            .outerjoin(_plan, (_plan.c.measurement == _commitment.c.measurement) & (_plan.c.idea == _commitment.c.idea))
            .where(_commitment.c.measurement == id)
            .order_by(_plan.c.created, _commitment.c.idea)
        )
        with reading(self._engine) as connection:
            return [
                Commitment(row.idea, row.owner, row.step, row.step_date, row.review_date) for row in connection.execute(found)
            ]

    def commit(self, id: int, commitment: Commitment) -> None:
        """Choose an experiment, or change what was said about it."""
        with writing(self._engine) as connection:
            self._touch(connection, id)
            row = {
                "measurement": id,
                "idea": commitment.idea,
                "owner": cleaned(commitment.owner),
                "step": cleaned(commitment.step),
                "step_date": commitment.step_date,
                "review_date": commitment.review_date,
            }
            connection.execute(self._upsert_commitment, row)
            chosen = {"measurement": id, "idea": commitment.idea, "created": utc_now()}
            connection.execute(insert(self._engine, _plan).on_conflict_do_nothing(), chosen)
            connection.execute(NEXT_STAND, {"of": id})
            leave_trace(connection, id, "chosen", utc_now())

    def withdraw(self, id: int, idea: str) -> None:
        """Take back the choice of an experiment."""
        with writing(self._engine) as connection:
            self._touch(connection, id)
            for table in (_commitment, _plan):
                connection.execute(delete(table).where(table.c.measurement == id, table.c.idea == idea))
            connection.execute(NEXT_STAND, {"of": id})
            leave_trace(connection, id, "withdrawn", utc_now())

    def dots(self, id: int) -> tuple[dict[str, int], int]:
        """The dots each idea had when the choosing closed, and the number of people who gave any; nothing before that."""
        of = (_counted.c.measurement == id) & (_counted.c.round == CHOOSING)
        with reading(self._engine) as connection:
            found = connection.execute(select(_counted.c.people).where(of)).scalar_one_or_none()
        return (found["dots"], found["voters"]) if found else ({}, 0)

    def _count_dots(self, connection: Connection, id: int) -> None:
        """Fix the dots: totals only. Counted again after somebody left, they would give that person's dots away."""
        of = _vote.join(_participation, _participation.c.response == _vote.c.response)
        mine = _participation.c.measurement == id
        totals = select(_vote.c.idea, func.sum(_vote.c.dots)).select_from(of).where(mine).group_by(_vote.c.idea)
        voters = select(func.count(func.distinct(_vote.c.response))).select_from(of).where(mine)
        people = {
            "dots": {idea: int(total) for idea, total in connection.execute(totals)},
            "voters": connection.execute(voters).scalar_one(),
        }
        row = {"measurement": id, "round": CHOOSING, "people": people, "created": utc_now()}
        connection.execute(_counted.insert(), row)

    def _touch(self, connection: Connection, id: int, only_in: Phase | None = None, **changes: Any) -> None:
        """Store `changes` and start the retention period again, if the workshop is in phase `only_in` (None: any)."""
        now = utc_now()
        mine = _measurement.c.id == id
        if only_in is not None:
            mine &= _measurement.c.phase == only_in
        values = {"updated": now, "expires": now + self._retention, **changes}
        if connection.execute(update(_measurement).where(mine).values(**values)).rowcount == 0:
            there = connection.execute(select(_measurement.c.id).where(_measurement.c.id == id)).first()
            raise MeasurementGone if there is None else NotNow


def _agreed_response(id: int) -> Any:
    return select(_response.c.id).where(_response.c.measurement == id, _response.c.kind == "agreed")
