"""Call the roll: a line for everybody who is asked whether they are safe.

Revision ID: 0017
Revises: 0016
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"


def upgrade() -> None:
    op.create_table(
        "roll_lines",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("call", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("staff", sa.Text(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("notice", sa.Text(), nullable=True),
        sa.Column("off_shift", sa.Boolean(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("said_at", sa.BigInteger(), nullable=True),
        sa.Column("said_by", sa.Text(), nullable=True),
        sa.Column("place", sa.Text(), nullable=True),
        sa.Column("words", sa.Text(), nullable=True),
        sa.Column("helper", sa.Text(), nullable=True),
        sa.Column("noted_at", sa.BigInteger(), nullable=True),
        sa.CheckConstraint("said IN ('safe', 'help', 'away', 'read')", name=op.f("ck_roll_lines_said")),
        sa.CheckConstraint("(said IS NULL) = (said_at IS NULL)", name=op.f("ck_roll_lines_said_at")),
        sa.CheckConstraint("(said IS NULL) = (said_by IS NULL)", name=op.f("ck_roll_lines_said_by")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_roll_lines_case_id")),
        sa.PrimaryKeyConstraint("case_id", "call", "staff", name=op.f("pk_roll_lines")),
        sqlite_with_rowid=False,
    )
    op.add_column("staff", sa.Column("phone", sa.Text(), nullable=True))
