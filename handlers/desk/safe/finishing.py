"""A roll call ends: everybody who was asked hears it; or its case is closed, and it ends with that."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.cases import Case, Happening, Status
from handlers.delivery import Lane, Notice
from handlers.desk.safe.boards import redraw_boards, turn_page
from handlers.desk.safe.calls import REMINDERS, ROLL, keep_call, people_of, scene_of
from handlers.desk.safe.counting import count
from handlers.desk.safe.rows import settle_row
from handlers.desk.visit import Visit
from handlers.messages import plain
from handlers.rights import may_call_roll
from handlers.rollcall.calls import Call, CallKind, Tally, call_of, open_roll, tally
from handlers.rollcall.scene import CallScene
from playbooks.phrases import Phrases


def end_tapped(visit: Visit, case: Case, call: Call, *, sure: bool) -> None:
    """“End the roll call”: asks first if somebody is missing."""
    say = visit.say
    if not may_call_roll(visit.staff, case):
        visit.toast(say("Only whoever is in charge or has a role in it, or a manager, can do that."), alert=True)
        return
    if not call.is_open:
        visit.toast(say("It is over already."))
        return
    counted = tally(visit.uow.roll(case.id, call.number))
    if (counted.missing or counted.help) and not sure:
        turn_page(visit, case, call, "e")
        return
    settle_row(visit, end(visit, case, call), call)
    visit.toast(say("The roll call is over."))


def end(visit: Visit, case: Case, call: Call) -> Case:
    """Ends it: on the timeline with the count, on every board, and said to everybody who was asked."""
    case = count(visit, case, call)
    call = replace(call_of(case.calls, call.number) or call, ended_at=visit.uow.now, ended_by=visit.staff.id or None)
    lines = visit.uow.roll(case.id, call.number)
    counted = tally(lines)
    visit.uow.record(case.id, Happening("roll_ended", call.ended_by, _data(call, counted)))
    for name in REMINDERS:
        visit.uow.cancel_timer(f"{ROLL}{case.id}:{call.number}:{name}")
    back = replace(call, boards=tuple(replace(board, view="") for board in call.boards))
    case = keep_call(visit, case, redraw_boards(visit, case, back, lines))
    _tell_everybody(visit, case, call, counted)
    return case


def _data(call: Call, counted: Tally) -> dict[str, Any]:
    data: dict[str, Any] = {"call": call.number, "safe": len(counted.safe), "away": len(counted.away)}
    data |= {"help": [line.staff for line in counted.help], "missing": [line.staff for line in counted.waiting]}
    return data | {"unreachable": [line.staff for line in counted.unreachable]}


def _tell_everybody(visit: Visit, case: Case, call: Call, counted: Tally) -> None:
    everybody = (*counted.safe, *counted.help, *counted.away, *counted.waiting)
    known, asked = len(counted.safe) + len(counted.help) + len(counted.away), call.asked
    for line, person in people_of(visit, everybody):
        scene = scene_of(visit, case, call, person.language, person.id)
        visit.uow.queue(
            Notice(
                visit.uow.new_id(),
                visit.house.staff_bot,
                person.telegram or 0,
                plain(_words(scene, known, asked)),
                lane=Lane.ROUTINE,
                case=case.id,
                staff=line.staff,
                key=f"{ROLL}end:{case.id}:{call.number}:{line.staff}",
                language=person.language,
            )
        )


def _words(scene: CallScene, known: int, asked: int) -> str:
    say = scene.say
    lines = [say("The roll call is over: {n} of {total} are accounted for.", n=known, total=asked), scene.head()]
    if scene.case.status is Status.WITHDRAWN:
        lines.append(say("It was called off: a false alarm."))
    elif scene.case.status is Status.RESOLVED or scene.case.stood_down is not None:
        lines.append(say("The danger is over. Thank you."))
    elif scene.muster_point:
        lines.append(say("Stay at {place} until you are told otherwise.", place=scene.muster_point))
    return "📋 " + "\n".join(lines)


def missing_lines(visit: Visit, case: Case, say: Phrases) -> list[str]:
    """Who is missing in a roll call that goes on, for somebody about to end the response."""
    going_on = open_roll(case.calls)
    if going_on is None:
        return []
    counted = tally(visit.uow.roll(case.id, going_on.number))
    if not counted.missing and not counted.help:
        return []
    missing, help_ = len(counted.missing), len(counted.help)
    # TRANSLATORS: To whoever is about to end an emergency while a roll call goes on.
    return ["⚠️ " + say("The roll call goes on. Missing: {missing}, need help: {help}", missing=missing, help=help_)]


def end_calls(visit: Visit, case: Case) -> Case:
    """The case is closed, and whatever roll call went on with it."""
    for call in case.calls:
        if call.kind is CallKind.ROLL and call.is_open:
            case = end(visit, case, call)
    return case
