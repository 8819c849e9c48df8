"""Somebody needs help and nobody goes: it is said again, and to those above whoever leads."""

from __future__ import annotations

from datetime import timedelta
from typing import Final

from handlers.cases import Case, Happening
from handlers.desk.live.telling import above
from handlers.desk.safe.calls import set_timer
from handlers.desk.safe.counting import call_in
from handlers.desk.safe.helping import go_button, tell_leaders
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.ports import UnitOfWork
from handlers.rollcall.board import whereabouts
from handlers.rollcall.calls import Call, RollLine, Said
from handlers.rollcall.scene import CallScene

#: The kind of the timer that waits for somebody to go.
WAITING: Final = "roll help"

PATIENCE = timedelta(minutes=2)
TIMES = 3  # that it is said again


def wait_for_helper(visit: Visit, case_id: str, number: int, staff: str, times: int = 0) -> None:
    """Looks again in a while whether somebody goes to them."""
    if times < TIMES:
        more = {"who": staff, "times": str(times + 1)}
        set_timer(visit, f"help:{staff}", WAITING, case_id, number, visit.uow.now + PATIENCE, **more)


def helper_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """It is time to look."""
    visit = from_muster(inbound, uow, house)
    found = call_in(visit, event)
    line = uow.roll_line(found[0].id, found[1].number, event.data["who"]) if found is not None else None
    if found is None or line is None or line.said is not Said.HELP or line.helper is not None:
        return
    case, call = found
    _say_again(visit, case, call, line)
    uow.record(case.id, Happening("roll_unhelped", None, {"call": call.number, "who": line.staff}))
    wait_for_helper(visit, case.id, call.number, line.staff, int(event.data["times"]))


def _say_again(visit: Visit, case: Case, call: Call, line: RollLine) -> None:
    def words(scene: CallScene) -> tuple[str, str]:
        head = scene.say("Nobody has gone to {name} yet, who needs help", name=scene.name(line.staff))
        return f"🆘 {head} · {case.number}", whereabouts(scene, line)

    tell_leaders(visit, case, call, words, lambda scene: go_button(scene, line), besides=above(visit, case))
