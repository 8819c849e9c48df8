"""Places in the queue: a chat with many notices waiting keeps no other chat waiting.

What is queued already stands where it came.

Revision ID: 0006
Revises: 0005
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.add_column("notices", sa.Column("turn", sa.BigInteger(), nullable=True))
    op.execute("UPDATE notices SET turn = queued_at WHERE state = 'queued' AND not_before IS NULL")
    op.execute("UPDATE notices SET turn = queued_at WHERE state = 'sending'")
    op.drop_index("ix_notices_queued", "notices")
    ready = "state = 'queued' AND turn IS NOT NULL"
    _index("queued", ["lane", "turn", "seq", "bot", "chat"], ready)
    _index("line", ["chat", "bot", "lane", "turn"], ready)
    _index("edits", ["edits"], "state = 'queued' AND edits IS NOT NULL")
    _index("asleep", ["not_before"], "state = 'queued' AND turn IS NULL")


def _index(name: str, columns: list[str], where: str) -> None:
    only = sa.text(where)
    op.create_index(f"ix_notices_{name}", "notices", columns, sqlite_where=only, postgresql_where=only)
