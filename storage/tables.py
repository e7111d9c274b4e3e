"""The schema, one for SQLite and PostgreSQL.

Times are timezone-aware UTC in Python; SQLite keeps them as text without an offset.
Tokens are never stored, only their SHA-256 (64 hexadecimal digits). What people type is sealed (`storage.sealing`).
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import (
    JSON,
    Boolean,
    CheckConstraint,
    Column,
    Date,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator

from storage.sealing import Sealed

SCHEMA = 5
"""Number of this schema. Raise it, and add a step in `storage.database`, with every change below."""


class UtcDateTime(TypeDecorator[datetime]):
    """A moment: aware in Python, UTC in the database. A naive moment is refused."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        if value is not None and value.tzinfo is None:
            raise ValueError("a moment needs a timezone")
        return value and value.astimezone(UTC)

    def process_result_value(self, value: Any | None, dialect: Dialect) -> datetime | None:
        if value is None:
            return None
        moment: datetime = value
        return moment.replace(tzinfo=UTC) if moment.tzinfo is None else moment.astimezone(UTC)


metadata = MetaData()

meta = Table("meta", metadata, Column("schema", Integer, primary_key=True, autoincrement=False))

# One row: a known text, sealed with the key of this database (since schema 4).
seal = Table("seal", metadata, Column("id", Integer, primary_key=True, autoincrement=False), Column("text", Text, nullable=False))

questionnaire_version = Table(
    "questionnaire_version",
    metadata,
    Column("hash", String(64), primary_key=True),
    Column("id", Text, nullable=False),
    Column("version", Text, nullable=False),
    Column("json", Text, nullable=False),
    Column("created", UtcDateTime, nullable=False),
)

# Autoincrement on SQLite: an id is never given out again, so that a screen that still holds the id of a deleted
# measurement cannot write into somebody else's.
measurement = Table(
    "measurement",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("kind", Text, CheckConstraint("kind IN ('solo', 'workshop')"), nullable=False),
    Column("municipality", Text, nullable=False),
    Column("size", Text),
    Column("date", Date, nullable=False),
    Column("questionnaire_hash", ForeignKey("questionnaire_version.hash"), nullable=False, index=True),
    Column("questionnaire_id", Text, nullable=False),
    Column("questionnaire_version", Text, nullable=False),
    Column("owner_token_hash", String(64), nullable=False, unique=True),
    Column("join_code", Text, unique=True),
    Column("phase", Text),
    Column("position", Text),  # id of the theme last visited
    Column("created", UtcDateTime, nullable=False),
    Column("updated", UtcDateTime, nullable=False),
    Column("expires", UtcDateTime, nullable=False, index=True),
    sqlite_autoincrement=True,
)


def _of_measurement(*, primary_key: bool = True) -> Column[Any]:
    return Column("measurement", ForeignKey("measurement.id", ondelete="CASCADE"), primary_key=primary_key, nullable=False)


response = Table(
    "response",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_measurement(primary_key=False),
    Column("token_hash", String(64)),
    Column("role", Text),
    Column("kind", Text, CheckConstraint("kind IN ('individual', 'agreed')"), nullable=False),
    Column("round", Integer, nullable=False, default=1),
    Index("ix_response_measurement", "measurement"),
    sqlite_autoincrement=True,
)

# A participant has one response in each round, under the same token. Responses without a token are free.
response_by_token = Index("ix_response_token", response.c.token_hash, response.c.round, unique=True)

answer = Table(
    "answer",
    metadata,
    Column("response", ForeignKey("response.id", ondelete="CASCADE"), primary_key=True),
    Column("question", Text, primary_key=True),
    Column("value", Text, CheckConstraint("value IN ('1', '2', '3', '4', '5', 'unknown', 'not_applicable')")),
    Column("note", Sealed),
    Column("updated", UtcDateTime, nullable=False),
)

target = Table(
    "target",
    metadata,
    _of_measurement(),
    Column("theme", Text, primary_key=True),
    Column("level", Integer, CheckConstraint("level BETWEEN 1 AND 5"), nullable=False),
    Column("reason", Sealed),  # why this level (since schema 3)
)

# The ideas chosen to try; `created` gives the order of choosing.
plan = Table(
    "plan",
    metadata,
    _of_measurement(),
    Column("idea", Text, primary_key=True),
    Column("created", UtcDateTime, nullable=False),
)

missing_partner = Table(
    "missing_partner",
    metadata,
    _of_measurement(),
    Column("partner", Text, primary_key=True),
)


# Workshops (since schema 2)


def _of_response() -> Column[Any]:
    return Column("response", ForeignKey("response.id", ondelete="CASCADE"), primary_key=True)


workshop = Table(
    "workshop",
    metadata,
    _of_measurement(),
    Column("scope", Text, nullable=False),
    Column("questions", JSON, nullable=False),
    Column("stand", Integer, nullable=False, default=1),
    Column("join_expires", UtcDateTime, nullable=False),
    Column("focus", Text),
    Column("revote", JSON, nullable=False, default=list),
    Column("ideas", JSON, nullable=False, default=list),
)

