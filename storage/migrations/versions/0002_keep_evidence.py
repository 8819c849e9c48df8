"""Keep evidence: contents of files, and where each attachment stands on its way to one.

Revision ID: 0002
Revises: 0001
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

_PENDING = sa.text("digest IS NULL AND given_up IS NULL")


def upgrade() -> None:
    op.create_table(
        "blobs",
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("length(content) = size", name=op.f("ck_blobs_size")),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_blobs")),
    )
    if op.get_bind().dialect.name == "sqlite":
        _make_attachments_anew()
    else:
        _extend_attachments()
    op.create_index(
        "ix_attachments_pending",
        "attachments",
        ["not_before"],
        unique=False,
        sqlite_where=_PENDING,
        postgresql_where=_PENDING,
    )


def _new_columns() -> list[sa.Column[Any]]:
    return [
        sa.Column("bot", sa.Text(), server_default="staff", nullable=False),
        sa.Column("digest", sa.Text(), nullable=True),
        sa.Column("fetched_at", sa.BigInteger(), nullable=True),
        sa.Column("attempts", sa.Integer(), server_default="0", nullable=False),
        sa.Column("not_before", sa.BigInteger(), server_default="0", nullable=False),
        sa.Column("given_up", sa.Text(), nullable=True),
    ]


def _make_attachments_anew() -> None:
    """SQLite cannot add constraints to a table that is there."""
    op.rename_table("attachments", "attachments_before")
    op.create_table(
        "attachments",
        sa.Column("case_id", sa.Text(), nullable=False),
        sa.Column("file", sa.Text(), nullable=False),
        sa.Column("by", sa.Text(), nullable=False),
        sa.Column("at", sa.BigInteger(), nullable=False),
        sa.Column("media", sa.Text(), nullable=False),
        *_new_columns(),
        sa.CheckConstraint("(digest IS NULL) = (fetched_at IS NULL)", name=op.f("ck_attachments_fetched")),
        sa.CheckConstraint("digest IS NULL OR given_up IS NULL", name=op.f("ck_attachments_given_up")),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_attachments_case_id")),
        sa.ForeignKeyConstraint(["digest"], ["blobs.digest"], name=op.f("fk_attachments_digest")),
        sa.PrimaryKeyConstraint("case_id", "file", name=op.f("pk_attachments")),
        sqlite_with_rowid=False,
    )
    op.execute(
        'INSERT INTO attachments (case_id, file, "by", at, media)'
        ' SELECT case_id, file, "by", at, media FROM attachments_before'
    )
    op.drop_table("attachments_before")


def _extend_attachments() -> None:
    for column in _new_columns():
        op.add_column("attachments", column)
    op.create_foreign_key(op.f("fk_attachments_digest"), "attachments", "blobs", ["digest"], ["digest"])
    op.create_check_constraint(
        op.f("ck_attachments_fetched"), "attachments", "(digest IS NULL) = (fetched_at IS NULL)"
    )
    op.create_check_constraint(op.f("ck_attachments_given_up"), "attachments", "digest IS NULL OR given_up IS NULL")
