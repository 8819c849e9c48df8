"""Who published: which edition took the place of which, when, how and by whom.

Revision ID: 0013
Revises: 0012
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    serial = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    op.create_table(
        "publications",
        sa.Column("seq", serial, autoincrement=True, nullable=False),
        sa.Column("playbook", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("instead_of", sa.Text(), nullable=True),
        sa.Column("published_at", sa.BigInteger(), nullable=False),
        sa.Column("way", sa.Text(), nullable=False),
        sa.Column("published_by", sa.Text(), nullable=False),
        sa.CheckConstraint("way IN ('folder', 'command')", name=op.f("ck_publications_way")),
        sa.CheckConstraint("edition IS NOT NULL OR instead_of IS NOT NULL", name=op.f("ck_publications_something")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_publications")),
        sqlite_autoincrement=True,
    )
