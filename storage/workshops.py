"""Workshops as their facilitators use them: opening, the phases, what rounds counted, agreeing and choosing."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Final, cast

from sqlalchemy import Connection, Row, bindparam, delete, func, insert, select, update

from questionnaire.answers import Value
from questionnaire.models import Questionnaire
from storage import tables
from storage.database import erase_traces, reading, writing
from storage.database import insert as insert_unless
from storage.decisions import NEXT_STAND, Decisions
from storage.errors import NotNow, TokenInUse, WorkshopFull
from storage.held import Held, of_group
from storage.keeping import keep_questionnaire
from storage.trail import Trace, leave_trace, traces
from storage.values import answer_row, cleaned, is_token, to_value, token_digest, utc_now
from storage.workshop import (
    FOLLOWING,
    MOST_PARTICIPANTS,
    Attendee,
    Entry,
    Phase,
    Workshop,
    new_code,
)

_measurement, _response, _answer, _workshop = tables.measurement, tables.response, tables.answer, tables.workshop
_participation, _finished, _counted = tables.participation, tables.finished, tables.counted
_plan, _vote, _commitment = tables.plan, tables.vote, tables.commitment

CODE_LIFETIME: Final = timedelta(days=14)
"""How long a join code works after it was made; the facilitator can make a new one."""

HEAD: Final = select(_measurement, _workshop).join(_workshop)
_PLACE: Final = (
    select(_workshop.c.measurement, _workshop.c.stand)
    .join(_measurement)
    .where(_measurement.c.owner_token_hash == bindparam("token"))
)
_FINISHED: Final = (
    select(func.count())
    .select_from(_finished.join(_participation, _participation.c.response == _finished.c.response))
    .where(_participation.c.measurement == bindparam("of"), _finished.c.phase == bindparam("phase"))
    .scalar_subquery()
)
_PROGRESS: Final = select(func.count(), _FINISHED).where(_participation.c.measurement == bindparam("of"))


def to_workshop(row: Row[Any]) -> Workshop:
    """A row of `HEAD`."""
    return Workshop(
        id=row.id,
        municipality=row.municipality,
        size=row.size,
        date=row.date,
        questionnaire_hash=row.questionnaire_hash,
        scope=row.scope,
        questions=tuple(row.questions),
        phase=cast(Phase, row.phase),
        stand=row.stand,
        join_code=row.join_code,
        join_expires=row.join_expires,
        focus=row.focus,
        revote=tuple(row.revote),
        ideas=tuple(row.ideas),
        created=row.created,
        expires=row.expires,
    )


class Workshops(Decisions):
    """The facilitator's side. Each method is one short transaction, as in `storage.Store`.

    Who calls has checked the facilitator's token: `find` is the way from a token to the id that the other methods take.
    Methods that change something raise MeasurementGone when the workshop no longer exists.
    """

    def open(
        self,
        token: str,
        questionnaire: Questionnaire,
        *,
        municipality: str,
        size: str | None,
        scope: str,
        questions: Sequence[str],
        today: date,
    ) -> Workshop:
        """Open a workshop in phase "waiting". Raises TokenInUse, and ValueError for a token or questions that cannot be."""
        if not is_token(token):
            raise ValueError("not a token made by new_token")
        if not questions or set(questions) - set(questionnaire.question_by_id):
            raise ValueError("a workshop asks at least one question of its questionnaire")
        now = utc_now()
        with writing(self._engine) as connection:
            # A workshop that expired and is not yet swept away must not stand in the way.
            old = (_measurement.c.owner_token_hash == token_digest(token)) & (_measurement.c.expires <= now)
            connection.execute(delete(_measurement).where(old))
            keep_questionnaire(self._engine, connection, questionnaire, now)
            head = insert_unless(self._engine, _measurement).values(
                kind="workshop",
                municipality=cleaned(municipality),
                size=cleaned(size),
                date=today,
                questionnaire_hash=questionnaire.hash,
                questionnaire_id=questionnaire.id,
                questionnaire_version=questionnaire.version,
                owner_token_hash=token_digest(token),
                join_code=_free_code(connection),
                phase="waiting",
                created=now,
                updated=now,
                expires=now + self._retention,
            )
            head = head.on_conflict_do_nothing(index_elements=[_measurement.c.owner_token_hash])
            id = connection.execute(head.returning(_measurement.c.id)).scalar_one_or_none()
            if id is None:
                raise TokenInUse
            body = {"measurement": id, "scope": scope, "questions": list(questions), "join_expires": now + CODE_LIFETIME}
            connection.execute(insert(_workshop), body)
            leave_trace(connection, id, "opened", now)
            return to_workshop(connection.execute(HEAD.where(_measurement.c.id == id)).one())

    def find(self, token: str) -> Workshop | None:
        """The workshop of a facilitator's token; None when unknown or expired."""
        if not is_token(token):
            return None
        with reading(self._engine) as connection:
            row = connection.execute(HEAD.where(_measurement.c.owner_token_hash == token_digest(token))).first()
        return None if row is None or row.expires <= utc_now() else to_workshop(row)

    def by_id(self, id: int) -> Workshop | None:
        """The workshop with this id, for who has it open already."""
        with reading(self._engine) as connection:
            row = connection.execute(HEAD.where(_measurement.c.id == id)).first()
        return None if row is None else to_workshop(row)

    def place(self, token: str) -> tuple[int, int] | None:
        """The id and the stand of the workshop of a facilitator's token."""
        if not is_token(token):
            return None
        with reading(self._engine) as connection:
            row = connection.execute(_PLACE, {"token": token_digest(token)}).first()
        return None if row is None else (row.measurement, row.stand)

    def stands(self, ids: Collection[int]) -> dict[int, int]:
        """The stand of each workshop that still exists."""
        with reading(self._engine) as connection:
            rows = select(_workshop.c.measurement, _workshop.c.stand).where(_workshop.c.measurement.in_(ids))
            return dict(connection.execute(rows).all())

    # The phases

    def move(
        self,
        id: int,
        old: Phase,
        new: Phase,
        *,
        focus: str | None = None,
        revote: Sequence[str] = (),
        ideas: Sequence[str] = (),
    ) -> None:
        """Go from phase `old` to `new`, once: a second click finds the workshop elsewhere and raises NotNow.

        Leaving "answering", "revote" or "choosing" fixes what is counted there. `revote` are the questions of a second round,
        `ideas` what people can choose from.
        """
        if new not in FOLLOWING[old]:
            raise NotNow
        with writing(self._engine) as connection:
            changes: dict[str, Any] = {"phase": new}
            if new == "closed":
                changes["join_code"] = None  # free again, and useless from now on
            self._touch(connection, id, old, **changes)
            if old == "answering":
                self._count(connection, id, 1)
            if old == "revote":
                self._count(connection, id, 2)
            if old == "choosing":
                self._count_dots(connection, id)
            state: dict[str, Any] = {"focus": focus}
            if new == "revote":
                state["revote"] = list(revote)
            if new == "choosing":
                state["ideas"] = list(ideas)
            connection.execute(NEXT_STAND.values(**state), {"of": id})
            if new == "agreeing":
                connection.execute(insert(_response).values(measurement=id, kind="agreed", round=1))
            leave_trace(connection, id, "moved", utc_now(), new)

    def focus(self, id: int, question: str | None) -> None:
        """The question that the group talks about now."""
        with writing(self._engine) as connection:
            self._touch(connection, id)
            connection.execute(NEXT_STAND.values(focus=question), {"of": id})

    def renew_code(self, id: int) -> None:
        """A new join code; the old one no longer works. Raises NotNow for a closed workshop."""
        now = utc_now()
        with writing(self._engine) as connection:
            open_ = (_measurement.c.id == id) & _measurement.c.join_code.is_not(None)
            found = connection.execute(update(_measurement).where(open_).values(join_code=_free_code(connection)))
            if found.rowcount == 0:
                raise NotNow
            connection.execute(NEXT_STAND.values(join_expires=now + CODE_LIFETIME), {"of": id})
            leave_trace(connection, id, "renewed", now)

    # People

    def progress(self, id: int, phase: Phase) -> tuple[int, int]:
        """How many people take part, and how many of them are ready with `phase`."""
        with reading(self._engine) as connection:
            joined, finished = connection.execute(_PROGRESS, {"of": id, "phase": phase}).one()
        return joined, finished

    def attendees(self, id: int) -> list[Attendee]:
        """Everyone who takes part now, in order of joining."""
        found = (
            select(_response.c.id, _response.c.role, _response.c.token_hash, _participation.c.number, _participation.c.joined)
            .join(_participation, _participation.c.response == _response.c.id)
            .where(_participation.c.measurement == id)
            .order_by(_participation.c.number)
        )
        with reading(self._engine) as connection:
            return [
                Attendee(row.id, row.number, row.role, row.joined, on_paper=row.token_hash is None)
                for row in connection.execute(found)
            ]

    def remove(self, id: int, response_id: int) -> bool:
        """Remove a participant with all answers that are not counted yet. What a closed round counted stays: a result that
        changed by one person would show that person's answers. False when the workshop has no such participant."""
        with writing(self._engine) as connection:
            gone = drop_participant(connection, id, response_id)
            connection.execute(NEXT_STAND, {"of": id})  # the phone of this person notices
            if gone:
                leave_trace(connection, id, "removed", utc_now())
        erase_traces(self._engine)
        return gone

    def add_paper(self, id: int, role: str | None, values: Mapping[str, Value]) -> int:
        """A form filled in on paper; returns its number. Raises NotNow after the answering, WorkshopFull."""
        now = utc_now()
        with writing(self._engine) as connection:
            self._touch(connection, id)
            head = connection.execute(HEAD.where(_measurement.c.id == id)).one()
            if head.phase not in ("waiting", "answering"):
                raise NotNow
            if set(values) - set(head.questions):
                raise ValueError("an answer to a question that this workshop does not ask")
            response_id, number = add_participant(connection, id, None, role, now)
            rows = [answer_row(response_id, question, value, None, now) for question, value in values.items()]
            if rows:
                connection.execute(insert(_answer), rows)
            connection.execute(insert(_finished), {"response": response_id, "phase": "answering"})
            leave_trace(connection, id, "paper", now)
        return number

    # What the facilitator did

    def trail(self, id: int) -> list[Trace]:
        """What was done as the facilitator, in order, without what it was about."""
        with reading(self._engine) as connection:
            return traces(connection, id)

    def held(self, token: str, fewest: int) -> Held | None:
        """Everything that is kept of a workshop and may be told to its facilitator; None where `find` finds none.
        The dots are in it where at least `fewest` people gave any."""
        if not is_token(token):
            return None
        with reading(self._engine) as connection:
            return of_group(connection, token_digest(token), utc_now(), fewest)

    # What rounds counted

    def counted(self, id: int, round: int) -> dict[int, Entry] | None:
        """The answers (round 1) or votes (round 2) when that round closed, by participant; None before that."""
        of = (_counted.c.measurement == id) & (_counted.c.round == round)
        with reading(self._engine) as connection:
            people = connection.execute(select(_counted.c.people).where(of)).scalar_one_or_none()
        if people is None:
            return None
        return {
            int(key): Entry(person["role"], person["values"], person.get("on_paper", False)) for key, person in people.items()
        }

    # Parts

    def _count(self, connection: Connection, id: int, round: int) -> None:
        """Fix what a round counts: everyone with at least one answer in it."""
        own = (_response.c.measurement == id) & (_response.c.kind == "individual")
        rows = connection.execute(
            select(_response.c.id, _response.c.token_hash, _response.c.role, _answer.c.question, _answer.c.value)
            .join(_answer, _answer.c.response == _response.c.id)
            .where(own, _response.c.round == round, _answer.c.value.is_not(None))
            .order_by(_response.c.id)
        ).all()
        # Both rounds name a participant by the response of the first one.
        known = select(_response.c.token_hash, _response.c.id).where(own, _response.c.round == 1)
        first = dict(connection.execute(known.where(_response.c.token_hash.is_not(None))).all())
        people: dict[str, Any] = {}
        for row in rows:
            new = {"role": row.role, "values": {}, "on_paper": row.token_hash is None}
            person = people.setdefault(str(first.get(row.token_hash, row.id)), new)
            person["values"][row.question] = to_value(row.value)
        connection.execute(insert(_counted), {"measurement": id, "round": round, "people": people, "created": utc_now()})


