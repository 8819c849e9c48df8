"""What the next message is for: why a step cannot or need not be done, or the proof that it was."""

from __future__ import annotations

from datetime import datetime, timedelta

from handlers.cases import Case, Status
from handlers.checklist.sheet import Row
from handlers.desk.live.sheets import sheet_for
from handlers.desk.visit import Visit
from handlers.taps import mark

#: For how long after it was asked for the next message is taken for it.
AWAITED = timedelta(minutes=10)


def await_reason(visit: Visit, case: Case, row_mark: str) -> None:
    """The next text says why this row cannot be done."""
    _await(visit, f"w{row_mark}{case.id}")


def await_waiver(visit: Visit, case: Case, row_mark: str) -> None:
    """The next text says why this critical row need not be done."""
    _await(visit, f"v{row_mark}{case.id}")


def await_proof(visit: Visit, case: Case, row: Row) -> None:
    """The next photo, file or location proves this row."""
    if not visit.inbound.private:
        visit.toast(visit.say("The checklist is in your chat with me."))
        return
    _await(visit, f"p{mark(row.id)}{case.id}")
    visit.toast(visit.say("Send it now: a photo, a file or your location."))


def _await(visit: Visit, what: str) -> None:
    visit.remember(await_=what, await_at=visit.uow.now.isoformat())


def forget_awaited(visit: Visit) -> None:
    """The next message is for nothing in particular any more."""
    if "await_" in visit.session.desk:
        visit.remember(await_=None, await_at=None)


def awaited(visit: Visit, kind: str) -> tuple[Case, Row] | None:
    """The case and row that a reason (`w`), a waiver (`v`) or a proof (`p`) was asked for, if that still applies."""
    what = visit.session.desk.get("await_", "")
    if not what.startswith(kind):
        return None
    if visit.uow.now - datetime.fromisoformat(visit.session.desk["await_at"]) > AWAITED:
        forget_awaited(visit)
        return None
    case = visit.uow.case(what[9:])
    if case is None or case.checklist is None or case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        forget_awaited(visit)
        return None
    row = next((one for one in sheet_for(visit, case).tappable if mark(one.id) == what[1:9]), None)
    return None if row is None else (case, row)
