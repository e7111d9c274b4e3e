"""What facilitators did and when, without what it was about: no answer, no text, no name, no number of a participant.

It is there for one question: did somebody else use the facilitator's link? So an act leaves a trace when it lets people in or
out (a code, a removed participant, a plan that others can read), or when it changes what the group takes home: the agreed
answers, the details, the ambition, the ideas, the experiments and their plans. That holds during the meeting and after it.
What changes no result leaves none: where somebody reads, which question stands on the screen. Somebody who writes a plan
stores a text every few seconds; that is one act for each `SPELL`. What participants and co-writers do is never in it.

It goes with its workshop, and nobody can change it from a screen. A test knows of each method that changes something either
its act or why there is none (tests/storage/test_trail_whole.py).
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple, cast, get_args

from sqlalchemy import Connection, insert, select

from storage.tables import audit

Act = Literal[
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
    "details",
    "ambition",
    "ideas",
    "partners",
    "plan_begun",
    "plan_written",
    "plan_shared",
    "plan_unshared",
    "plan_deleted",
]
ACTS: Final[tuple[Act, ...]] = get_args(Act)

SPELL: Final = timedelta(hours=1)
"""How long writing in a plan is one act, as long as nothing else is done."""


class Trace(NamedTuple):
    """One act; `phase` is where a move went."""

    act: Act
    phase: str | None
    moment: datetime


def leave_trace(connection: Connection, workshop: int, act: Act, now: datetime, phase: str | None = None) -> None:
    """In the transaction of the act itself: there is no act without its trace, and no trace of what did not happen."""
    if act == "plan_written":
        last = select(audit.c.act, audit.c.created).where(audit.c.measurement == workshop).order_by(audit.c.id.desc()).limit(1)
        row = connection.execute(last).first()
        if row is not None and row.act == act and now - row.created < SPELL:
            return
    connection.execute(insert(audit), {"measurement": workshop, "act": act, "phase": phase, "created": now})


def traces(connection: Connection, workshop: int) -> list[Trace]:
    """In order."""
    found = connection.execute(select(audit).where(audit.c.measurement == workshop).order_by(audit.c.id))
    return [Trace(cast(Act, row.act), row.phase, row.created) for row in found]
