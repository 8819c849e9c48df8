"""Who can be reached by the bot that carries alerts; whoever cannot gets their cards from the bot they talk to."""

from __future__ import annotations

from dataclasses import replace

from handlers.alerts.addressing import Addressed, Recipient
from handlers.cases import Case, Status
from handlers.delivery import NoticeState
from handlers.desk.cases.casework import record_notified, send_card
from handlers.desk.duty.reach import lost
from handlers.desk.visit import Visit
from handlers.people import Staff


def note_reach(visit: Visit, yes: bool) -> None:
    """Notes it. Cards that could not be brought go out once more: by the other bot, or now that they are back."""
    person = replace(visit.staff, reachable=yes)
    if person != visit.staff:
        visit.uow.keep_staff(person)
        if not yes:
            lost(visit, person)
    others = (other for other in visit.directory.staff if other.id != person.id)
    visit.directory = replace(visit.directory, staff=(*others, person))
    if not yes and visit.house.alert_bot == visit.house.staff_bot:
        return
    for case_id in visit.uow.undelivered(person.id, visit.house.alert_bot):
        _bring(visit, visit.uow.case(case_id), person)


def _bring(visit: Visit, case: Case | None, person: Staff) -> None:
    if case is None or person.telegram is None or case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        return
    recipient = Recipient(person.telegram, person.language, staff=person.id)
    if not _has_it(visit, case, recipient):
        send_card(visit, case, recipient)
        record_notified(visit, case, Addressed((recipient,)))


def _has_it(visit: Visit, case: Case, recipient: Recipient) -> bool:
    """Whether it was brought to them, or tried by the other bot when this one is closed to them."""
    copies = [copy for copy in visit.uow.cards(case.id) if copy.chat == recipient.chat]
    if visit.directory.staff_by_id[recipient.staff or ""].reachable:
        return any(copy.state in _ON_ITS_WAY for copy in copies)
    return any(copy.bot == visit.house.staff_bot for copy in copies)


_ON_ITS_WAY = (NoticeState.QUEUED, NoticeState.SENDING, NoticeState.SENT)
