"""What somebody who was asked says of themselves: a tap, and perhaps where they are and a few words.

It touches their own line of the roll and nothing else, unless they need help: that is said aloud at once.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.cases import Case
from handlers.delivery import Lane, Notice
from handlers.desk.alarm.whereabouts import last_place
from handlers.desk.safe.calls import ROLL, count_soon, scene_of
from handlers.desk.safe.helping import call_for_help, no_help_needed
from handlers.desk.safe.unhelped import wait_for_helper
from handlers.desk.visit import Visit
from handlers.engine.session import Session
from handlers.events import Located
from handlers.events import Said as Spoken
from handlers.rollcall.calls import Call, CallKind, RollLine, Said, call_of
from handlers.rollcall.question import question

#: For so long after their tap a location, and the words of somebody who needs help, belong to their answer.
LISTENING = timedelta(minutes=15)

_WORDS = 500  # characters that are kept

SAYS = {"ok": Said.SAFE, "sos": Said.HELP, "read": Said.READ}


def answered(visit: Visit, case_id: str, number: int, said: Said) -> None:
    """One tap of somebody who was asked. Nothing of the case is locked or changed."""
    case = visit.uow.glance(case_id)
    call = _meant(case, number, said) if case is not None else None
    line = visit.uow.roll_line(case_id, call.number, visit.staff.id) if call is not None else None
    if case is None or call is None or line is None:
        visit.toast(visit.say("This is not for you to open."), alert=True)
    elif said is Said.SAFE and call.number != number:
        visit.toast(visit.say("You have been asked again since. Please answer the newest message."), alert=True)
    elif _knew_better(visit, line):
        visit.toast(_as_it_is(visit, line))
    else:
        _take(visit, case, call, line, said)


def _meant(case: Case, number: int, said: Said) -> Call | None:
    """The call that an answer is for: an old question's answer is for the newest one."""
    call = call_of(case.calls, number)
    if call is None or (call.kind is CallKind.WORD) is not (said is Said.READ):
        return None
    return (
        max((c for c in case.calls if c.kind is call.kind), key=lambda c: c.number) if said is not Said.READ else call
    )


def _knew_better(visit: Visit, line: RollLine) -> bool:
    """A tap that was long on its way does not undo what was said after it."""
    return line.at is not None and line.at > visit.inbound.at


def _take(visit: Visit, case: Case, call: Call, line: RollLine, said: Said) -> None:
    if line.said is said and line.by == line.staff:
        visit.toast(_as_it_is(visit, line))
        return
    changed = replace(line, said=said, at=visit.inbound.at, by=visit.staff.id, helper=None)
    if said is Said.HELP and changed.place is None:
        changed = replace(changed, place=last_place(visit))
    visit.uow.keep_roll(case.id, call.number, [changed])
    _redraw(visit, case, call, changed)
    if said is not Said.READ:
        visit.remember(roll=f"{call.number}.{case.id}", roll_at=visit.uow.now.isoformat(), roll_said=said.value)
    visit.toast(_as_it_is(visit, changed))
    if said is Said.HELP:
        call_for_help(visit, case.id, call.number, changed)
        wait_for_helper(visit, case.id, call.number, visit.staff.id)
    elif line.said is Said.HELP:
        no_help_needed(visit, case.id, call.number, changed)
    count_soon(visit, case.id, call.number)


def _as_it_is(visit: Visit, line: RollLine) -> str:
    """What the button says: how they stand now."""
    if line.said is Said.HELP:
        return visit.say("You need help. It has been passed on. Send your location, or write where you are.")
    return visit.say("Noted: you are safe.") if line.said is not Said.READ else visit.say("Noted.")


def _redraw(visit: Visit, case: Case, call: Call, line: RollLine) -> None:
    """Their message says what they said. It goes after all else: the button has told them, and counts come first."""
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.inbound.bot,
            visit.inbound.chat,
            question(scene_of(visit, case, call, visit.staff.language, visit.staff.id), line),
            lane=Lane.ROUTINE,
            edits=None if visit.tapped_message else line.notice,
            edits_message=visit.tapped_message,
            case=case.id,
            staff=visit.staff.id,
            key=f"{ROLL}answer:{case.id}:{call.number}:{visit.staff.id}",
            language=visit.staff.language,
        )
    )


def took_more(visit: Visit) -> bool:
    """Takes where they are, and words, as part of their answer; False if this is nothing of the kind."""
    event = visit.inbound.event
    if not isinstance(event, Spoken | Located) or visit.inbound.edited:
        return False
    found = _replied_to(visit) or _listened_for(visit)
    if found is None:
        return False
    number, _, case_id = found.partition(".")
    line = visit.uow.roll_line(case_id, int(number), visit.staff.id)
    if line is None or line.said in (None, Said.READ, Said.AWAY):
        return False
    _add(visit, case_id, int(number), line)
    return True


def needs_help(session: Session, now: datetime) -> bool:
    """Whether they said so a short while ago, and are listened to."""
    if session.desk.get("roll_said") != Said.HELP:
        return False
    return now - datetime.fromisoformat(session.desk["roll_at"]) <= LISTENING


def _listened_for(visit: Visit) -> str | None:
    """Somebody who needs help is heard, whatever they write; of others a location, while nothing else is asked."""
    desk = visit.session.desk
    if "roll" not in desk or visit.uow.now - datetime.fromisoformat(desk["roll_at"]) > LISTENING:
        return None
    helped = desk.get("roll_said") == Said.HELP
    located = isinstance(visit.inbound.event, Located)
    if visit.inbound.reply_to is not None and not located:
        return None  # about something else
    free = visit.session.live is None and "await_" not in desk
    return desk["roll"] if helped or (located and free) else None


def _replied_to(visit: Visit) -> str | None:
    """The call whose question they replied to."""
    inbound = visit.inbound
    if inbound.reply_to is None:
        return None
    key = visit.uow.key_of_message(inbound.bot, inbound.chat, inbound.reply_to) or ""
    parts = key.removeprefix(ROLL).split(":")
    asked = key.startswith(ROLL) and len(parts) >= 3 and parts[1].isdecimal() and parts[2] == visit.staff.id
    return f"{parts[1]}.{parts[0]}" if asked else None


def _add(visit: Visit, case_id: str, number: int, line: RollLine) -> None:
    event = visit.inbound.event
    changed = replace(line, at=max(visit.inbound.at, line.at or visit.inbound.at))
    if isinstance(event, Located):
        changed = replace(changed, place=_here(event))
    elif isinstance(event, Spoken):
        words = " / ".join(part for part in (line.words, " ".join(event.text.split())) if part)
        changed = replace(changed, words=words[-_WORDS:])
    visit.uow.keep_roll(case_id, number, [changed])
    if line.said is Said.HELP:
        call_for_help(visit, case_id, number, changed, more=True)
        visit.tell(visit.say("It has been passed on."))
    else:
        visit.tell(visit.say("Noted. Thank you."))
    count_soon(visit, case_id, number)


def _here(event: Located) -> dict[str, Any]:
    return {"latitude": event.latitude, "longitude": event.longitude}
