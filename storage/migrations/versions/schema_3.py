"""The reason of an ambition, and plans of experiments."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    op.add_column("target", sa.Column("reason", sa.Text()))
    op.create_table(
        "experiment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("idea", sa.Text()),
        sa.Column("token_hash", sa.String(length=64)),
        sa.Column("writer", sa.Text()),
        sa.Column("owner_writes", sa.Boolean(), nullable=False),
        sa.Column("writing_until", sa.DateTime(timezone=True)),
        sa.Column("stand", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("token_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_experiment_measurement", "experiment", ["measurement"])
    op.create_table(
        "experiment_field",
        sa.Column("experiment", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("since", sa.Integer(), nullable=False),
        sa.Column("updated", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["experiment"], ["experiment.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("experiment", "field"),
    )
    op.create_table(
        "experiment_other",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("experiment", sa.Integer(), nullable=False),
        sa.Column("field", sa.Text(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("writer", sa.Text(), nullable=False),
        sa.Column("base", sa.Integer(), nullable=False),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["experiment"], ["experiment.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("experiment", "field", "writer", "base"),
        sqlite_autoincrement=True,
    )


def downgrade() -> None:
    op.drop_table("experiment_other")
    op.drop_table("experiment_field")
    op.drop_table("experiment")
    op.drop_column("target", "reason")
