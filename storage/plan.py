"""A plan of an experiment as the storage gives it: field by field, with who writes and what was kept beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, Literal, NamedTuple

from questionnaire.plan import Plan, from_fields

LEASE: Final = timedelta(seconds=60)
"""How long somebody who typed is the only one who writes. Each save starts it again."""

Writing = Literal["me", "owner", "other"]


class KeptPlan(NamedTuple):
    """A stored plan with its id."""

    id: int
    plan: Plan


class FieldValue(NamedTuple):
    """What a field holds, and how often it was changed: a save names the version that its writer had seen."""

    value: str
    version: int


class OtherText(NamedTuple):
    """A text that was saved after somebody else had changed the field, or while somebody else was writing."""

    id: int
    field: str
    value: str


@dataclass(frozen=True)
class OpenPlan:
    """A plan that somebody has open. `stand` differs whenever there is something new to see.

    `writer` is who writes now (None: nobody), `owner_writes` whether that is somebody with the measurement itself.
    """

    id: int
    measurement: int
    municipality: str
    idea: str | None
    fields: dict[str, FieldValue]
    others: tuple[OtherText, ...]
    shared: bool
    writer: str | None
    owner_writes: bool
    stand: int

    @property
    def plan(self) -> Plan:
        return from_fields({key: field.value for key, field in self.fields.items()}, self.idea)


@dataclass(frozen=True)
class Saved:
    """What became of a text. `outcome`: "saved" in the plan, kept "beside" it to choose from, or "refused" (a choice or an
    empty field that was late: nothing is lost). `version` and `value` are what the field holds now."""

    outcome: Literal["saved", "beside", "refused"]
    version: int
    value: str


@dataclass(frozen=True)
class _Seat:
    """Who writes now, as stored."""

    writer: str | None
    until: datetime | None

    def held_by_another(self, writer: str, now: datetime) -> bool:
        return self.writer not in (None, writer) and self.until is not None and self.until > now
