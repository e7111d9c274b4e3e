"""Workshops: participants, rounds, dots and choices."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "2"
down_revision = "1"


def upgrade() -> None:
    op.create_table(
        "commitment",
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("step", sa.Text(), nullable=False),
        sa.Column("step_date", sa.Date(), nullable=False),
        sa.Column("review_date", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("measurement", "idea"),
    )
    op.create_table(
        "counted",
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("round", sa.Integer(), nullable=False),
        sa.Column("people", sa.JSON(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("measurement", "round"),
    )
    op.create_table(
        "workshop",
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("questions", sa.JSON(), nullable=False),
        sa.Column("stand", sa.Integer(), nullable=False),
        sa.Column("join_expires", sa.DateTime(timezone=True), nullable=False),
        sa.Column("focus", sa.Text()),
        sa.Column("revote", sa.JSON(), nullable=False),
        sa.Column("ideas", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("measurement"),
    )
    op.create_table(
        "finished",
        sa.Column("response", sa.Integer(), nullable=False),
        sa.Column("phase", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["response"], ["response.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("response", "phase"),
    )
    op.create_table(
        "participation",
        sa.Column("response", sa.Integer(), nullable=False),
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("joined", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["response"], ["response.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("response"),
        sa.UniqueConstraint("measurement", "number"),
    )
    op.create_table(
        "vote",
        sa.Column("response", sa.Integer(), nullable=False),
        sa.Column("idea", sa.Text(), nullable=False),
        sa.Column("dots", sa.Integer(), sa.CheckConstraint("dots BETWEEN 1 AND 3"), nullable=False),
        sa.ForeignKeyConstraint(["response"], ["response.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("response", "idea"),
    )
    op.create_index("ix_response_token", "response", ["token_hash", "round"], unique=True)


def downgrade() -> None:
    op.drop_index("ix_response_token", table_name="response")
    op.drop_table("vote")
    op.drop_table("participation")
    op.drop_table("finished")
    op.drop_table("workshop")
    op.drop_table("counted")
    op.drop_table("commitment")
