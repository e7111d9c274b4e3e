"""What an operator does with the whole database: remove what is past its term, and count. Never a look at the content."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Final

from sqlalchemy import Connection, delete, func, select, text

from storage import tables

_measurement, _version = tables.measurement, tables.questionnaire_version


@dataclass(frozen=True)
class Expired:
    """How much was removed because its term was over."""

    solo: int
    workshops: int
    questionnaires: int

    @property
    def measurements(self) -> int:
        return self.solo + self.workshops


def expire(connection: Connection, now: datetime) -> Expired:
    """Remove all measurements and workshops that expire at `now` or before, with everything that belongs to them, and the
    questionnaires that no measurement uses any more."""
    over = _measurement.c.expires <= now
    gone = {
        kind: connection.execute(delete(_measurement).where(over, _measurement.c.kind == kind)).rowcount
        for kind in ("solo", "workshop")
    }
    unused = _version.c.hash.not_in(select(_measurement.c.questionnaire_hash))
    return Expired(gone["solo"], gone["workshop"], connection.execute(delete(_version).where(unused)).rowcount)


COUNTED: Final = {
    "metingen": select(func.count()).where(_measurement.c.kind == "solo"),
    "werksessies": select(func.count()).where(_measurement.c.kind == "workshop"),
    "deelnemers": select(func.count()).select_from(tables.participation),
    "antwoorden": select(func.count()).where(tables.answer.c.value.is_not(None)),
    "toelichtingen": select(func.count()).where(tables.answer.c.note.is_not(None)),
    "plannen": select(func.count()).select_from(tables.experiment),
    "handelingen": select(func.count()).select_from(tables.audit),
    "vragenlijsten": select(func.count()).select_from(_version),
}
_SIZES: Final = {
    "postgresql": text("SELECT pg_database_size(current_database())"),
    "sqlite": text("SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()"),
}


@dataclass(frozen=True)
class Stats:
    """How much there is. `counts` by the Dutch name of what is counted; `size` in bytes; `overdue`: past their term, and not
    removed yet; `changed`: when anything was last changed."""

    database: str
    schema: int
    size: int
    counts: dict[str, int]
    overdue: int
    changed: datetime | None


def stats(connection: Connection, now: datetime) -> Stats:
    """Counts of the database as it stands."""
    return Stats(
        database={"sqlite": "SQLite", "postgresql": "PostgreSQL"}[connection.dialect.name],
        schema=connection.execute(select(tables.meta.c.schema)).scalar_one(),
        size=connection.execute(_SIZES[connection.dialect.name]).scalar_one(),
        counts={name: connection.execute(counting).scalar_one() for name, counting in COUNTED.items()},
        overdue=connection.execute(select(func.count()).where(_measurement.c.expires <= now)).scalar_one(),
        changed=connection.execute(select(func.max(_measurement.c.updated))).scalar_one(),
    )
