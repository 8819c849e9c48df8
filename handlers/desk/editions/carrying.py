"""A report that is not sent yet is carried over to the new edition of its playbook, where the author says so."""

from __future__ import annotations

from handlers.desk.effects import apply
from handlers.desk.visit import Visit
from handlers.engine.carrying import carry
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.ports import UnitOfWork


def carry_over(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Does so, and shows the live question again if it is one of theirs. What cannot be carried over stays."""
    person, session = uow.directory.staff_by_account.get(inbound.chat), uow.session(inbound.conversation)
    if person is None or session is None:
        return
    visit = Visit(inbound, uow, house, person, uow.directory, session)
    turn = carry(session, event.data["playbook"], visit.at)
    if turn is not None:
        apply(visit, turn)
        uow.keep_session(inbound.conversation, visit.session)
