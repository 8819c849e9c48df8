"""Know a site's emergencies: how often each kind was raised there.

Revision ID: 0018
Revises: 0017
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"


def upgrade() -> None:
    only = sa.text("kind = 'emergency'")
    op.create_index(
        "ix_cases_emergencies", "cases", ["site", "opened_at"], sqlite_where=only, postgresql_where=only
    )
