"""The programme as it stands in this turn, and the buttons that lead through it."""

from __future__ import annotations

from handlers.desk.drills.steps import run_by_id
from handlers.desk.visit import Visit
from handlers.drills.programme import Programme
from handlers.drills.standing import State
from handlers.drills.trainers import trains
from handlers.house import House
from handlers.messages import Button, ButtonStyle
from handlers.people import Group
from handlers.ports import UnitOfWork
from handlers.taps import Tap, mark

#: What the buttons carry before what they do.
ACTION = "m.prog="


def programme_now(uow: UnitOfWork, house: House) -> Programme:
    """The whole programme, with the runs that are planned."""
    programme = Programme.of(uow.directory, uow.editions, uow.drill_results(), house.scenarios, uow.now)
    planned = (run_by_id(uow, one.id) for one in uow.directory.drills if one.state is State.PLANNED)
    return programme.with_planned([run for run in planned if run is not None])


def programme_of(visit: Visit) -> Programme:
    """The part of it that whoever asks looks after."""
    return programme_now(visit.uow, visit.house).for_trainer(visit.staff)


def button(label: str, *parts: str, style: ButtonStyle = "plain") -> Button:
    """A button of the programme: `parts` are what it does, and with what."""
    return Button(label, Tap("s", "prog", 0, ACTION + ".".join(parts)).data, style)


def team_named(visit: Visit, named: str) -> Group | None:
    """The team with this mark, if whoever asks looks after it."""
    found = (group for group in visit.directory.groups if mark(group.id) == named)
    return next((group for group in found if trains(visit.staff, group, visit.directory)), None)
