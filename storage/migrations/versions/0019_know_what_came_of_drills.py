"""Know what came of drills: a small result of every finished run, made of the logs that are there.

Revision ID: 0019
Revises: 0018
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

from handlers.cases import Entry
from handlers.drills.folding import read_run
from handlers.drills.results import result_of
from storage.drills import result_row
from storage.texts import from_json
from storage.times import moment

revision = "0019"
down_revision = "0018"

_LOG = sa.text(
    "SELECT sequence, at, kind, actor, data, previous, hash FROM drill_log"
    " WHERE drill_id = :of_drill ORDER BY sequence"
)
_KEEP = sa.text("INSERT INTO drill_results (drill_id, ended_at, data) VALUES (:drill_id, :ended_at, :data)")


def upgrade() -> None:
    op.create_table(
        "drill_results",
        sa.Column("drill_id", sa.Text(), nullable=False),
        sa.Column("ended_at", sa.BigInteger(), nullable=False),
        sa.Column("data", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["drill_id"], ["drills.id"], name=op.f("fk_drill_results_drill_id")),
        sa.PrimaryKeyConstraint("drill_id", name=op.f("pk_drill_results")),
    )
    _know_what_there_is()


def _know_what_there_is() -> None:
    """`result_of` reads logs of any age, so what it makes of them today is what later versions would."""
    connection = op.get_bind()
    made = []
    for (drill_id,) in connection.execute(sa.text("SELECT id FROM drills")).all():
        rows = connection.execute(_LOG, {"of_drill": drill_id}).all()
        run = read_run(drill_id, [Entry(r[0], moment(r[1]), r[2], r[3], from_json(r[4]), r[5], r[6]) for r in rows])
        result = result_of(run) if run is not None else None
        made += [result_row(result)] if result is not None else []
    if made:
        connection.execute(_KEEP, made)
