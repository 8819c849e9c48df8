"""The count: answers that came since the last one go on the timeline, and every board says how it stands now."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from handlers.cases import Case, Happening
from handlers.desk.safe.boards import give_to_leader, redraw_boards
from handlers.desk.safe.calls import keep_call
from handlers.desk.safe.helping import tell_leaders
from handlers.desk.safe.newcomers import ask_newcomers, look_again
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Row
from handlers.ports import UnitOfWork
from handlers.rollcall.calls import Call, CallKind, RollLine, Said, call_of, tally
from handlers.rollcall.scene import CallScene
from playbooks.locale_format import series


def count_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """A slot of time is over. To be called twice, or with nothing new, does no harm."""
    visit = from_muster(inbound, uow, house)
    found = call_in(visit, event)
    if found is not None:
        case, call = ask_newcomers(visit, *found)
        count(visit, case, call)
        look_again(visit, case, call, event)


def call_in(visit: Visit, event: Elapsed) -> tuple[Case, Call] | None:
    """The case and call that a timer is about."""
    case = visit.uow.case(event.data["case"])
    call = call_of(case.calls, int(event.data["call"])) if case is not None else None
    return None if case is None or call is None else (case, call)


def count(visit: Visit, case: Case, call: Call) -> Case:
    """Brings timeline and boards up to date; the case with them."""
    lines = visit.uow.roll(case.id, call.number)
    fresh = [line for line in lines if line.is_news]
    if fresh:
        _record(visit, case, call, fresh)
    call = give_to_leader(visit, case, _maybe_complete(visit, case, call, lines), lines)
    return keep_call(visit, case, redraw_boards(visit, case, call, lines))


def _record(visit: Visit, case: Case, call: Call, fresh: Sequence[RollLine]) -> None:
    data: dict[str, Any] = {"call": call.number}
    for said in (Said.SAFE, Said.READ, Said.HELP, Said.AWAY):
        if people := [line.staff for line in fresh if line.said is said]:
            data[said.value] = people
    if places := {line.staff: line.place for line in fresh if line.place is not None}:
        data["places"] = places
    if words := {line.staff: line.words for line in fresh if line.words}:
        data["words"] = words
    if not call.is_open:
        data["late"] = True
        _tell_late(visit, case, call, [line for line in fresh if line.said is Said.SAFE])
    visit.uow.record(case.id, Happening("roll_answers", None, data))
    visit.uow.note_roll(case.id, call.number, fresh)


def _tell_late(visit: Visit, case: Case, call: Call, safe: Sequence[RollLine]) -> None:
    """Somebody who was missing when it ended has answered after all."""
    if not safe or call.kind is not CallKind.ROLL:
        return

    def words(scene: CallScene) -> tuple[str, str]:
        names = series([scene.name(line.staff) for line in safe], scene.language)
        # TRANSLATORS: {names} are people who were missing in a roll call that has ended.
        return "✓ " + scene.say("Answered after the end: {names}", names=names) + f" · {case.number}", ""

    tell_leaders(visit, case, call, words)


def _may_end(scene: CallScene) -> tuple[Row, ...]:
    return ((scene.button(scene.say("End the roll call"), "end"),),) if scene.viewer is not None else ()


def _maybe_complete(visit: Visit, case: Case, call: Call, lines: Sequence[RollLine]) -> Call:
    """Nobody is missing and nobody needs help: whoever leads hears it, once."""
    counted = tally(lines)
    complete = not counted.missing and not counted.help
    if not call.is_open or call.kind is not CallKind.ROLL or complete is (call.complete_at is not None):
        return call
    if not complete:
        return replace(call, complete_at=None)

    def words(scene: CallScene) -> tuple[str, str]:
        return "✓ " + scene.say("Everybody is accounted for") + f" · {case.number}", ""

    tell_leaders(visit, case, call, words, _may_end)
    return replace(call, complete_at=visit.uow.now)
