"""What falls due in the programme: trainers hear of it ahead, and again when it is overdue; each once.

One timer for the organisation. It carries what was told, so a look for another reason (an import, a restart) says
nothing twice, and what is drilled, and falls due again a year later, is told again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.drills.coverage import Cell, CellState
from handlers.people import Directory
from handlers.ports import Timer

KIND = "programme"
_CONVERSATION = "staff:0"  # nobody's chat
_MORNING = time(9)
#: What is told here; that steps have changed is told when that is published.
_TOLD = (CellState.SOON, CellState.OVERDUE, CellState.NEVER, CellState.FEW)

#: For each team and playbook what was told last.
Told = Mapping[str, str]


def first_look(directory: Directory, now: datetime) -> Iterator[Timer]:
    """The timer of an organisation that has just been read, if it has rules of its own."""
    if directory.drilling:
        yield _timer(now, {})


def next_look(directory: Directory, now: datetime, told: Told) -> Timer:
    """The timer for the next morning, by the organisation's clock."""
    zone = ZoneInfo(directory.timezone)
    morning = datetime.combine(now.astimezone(zone).date() + timedelta(days=1), _MORNING, zone)
    return _timer(morning.astimezone(UTC), told)


def told_before(data: Mapping[str, str]) -> Told:
    """What the timer carries."""
    return dict(json.loads(data.get("told", "{}")))


def news(cells: Iterable[Cell], told: Told) -> list[Cell]:
    """What is to be told now."""
    return [cell for cell in cells if cell.state in _TOLD and told.get(_name(cell)) != _mark(cell)]


def told_after(cells: Iterable[Cell], told: Told, heard: Iterable[Cell]) -> Told:
    """What was told, once somebody has heard of `heard`; what is not due any more is forgotten."""
    fresh = {_name(cell): _mark(cell) for cell in heard}
    due = {_name(cell) for cell in cells if cell.state in _TOLD}
    return {name: mark for name, mark in {**told, **fresh}.items() if name in due}


def _name(cell: Cell) -> str:
    return f"{cell.asked.group}/{cell.asked.playbook}"


def _mark(cell: Cell) -> str:
    return f"{cell.state} {cell.due or ''}".strip()


def _timer(due: datetime, told: Told) -> Timer:
    return Timer(KIND, _CONVERSATION, due, KIND, {"told": json.dumps(told)} if told else {})
