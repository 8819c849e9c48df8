"""Invite from the list: an invitation can be for somebody the organisation file names.

Revision ID: 0003
Revises: 0002
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

_KEPT = "token_hash, role, site, expires_at, made_by, used_by, used_at"


def upgrade() -> None:
    if op.get_bind().dialect.name != "sqlite":
        op.add_column("invitations", sa.Column("staff", sa.Text(), nullable=True))
        return
    op.rename_table("invitations", "invitations_before")
    op.create_table(
        "invitations",
        sa.Column("token_hash", sa.Text(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        sa.Column("site", sa.Text(), nullable=True),
        sa.Column("expires_at", sa.BigInteger(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=True),
        sa.Column("used_by", sa.Text(), nullable=True),
        sa.Column("used_at", sa.BigInteger(), nullable=True),
        sa.Column("staff", sa.Text(), nullable=True),
        sa.CheckConstraint("(used_by IS NULL) = (used_at IS NULL)", name=op.f("ck_invitations_used")),
        sa.PrimaryKeyConstraint("token_hash", name=op.f("pk_invitations")),
    )
    op.execute(f"INSERT INTO invitations ({_KEPT}) SELECT {_KEPT} FROM invitations_before")  # noqa: S608 - constant
    op.drop_table("invitations_before")
