"""Who can be reached by the bot that carries alerts; whoever cannot gets their cards from the bot they talk to."""

from __future__ import annotations

from dataclasses import replace

from handlers.alerts.addressing import Addressed, Recipient
from handlers.cases import Case, Status
from handlers.delivery import Copy, NoticeState
from handlers.desk.cases.casework import record_notified, send_card
from handlers.desk.cases.copies import amend_copies
from handlers.desk.duty.reach import lost
from handlers.desk.visit import Visit
from handlers.people import Staff
from handlers.rights import may_see

_NOT_BROUGHT = (NoticeState.DEAD, NoticeState.SENDING)


def note_reach(visit: Visit, yes: bool) -> None:
    """Notes it. What they missed is made up for: by the other bot, or now that they are back."""
    person = replace(visit.staff, reachable=yes)
    if person != visit.staff:
        visit.uow.keep_staff(person)
        if not yes:
            lost(visit, person)
    others = (other for other in visit.directory.staff if other.id != person.id)
    visit.directory = replace(visit.directory, staff=(*others, person))
    if not yes and visit.house.alert_bot == visit.house.staff_bot:
        return
    for case_id in visit.uow.shown_to(person.id):
        case = visit.uow.case(case_id)
        if case is not None and may_see(person, case, visit.directory):
            _make_up(visit, case, person)


def _make_up(visit: Visit, case: Case, person: Staff) -> None:
    """The card, if it did not get to them; one that did was not kept up while the bot was closed to them."""
    mine = [copy for copy in visit.uow.cards(case.id) if copy.staff == person.id]
    if _must_be_brought(visit, mine, person):
        _bring(visit, case, person)
    elif person.reachable:
        amend_copies(visit, case, mine)


def _must_be_brought(visit: Visit, mine: list[Copy], person: Staff) -> bool:
    if person.reachable:
        return all(copy.state in (NoticeState.DEAD, NoticeState.DROPPED) for copy in mine)
    tried = any(copy.bot == visit.house.staff_bot for copy in mine)
    return not tried and any(copy.state in _NOT_BROUGHT for copy in mine)


def _bring(visit: Visit, case: Case, person: Staff) -> None:
    if person.telegram is None or case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        return
    recipient = Recipient(person.telegram, person.language, staff=person.id)
    send_card(visit, case, recipient)
    record_notified(visit, case, Addressed((recipient,)))
