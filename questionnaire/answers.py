"""Answers, and the measurement file that carries them in and out of the app."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Final, Literal

from pydantic import Field, StringConstraints

from questionnaire.base import Frozen, Id, LevelNumber
from questionnaire.plan import MAX_PLANS, Plan

UNKNOWN: Final = "unknown"
NOT_APPLICABLE: Final = "not_applicable"
MAX_NOTE: Final = 10_000
MAX_REASON: Final = 1_000
FORMAT: Final = 1

StrictLevel = Annotated[int, Field(strict=True, ge=1, le=5)]
Value = int | Literal["unknown", "not_applicable"]
"""One answer: a level 1..5, UNKNOWN or NOT_APPLICABLE. A question without an answer counts as UNKNOWN."""


TargetReason = Annotated[str, StringConstraints(min_length=1, max_length=MAX_REASON)]


class Answer(Frozen):
    """`level` may be absent where someone wrote a note without choosing yet."""

    level: StrictLevel | Literal["unknown", "not_applicable"] | None = None
    note: Annotated[str, StringConstraints(max_length=MAX_NOTE)] | None = None


class Reference(Frozen):
    """Which questionnaire a measurement was made with."""

    id: str
    version: str
    hash: str | None = None


class Measurement(Frozen):
    """The measurement file: one person's (or group's) answers at one moment. See docs/meting.md."""

    format: Literal[1] = 1
    questionnaire: Reference
    municipality: str = ""
    date: date
    role: str | None = None
    size: str | None = None
    answers: dict[Id, Answer] = Field(default_factory=dict)
    targets: dict[Id, LevelNumber] = Field(default_factory=dict)
    target_reasons: dict[Id, TargetReason] = Field(default_factory=dict)
    """Why the municipality aims at that level, by theme id; a theme without a target aims at the usual one."""
    missing_partners: tuple[Id, ...] = ()
    chosen: tuple[Id, ...] = ()
    plans: Annotated[tuple[Plan, ...], Field(max_length=MAX_PLANS)] = ()

    @property
    def values(self) -> dict[str, Value]:
        """The answers without notes, by question id; questions without a level are left out."""
        return {question: answer.level for question, answer in self.answers.items() if answer.level is not None}
