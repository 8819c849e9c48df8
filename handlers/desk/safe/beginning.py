"""A roll call begins: who is asked is shown first, then everybody is, by one message each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from handlers.cases import Case, Happening, Status
from handlers.desk.live.sheets import playbook_of
from handlers.desk.safe.boards import send_boards, show_board
from handlers.desk.safe.calls import COUNT, LOOKS, ROLL, ask, scene_of, set_timer
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Span
from handlers.people import Directory, Site
from handlers.rights import may_call_roll
from handlers.rollcall.asking import lines_for
from handlers.rollcall.calls import Call, CallKind, RollLine, Said, open_roll
from handlers.rollcall.question import question
from handlers.taps import Tap, mark
from playbooks.locale_format import labelled

#: Of the messages that a bot may send in a second, so many ask: alarms, answers and other work go beside them.
EACH_SECOND = 15

#: It is looked for the first time who has come since.
FIRST_LOOK = timedelta(minutes=1)

REMIND, MISSING = "roll remind", "roll missing"  # kinds of timers


def roll_tapped(visit: Visit, case: Case, row: str = "") -> None:
    """“Roll call”: the one that goes on, or whether to begin one; `row` is the mark of the step it was tapped on."""
    going_on = open_roll(case.calls)
    if going_on is not None:
        show_board(visit, case, going_on)
    elif may_begin(visit, case):
        _ask_first(visit, case, sites_of(visit, case), row)


def may_begin(visit: Visit, case: Case) -> bool:
    """Whether they may ask everybody now; if not, they are told why."""
    say = visit.say
    if case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        visit.toast(say("It is over already."))
    elif not may_call_roll(visit.staff, case):
        visit.toast(say("Only whoever is in charge or has a role in it, or a manager, can do that."), alert=True)
    elif not visit.inbound.private:
        visit.toast(say("Please do that in your private chat with me."))
    else:
        return True
    return False


def sites_of(visit: Visit, case: Case) -> tuple[str | None, ...]:
    """Where it may be: the case's site, else each of the organisation's; None where it has none."""
    if case.site is not None:
        return (case.site,)
    return tuple(site.id for site in visit.directory.sites) or (None,)


def _ask_first(visit: Visit, case: Case, sites: Sequence[str | None], row: str) -> None:
    say, number = visit.say, len(case.calls) + 1
    lines, rows = [say("Ask everybody whether they are safe?")], []
    for site in sites:
        lines.append(_who_would_be(visit, case, site))
        where = visit.directory.site_by_id.get(site or "")
        # TRANSLATORS: Button: begin the roll call at {site}.
        label = say("Ask everybody: {site}", site=_name(visit.directory, where, say.language))
        rows.append((_button(case, number, label, f"go={mark(site or '')}.{row}"),))
    # TRANSLATORS: Button: do not do it.
    rows.append((Button(say("Leave it"), Tap("r", case.id, number, "no").data),))
    visit.tell(Message((Span(f"📋 {case.number}\n", "bold"), Span("\n".join(lines))), tuple(rows)), case)


def _who_would_be(visit: Visit, case: Case, site: str | None) -> str:
    """`Terminal 1: 50 people, of them 13 off shift, 3 not reachable here`."""
    say, directory = visit.say, visit.directory
    lines = lines_for(directory, site, visit.uow.now, case.team.everybody)
    parts = [say.many("{n} person", "{n} people", n=len(lines))]
    if off := sum(line.off_shift for line in lines):
        parts.append(say("off shift: {n}", n=off))
    if without := sum(directory.staff_by_id[line.staff].telegram is None for line in lines):
        parts.append(say("not reachable here: {n}", n=without))
    name = _name(directory, directory.site_by_id.get(site or ""), say.language)
    return labelled(name, " · ".join(parts), say.language)


def _name(directory: Directory, site: Site | None, language: str) -> str:
    return directory.name if site is None else site.name.text(language)


def _button(case: Case, number: int, label: str, action: str) -> Button:
    return Button(label, Tap("r", case.id, number, action).data, "danger")


def confirmed(visit: Visit, case: Case, number: int, argument: str) -> None:
    """The second tap: begins, once. `argument` names the site and the step by their marks."""
    where, _, row_mark = argument.partition(".")
    site = next((one for one in sites_of(visit, case) if mark(one or "") == where), case.site)
    if number <= len(case.calls):
        visit.toast(visit.say("It has begun already."))
    elif (going_on := open_roll(case.calls)) is not None:
        show_board(visit, case, going_on)
    elif may_begin(visit, case):
        begin(visit, case, site, visit.staff.id, row_mark or None)
        visit.toast(visit.say("Everybody is being asked."))


def begin(visit: Visit, case: Case, site: str | None, by: str | None, row: str | None = None) -> Case:
    """Asks everybody at a site; `by`: who wants to know (None: a level of the playbook), who needs no asking."""
    now, number = visit.uow.now, len(case.calls) + 1
    asked = lines_for(visit.directory, site, now, case.team.everybody)
    lines = [_knows(line, now) if line.staff == by else line for line in asked]
    call = Call(number, CallKind.ROLL, site, by, now, len(lines), row=row)
    lines = send_to_all(visit, case, call, lines)
    visit.uow.record(case.id, Happening("roll_call", by, begun(call, lines)))
    case = send_boards(visit, replace(case, calls=(*case.calls, call)), call, lines)
    visit.uow.keep_roll(case.id, number, lines)
    visit.uow.note_roll(case.id, number, lines)
    _wait(visit, case, call)
    return case


def _knows(line: RollLine, now: datetime) -> RollLine:
    return replace(line, said=Said.SAFE, at=now, by=line.staff)


def begun(call: Call, lines: Sequence[RollLine]) -> dict[str, Any]:
    """What the timeline says of a call that begins: everybody who is asked, and who cannot be."""
    data: dict[str, Any] = {"call": call.number, "site": call.site, "asked": [line.staff for line in lines]}
    off = [line.staff for line in lines if line.off_shift]
    without = [line.staff for line in lines if line.notice is None and line.said is None]
    return data | ({"off_shift": off} if off else {}) | ({"unreachable": without} if without else {})


def send_to_all(visit: Visit, case: Case, call: Call, lines: Sequence[RollLine]) -> list[RollLine]:
    """Queues the one message of a call for everybody who has an account and does not know it yet."""
    turns = _turns(visit.uow.now)
    return [_sent(visit, case, call, line, turns) for line in lines]


def _sent(visit: Visit, case: Case, call: Call, line: RollLine, turns: Iterator[datetime | None]) -> RollLine:
    person = visit.directory.staff_by_id[line.staff]
    if person.telegram is None or line.said is not None:
        return line
    asked = replace(line, notice=visit.uow.new_id())
    message = question(scene_of(visit, case, call, person.language, person.id), asked)
    key = f"{ROLL}{case.id}:{call.number}:{person.id}"
    ask(visit, case, person, message, key, later=next(turns), id=asked.notice or "")
    return asked


def _turns(now: datetime) -> Iterator[datetime | None]:
    """When each may go: some at once, as many in each second after that."""
    yield from [None] * EACH_SECOND
    second = 0
    while True:
        second += 1
        yield from [now + timedelta(seconds=second)] * EACH_SECOND


def _wait(visit: Visit, case: Case, call: Call) -> None:
    times, usual = playbook_of(visit, case).roll_call, visit.directory.reports
    remind = times.remind if times is not None else usual.roll_remind
    missing = times.missing if times is not None else usual.roll_missing
    for name, kind, wait in (("remind", REMIND, remind), ("missing", MISSING, missing)):
        if wait:
            set_timer(visit, name, kind, case.id, call.number, call.began + wait)
    set_timer(visit, LOOKS, COUNT, case.id, call.number, call.began + FIRST_LOOK, **{LOOKS: "first"})


def begin_by_level(visit: Visit, case: Case, reached: Sequence[str]) -> Case:
    """Levels that were reached just now may want to know whether everybody is safe."""
    levels = playbook_of(visit, case).level_by_id
    if not any(levels[one].roll_call for one in reached if one in levels) or open_roll(case.calls) is not None:
        return case
    sites = sites_of(visit, case)
    return begin(visit, case, sites[0] if len(sites) == 1 else None, None)
