"""The button “Change an answer”: on which messages it stands, and whether it may be tapped."""

from __future__ import annotations

from handlers.cases import Case
from handlers.desk.visit import Visit
from handlers.messages import Button, Row
from handlers.rights import may_change
from handlers.taps import Tap


def change_row(visit: Visit, case: Case) -> tuple[Row, ...]:
    """The button that opens the case's answers, where it may be tapped."""
    if not can_change(visit, case):
        return ()
    # TRANSLATORS: Button: change what was answered in a report that was sent already.
    return ((Button(visit.say("Change an answer"), Tap("c", case.id, case.version, "change").data),),)


def can_change(visit: Visit, case: Case) -> bool:
    """Whether this person may change the case's answers from here: conversations are with the staff bot."""
    here = visit.inbound.private and visit.inbound.bot == visit.house.staff_bot
    return here and may_change(visit.staff, case)
