"""Participants of workshops: joining with a code, answering, voting again, and dividing dots.

What someone may store depends on the phase of the workshop. It is checked in the transaction that stores, so that a
round counts exactly what it confirmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Engine, Row, Select, Text, bindparam, cast, delete, func, literal, select

from questionnaire.answers import Answer, Value
from storage import tables
from storage.database import erase_traces, reading, upsert, writing, writing_once
from storage.database import insert as insert_unless
from storage.errors import MeasurementGone, NotNow, UnknownCode
from storage.held import Held, of_participant
from storage.values import answer_row, is_token, to_value, token_digest, utc_now
from storage.workshop import DOTS, Participation, Phase, Seen, Workshop, tidy_code
from storage.workshops import HEAD, add_participant, drop_participant, to_workshop

_measurement, _response, _answer, _workshop = tables.measurement, tables.response, tables.answer, tables.workshop
_participation, _finished, _vote = tables.participation, tables.finished, tables.vote

# The head row is locked while an answer is stored (on PostgreSQL; SQLite has one writer), so that a phase cannot end
# between the look at it and the commit.
_STATE: Final = (
    select(_measurement.c.id, _measurement.c.phase, _workshop.c.questions, _workshop.c.revote, _workshop.c.ideas)
    .join(_workshop, _workshop.c.measurement == _measurement.c.id)
    .join(_participation, _participation.c.measurement == _measurement.c.id)
    .where(_participation.c.response == bindparam("response"))
    .with_for_update(read=True, of=_measurement)
)
# Locked while somebody joins: how many people there are is looked up first, and the next number taken after that.
_BY_CODE: Final = HEAD.where(_measurement.c.join_code == bindparam("code"))
ENTRANCE: Final = _BY_CODE.with_for_update(of=_measurement)
# An answer, if its workshop asks it now. The questions are a list in JSON; no id has quotes.
_NEW: Final = {column.name: bindparam(f"new_{column.name}", type_=column.type) for column in _answer.columns}
_ASKED_NOW: Final = (
    select(*_NEW.values())
    .select_from(_participation)
    .join(_measurement, _measurement.c.id == _participation.c.measurement)
    .join(_workshop, _workshop.c.measurement == _measurement.c.id)
    .where(
        _participation.c.response == _NEW["response"],
        _measurement.c.phase == "answering",
        cast(_workshop.c.questions, Text).contains('"' + _NEW["question"] + '"'),
    )
    .with_for_update(read=True, of=_measurement)
)
_LAST: Final = select(func.max(_answer.c.updated)).where(_answer.c.response == bindparam("response"))
_SEEN: Final = (
    select(_workshop.c.stand, _LAST.scalar_subquery())
    .join(_participation, _participation.c.measurement == _workshop.c.measurement)
    .where(_participation.c.response == bindparam("response"))
)
# Built once: SQLAlchemy then finds the compiled statement quickly, also when two hundred people come in at once.
_MINE: Final = (
    HEAD.add_columns(_response.c.id.label("response"), _response.c.role, _participation.c.number)
    .join(_response, _response.c.measurement == _measurement.c.id)
    .join(_participation, _participation.c.response == _response.c.id)
    .where(_response.c.token_hash == bindparam("token"))
)
_ANSWERS: Final = (
    select(_response.c.round, _answer.c.question, _answer.c.value, _answer.c.updated)
    .join(_answer, _answer.c.response == _response.c.id)
    .where(_response.c.token_hash == bindparam("token"))
)
_DOTS: Final = select(_vote.c.idea, _vote.c.dots).where(_vote.c.response == bindparam("of"))
_READY: Final = select(_finished.c.phase).where(_finished.c.response == bindparam("of"))
_PLACE: Final = (
    select(_workshop.c.measurement, _workshop.c.stand)
    .join(_response, _response.c.measurement == _workshop.c.measurement)
    .where(_response.c.token_hash == bindparam("token"), _response.c.round == 1)
)
_TOKEN: Final = select(_response.c.token_hash).where(_response.c.id == bindparam("first"))
_SECOND: Final = select(_response.c.id).where(_response.c.round == 2, _response.c.token_hash == _TOKEN.scalar_subquery())


class Participants:
    """The participant's side. Each method is one short transaction, as in `storage.Store`.

    Methods that store raise MeasurementGone when the participant was removed, and NotNow when the phase is over.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._upsert_answer = upsert(engine, _answer)
        self._upsert_vote = upsert(engine, _vote)
        self._answer_now = upsert(engine, _answer).from_select([column.name for column in _answer.columns], _ASKED_NOW)

    def workshop(self, code: str) -> Workshop:
        """The workshop that can be joined with this code. Raises UnknownCode, also for an expired one."""
        with reading(self._engine) as connection:
            return _open_workshop(connection, code, _BY_CODE)

    def join(self, code: str, token: str, role: str | None) -> Participation:
        """Take part. Whoever already takes part with this token stays who they were. Raises UnknownCode, WorkshopFull."""
        if not is_token(token):
            raise ValueError("not a token made by new_token")
        now = utc_now()
        with writing(self._engine) as connection:
            workshop = _open_workshop(connection, code, ENTRANCE)
            hash_ = token_digest(token)
            known = connection.execute(select(_response.c.measurement).where(_response.c.token_hash == hash_)).first()
            if known is None:
                add_participant(connection, workshop.id, hash_, role, now)
            elif known.measurement != workshop.id:
                raise ValueError("a token belongs to one workshop")
            found = _read(connection, hash_)
        assert found is not None  # noqa: S101  # read in the transaction that wrote it
        return found

    def find(self, token: str) -> Participation | None:
        """The participant with this token; None when unknown, removed, or when the workshop has expired."""
        if not is_token(token):
            return None
        with reading(self._engine) as connection:
            found = _read(connection, token_digest(token))
        return None if found is None or found.workshop.expires <= utc_now() else found

    def held(self, token: str) -> Held | None:
        """Everything that is kept of this participant; None where `find` finds none."""
        if not is_token(token):
            return None
        with reading(self._engine) as connection:
            return of_participant(connection, token_digest(token), utc_now())

    def place(self, token: str) -> tuple[int, int] | None:
        """The id and the stand of the workshop of a participant's token."""
        if not is_token(token):
            return None
        with reading(self._engine) as connection:
            row = connection.execute(_PLACE, {"token": token_digest(token)}).first()
        return None if row is None else (row.measurement, row.stand)

    def seen(self, response_id: int) -> Seen | None:
        """What to compare before reading again with `find`; None when removed."""
        with reading(self._engine) as connection:
            row = connection.execute(_SEEN, {"response": response_id}).first()
        return None if row is None else Seen(row[0], row[1])

    def save_answer(self, response_id: int, question: str, value: Value) -> datetime:
        """An answer of the first round; the last one counts. Returns the moment of the change.

        Raises ValueError for what is no answer to this workshop.
        """
        Answer(level=value)  # raises ValidationError, a ValueError
        row = answer_row(response_id, question, value, None, now := utc_now())
        with writing_once(self._engine) as connection:
            # One statement for what almost always holds; why it does not is looked up only where it stored nothing.
            new = {f"new_{name}": part for name, part in row.items()}
            if connection.execute(self._answer_now, new, execution_options={"preserve_rowcount": True}).rowcount == 0:
                _state(connection, response_id, "answering")
                raise ValueError("a question that this workshop does not ask")
        return now

    def save_vote(self, response_id: int, question: str, value: Value) -> None:
        """An answer of the second round; the last one counts. Errors: see `save_answer`."""
        Answer(level=value)
        with writing(self._engine) as connection:
            state = _state(connection, response_id, "revote")
            if question not in state.revote:
                raise ValueError("a question without a second round")
            second = connection.execute(_SECOND, {"first": response_id}).scalar_one_or_none()
            if second is None:
                columns = [_response.c.measurement, _response.c.token_hash, _response.c.role, _response.c.kind]
                own = select(*columns, literal(2)).where(_response.c.id == response_id)
                names = [*(column.name for column in columns), "round"]
                once = insert_unless(self._engine, _response).from_select(names, own)
                connection.execute(once.on_conflict_do_nothing())
                second = connection.execute(_SECOND, {"first": response_id}).scalar_one()
            connection.execute(self._upsert_answer, answer_row(second, question, value, None, utc_now()))

    def save_dots(self, response_id: int, dots: Mapping[str, int]) -> None:
        """How this person divides the dots: the whole division, which replaces the one before.

        Raises ValueError for more than DOTS together, or an idea that cannot be chosen.
        """
        given = {idea: count for idea, count in dots.items() if count}
        if any(count < 0 for count in given.values()) or sum(given.values()) > DOTS:
            raise ValueError(f"{DOTS} dots to divide")
        with writing(self._engine) as connection:
            state = _state(connection, response_id, "choosing")
            if set(given) - set(state.ideas):
                raise ValueError("an idea that this workshop does not choose from")
            connection.execute(delete(_vote).where(_vote.c.response == response_id, _vote.c.idea.not_in(given)))
            if given:
                rows = [{"response": response_id, "idea": idea, "dots": count} for idea, count in given.items()]
                connection.execute(self._upsert_vote, rows)

    def finish(self, response_id: int, phase: Phase) -> None:
        """This person is ready with the phase; saying it twice changes nothing."""
        with writing(self._engine) as connection:
            _state(connection, response_id, phase)
            row = {"response": response_id, "phase": phase}
            connection.execute(insert_unless(self._engine, _finished).on_conflict_do_nothing(), row)

    def leave(self, token: str) -> bool:
        """Stop taking part: everything of this person that no closed round has counted is removed. False when unknown."""
        if not is_token(token):
            return False
        with writing(self._engine) as connection:
            mine = select(_response.c.id, _response.c.measurement).where(
                _response.c.token_hash == token_digest(token), _response.c.round == 1
            )
            row = connection.execute(mine).first()
            gone = row is not None and drop_participant(connection, row.measurement, row.id)
        if gone:
            erase_traces(self._engine)
        return gone


