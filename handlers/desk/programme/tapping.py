"""The buttons of the programme. They stay good: what they show is worked out when they are tapped."""

from __future__ import annotations

from collections.abc import Callable

from handlers.desk.programme import certificates
from handlers.desk.programme.grid import GRID, PLAN, show_grid
from handlers.desk.programme.history import HELD, TEAM, show_history
from handlers.desk.programme.planning import plan_for
from handlers.desk.visit import Visit
from handlers.rights import may_plan_drills

Action = Callable[[Visit, str], None]

_ANYBODYS: dict[str, Action] = {
    certificates.MINE: certificates.show_mine,
    certificates.PAPER: certificates.send_mine,
}
_TRAINERS: dict[str, Action] = {
    GRID: show_grid,
    PLAN: plan_for,
    TEAM: show_history,
    HELD: certificates.show_held,
    certificates.LIST: certificates.send_held,
}


def programme_tapped(visit: Visit, argument: str) -> None:
    """Does what a button says, if whoever tapped may."""
    name, _, rest = argument.partition(".")
    action = _ANYBODYS.get(name) or _TRAINERS.get(name)
    if action is None or visit.inbound.bot != visit.house.staff_bot:
        visit.toast(visit.say("That button does nothing here."))
    elif name in _TRAINERS and not may_plan_drills(visit.staff):
        visit.toast(visit.say("This is not for you to open."), alert=True)
    else:
        action(visit, rest)
    visit.toast()