# A participant's place in the workshop, beside the response of the first round.
participation = Table(
    "participation",
    metadata,
    _of_response(),
    _of_measurement(primary_key=False),
    Column("number", Integer, nullable=False),
    Column("joined", UtcDateTime, nullable=False),
    UniqueConstraint("measurement", "number"),
)

finished = Table("finished", metadata, _of_response(), Column("phase", Text, primary_key=True))

# The answers as they stood when a round closed (1 and 2, by participant), and the sums of the dots (3). Results are read
# from here, never from what may still change.
counted = Table(
    "counted",
    metadata,
    _of_measurement(),
    Column("round", Integer, primary_key=True),
    Column("people", JSON, nullable=False),
    Column("created", UtcDateTime, nullable=False),
)

vote = Table(
    "vote",
    metadata,
    _of_response(),
    Column("idea", Text, primary_key=True),
    Column("dots", Integer, CheckConstraint("dots BETWEEN 1 AND 3"), nullable=False),
)

commitment = Table(
    "commitment",
    metadata,
    _of_measurement(),
    Column("idea", Text, primary_key=True),
    Column("owner", Sealed, nullable=False),
    Column("step", Sealed, nullable=False),
    Column("step_date", Date, nullable=False),
    Column("review_date", Date, nullable=False),
)


# Plans of experiments (since schema 3)

# `token_hash` opens the plan for co-writers. `writer` is the browser page that writes now, until `writing_until`;
# `owner_writes` says whether it came in with the measurement or with the link. `stand` goes up with every change.
experiment = Table(
    "experiment",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_measurement(primary_key=False),
    Column("idea", Text),
    Column("token_hash", String(64), unique=True),
    Column("writer", Text),
    Column("owner_writes", Boolean, nullable=False, default=True),
    Column("writing_until", UtcDateTime),
    Column("stand", Integer, nullable=False, default=1),
    Column("created", UtcDateTime, nullable=False),
    Column("updated", UtcDateTime, nullable=False),
    Index("ix_experiment_measurement", "measurement"),
    sqlite_autoincrement=True,
)


def _of_experiment(*, primary_key: bool = True) -> Column[Any]:
    return Column("experiment", ForeignKey("experiment.id", ondelete="CASCADE"), primary_key=primary_key, nullable=False)


# One row for each field that was ever filled in. `version` counts its changes; `since` is the version that the last writer
# found: from there on every change was theirs.
experiment_field = Table(
    "experiment_field",
    metadata,
    _of_experiment(),
    Column("field", Text, primary_key=True),
    Column("value", Sealed, nullable=False),
    Column("version", Integer, nullable=False),
    Column("writer", Text, nullable=False),
    Column("since", Integer, nullable=False),
    Column("updated", UtcDateTime, nullable=False),
)

# A text that could not take its place in the plan without wiping out somebody else's: kept until people choose.
# `base` is the version that its writer had seen.
experiment_other = Table(
    "experiment_other",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_experiment(primary_key=False),
    Column("field", Text, nullable=False),
    Column("value", Sealed, nullable=False),
    Column("writer", Text, nullable=False),
    Column("base", Integer, nullable=False),
    Column("created", UtcDateTime, nullable=False),
    UniqueConstraint("experiment", "field", "writer", "base"),
    sqlite_autoincrement=True,
)


# What facilitators did, without what it was about (since schema 4)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    _of_measurement(primary_key=False),
    Column("act", Text, nullable=False),
    Column("phase", Text),
    Column("created", UtcDateTime, nullable=False),
    Index("ix_audit_measurement", "measurement"),
    sqlite_autoincrement=True,
)


# What municipalities share, to be counted beside others of their size (since schema 5). See docs/decisions/0011.

# `municipality`, `size` and `basis` (what may be counted together) as they were when it was shared. `batch` is the group of
# `members` measurements that count together or not at all, since `batched`; without one it waits. `stopped`: taken back.
share = Table(
    "share",
    metadata,
    _of_measurement(),
    Column("municipality", Text, nullable=False),
    Column("size", Text, nullable=False),
    Column("basis", String(64), nullable=False),
    Column("shared", UtcDateTime, nullable=False),
    Column("batch", Integer),
    Column("members", Integer),
    Column("batched", UtcDateTime),
    Column("stopped", UtcDateTime),
    Index("ix_share_counted", "basis", "size", "batch"),
)

# The stage of each theme and line when it was shared. `counts`: enough of its batch have an outcome for this part.
share_stage = Table(
    "share_stage",
    metadata,
    Column("measurement", ForeignKey("share.measurement", ondelete="CASCADE"), primary_key=True),
    Column("part", Text, primary_key=True),
    Column("stage", Integer, CheckConstraint("stage BETWEEN 1 AND 5"), nullable=False),
    Column("counts", Boolean, nullable=False, default=False),
)
