"""People who come to a site while a roll call goes on there: hired, sent there, helping, or seen there. They are
asked, too.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.cases import Case, Happening
from handlers.desk.safe.beginning import send_to_all
from handlers.desk.safe.calls import COUNT, LOOKS, keep_call, set_timer
from handlers.desk.visit import Visit
from handlers.events import Elapsed
from handlers.rollcall.asking import lines_for
from handlers.rollcall.calls import Call, CallKind, RollLine
from handlers.taps import mark

#: How often it is looked who has come, though nobody answers; and for how long after a roll call began.
EVERY, AT_MOST = timedelta(minutes=2), timedelta(hours=12)


def look_again(visit: Visit, case: Case, call: Call, event: Elapsed) -> None:
    """The next look, if this was one."""
    now = visit.uow.now
    if LOOKS in event.data and call.is_open and now < call.began + AT_MOST:
        set_timer(visit, LOOKS, COUNT, case.id, call.number, now + EVERY, **{LOOKS: "again"})


def ask_newcomers(visit: Visit, case: Case, call: Call) -> tuple[Case, Call]:
    """Asks everybody who is to be asked by now and was not; the case and the call with them."""
    if call.kind is not CallKind.ROLL or not call.is_open:
        return case, call
    known = {line.staff: line for line in visit.uow.roll(case.id, call.number)}
    expected = lines_for(visit.directory, call.site, visit.uow.now, case.team.everybody)
    come = [line for line in expected if line.staff not in known]
    found = [line for line in expected if line.staff in known and _has_account_now(visit, known[line.staff])]
    return _ask(visit, case, call, come, [known[line.staff] for line in found])


def ask_whoever_is_seen(visit: Visit, case: Case, call: Call, who: str) -> tuple[Case, Call]:
    """Asks the person with this mark, whom somebody looks for though they do not work there."""
    listed = {line.staff for line in visit.uow.roll(case.id, call.number)}
    seen = next((one.id for one in visit.directory.staff if one.active and mark(one.id) == who), None)
    if seen is None or seen in listed or call.kind is not CallKind.ROLL or not call.is_open:
        return case, call
    lines = lines_for(visit.directory, call.site, visit.uow.now, (seen,))
    return _ask(visit, case, call, [line for line in lines if line.staff == seen], [])


def _has_account_now(visit: Visit, line: RollLine) -> bool:
    account = visit.directory.staff_by_id[line.staff].telegram
    return line.notice is None and line.said is None and account is not None


def _ask(
    visit: Visit, case: Case, call: Call, come: Sequence[RollLine], found: Sequence[RollLine]
) -> tuple[Case, Call]:
    """`come` stand on no list yet, `found` could not be asked before."""
    if not come and not found:
        return case, call
    placed = [replace(line, position=place) for place, line in enumerate(come, call.asked + 1)]
    lines = send_to_all(visit, case, call, [*placed, *found])
    visit.uow.keep_roll(case.id, call.number, lines)
    data = {"call": call.number, "asked": [line.staff for line in lines]}
    visit.uow.record(case.id, Happening("roll_joined", visit.staff.id or None, data))
    grown = replace(call, asked=call.asked + len(come))
    return keep_call(visit, case, grown), grown
