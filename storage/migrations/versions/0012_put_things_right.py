"""Put things right: corrective actions, each with an owner and a day.

Revision ID: 0012
Revises: 0011
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"

_CHECKS = {
    "owner": "(staff IS NULL) <> (group_id IS NULL)",
    "state": "state IN ('open', 'done', 'dropped')",
    "settled": "(state = 'open') = (settled_at IS NULL)",
    "settled_by": "(settled_by IS NULL) = (settled_at IS NULL)",
    "proof": "state <> 'done' OR words <> '' OR proof IS NOT NULL",
    "reason": "state <> 'dropped' OR words <> ''",
    "target": "playbook IS NOT NULL OR (edition IS NULL AND step IS NULL)",
    "version": "version >= 1",
}


def upgrade() -> None:
    op.create_table(
        "actions",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("number", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("staff", sa.Text(), nullable=True),
        sa.Column("group_id", sa.Text(), nullable=True),
        sa.Column("due", sa.Text(), nullable=False),
        sa.Column("origin", sa.Text(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("made_at", sa.BigInteger(), nullable=False),
        sa.Column("case_id", sa.Text(), nullable=True),
        sa.Column("source", sa.Text(), nullable=True),
        sa.Column("playbook", sa.Text(), nullable=True),
        sa.Column("edition", sa.Text(), nullable=True),
        sa.Column("step", sa.Text(), nullable=True),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("settled_by", sa.Text(), nullable=True),
        sa.Column("settled_at", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("proof", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        *(sa.CheckConstraint(rule, name=op.f(f"ck_actions_{name}")) for name, rule in _CHECKS.items()),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_actions_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_actions")),
        sa.UniqueConstraint("number", name=op.f("uq_actions_number")),
    )
    _index("open", ["due", "number"], "state = 'open'")
    _index("case", ["case_id"], "case_id IS NOT NULL")
    _index("source", ["source"], "source IS NOT NULL")


def _index(name: str, columns: list[str], where: str) -> None:
    only = sa.text(where)
    op.create_index(f"ix_actions_{name}", "actions", columns, sqlite_where=only, postgresql_where=only)
