"""“Change an answer”: the reporter opens a case's answers again, for as long as the case is open."""

from __future__ import annotations

from handlers.cases import Case, Status
from handlers.desk.cases.change_button import can_change
from handlers.desk.effects import apply
from handlers.desk.visit import Visit
from handlers.engine import AT_WORK, Frame, close, drop, leave_checklist, pointed_at, redraw, reopen
from handlers.events import Commanded, Elapsed, Tapped
from handlers.rights import may_change
from playbooks.model import Kind


def change_answers(visit: Visit, case: Case) -> None:
    """Opens the answers of `case` on the review screen; a second tap shows the same again."""
    live = visit.session.live
    if not can_change(visit, case):
        visit.toast(visit.say("Only the reporter can change answers, and only while the case is open."), alert=True)
    elif live is not None and live.id == case.id and live.amending:
        apply(visit, redraw(visit.session, visit.at))
    elif visit.uow.editions.by_digest(case.edition) is None:
        visit.toast(visit.say("That one is not offered any more."))
    else:
        apply(visit, reopen(visit.session, case, visit.at))


def over_meanwhile(visit: Visit) -> None:
    """Ends the work on a checklist that others finished, or whose case they closed: what it interrupted goes on."""
    live = visit.session.live
    if live is None or live.at != AT_WORK:
        return
    case = visit.uow.case(live.id)
    if case is not None and case.status is Status.WITHDRAWN:
        return  # its questions go with it
    open_ = case is not None and case.status in (Status.OPEN, Status.ACKNOWLEDGED)
    if case is None or not open_ or (case.checklist is not None and case.checklist.over):
        apply(visit, leave_checklist(visit.session, visit.at))


def closed_meanwhile(visit: Visit) -> bool:
    """Ends what lost its point in the meantime: a change of a case that was closed, questions of one called off.

    True if the event has no other meaning then.
    """
    live = visit.session.live
    if live is not None and live.kind is Kind.EMERGENCY and not live.amending:
        return _called_off(visit, live)
    if live is None or not live.amending or _still_open(visit, live):
        return False
    visit.tell(visit.say("Only the reporter can change answers, and only while the case is open."))
    apply(visit, close(visit.session, visit.at))
    return not isinstance(visit.inbound.event, Tapped | Commanded | Elapsed)


def _called_off(visit: Visit, frame: Frame) -> bool:
    """The case is read by this turn anyway, whatever it is about."""
    case = visit.uow.case(frame.case)
    if case is None or case.status is not Status.WITHDRAWN:
        return False
    if case.part_of is not None and (other := visit.uow.case_by_number(case.part_of)) is not None:
        visit.session = pointed_at(visit.session, frame.id, other.id)
        return False
    visit.tell(visit.say("{number} was called off. There is nothing more to do.", number=case.number))
    apply(visit, drop(visit.session, frame.id, visit.at))
    return not isinstance(visit.inbound.event, Tapped | Commanded | Elapsed)


def _still_open(visit: Visit, frame: Frame) -> bool:
    case = visit.uow.case(frame.id)
    return case is not None and may_change(visit.staff, case)
