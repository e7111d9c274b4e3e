"""The reason of an ambition."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "3"
down_revision = "2"


def upgrade() -> None:
    op.add_column("target", sa.Column("reason", sa.Text()))


def downgrade() -> None:
    op.drop_column("target", "reason")
