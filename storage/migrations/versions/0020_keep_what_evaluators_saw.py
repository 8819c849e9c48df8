"""Keep what evaluators saw: files may belong to the run of a drill that has no case.

Revision ID: 0020
Revises: 0019
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"

_PENDING = sa.text("digest IS NULL AND given_up IS NULL")


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        _make_anew()
    else:
        op.drop_constraint(op.f("fk_attachments_case_id"), "attachments", type_="foreignkey")


def _make_anew() -> None:
    """SQLite cannot take a constraint away."""
    op.drop_index("ix_attachments_pending", "attachments")
    op.rename_table("attachments", "attachments_before")
    op.create_table(
        "attachments",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        sa.Column("bot", sa.Text(), server_default="staff", nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("given_up", sa.Text(), nullable=True),
        sa.CheckConstraint("(digest IS NULL) = (fetched_at IS NULL)", name=op.f("ck_attachments_fetched")),
        sa.CheckConstraint("digest IS NULL OR given_up IS NULL", name=op.f("ck_attachments_given_up")),
        sa.ForeignKeyConstraint(["digest"], ["blobs.digest"], name=op.f("fk_attachments_digest")),
        sa.PrimaryKeyConstraint("case_id", "file", name=op.f("pk_attachments")),
        sqlite_with_rowid=False,
    )
    op.execute(
        "INSERT INTO attachments"
        ' (case_id, file, "by", at, media, bot, digest, fetched_at, attempts, not_before, given_up)'
        ' SELECT case_id, file, "by", at, media, bot, digest, fetched_at, attempts, not_before, given_up'
        " FROM attachments_before"
    )
    op.drop_table("attachments_before")
    op.create_index("ix_attachments_pending", "attachments", ["not_before"], unique=False, sqlite_where=_PENDING)
