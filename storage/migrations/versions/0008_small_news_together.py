"""Small news go out together: what a notice is in one line, and with which others it went out.

Revision ID: 0008
Revises: 0007
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    op.add_column("notices", sa.Column("brief", sa.Text(), nullable=True))
    op.add_column("notices", sa.Column("bundle", sa.Text(), nullable=True))
