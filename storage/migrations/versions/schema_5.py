"""Measurements that a municipality shares, to be counted beside those of others of its size."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "5"
down_revision = "4"


def upgrade() -> None:
    op.create_table(
        "share",
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("municipality", sa.Text(), nullable=False),
        sa.Column("size", sa.Text(), nullable=False),
        sa.Column("basis", sa.String(64), nullable=False),
        sa.Column("shared", sa.DateTime(timezone=True), nullable=False),
        sa.Column("batch", sa.Integer()),
        sa.Column("members", sa.Integer()),
        sa.Column("batched", sa.DateTime(timezone=True)),
        sa.Column("stopped", sa.DateTime(timezone=True)),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("measurement"),
    )
    op.create_index("ix_share_counted", "share", ["basis", "size", "batch"])
    op.create_table(
        "share_stage",
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("part", sa.Text(), nullable=False),
        sa.Column("stage", sa.Integer(), sa.CheckConstraint("stage BETWEEN 1 AND 5"), nullable=False),
        sa.Column("counts", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["share.measurement"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("measurement", "part"),
    )


def downgrade() -> None:
    op.drop_table("share_stage")
    op.drop_table("share")
