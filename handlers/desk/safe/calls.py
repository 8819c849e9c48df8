"""What every part of a roll call needs: the call of a case, how it is drawn, and the timer that counts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from handlers.alerts.addressing import Recipient
from handlers.cases import Case
from handlers.delivery import Lane, Notice
from handlers.desk.cases.copies import lane_of
from handlers.desk.live.sheets import playbook_of
from handlers.desk.live.telling import in_charge, recipient_of
from handlers.desk.visit import Visit
from handlers.messages import Message
from handlers.people import Staff
from handlers.ports import Timer
from handlers.rollcall.calls import Call, RollLine, call_of, with_call
from handlers.rollcall.scene import CallScene

#: What the keys of questions and boards begin with.
ROLL: Final = "roll:"

#: The kind of the timer that counts.
COUNT: Final = "roll count"

#: Answers are counted together for so many seconds: a storm of taps is a few edits.
SLOT: Final = 2

#: The name of the timer by which it is looked who has come since.
LOOKS: Final = "look"

#: The timers that end with a roll call; by the first two those who do not answer are asked again, and listed.
REMINDERS: Final = ("remind", "missing", LOOKS)

_NOBODYS_CHAT = 0  # such timers are kept in order by themselves; no chat has this number


def keep_call(visit: Visit, case: Case, call: Call) -> Case:
    """Writes a call that changed, with its case."""
    changed = replace(case, calls=with_call(case.calls, call))
    visit.uow.keep_case(changed)
    return changed


def current(case: Case, call: Call) -> Call:
    """The call as the case has it now."""
    return call_of(case.calls, call.number) or call


def scene_of(visit: Visit, case: Case, call: Call, language: str, viewer: str | None = None) -> CallScene:
    """How a reader of `language` sees it."""
    return CallScene(case, call, playbook_of(visit, case), visit.directory, visit.uow.now, language, viewer)


def count_soon(visit: Visit, case_id: str, number: int) -> None:
    """Answers came: they are counted at the end of this slot of time.

    Everybody who answers in one slot sets the same timer; nobody puts off a count that others wait for, and nobody
    has to know, by a lock on the case, whether one is set.
    """
    slot = int(visit.uow.now.timestamp()) // SLOT + 1
    count_at(visit, case_id, number, datetime.fromtimestamp(slot * SLOT, UTC))


def count_at(visit: Visit, case_id: str, number: int, due: datetime) -> None:
    """Counts then."""
    set_timer(visit, f"count:{due.timestamp():.0f}", COUNT, case_id, number, due)


def set_timer(visit: Visit, name: str, kind: str, case_id: str, number: int, due: datetime, **more: str) -> None:
    """A timer of one call."""
    conversation = f"{visit.house.staff_bot}:{_NOBODYS_CHAT}"
    data = {"case": case_id, "call": str(number), **more}
    visit.uow.set_timer(Timer(f"{ROLL}{case_id}:{number}:{name}", conversation, due, kind, data))


def ask(
    visit: Visit,
    case: Case,
    person: Staff,
    message: Message,
    key: str,
    *,
    later: datetime | None = None,
    id: str = "",
) -> str:
    """Queues a message of a call to somebody's private chat, by the bot that everybody talks to; its id."""
    assert person.telegram is not None
    notice = id or visit.uow.new_id()
    visit.uow.queue(
        Notice(
            notice,
            visit.house.staff_bot,
            person.telegram,
            message,
            lane=lane_of(case),
            case=case.id,
            staff=person.id,
            key=key,
            critical=True,
            not_before=later,
            language=person.language,
        )
    )
    return notice


def those_who_lead(visit: Visit, case: Case, call: Call) -> Iterator[Recipient]:
    """Whoever is in charge and everybody who has a board, once each: people, and the groups' chats."""
    found = {one.chat: one for one in in_charge(visit, case)}
    for board in call.boards:
        person = visit.directory.staff_by_id.get(board.staff or "")
        if person is not None and person.active and person.telegram is not None:
            found.setdefault(board.chat, recipient_of(person))
        elif board.staff is None:
            group = visit.directory.group_by_chat.get(board.chat)
            language = (group.language if group else None) or visit.directory.languages[0]
            found.setdefault(board.chat, Recipient(board.chat, language, group=group.id if group else None))
    yield from found.values()


def bot_for(visit: Visit, call: Call, recipient: Recipient) -> str:
    """The bot of the board they have, else the one that carries alerts; for somebody it does not reach, the other."""
    board = next((board for board in call.boards if board.chat == recipient.chat), None)
    if board is not None:
        return board.bot
    person = visit.directory.staff_by_id.get(recipient.staff or "")
    return visit.house.alert_bot if person is None or person.reachable else visit.house.staff_bot


def send(
    visit: Visit, case: Case, call: Call, recipient: Recipient, message: Message, lane: Lane | None = None
) -> None:
    """Says something about a call aloud, in one of those chats."""
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            bot_for(visit, call, recipient),
            recipient.chat,
            message,
            lane=lane_of(case) if lane is None else lane,
            case=case.id,
            staff=recipient.staff,
            critical=lane is None,
            language=recipient.language,
        )
    )


def people_of(visit: Visit, lines: Iterable[RollLine]) -> Iterator[tuple[RollLine, Staff]]:
    """The lines of people who can still be written to."""
    for line in lines:
        person = visit.directory.staff_by_id.get(line.staff)
        if person is not None and person.active and person.telegram is not None and line.is_reachable:
            yield line, person
