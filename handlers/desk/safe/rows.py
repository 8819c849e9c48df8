"""The step of a checklist from which a roll call was begun: it is done when that ends."""

from __future__ import annotations

from handlers.cases import Case, Status
from handlers.checklist.marks import DONE
from handlers.desk.live.marking import say_of
from handlers.desk.live.sheets import sheet_for
from handlers.desk.visit import Visit
from handlers.rollcall.calls import Call
from handlers.taps import mark


def settle_row(visit: Visit, case: Case, call: Call) -> Case:
    """Marks the step as done by whoever ended the roll call, if it is open still."""
    if call.row is None or case.checklist is None or case.status in (Status.RESOLVED, Status.WITHDRAWN):
        return case
    row = next((one for one in sheet_for(visit, case).work if mark(one.id) == call.row), None)
    return case if row is None or not row.is_open else say_of(visit, case, row, DONE)
