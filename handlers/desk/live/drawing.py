"""Messages of the checklist: sent once for each who takes part, edited from then on."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta

from handlers.cases import Case
from handlers.checklist.live import Copy
from handlers.checklist.sheet import Sheet
from handlers.checklist.showing import page_of
from handlers.delivery import LIVE, Lane, Notice
from handlers.desk.live.sheets import language_of, scene_for
from handlers.desk.visit import Visit
from handlers.messages import Message, plain
from handlers.people import Group, Staff
from playbooks.phrases import phrases

#: How far apart the edits of a group's message are at least: platforms count them like messages.
GROUP_PACE = timedelta(seconds=6)


def send_copy(visit: Visit, case: Case, sheet: Sheet, copy: Copy) -> Case:
    """Sends a message of the checklist; one that was in the same hands before says where it has gone."""
    assert case.checklist is not None
    before = case.checklist.copy_of(copy.staff) if copy.staff else case.checklist.copy_in(copy.bot, copy.chat)
    if before is not None:
        _retire(visit, before)
    notice = visit.uow.new_id()
    message = page_of(scene_for(visit, case, sheet, copy), copy.view)
    lane = Lane.PROMPT if copy.chat == visit.inbound.chat else Lane.ALERT
    put(visit, case, copy, replace(message, pin="pin"), lane, LIVE, notice)
    drawn = replace(copy, notice=notice, drawn=fingerprint(message), drawn_at=visit.uow.now)
    return replace(case, checklist=case.checklist.with_copy(drawn))


def redraw(visit: Visit, case: Case, sheet: Sheet, copy: Copy, lane: Lane = Lane.ROUTINE) -> Case:
    """Edits a message, if it would say something else now; the case with what was drawn."""
    assert case.checklist is not None
    message = page_of(scene_for(visit, case, sheet, copy), copy.view)
    mark = fingerprint(message)
    if mark != copy.drawn:
        put(visit, case, copy, message, lane, LIVE)
        copy = replace(copy, drawn=mark, drawn_at=visit.uow.now)
    return replace(case, checklist=case.checklist.with_copy(copy))


def last_redraw(visit: Visit, case: Case, sheet: Sheet) -> Case:
    """The case is closed: every message says so, and is pinned no longer."""
    for copy in case.checklist.copies if case.checklist else ():
        message = page_of(scene_for(visit, case, sheet, copy), "")
        put(visit, case, copy, replace(message, pin="unpin"), Lane.ALERT, LIVE)
    return case


def _retire(visit: Visit, copy: Copy) -> None:
    words = phrases(language_of(visit, copy))("The checklist is further down now.")
    put(visit, None, copy, replace(plain("↓ " + words), pin="unpin"), Lane.ALERT, LIVE)


def put(
    visit: Visit, case: Case | None, copy: Copy, message: Message, lane: Lane, key: str, notice: str = ""
) -> None:
    """Sends a copy as the new message `notice`, or edits the one that it is; the last with the same `key` counts."""
    visit.uow.queue(
        Notice(
            notice or visit.uow.new_id(),
            copy.bot,
            copy.chat,
            message,
            lane=lane,
            edits=None if notice else copy.notice,
            case=case.id if case else None,
            staff=copy.staff,
            key=f"{key}{notice or copy.notice}",
            language=language_of(visit, copy),
        )
    )


def fingerprint(message: Message) -> str:
    """Tells whether a message would say and offer something else than another."""
    said = [message.text, *(f"{button.label}|{button.data}" for row in message.rows for button in row)]
    return hashlib.sha256("\n".join(said).encode()).hexdigest()[:12]


def copy_for_person(visit: Visit, case: Case, person: Staff) -> Copy | None:
    """A copy for somebody, not sent yet, by the bot that reaches them; None for somebody without an account."""
    if person.telegram is None:
        return None
    here = visit.inbound.private and person.id == visit.staff.id
    other = visit.house.alert_bot if person.reachable and person.id != case.reporter else visit.house.staff_bot
    return Copy("", visit.inbound.bot if here else other, person.telegram, person.id)


def copy_for_group(visit: Visit, group: Group) -> Copy | None:
    """A copy for a group's chat, not sent yet; None for a group without one."""
    return None if group.chat is None else Copy("", visit.house.alert_bot, group.chat, None)
