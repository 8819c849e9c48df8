"""Find cases by what they are about and by their risk, whatever else they hold.

Revision ID: 0014
Revises: 0013
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    for name in ("area", "node", "risk"):
        op.add_column("cases", sa.Column(name, sa.Text(), nullable=True))
