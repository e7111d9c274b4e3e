"""Measurements that municipalities share, and how many of them stand in each stage. See docs/decisions/0011.

What is shared is fixed at that moment. It waits until enough municipalities of the same size wait, and then counts
together with those, as a batch: the whole batch is in every count, or none of it. So whatever counts somebody adds and
subtracts, there is never less than a batch left.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal

from sqlalchemy import Connection, Engine, Select, delete, func, insert, select, text, update

from questionnaire.models import LEVELS
from storage import tables
from storage.database import erase_traces, reading, writing
from storage.errors import NotNow
from storage.terms import Terms
from storage.trail import leave_trace
from storage.values import utc_now

FEWEST: Final = 5
"""How many municipalities a batch has at least, and each part that it counts for."""

COUNTS_FOR: Final = timedelta(days=365)
"""How long a batch counts."""

_LOCK: Final = text("SELECT pg_advisory_xact_lock(8240511)")  # any number, the same in every process

_measurement, _share, _stage = tables.measurement, tables.share, tables.share_stage

Standing = Literal["waiting", "counted", "over", "stopped"]


@dataclass(frozen=True)
class Shared:
    """What became of a measurement that was shared: it waits for others, it counts, its batch no longer counts ("over":
    another left it, or its time is over), or it was taken back after it counted ("stopped")."""

    moment: datetime
    standing: Standing


@dataclass(frozen=True)
class Counts:
    """How many of `municipalities` stand in each of the stages 1..5, by the id of a theme or line. A part that too few
    have an outcome for is not there."""

    municipalities: int
    parts: Mapping[str, tuple[int, ...]]


class Sharing:
    """What is shared, by measurement. Each method is one short transaction, as in `storage.Store`.

    Who calls has checked the token of the measurement. Methods that change something raise MeasurementGone.
    """

    def __init__(self, engine: Engine, terms: Terms) -> None:
        self._engine = engine
        self._terms = terms

    def share(self, id: int, basis: str, stages: Mapping[str, int]) -> None:
        """Share the stages of this moment, by theme or line; what waits already is replaced.

        Raises NotNow for a measurement that counted already, and ValueError without a municipality, a size or a stage.
        """
        if not stages or set(stages.values()) - set(LEVELS):
            raise ValueError("a measurement is shared with at least one stage, of 1..5")
        now = utc_now()
        with writing(self._engine) as connection:
            if self._engine.dialect.name == "postgresql":
                connection.execute(_LOCK)  # two processes must not put one municipality in two batches
            self._terms.touch(connection, id, now, "shared")
            head = connection.execute(select(_measurement).where(_measurement.c.id == id)).one()
            if not head.municipality or not head.size:
                raise ValueError("a measurement is shared with its municipality and size")
            known = connection.execute(select(_share.c.batch).where(_share.c.measurement == id)).first()
            if known is not None and known.batch is not None:
                raise NotNow
            connection.execute(delete(_share).where(_share.c.measurement == id))
            row = {"measurement": id, "municipality": head.municipality, "size": head.size, "basis": basis, "shared": now}
            connection.execute(insert(_share), row)
            connection.execute(
                insert(_stage), [{"measurement": id, "part": part, "stage": stage} for part, stage in stages.items()]
            )
            _form_batch(connection, basis, head.size, now)

    def stop(self, id: int) -> None:
        """Take it back: what was shared is removed at once, and its whole batch no longer counts."""
        now = utc_now()
        with writing(self._engine) as connection:
            if self._engine.dialect.name == "postgresql":
                connection.execute(_LOCK)  # not while a batch is made
            of_group = self._terms.touch(connection, id, now, None)
            mine = (_share.c.measurement == id) & _share.c.stopped.is_(None)
            if connection.execute(select(_share.c.measurement).where(mine)).first() is None:
                return
            connection.execute(delete(_stage).where(_stage.c.measurement == id))
            connection.execute(delete(_share).where(mine, _share.c.batch.is_(None)))
            connection.execute(update(_share).where(mine).values(stopped=now))
            if of_group:
                leave_trace(connection, id, "unshared", now)
        erase_traces(self._engine)

    def of(self, id: int) -> Shared | None:
        """What became of this measurement; None when it is not shared."""
        with reading(self._engine) as connection:
            row = connection.execute(select(_share).where(_share.c.measurement == id)).first()
            if row is None:
                return None
            if row.stopped is not None or row.batch is None:
                return Shared(row.shared, "stopped" if row.stopped is not None else "waiting")
            whole = _whole(row.basis, row.size, utc_now()).where(_share.c.batch == row.batch)
            return Shared(row.shared, "over" if connection.execute(whole).first() is None else "counted")

    def counts(self, basis: str, size: str) -> Counts:
        """How many municipalities of this size stand in each stage, counted with the same `basis`."""
        whole = _whole(basis, size, utc_now()).subquery()
        counting = (
            select(_stage.c.part, _stage.c.stage, func.count().label("many"))
            .join(_share, _share.c.measurement == _stage.c.measurement)
            .join(whole, whole.c.batch == _share.c.batch)
            .where(_share.c.basis == basis, _share.c.size == size, _stage.c.counts)
            .group_by(_stage.c.part, _stage.c.stage)
        )
        with reading(self._engine) as connection:
            municipalities = connection.execute(select(func.coalesce(func.sum(whole.c.members), 0))).scalar_one()
            parts: dict[str, list[int]] = {}
            for row in connection.execute(counting):
                parts.setdefault(row.part, [0] * len(LEVELS))[row.stage - 1] = row.many
        return Counts(int(municipalities), {part: tuple(counted) for part, counted in parts.items()})


def _whole(basis: str, size: str, now: datetime) -> Select[tuple[int, int]]:
    """The batches that count: not too old, and everybody who was in it still shares and is still there."""
    return (
        select(_share.c.batch, _share.c.members)
        .join(_measurement, _measurement.c.id == _share.c.measurement)
        .where(_share.c.basis == basis, _share.c.size == size, _share.c.batch.is_not(None))
        .where(_share.c.stopped.is_(None), _share.c.batched > now - COUNTS_FOR, _measurement.c.expires > now)
        .group_by(_share.c.batch, _share.c.members)
        .having(func.count() == _share.c.members)
    )


def _form_batch(connection: Connection, basis: str, size: str, now: datetime) -> None:
    """Everybody who waits counts from now on, if they are enough: of each municipality the newest, and of none that counts."""
    group = (_share.c.basis == basis) & (_share.c.size == size)
    whole = _whole(basis, size, now).subquery()
    counted = select(_share.c.municipality).where(group).join(whole, whole.c.batch == _share.c.batch)
    waiting = (
        select(_share.c.measurement, _share.c.municipality)
        .join(_measurement, _measurement.c.id == _share.c.measurement)
        .where(group, _share.c.batch.is_(None), _measurement.c.expires > now, _share.c.municipality.not_in(counted))
        .order_by(_share.c.shared, _share.c.measurement)
        .with_for_update(of=_share)  # who is being deleted at this moment is no member
    )
    newest = {row.municipality: row.measurement for row in connection.execute(waiting)}
    if len(newest) < FEWEST:
        return
    members = list(newest.values())
    number = connection.execute(select(func.coalesce(func.max(_share.c.batch), 0) + 1)).scalar_one()
    values = {"batch": number, "members": len(members), "batched": now}
    connection.execute(update(_share).where(_share.c.measurement.in_(members)).values(values))
    mine = _stage.c.measurement.in_(members)
    enough = select(_stage.c.part).where(mine).group_by(_stage.c.part).having(func.count() >= FEWEST)
    connection.execute(update(_stage).where(mine, _stage.c.part.in_(enough)).values(counts=True))
