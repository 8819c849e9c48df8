"""The buttons of the programme. They stay good: what they show is worked out when they are tapped."""

from __future__ import annotations

from collections.abc import Callable

from handlers.desk.programme.grid import GRID, show_grid
from handlers.desk.programme.planning import plan_for
from handlers.desk.visit import Visit
from handlers.rights import may_plan_drills

_TRAINERS: dict[str, Callable[[Visit, str], None]] = {
    GRID: show_grid,
    "plan": plan_for,
}


def programme_tapped(visit: Visit, argument: str) -> None:
    """Does what a button says, if whoever tapped may."""
    name, _, rest = argument.partition(".")
    action = _TRAINERS.get(name)
    if action is None or visit.inbound.bot != visit.house.staff_bot:
        visit.toast(visit.say("That button does nothing here."))
    elif not may_plan_drills(visit.staff):
        visit.toast(visit.say("This is not for you to open."), alert=True)
    else:
        action(visit, rest)
    visit.toast()
