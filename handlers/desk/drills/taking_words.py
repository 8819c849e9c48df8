"""What somebody was asked to type (or send) for a run, and what is done with it."""

from __future__ import annotations

from collections.abc import Callable

from handlers.desk.drills.debriefing import HOT, take_remark
from handlers.desk.drills.observing import WHY, take_reason
from handlers.desk.drills.rulings import add
from handlers.desk.drills.scoring import MARK, take_mark
from handlers.desk.drills.setting import typed_date
from handlers.desk.drills.steps import Play, run_by_id
from handlers.drills.standing import State
from handlers.events import Inbound, Said, Shared
from handlers.house import House
from handlers.people import Staff
from handlers.ports import UnitOfWork


def take_words(inbound: Inbound, uow: UnitOfWork, house: House, person: Staff, drill_id: str, what: str) -> None:
    """Does what it was asked for, if that can still be done by this person."""
    run = run_by_id(uow, drill_id)
    name, _, argument = what.partition(".")
    takes = _TAKES.get(name)
    if run is not None and takes is not None and person.id in run.people:
        takes(Play.of(uow, house, run), inbound, person, argument)


def _date(play: Play, inbound: Inbound, person: Staff, argument: str) -> None:
    run, event = play.run, inbound.event
    if person.id in run.leads and run.state is State.PLANNED and isinstance(event, Said):
        typed_date(play, person, event.text)


def _inject(play: Play, inbound: Inbound, person: Staff, argument: str) -> None:
    run, event = play.run, inbound.event
    if person.id not in run.leads or run.state is not State.RUNNING:
        return
    if isinstance(event, Said):
        add(play, person.id, event.text)
    elif isinstance(event, Shared):
        add(play, person.id, event.caption, event.media)


_TAKES: dict[str, Callable[[Play, Inbound, Staff, str], None]] = {
    "when": _date,
    "add": _inject,
    WHY: take_reason,
    MARK: take_mark,
    HOT: take_remark,
}
