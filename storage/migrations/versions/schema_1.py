"""Measurements: what one person answered, aims at and chose."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "1"
down_revision = None


def upgrade() -> None:
    op.create_table(
        "meta", sa.Column("schema", sa.Integer(), autoincrement=False, nullable=False), sa.PrimaryKeyConstraint("schema")
    )
    op.create_table(
        "questionnaire_version",
        sa.Column("hash", sa.String(length=64), nullable=False),
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.Column("json", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("hash"),
    )
    op.create_table(
        "measurement",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), sa.CheckConstraint("kind IN ('solo', 'workshop')"), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("size", sa.Text()),
        sa.Column("date", sa.Date(), nullable=False),
        sa.Column("questionnaire_hash", sa.String(length=64), nullable=False),
        sa.Column("questionnaire_id", sa.Text(), nullable=False),
        sa.Column("questionnaire_version", sa.Text(), nullable=False),
        sa.Column("owner_token_hash", sa.String(length=64), nullable=False),
        sa.Column("join_code", sa.Text()),
        sa.Column("phase", sa.Text()),
        sa.Column("position", sa.Text()),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["questionnaire_hash"], ["questionnaire_version.hash"]),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("join_code"),
        sa.UniqueConstraint("owner_token_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_measurement_expires", "measurement", ["expires"])
    op.create_index("ix_measurement_questionnaire_hash", "measurement", ["questionnaire_hash"])
    op.create_table(
        "missing_partner",
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("partner", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("measurement", "partner"),
    )
    op.create_table(
        "plan",
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("measurement", "idea"),
    )
    op.create_table(
        "response",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64)),
        sa.Column("role", sa.Text()),
        sa.Column("kind", sa.Text(), sa.CheckConstraint("kind IN ('individual', 'agreed')"), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_response_measurement", "response", ["measurement"])
    op.create_table(
        "target",
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("theme", sa.Text(), nullable=False),
        sa.Column("level", sa.Integer(), sa.CheckConstraint("level BETWEEN 1 AND 5"), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("measurement", "theme"),
    )
    op.create_table(
        "answer",
        sa.Column("response", sa.Integer(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), sa.CheckConstraint("value IN ('1', '2', '3', '4', '5', 'unknown', 'not_applicable')")),
        sa.Column("note", sa.Text()),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["response"], ["response.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("response", "question"),
    )


def downgrade() -> None:
    op.drop_table("answer")
    op.drop_table("target")
    op.drop_table("response")
    op.drop_table("plan")
    op.drop_table("missing_partner")
    op.drop_table("measurement")
    op.drop_table("questionnaire_version")
    op.drop_table("meta")
