"""Edits in order: of two edits of one message the later is seen in the end, whichever process sends them.

Revision ID: 0011
Revises: 0010
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    op.drop_index("ix_notices_edits", "notices")
    op.drop_index("ix_notices_key", "notices")
    _index("edits", ["edits", "seq"], "edits IS NOT NULL")
    _index("key", ["key"], "state IN ('queued', 'sending') AND key IS NOT NULL")


def _index(name: str, columns: list[str], where: str) -> None:
    only = sa.text(where)
    op.create_index(f"ix_notices_{name}", "notices", columns, sqlite_where=only, postgresql_where=only)