def _free_code(connection: Connection) -> str:
    while True:
        code = new_code()
        if connection.execute(select(_measurement.c.id).where(_measurement.c.join_code == code)).first() is None:
            return code


def add_participant(connection: Connection, id: int, token_hash: str | None, role: str | None, now: datetime) -> tuple[int, int]:
    """A participant of workshop `id`: the id of the response of the first round, and the number. Raises WorkshopFull."""
    taken = select(func.count(), func.coalesce(func.max(_participation.c.number), 0)).where(_participation.c.measurement == id)
    count, last = connection.execute(taken).one()
    if count >= MOST_PARTICIPANTS:
        raise WorkshopFull
    body = insert(_response).values(measurement=id, token_hash=token_hash, role=cleaned(role), kind="individual", round=1)
    response_id: int = connection.execute(body.returning(_response.c.id)).scalar_one()
    row = {"response": response_id, "measurement": id, "number": last + 1, "joined": now}
    connection.execute(insert(_participation), row)
    return response_id, last + 1


def drop_participant(connection: Connection, id: int, response_id: int) -> bool:
    """Remove a participant's responses of both rounds. False when the workshop has no such participant."""
    # An answer that is being stored at this moment comes before it, or finds nobody.
    connection.execute(select(_measurement.c.id).where(_measurement.c.id == id).with_for_update())
    mine = (_participation.c.response == response_id) & (_participation.c.measurement == id)
    token_hash = (
        select(_response.c.token_hash)
        .join(_participation, _participation.c.response == _response.c.id)
        .where(mine, _response.c.token_hash.is_not(None))
    )
    found = connection.execute(select(_participation.c.response).where(mine)).first() is not None
    if found:
        same = connection.execute(token_hash).scalar_one_or_none()
        if same is not None:
            connection.execute(delete(_response).where(_response.c.token_hash == same, _response.c.measurement == id))
        connection.execute(delete(_response).where(_response.c.id == response_id))
    return found
