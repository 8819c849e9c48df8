"""What a warden says of others: seen at the muster point, in need of help, not there. Visitors are counted."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from handlers.cases import Case, Happening
from handlers.delivery import Lane, Notice
from handlers.desk.safe.boards import marked, turn_page
from handlers.desk.safe.calls import ROLL, count_soon, keep_call, scene_of
from handlers.desk.safe.helping import call_for_help, tell_safe_now
from handlers.desk.safe.unhelped import wait_for_helper
from handlers.desk.visit import Visit
from handlers.events import Said as Spoken
from handlers.people import Staff
from handlers.rights import may_count
from handlers.rollcall.calls import NOT_ASKED, Call, RollLine, Said, Visitors, call_of, tally
from handlers.rollcall.lists import found_page
from handlers.rollcall.question import question

#: For so long after it was asked for the next message is a name, or a number of visitors.
AWAITED = timedelta(minutes=10)

_FOUND = 12  # people that a name may mean, at most
_MOST_VISITORS = 100_000


def mark_person(visit: Visit, case: Case, call: Call, who: str, said: Said) -> None:
    """Says of somebody how they are. What they say of themselves later counts more."""
    line = marked(tally(visit.uow.roll(case.id, call.number)), who)
    locked = visit.uow.roll_line(case.id, call.number, line.staff) if line is not None else None
    if line is None or locked is None:
        visit.toast(visit.say("That button does nothing here."))
    elif locked.said is said:
        visit.toast(visit.say("That was noted already."))
        turn_page(visit, case, call, "m0")
    else:
        _mark(visit, case, call, replace(locked, state=line.state), said)


def _mark(visit: Visit, case: Case, call: Call, line: RollLine, said: Said) -> None:
    changed = replace(line, said=said, at=visit.inbound.at, by=visit.staff.id, helper=None)
    visit.uow.keep_roll(case.id, call.number, [changed])
    if said is Said.HELP:
        call_for_help(visit, case.id, call.number, changed)
        wait_for_helper(visit, case.id, call.number, line.staff)
    else:
        data = {"call": call.number, "who": line.staff, "said": said.value}
        visit.uow.record(case.id, Happening("roll_marked", visit.staff.id, data))
        visit.uow.note_roll(case.id, call.number, [changed])
        if line.said is Said.HELP:
            tell_safe_now(visit, case, call, changed)
    _show_them(visit, case, call, changed)
    turn_page(visit, case, call, "m0")
    count_soon(visit, case.id, call.number)
    visit.toast(visit.say("Noted."))


def _show_them(visit: Visit, case: Case, call: Call, line: RollLine) -> None:
    """Whoever was marked sees on their own message what was said of them."""
    person = visit.directory.staff_by_id.get(line.staff)
    if person is None or person.telegram is None or line.notice is None or not line.is_reachable:
        return
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.house.staff_bot,
            person.telegram,
            question(scene_of(visit, case, call, person.language, person.id), line),
            lane=Lane.ALERT,
            edits=line.notice,
            case=case.id,
            staff=person.id,
            key=f"{ROLL}answer:{case.id}:{call.number}:{person.id}",
            language=person.language,
        )
    )


def ask_who(visit: Visit, case: Case, call: Call) -> None:
    """“Mark somebody”: the next message is a name."""
    if _privately(visit, case, call, "w"):
        visit.tell(visit.say("Who? Write a name, or a part of it. /cancel to leave it."), case)


def ask_visitors(visit: Visit, case: Case, call: Call) -> None:
    """“Visitors”: the next message is how many there are."""
    if _privately(visit, case, call, "v"):
        visit.tell(
            visit.say("How many visitors are there? Write 12, or 12 of 14 if you know how many there must be."), case
        )


def _privately(visit: Visit, case: Case, call: Call, what: str) -> bool:
    if not visit.inbound.private:
        visit.toast(visit.say("Please do that in your private chat with me."))
        return False
    visit.remember(roll_ask=f"{what}{call.number}.{case.id}", roll_ask_at=visit.uow.now.isoformat())
    return True


def forget_asked(visit: Visit) -> bool:
    """The next message is for nothing in particular any more; whether it was."""
    asked = "roll_ask" in visit.session.desk
    if asked:
        visit.remember(roll_ask=None, roll_ask_at=None, roll_text=None)
    return asked


def awaited(visit: Visit) -> tuple[str, int, str] | None:
    """What was asked for just before: which, of which call of which case."""
    desk = visit.session.desk
    if "roll_ask" not in desk or not isinstance(visit.inbound.event, Spoken) or visit.inbound.edited:
        return None
    if visit.uow.now - datetime.fromisoformat(desk["roll_ask_at"]) > AWAITED:
        forget_asked(visit)
        return None
    number, _, case_id = desk["roll_ask"][1:].partition(".")
    return desk["roll_ask"][0], int(number), case_id


def took_name_or_number(visit: Visit) -> bool:
    """Takes a name or a number of visitors that was asked for; False if this is nothing of the kind."""
    found = awaited(visit)
    if found is None or found[0] not in "wv":
        return False
    what, number, case_id = found
    case = visit.uow.case(case_id)
    call = call_of(case.calls, number) if case is not None else None
    event = visit.inbound.event
    if case is None or call is None or not isinstance(event, Spoken) or not _may(visit, visit.staff, case):
        forget_asked(visit)
        return False
    if what == "w":
        _show_found(visit, case, call, event.text)
    else:
        _count_visitors(visit, case, call, event.text)
    return True


def _may(visit: Visit, person: Staff, case: Case) -> bool:
    return may_count(person, case, visit.directory)


def _show_found(visit: Visit, case: Case, call: Call, text: str) -> None:
    wanted = [part for part in re.split(r"[\s,;，、；]+", text.casefold()) if part]
    lines = visit.uow.roll(case.id, call.number)
    everybody = [*lines, *_elsewhere(visit, lines)]
    found = [line for line in everybody if any(part in _called(visit, line) for part in wanted)][:_FOUND]
    visit.tell(found_page(scene_of(visit, case, call, visit.staff.language, visit.staff.id), found), case)
    visit.remember(roll_ask_at=visit.uow.now.isoformat())  # a warden marks several, one after another


def _elsewhere(visit: Visit, lines: Sequence[RollLine]) -> list[RollLine]:
    """Those who were not asked, because they work elsewhere: they may be here all the same."""
    asked = {line.staff for line in lines}
    return [RollLine(one.id, NOT_ASKED) for one in visit.directory.staff if one.active and one.id not in asked]


def _called(visit: Visit, line: RollLine) -> str:
    person = visit.directory.staff_by_id.get(line.staff)
    return f"{person.name if person else ''} {line.staff}".casefold()


def _count_visitors(visit: Visit, case: Case, call: Call, text: str) -> None:
    numbers = sorted(int(number) for number in re.findall(r"\d{1,9}", text)[:2])
    if not numbers or numbers[-1] > _MOST_VISITORS:
        visit.tell("⚠️ " + visit.say("Please write a number, such as 12, or 12 of 14."), case)
        return
    forget_asked(visit)
    visitors = Visitors(numbers[0], numbers[1] if len(numbers) > 1 else None)
    data = {"call": call.number, "counted": visitors.counted, "expected": visitors.expected}
    visit.uow.record(case.id, Happening("roll_visitors", visit.staff.id, data))
    changed = replace(call, visitors=visitors)
    keep_call(visit, case, changed)
    visit.tell(visit.say("Noted."), case)
    count_soon(visit, case.id, call.number)
