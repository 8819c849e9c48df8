"""“Change an answer”: the reporter opens a case's answers again, for as long as the case is open."""

from __future__ import annotations

from handlers.cases import Case, Entry
from handlers.desk.change_button import can_change
from handlers.desk.effects import apply
from handlers.desk.visit import Visit
from handlers.engine import Frame, Settlement, close, redraw, reopen
from handlers.events import Commanded, Elapsed, Tapped
from handlers.rights import may_change


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
        apply(visit, reopen(visit.session, case, _steps(visit, case), visit.at))


def closed_meanwhile(visit: Visit) -> bool:
    """Ends a change whose case was closed in the meantime; True if the event has no other meaning then."""
    live = visit.session.live
    if live is None or not live.amending or _still_open(visit, live):
        return False
    visit.tell(visit.say("Only the reporter can change answers, and only while the case is open."))
    apply(visit, close(visit.session, visit.at))
    return not isinstance(visit.inbound.event, Tapped | Commanded | Elapsed)


def _still_open(visit: Visit, frame: Frame) -> bool:
    case = visit.uow.case(frame.id)
    return case is not None and may_change(visit.staff, case)


def _steps(visit: Visit, case: Case) -> dict[str, Settlement]:
    """The checklist as the timeline tells it."""
    return {str(e.data["step"]): _settlement(e) for e in visit.uow.timeline(case.id) if e.kind == "step"}


def _settlement(entry: Entry) -> Settlement:
    return Settlement(entry.data["outcome"], entry.at, str(entry.data.get("reason", "")))
