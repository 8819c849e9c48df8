"""Boards: the count as one message for each who leads and for each of the case's groups, edited as answers come."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.alerts.addressing import chats_of
from handlers.cases import Case
from handlers.checklist.live import Copy
from handlers.delivery import Lane
from handlers.desk.cases.copies import lane_of
from handlers.desk.live.drawing import fingerprint, put
from handlers.desk.live.sheets import language_of
from handlers.desk.safe.calls import ROLL, bot_for, count_at, keep_call, scene_of, those_who_lead
from handlers.desk.safe.traces import traces_of
from handlers.desk.visit import Visit
from handlers.messages import Message
from handlers.people import Staff
from handlers.rollcall.board import board, end_page
from handlers.rollcall.calls import Call, RollLine, Tally, tally
from handlers.rollcall.lists import PAGE, Trace, help_page, missing_page, person_page
from handlers.rollcall.scene import CallScene
from handlers.taps import mark

#: How far apart the edits of a group's board are at least: of the twenty messages that a group takes in a minute,
#: most are to be left to calls for help.
GROUP_PACE = timedelta(seconds=10)
BOARD = f"{ROLL}board:"


def send_boards(visit: Visit, case: Case, call: Call, lines: Sequence[RollLine]) -> Case:
    """The first boards: for whoever began it and whoever is in charge, and in the chats of the case's groups."""
    for copy in _first_copies(visit, case, call):
        call = _sent(visit, case, call, lines, copy)
    return keep_call(visit, case, call)


def _first_copies(visit: Visit, case: Case, call: Call) -> Iterator[Copy]:
    known = visit.directory.staff_by_id
    people = [known[who] for who in dict.fromkeys((call.by, case.team.commander)) if who in known]
    leading = {one.chat: one for one in those_who_lead(visit, case, call)} if not people else {}
    for person in people:
        if person.active and person.telegram is not None:
            yield _copy_for(visit, person)
    for one in leading.values():
        yield Copy("", bot_for(visit, call, one), one.chat, one.staff)
    groups = (visit.directory.group_by_id.get(name) for name in case.groups)
    for chat in chats_of([group for group in groups if group is not None], visit.directory):
        if chat.chat not in leading:
            yield Copy("", visit.house.alert_bot, chat.chat, None)


def _copy_for(visit: Visit, person: Staff) -> Copy:
    assert person.telegram is not None
    here = visit.inbound.private and person.id == visit.staff.id
    other = visit.house.alert_bot if person.reachable else visit.house.staff_bot
    return Copy("", visit.inbound.bot if here else other, person.telegram, person.id)


def give_to_leader(visit: Visit, case: Case, call: Call, lines: Sequence[RollLine]) -> Call:
    """Whoever is in charge by now has a board of a call that goes on."""
    person = visit.directory.staff_by_id.get(case.team.commander or "")
    if person is None or not person.active or person.telegram is None:
        return call
    if not call.is_open or call.board_of(person.id) is not None:
        return call
    return _sent(visit, case, call, lines, _copy_for(visit, person))


def show_board(visit: Visit, case: Case, call: Call, view: str = "") -> Case:
    """A new board at the bottom of this chat, for whoever asked for it; the one before is let go of."""
    lines = visit.uow.roll(case.id, call.number)
    if visit.inbound.private:
        copy = replace(_copy_for(visit, visit.staff), view=view)
    else:
        copy = Copy("", visit.inbound.bot, visit.inbound.chat, None, view)
    return keep_call(visit, case, _sent(visit, case, call, lines, copy))


def _sent(visit: Visit, case: Case, call: Call, lines: Sequence[RollLine], copy: Copy) -> Call:
    notice = visit.uow.new_id()
    message = page_of(visit, case, call, lines, copy)
    lane = Lane.PROMPT if copy.chat == visit.inbound.chat else lane_of(case)
    put(visit, case, copy, message, lane, BOARD, notice)
    return call.with_board(replace(copy, notice=notice, drawn=fingerprint(message), drawn_at=visit.uow.now))


def turn_page(visit: Visit, case: Case, call: Call, view: str) -> Case:
    """Shows another page in the board that was tapped on; where there is none any more, in a new one."""
    copy = call.board_in(visit.inbound.bot, visit.inbound.chat)
    if copy is None:
        return show_board(visit, case, call, view)
    lines = visit.uow.roll(case.id, call.number)
    drawn = _redrawn(visit, case, call, lines, replace(copy, view=view), Lane.PROMPT)
    return keep_call(visit, case, call.with_board(drawn))


def redraw_boards(visit: Visit, case: Case, call: Call, lines: Sequence[RollLine]) -> Call:
    """Every board that would say something else now; a group's not more often than its platform likes."""
    for copy in call.boards:
        if copy.staff is None and copy.drawn_at is not None and copy.drawn_at + GROUP_PACE > visit.uow.now:
            count_at(visit, case.id, call.number, copy.drawn_at + GROUP_PACE)
        else:
            call = call.with_board(_redrawn(visit, case, call, lines, copy, Lane.ALERT))
    return call


def _redrawn(visit: Visit, case: Case, call: Call, lines: Sequence[RollLine], copy: Copy, lane: Lane) -> Copy:
    message = page_of(visit, case, call, lines, copy)
    drawn = fingerprint(message)
    if drawn != copy.drawn:
        put(visit, case, copy, message, lane, BOARD)
        copy = replace(copy, drawn_at=visit.uow.now)
    return replace(copy, drawn=drawn)


def page_of(visit: Visit, case: Case, call: Call, lines: Iterable[RollLine], copy: Copy) -> Message:
    """What a board shows now."""
    counted = tally(lines)
    scene = scene_of(visit, case, call, language_of(visit, copy), copy.staff)
    kind, argument = copy.view[:1], copy.view[1:]
    if kind == "m":
        return missing_page(scene, counted, int(argument), _traces(visit, case, counted, int(argument)))
    if kind == "n":
        return help_page(scene, counted, int(argument))
    if kind == "e" and call.is_open and (counted.missing or counted.help):
        return end_page(scene, counted)
    if kind == "p" and (line := marked(counted, argument)) is not None:
        return _person(visit, case, scene, line)
    return board(scene, counted)


def _traces(visit: Visit, case: Case, counted: Tally, page: int) -> dict[str, Trace]:
    first = min(page, max(0, -(-len(counted.missing) // PAGE) - 1)) * PAGE
    return traces_of(visit, case, counted.missing[first : first + PAGE])


def _person(visit: Visit, case: Case, scene: CallScene, line: RollLine) -> Message:
    traces = traces_of(visit, case, [line]) if line.said is None else {}
    return person_page(scene, line, traces.get(line.staff, Trace()))


def marked(counted: Tally, who: str) -> RollLine | None:
    """The line of the person with this mark."""
    everybody = (*counted.missing, *counted.help, *counted.safe, *counted.away, *counted.read)
    return next((line for line in everybody if mark(line.staff) == who), None)
