"""Cases as turns read and keep them, and the one of a number."""

from __future__ import annotations

from sqlalchemy import bindparam, func, or_, select, text

from handlers.cases import Case
from storage.chain import Head
from storage.codec.cases import COLUMNS, case_of
from storage.database import Database, Row
from storage.schema import cases
from storage.statements import Statement, upsert

_ALL = (*(cases.c[name] for name in COLUMNS), cases.c.entries, cases.c.head)
_locked = select(*_ALL).with_for_update()
BY_ID = Statement(_locked.where(cases.c.id == bindparam("wanted")))
BY_NUMBER = Statement(_locked.where(cases.c.number == bindparam("wanted")))
LOOK = Statement(select(*_ALL).where(cases.c.id == bindparam("wanted")))
OPEN_OF = Statement(
    _locked.where(
        cases.c.reporter == bindparam("who"), or_(cases.c.status == "open", cases.c.status == "acknowledged")
    )
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(50)
)
#: Those whose data hold a text anywhere: a group's id, in quotes, is in those of its cases, and in few others.
OPEN = Statement(
    select(*_ALL)
    .where(
        text("status IN ('open', 'acknowledged')"), cases.c.data.like(bindparam("holding"))
    )  # as its index says it
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(1000)
)
FRESH = Statement(
    select(*_ALL)
    .where(
        text("status IN ('open', 'acknowledged')"),  # as its index says it
        cases.c.opened_at >= bindparam("since"),
        cases.c.playbook == bindparam("of_playbook"),
        cases.c.run == bindparam("of_run"),
    )
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(20)
)
#: How often each kind of emergency was raised in earnest at a site.
RAISED = Statement(
    select(cases.c.playbook, func.count())
    .where(
        text("kind = 'emergency'"),  # as its index says it
        cases.c.site == bindparam("at_site"),
        cases.c.opened_at >= bindparam("since"),
        cases.c.run == "real",
        cases.c.status != "withdrawn",
    )
    .group_by(cases.c.playbook)
)
#: The ids of open ones whose data hold a text anywhere.
OPEN_IDS = Statement(
    select(cases.c.id).where(text("status IN ('open', 'acknowledged')"), cases.c.data.like(bindparam("holding")))
)
#: Open ones that somebody has, and who that is.
HELD = Statement(
    select(cases.c.id, cases.c.acknowledged_by).where(
        text("status IN ('open', 'acknowledged')"),
        cases.c.acknowledged_by.is_not(None),  # as its index says it
    )
)
#: The ids of emergencies that go on in earnest.
OPEN_EMERGENCIES = Statement(
    select(cases.c.id).where(
        text("status IN ('open', 'acknowledged')"), cases.c.kind == "emergency", cases.c.run == "real"
    )
)
KEEP = upsert(cases, *COLUMNS, "entries", "head", keep=("number", "opened_at"))

_READ_NUMBER = Statement(select(*_ALL).where(cases.c.number == bindparam("wanted")))


def case_by_number(database: Database, number: str) -> tuple[Case, Head] | None:
    """A case and where its timeline ends, without locking it."""
    row = database.first(_READ_NUMBER, wanted=number)
    return None if row is None else (case_of(row), head_of(row))


def head_of(row: Row) -> Head:
    """Where the timeline of a case's row ends."""
    return Head(*row[len(COLUMNS) : len(COLUMNS) + 2])
