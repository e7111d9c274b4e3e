"""Texts are sealed; a known text tells whether a key is the right one. And what facilitators did, without what it was about."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.errors import WrongKey
from storage.sealing import rewrite, vault_of

revision = "4"
down_revision = "3"

PLACES = (
    ("answer", ("response", "question"), "note"),
    ("target", ("measurement", "theme"), "reason"),
    ("commitment", ("measurement", "idea"), "owner"),
    ("commitment", ("measurement", "idea"), "step"),
    ("experiment_field", ("experiment", "field"), "value"),
    ("experiment_other", ("id",), "value"),
)


def upgrade() -> None:
    """The texts themselves are sealed by who has the key: `storage.unlock`."""
    op.create_table(
        "seal",
        sa.Column("id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("measurement", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("phase", sa.Text()),
        sa.Column("created", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["measurement"], ["measurement.id"], ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_measurement", "audit", ["measurement"])


def downgrade() -> None:
    """An earlier version of the app reads no seals: every text is opened."""
    connection = op.get_bind()
    sealed = connection.execute(sa.text("SELECT count(*) FROM seal")).scalar_one()
    vault = vault_of(connection.dialect)
    if sealed and vault is None:
        raise WrongKey
    if vault is not None:
        rewrite(connection, PLACES, vault.open)
    op.drop_table("seal")
    op.drop_table("audit")
