"""What facilitators did and when, without what it was about: no answer, no name, no number of a participant.

It goes with its workshop, and nobody can change it from a screen.
"""

from __future__ import annotations

from datetime import datetime
from typing import Final, Literal, NamedTuple, cast

from sqlalchemy import Connection, insert, select

from storage.tables import audit

Act = Literal["opened", "moved", "renewed", "removed", "paper", "agreed", "chosen", "withdrawn", "shared", "unshared"]
ACTS: Final[tuple[Act, ...]] = (
    "opened",
    "moved",
    "renewed",
    "removed",
    "paper",
    "agreed",
    "chosen",
    "withdrawn",
    "shared",
    "unshared",
)


class Trace(NamedTuple):
    """One act; `phase` is where a move went."""

    act: Act
    phase: str | None
    moment: datetime


def leave_trace(connection: Connection, workshop: int, act: Act, now: datetime, phase: str | None = None) -> None:
    """In the transaction of the act itself: there is no act without its trace, and no trace of what did not happen."""
    connection.execute(insert(audit), {"measurement": workshop, "act": act, "phase": phase, "created": now})


def traces(connection: Connection, workshop: int) -> list[Trace]:
    """In order."""
    found = connection.execute(select(audit).where(audit.c.measurement == workshop).order_by(audit.c.id))
    return [Trace(cast(Act, row.act), row.phase, row.created) for row in found]
