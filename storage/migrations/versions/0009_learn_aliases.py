"""Learn from corrections: phrases that are proposed, accepted or refused as aliases.

Revision ID: 0009
Revises: 0008
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.create_table(
        "aliases",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("entry", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("proposed_at", sa.BigInteger(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.CheckConstraint("state IN ('proposed', 'accepted', 'refused')", name=op.f("ck_aliases_state")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_aliases")),
    )