def _open_workshop(connection: Connection, code: str, by_code: Select[*tuple[Any, ...]]) -> Workshop:
    tidy = tidy_code(code)
    row = tidy and connection.execute(by_code, {"code": tidy}).first()
    now = utc_now()
    if not row or row.join_expires <= now or row.expires <= now:
        raise UnknownCode
    return to_workshop(row)


def _state(connection: Connection, response_id: int, phase: Phase) -> Row[*tuple[Any, ...]]:
    """The workshop of a participant, if it is in `phase`. Raises MeasurementGone and NotNow."""
    row = connection.execute(_STATE, {"response": response_id}).first()
    if row is None:
        raise MeasurementGone
    if row.phase != phase:
        raise NotNow
    return row


def _read(connection: Connection, token_hash: str) -> Participation | None:
    rows = connection.execute(_MINE, {"token": token_hash}).all()
    if not rows:
        return None
    first, mine = rows[0], {"of": rows[0].response}
    answers: dict[int, dict[str, Value]] = {1: {}, 2: {}}
    updated: datetime | None = None
    for row in connection.execute(_ANSWERS, {"token": token_hash}):
        value = to_value(row.value)
        if value is not None:
            answers[row.round][row.question] = value
        if row.round == 1:
            updated = max(updated, row.updated) if updated else row.updated
    workshop = to_workshop(first)
    return Participation(
        workshop=workshop,
        response_id=first.response,
        number=first.number,
        role=first.role,
        answers=answers[1],
        votes=answers[2],
        dots=dict(connection.execute(_DOTS, mine).all()) if workshop.ideas else {},
        finished=frozenset(connection.execute(_READY, mine).scalars()),
        seen=Seen(workshop.stand, updated),
    )
