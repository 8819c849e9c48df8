"""Who can be reached by the bot that carries alerts; whoever cannot gets their cards from the bot they talk to."""

from __future__ import annotations

from dataclasses import replace

from handlers.alerts.addressing import Addressed, Recipient
from handlers.cases import Case, Status
from handlers.desk.casework import record_notified, send_card
from handlers.desk.duty_reach import lost
from handlers.desk.visit import Visit
from handlers.people import Staff


def note_reach(visit: Visit, yes: bool) -> None:
    """Notes it; cards that could not be brought to them go out once more, by the other bot if there are two."""
    person = replace(visit.staff, reachable=yes)
    if person != visit.staff:
        visit.uow.keep_staff(person)
        if not yes:
            lost(visit, person)
    if yes or visit.house.alert_bot == visit.house.staff_bot:
        return
    others = (other for other in visit.directory.staff if other.id != person.id)
    visit.directory = replace(visit.directory, staff=(*others, person))
    for case_id in visit.uow.undelivered(person.id, visit.house.alert_bot):
        _bring(visit, visit.uow.case(case_id), person)


def _bring(visit: Visit, case: Case | None, person: Staff) -> None:
    if case is None or person.telegram is None or case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        return
    recipient = Recipient(person.telegram, person.language, staff=person.id)
    brought = {(copy.bot, copy.chat) for copy in visit.uow.cards(case.id)}
    if (visit.house.staff_bot, recipient.chat) not in brought:
        send_card(visit, case, recipient)
        record_notified(visit, case, Addressed((recipient,)))
