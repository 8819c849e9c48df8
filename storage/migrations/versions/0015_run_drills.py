"""Drills: runs with their append-only logs, timers that read a run's clock, and notices that belong to one.

Revision ID: 0015
Revises: 0014
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from storage.triggers import guards

revision = "0015"
down_revision = "0014"


def upgrade() -> None:
    _add_columns()
    op.create_table(
        "drills",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("standing", sa.Text(), nullable=False),
        sa.Column("open", sa.Boolean(), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("head", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_drills")),
        sa.UniqueConstraint("number", name=op.f("uq_drills_number")),
    )
    op.create_index(
        "ix_drills_open", "drills", ["id"], sqlite_where=sa.text("open"), postgresql_where=sa.text("open")
    )
    _add_log()
    for statement in guards(op.get_bind().dialect.name, "drill_log"):
        op.execute(statement)


def _add_columns() -> None:
    op.add_column("notices", sa.Column("drill", sa.Text(), nullable=True))
    op.add_column("timers", sa.Column("drill", sa.Text(), nullable=True))
    op.add_column("timers", sa.Column("shown", sa.BigInteger(), nullable=True))
    only = sa.text("drill IS NOT NULL")
    op.create_index("ix_timers_drill", "timers", ["drill"], sqlite_where=only, postgresql_where=only)


def _add_log() -> None:
    op.create_table(
        "drill_log",
        sa.Column("drill_id", sa.Text(), nullable=False),
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("actor", sa.Text(), nullable=True),
        sa.Column("data", sa.Text(), nullable=False),
        sa.Column("previous", sa.Text(), nullable=False),
        sa.Column("hash", sa.Text(), nullable=False),
        sa.CheckConstraint("sequence >= 1", name=op.f("ck_drill_log_sequence")),
        sa.ForeignKeyConstraint(["drill_id"], ["drills.id"], name=op.f("fk_drill_log_drill_id")),
        sa.PrimaryKeyConstraint("drill_id", "sequence", name=op.f("pk_drill_log")),
        sqlite_with_rowid=False,
    )
