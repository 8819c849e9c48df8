"""Who has read: what people are asked to read of playbooks, and that they have.

Revision ID: 0016
Revises: 0015
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"


def upgrade() -> None:
    op.create_table(
        "readings",
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("playbook", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("asked_at", sa.BigInteger(), nullable=True),
        sa.Column("reminders", sa.Integer(), server_default="0", nullable=False),
        sa.Column("reminded_at", sa.BigInteger(), nullable=True),
        sa.Column("read_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("(reminders = 0) = (reminded_at IS NULL)", name=op.f("ck_readings_reminded")),
        sa.CheckConstraint("asked_at IS NOT NULL OR read_at IS NOT NULL", name=op.f("ck_readings_something")),
        sa.PrimaryKeyConstraint("staff", "playbook", "version", name=op.f("pk_readings")),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_readings_playbook", "readings", ["playbook"])
