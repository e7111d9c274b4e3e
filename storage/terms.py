"""How long things stay: every change starts the retention period of a measurement again."""

from __future__ import annotations

from sqlalchemy import bindparam, case, update

from storage import tables

_measurement = tables.measurement

# Built once: SQLAlchemy then finds the compiled statement quickly.
TERM = case(
    (_measurement.c.kind == "workshop", bindparam("workshop_term", type_=tables.UtcDateTime)),
    else_=bindparam("term", type_=tables.UtcDateTime),
)
TOUCH = update(_measurement).where(_measurement.c.id == bindparam("of")).values(expires=TERM)
