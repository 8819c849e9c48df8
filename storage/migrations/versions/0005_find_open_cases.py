"""Find open cases: whoever comes on duty is told what is open, however many are closed.

Revision ID: 0005
Revises: 0004
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"

_OPEN = sa.text("status IN ('open', 'acknowledged')")


def upgrade() -> None:
    op.create_index(
        "ix_cases_open", "cases", ["opened_at", "id"], unique=False, sqlite_where=_OPEN, postgresql_where=_OPEN
    )
