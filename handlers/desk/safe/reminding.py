"""Those who did not answer are asked once more, aloud; then whoever leads gets their names."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from handlers.cases import Case, Happening
from handlers.delivery import NoticeState
from handlers.desk.safe.calls import ROLL, ask, keep_call, people_of, scene_of
from handlers.desk.safe.counting import call_in, count
from handlers.desk.safe.helping import tell_leaders
from handlers.desk.safe.traces import traces_of
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.ports import UnitOfWork
from handlers.rollcall.calls import Call, RollLine, call_of, tally
from handlers.rollcall.lists import Trace, missing_line
from handlers.rollcall.question import reminder
from handlers.rollcall.scene import CallScene

#: So soon nobody is asked again, however often it is tapped.
REST = timedelta(seconds=30)

_LISTED = 12  # names that the list aloud has; the board has all


def remind_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """It is time to ask again."""
    visit = from_muster(inbound, uow, house)
    found = call_in(visit, event)
    if found is not None and found[1].is_open:
        remind(visit, *found)


def remind(visit: Visit, case: Case, call: Call) -> int:
    """Asks everybody again who has the question and has not answered it; how many those are."""
    asked = (line for line in tally(visit.uow.roll(case.id, call.number)).waiting if line.state is NoticeState.SENT)
    waiting = list(people_of(visit, asked))
    for line, person in waiting:
        words = reminder(scene_of(visit, case, call, person.language, person.id), line)
        key = f"{ROLL}{case.id}:{call.number}:{person.id}:again:{visit.uow.now.timestamp():.0f}"
        ask(visit, case, person, words, key)
    if waiting:
        data = {"call": call.number, "people": [line.staff for line, _ in waiting]}
        visit.uow.record(case.id, Happening("roll_reminded", visit.staff.id or None, data))
        keep_call(visit, case, replace(call, reminded_at=visit.uow.now))
    return len(waiting)


def is_resting(visit: Visit, call: Call) -> bool:
    """Whether everybody was asked just now."""
    return (call.reminded_at or call.began) + REST > visit.uow.now


def missing_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """It is time to look for them: their names, where they were last, and how to ring them, go to whoever leads."""
    visit = from_muster(inbound, uow, house)
    found = call_in(visit, event)
    if found is None or not found[1].is_open:
        return
    case = count(visit, *found)
    call = call_of(case.calls, found[1].number) or found[1]
    missing = tally(uow.roll(case.id, call.number)).missing
    if not missing:
        return
    uow.record(case.id, Happening("roll_missing", None, {"call": call.number, "missing": _ids(missing)}))
    keep_call(visit, case, replace(call, listed_at=uow.now))
    _tell_missing(visit, case, call, missing)


def _ids(lines: Sequence[RollLine]) -> list[str]:
    return [line.staff for line in lines]


def _tell_missing(visit: Visit, case: Case, call: Call, missing: Sequence[RollLine]) -> None:
    shown = missing[:_LISTED]
    traces = traces_of(visit, case, shown)

    def words(scene: CallScene) -> tuple[str, str]:
        head = "⏰ " + scene.say.many("{n} person is missing", "{n} people are missing", n=len(missing))
        lines = [missing_line(scene, line, traces.get(line.staff, Trace())) for line in shown]
        more = len(missing) - len(shown)
        lines += [scene.say("and {n} more", n=more)] if more else []
        return f"{head} · {case.number}", "\n".join(lines)

    tell_leaders(visit, case, call, words)
