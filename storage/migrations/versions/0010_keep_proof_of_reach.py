"""Proof of reach: which notices told somebody of a case, whatever became of them afterwards.

Group chats that nothing gets into are known, so that their members are told instead.

Revision ID: 0010
Revises: 0009
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("notices", sa.Column("told", sa.Boolean(), nullable=False, server_default=sa.false()))
    op.execute("UPDATE notices SET told = card OR (case_id IS NOT NULL AND bot LIKE 'outside-%')")
    only = sa.text("told")
    op.create_index("ix_notices_told", "notices", ["case_id"], sqlite_where=only, postgresql_where=only)
    op.add_column("groups", sa.Column("reachable", sa.Boolean(), nullable=False, server_default=sa.true()))
