"""Messages of the programme that nobody asked for: to trainers, and when they are awake."""

from __future__ import annotations

from handlers.delivery import Lane, Notice
from handlers.house import House
from handlers.messages import Message
from handlers.people import Staff
from handlers.ports import UnitOfWork


def tell_trainer(uow: UnitOfWork, house: House, person: Staff, message: Message) -> None:
    """In earnest and unmarked; in the hours in which people at their site may be disturbed."""
    assert person.telegram is not None
    calendar = uow.directory.calendar_of(person.sites[0] if person.sites else None)
    uow.queue(
        Notice(
            uow.new_id(),
            house.staff_bot,
            person.telegram,
            message,
            Lane.ROUTINE,
            staff=person.id,
            not_before=calendar.awake(uow.now),
            language=person.language,
        )
    )
