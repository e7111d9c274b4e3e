"""How long things stay: every change starts the retention period of a measurement again, and of a group it leaves a trace."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, case, update

from storage import tables
from storage.errors import MeasurementGone
from storage.trail import Act, leave_trace

_measurement = tables.measurement

# Built once: SQLAlchemy then finds the compiled statement quickly.
TERM = case(
    (_measurement.c.kind == "workshop", bindparam("workshop_term", type_=tables.UtcDateTime)),
    else_=bindparam("term", type_=tables.UtcDateTime),
)
_TOUCH = update(_measurement).where(_measurement.c.id == bindparam("of")).values(expires=TERM).returning(_measurement.c.kind)


class Terms(NamedTuple):
    """How long a measurement of one person and one of a group stay after the last change."""

    alone: timedelta
    together: timedelta

    def moments(self, of: int, now: datetime) -> dict[str, Any]:
        """What a statement with TERM needs, for a change at `now` of the measurement or response with id `of`."""
        return {"of": of, "updated": now, "term": now + self.alone, "workshop_term": now + self.together}

    def touch(self, connection: Connection, of: int, now: datetime, act: Act | None, **changes: Any) -> bool:
        """Store `changes` on the measurement with id `of`, and start its term again. Where it is of a group, leave the trace
        of `act` (None: there is none, or the caller leaves it). Whether it is of a group. Raises MeasurementGone."""
        kind = connection.execute(_TOUCH, self.moments(of, now) | changes).scalar_one_or_none()
        if kind is None:
            raise MeasurementGone
        if kind == "workshop" and act is not None:
            leave_trace(connection, of, act, now)
        return bool(kind == "workshop")
