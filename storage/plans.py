"""Plans of experiments: written by several people, one at a time, without ever wiping out a text silently.

A save names the version of the field that its writer had seen. It takes its place in the plan when nobody else changed
the field since and nobody else is writing; else it is kept beside the plan, for people to choose from. A writer may
overwrite their own texts, also those of which the confirmation was lost on the way.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any, Final, Literal

from sqlalchemy import Connection, Engine, Row, delete, insert, select, update

from questionnaire.plan import MAX_PLANS, Plan, field_problem, from_fields, kind_of, tidy, to_fields
from storage import tables
from storage.database import erase_traces, reading, upsert, writing
from storage.errors import MeasurementGone, TooManyPlans
from storage.plan import LEASE, FieldValue, KeptPlan, OpenPlan, OtherText, Saved, _Seat
from storage.terms import Terms
from storage.trail import Act, leave_trace
from storage.values import cleaned, is_token, new_token, token_digest, utc_now

_measurement, _plan, _field, _other = tables.measurement, tables.experiment, tables.experiment_field, tables.experiment_other

_HEAD: Final = select(_plan, _measurement.c.municipality, _measurement.c.expires).join(_measurement)
_ALL: Final = select(_plan.c.id, _plan.c.idea, _field.c.field, _field.c.value).outerjoin(_field).order_by(_plan.c.id)

# A choice that came too late is made again in a second; only what people typed is kept beside the plan.
_TYPED: Final = ("text", "line", "date", "number")
_FIRST: Final = ""  # the writer of what the app itself wrote


class Plans:
    """Each method is one short transaction, as in `storage.Store`. Who calls has checked the right to the plan: `owned` and
    `shared` are the ways from a token to the id that the other methods take. Methods that change something raise
    MeasurementGone when the plan no longer exists, and start the retention of its measurement again."""

    def __init__(self, engine: Engine, terms: Terms) -> None:
        self._engine = engine
        self._terms = terms
        self._upsert = upsert(engine, _field)

    # Opening

    def create(self, measurement: int, plan: Plan) -> int:
        """Begin a plan; its id. An idea that has a plan already gives that one. Raises TooManyPlans."""
        now = utc_now()
        with writing(self._engine) as connection:
            of_group = self._terms.touch(connection, measurement, now, None)
            mine = select(_plan.c.id).where(_plan.c.measurement == measurement)
            if plan.idea is not None:
                known = connection.execute(mine.where(_plan.c.idea == plan.idea)).scalar()
                if known is not None:
                    return int(known)
            if len(connection.execute(mine).all()) >= MAX_PLANS:
                raise TooManyPlans
            if of_group:
                leave_trace(connection, measurement, "plan_begun", now)
            return insert_plan(connection, measurement, plan, now)

    def owned(self, token: str, id: int) -> OpenPlan | None:
        """The plan with this id of the measurement of `token`; None when there is none. Any string is safe."""
        if not is_token(token):
            return None
        return self._open((_measurement.c.owner_token_hash == token_digest(token)) & (_plan.c.id == id))

    def shared(self, token: str) -> OpenPlan | None:
        """The plan of a co-writer's link."""
        return self._open(_plan.c.token_hash == token_digest(token)) if is_token(token) else None

    def _open(self, which: Any) -> OpenPlan | None:
        now = utc_now()
        with reading(self._engine) as connection:
            head = connection.execute(_HEAD.where(which)).first()
            if head is None or head.expires <= now:
                return None
            fields = connection.execute(select(_field).where(_field.c.experiment == head.id)).all()
            others = connection.execute(select(_other).where(_other.c.experiment == head.id).order_by(_other.c.id)).all()
        return OpenPlan(
            id=head.id,
            measurement=head.measurement,
            municipality=head.municipality,
            idea=head.idea,
            fields={row.field: FieldValue(row.value, row.version) for row in fields},
            others=tuple(OtherText(row.id, row.field, row.value) for row in others),
            shared=head.token_hash is not None,
            writer=head.writer if head.writing_until is not None and head.writing_until > now else None,
            owner_writes=head.owner_writes,
            stand=head.stand,
        )

    # Sharing and deleting

    def share(self, id: int) -> str:
        """A new secret for co-writers; an earlier one no longer works. Only its hash is kept."""
        token = new_token()
        with writing(self._engine) as connection:
            self._change(connection, id, utc_now(), "plan_shared", token_hash=token_digest(token))
        return token

    def stop_sharing(self, id: int) -> None:
        with writing(self._engine) as connection:
            was_shared = self._head(connection, id).token_hash is not None
            self._change(connection, id, utc_now(), "plan_unshared" if was_shared else None, token_hash=None)

    def delete(self, id: int) -> bool:
        """Remove the plan with everything in it. False when there was none."""
        with writing(self._engine) as connection:
            measurement = connection.execute(select(_plan.c.measurement).where(_plan.c.id == id)).scalar()
            if measurement is None:
                return False
            self._terms.touch(connection, measurement, utc_now(), "plan_deleted")
            connection.execute(delete(_plan).where(_plan.c.id == id))
        erase_traces(self._engine)
        return True

    # Writing

    def take_seat(self, id: int, writer: str, *, owner: bool, now: datetime | None = None) -> bool:
        """Be the one who writes, for as long as `LEASE`. False when somebody else is."""
        now = now or utc_now()
        with writing(self._engine) as connection:
            head = self._head(connection, id)
            if _Seat(head.writer, head.writing_until).held_by_another(writer, now):
                return False
            self._change(connection, id, now, None, writer=writer, owner_writes=owner, writing_until=now + LEASE)
        return True

    def leave_seat(self, id: int, writer: str) -> None:
        """Let others write. Nothing happens when somebody else is the one who writes, or the plan is gone."""
        mine = (_plan.c.id == id) & (_plan.c.writer == writer)
        with writing(self._engine) as connection:
            connection.execute(update(_plan).where(mine).values(writing_until=None, stand=_plan.c.stand + 1))

    def save(self, id: int, field: str, value: str, *, base: int, writer: str, owner: bool, now: datetime | None = None) -> Saved:
        """Store a text for one field. `base` is the version of the field that the writer had seen (0: empty).

        Raises KeyError for a key that no plan has and ValueError, with a Dutch sentence, for a value that does not fit.
        """
        value = cleaned(tidy(value))
        if problem := field_problem(field, value):
            raise ValueError(problem)
        now = now or utc_now()
        act: Act | None = "plan_written" if owner else None
        with writing(self._engine) as connection:
            head = self._head(connection, id)
            row = self._row(connection, id, field)
            kept = (_other.c.experiment == id) & (_other.c.field == field) & (_other.c.writer == writer)
            busy = _Seat(head.writer, head.writing_until).held_by_another(writer, now)
            if value == row.value:
                connection.execute(delete(_other).where(kept, _other.c.base == base))
                return Saved("saved", row.version, row.value)
            seen = base == row.version or (row.writer == writer and row.since <= base <= row.version)
            if busy or not seen:
                if not value or kind_of(field) not in _TYPED:
                    return Saved("refused", row.version, row.value)
                # The same text while it is being typed: one row, and the latest words.
                connection.execute(delete(_other).where(kept, _other.c.base == base))
                self._keep_beside(connection, id, field, value, writer=writer, base=base, now=now)
                self._change(connection, id, now, act)
                return Saved("beside", row.version, row.value)
            connection.execute(delete(_other).where(kept, _other.c.base == base))
            self._put(connection, id, field, value, row, writer, now)
            self._change(connection, id, now, act, writer=writer, owner_writes=owner, writing_until=now + LEASE)
            return Saved("saved", row.version + 1, value)

    def choose(
        self,
        id: int,
        other: int,
        keep: Literal["plan", "other", "both"],
        *,
        base: int,
        writer: str,
        owner: bool,
        now: datetime | None = None,
    ) -> bool:
        """Decide about a text that was kept beside the plan: the plan's own stays, the other takes its place, or both stand
        below each other. False, and nothing changed, when the person had not seen what the field holds now, when
        somebody else is writing, or when both are too long together."""
        now = now or utc_now()
        with writing(self._engine) as connection:
            head = self._head(connection, id)
            found = connection.execute(select(_other).where(_other.c.id == other, _other.c.experiment == id)).first()
            if found is None:
                return True  # somebody else decided
            row = self._row(connection, id, found.field)
            if row.version != base or _Seat(head.writer, head.writing_until).held_by_another(writer, now):
                return False
            value = {"plan": row.value, "other": found.value, "both": f"{row.value}\n\n{found.value}".strip()}[keep]
            if field_problem(found.field, value) is not None:
                return False
            if value != row.value:
                self._put(connection, id, found.field, value, row, writer, now)
            connection.execute(delete(_other).where(_other.c.id == other))
            self._change(connection, id, now, "plan_written" if owner else None)
        return True

    # Parts

    def _head(self, connection: Connection, id: int) -> Row[Any]:
        """The plan, locked until the end of the transaction (SQLite locks the whole file)."""
        head = connection.execute(select(_plan).where(_plan.c.id == id).with_for_update()).first()
        if head is None:
            raise MeasurementGone
        return head

    def _row(self, connection: Connection, id: int, field: str) -> Row[Any] | _Empty:
        return connection.execute(select(_field).where(_field.c.experiment == id, _field.c.field == field)).first() or _Empty()

    def _put(
        self, connection: Connection, id: int, field: str, value: str, row: Row[Any] | _Empty, writer: str, now: datetime
    ) -> None:
        since = row.since if row.writer == writer else row.version
        values = {"value": value, "version": row.version + 1, "writer": writer, "since": since, "updated": now}
        connection.execute(self._upsert, {"experiment": id, "field": field, **values})

    def _keep_beside(
        self, connection: Connection, id: int, field: str, value: str, *, writer: str, base: int, now: datetime
    ) -> None:
        same_field = select(_other.c.value).where(_other.c.experiment == id, _other.c.field == field)
        if value not in connection.execute(same_field).scalars().all():  # sealed: the database cannot compare texts
            row = {"experiment": id, "field": field, "value": value, "writer": writer, "base": base, "created": now}
            connection.execute(insert(_other), row)

    def _change(self, connection: Connection, id: int, now: datetime, act: Act | None, **values: Any) -> None:
        """Note that there is something new to see, and the act of the measurement's owner. Raises MeasurementGone."""
        changed = update(_plan).where(_plan.c.id == id).values(stand=_plan.c.stand + 1, updated=now, **values)
        measurement = connection.execute(changed.returning(_plan.c.measurement)).scalar_one_or_none()
        if measurement is None:
            raise MeasurementGone
        self._terms.touch(connection, measurement, now, act)


class _Empty:
    """A field that was never filled in."""

    value, version, writer, since = "", 0, _FIRST, 0


def insert_plan(connection: Connection, measurement: int, plan: Plan, now: datetime) -> int:
    """A new plan with its fields; its id."""
    head = {"measurement": measurement, "idea": plan.idea, "created": now, "updated": now}
    id = int(connection.execute(insert(_plan).values(head).returning(_plan.c.id)).scalar_one())
    rows = [
        {"experiment": id, "field": key, "value": cleaned(value), "version": 1, "writer": _FIRST, "since": 0, "updated": now}
        for key, value in to_fields(plan).items()
    ]
    if rows:
        connection.execute(insert(_field), rows)
    return id


def plans_of(connection: Connection, measurement: int) -> tuple[KeptPlan, ...]:
    """The plans of a measurement, in the order of beginning."""
    found: dict[int, tuple[str | None, dict[str, str]]] = {}
    for row in connection.execute(_ALL.where(_plan.c.measurement == measurement)):
        fields: Mapping[str, str] = {} if row.field is None else {row.field: row.value}
        found.setdefault(row.id, (row.idea, {}))[1].update(fields)
    return tuple(KeptPlan(id, from_fields(fields, idea)) for id, (idea, fields) in found.items())
