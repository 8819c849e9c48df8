"""Somebody is on duty and cannot be reached: their group's lead is told, and where there is another way they are too.

Shift notes come by the bot that brings alerts, so that each is a test of the way that an alert would take.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.delivery import Lane, Notice
from handlers.desk.duty.handover import duty_note
from handlers.desk.telling.lead import tell_lead
from handlers.desk.visit import Visit, from_muster
from handlers.messages import Message, Span, plain
from handlers.people import Group, Staff
from handlers.rosters import Period, stretch_of
from playbooks.phrases import Phrases, phrases


def send_duty_note(visit: Visit, group: Group, person: Staff, stretch: Period) -> None:
    """Tells somebody that they are on duty, and what is open."""
    message = duty_note(visit, group, person, stretch)
    if visit.house.alert_bot != visit.house.staff_bot and not person.reachable:
        message = Message((*message.spans, Span("\n" + _open_it(phrases(person.language)))), message.rows)
    bot = visit.house.alert_bot if person.reachable else visit.house.staff_bot
    if person.telegram is not None and person.active:
        visit.uow.queue(
            Notice(
                visit.uow.new_id(),
                bot,
                person.telegram,
                message,
                Lane.PROMPT,
                staff=person.id,
                language=person.language,
            )
        )


def lost(visit: Visit, person: Staff) -> None:
    """Alerts do not reach somebody any more; does what that needs if they are on duty now."""
    others = (person if one.id == person.id else one for one in visit.directory.staff)
    directory = replace(visit.directory, staff=tuple(others))
    muster = from_muster(visit.inbound, visit.uow, visit.house)
    muster.directory = directory
    for group in directory.groups:
        known = group.roster is not None and group.roster.is_known
        stretch = stretch_of(directory, group.id, person.id, visit.uow.now) if known else None
        if stretch is not None:
            tell_unreachable(muster, group, person)
            if visit.house.alert_bot != visit.house.staff_bot:
                send_duty_note(muster, group, person, stretch)


def tell_unreachable(visit: Visit, group: Group, person: Staff) -> None:
    """Tells the group's lead that whoever is on duty would not hear an alert."""
    tell_lead(visit, group, _unreachable(group, person), besides=person)


def _unreachable(group: Group, person: Staff) -> Callable[[Phrases], Message]:
    def words(say: Phrases) -> Message:
        name = group.name.text(say.language)
        first = say("{name} is on duty for {group} now, but cannot be reached here.", name=person.name, group=name)
        return plain(first + "\n" + say("Call them, or find somebody who takes over: /duty"))

    return words


def _open_it(say: Phrases) -> str:
    return say("The alert bot cannot reach you. Open it and send /start; until then alerts come here.")
