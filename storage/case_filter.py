"""Cases that match, for lists and figures."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, and_, bindparam, cast, or_, select

from handlers.cases import Case, Run, Status
from playbooks.model import Area, Kind, Node
from storage.codec.cases import COLUMNS, case_of
from storage.database import Database
from storage.schema import cases
from storage.statements import Statement
from storage.times import micros


def _is(name: str) -> Any:
    parameter = bindparam(name, type_=Text)
    return or_(cast(parameter, Text).is_(None), cases.c[name] == parameter)


_FIND = Statement(
    select(*(cases.c[name] for name in COLUMNS))
    .where(
        and_(_is("status"), _is("kind"), _is("run"), _is("playbook"), _is("site"), _is("reporter")),
        and_(_is("area"), _is("node"), _is("risk")),
        cases.c.opened_at >= bindparam("since"),
    )
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to show; a field left out does not restrict. `since`: opened then or later."""

    status: Status | None = None
    kind: Kind | None = None
    run: Run | None = None
    playbook: str | None = None
    site: str | None = None
    reporter: str | None = None
    since: datetime | None = None
    area: Area | None = None
    node: Node | None = None
    risk: str | None = None  # a level of the organisation's matrix, by id


def find_cases(database: Database, wanted: CaseFilter, limit: int) -> list[Case]:
    """The cases that match, newest first."""
    rows = database.read(
        _FIND,
        status=wanted.status and wanted.status.value,
        kind=wanted.kind and wanted.kind.value,
        run=wanted.run and wanted.run.value,
        playbook=wanted.playbook,
        site=wanted.site,
        reporter=wanted.reporter,
        area=wanted.area and wanted.area.value,
        node=wanted.node and wanted.node.value,
        risk=wanted.risk,
        since=0 if wanted.since is None else micros(wanted.since),
        most=limit,
    )
    return [case_of(row) for row in rows]
