"""Trainers are reminded of what falls due: once ahead, and once when it is overdue; a button plans the drill."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.desk.programme.grid import grid_row, plan_rows, programme_lines
from handlers.desk.programme.looking import programme_now
from handlers.desk.programme.telling import tell_trainer
from handlers.drills.coverage import Cell
from handlers.drills.programme import Programme
from handlers.drills.reminding import news, next_look, told_after, told_before
from handlers.drills.trainers import trainers, trains
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Message, Span
from handlers.people import Staff
from handlers.ports import UnitOfWork
from playbooks.phrases import phrases


def programme_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Says what is new, and sees to the next look. An organisation without rules of its own is not reminded."""
    if not uow.directory.drilling:
        return
    programme, told = programme_now(uow, house), told_before(event.data)
    fresh, heard = news(programme.cells, told), list[Cell]()
    for person in trainers(uow.directory) if fresh else ():
        if theirs := _theirs(person, fresh, programme):
            tell_trainer(uow, house, person, _message(programme, theirs, person))
            heard += theirs
    uow.set_timer(next_look(uow.directory, uow.now, told_after(programme.cells, told, heard)))


def _theirs(person: Staff, cells: Sequence[Cell], programme: Programme) -> list[Cell]:
    groups = programme.directory.group_by_id
    return [cell for cell in cells if trains(person, groups[cell.asked.group], programme.directory)]


def _message(programme: Programme, cells: Sequence[Cell], person: Staff) -> Message:
    say = phrases(person.language)
    # TRANSLATORS: To a trainer: exercises that fall due, which follow.
    head = "📋 " + say("Drills that fall due")
    lines = programme_lines(programme, cells, say)
    return Message(
        (Span(head, "bold"), Span("\n" + "\n".join(lines))), (*plan_rows(programme, cells, say), grid_row(say))
    )
