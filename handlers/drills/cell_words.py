"""How a team stands with a playbook, in words: whole ones, and short ones for a picture."""

from __future__ import annotations

from datetime import date

from handlers.drills.coverage import Cell, CellState
from handlers.reports.paper import Tone
from playbooks.locale_format import day
from playbooks.phrases import Phrases

SIGNS = {
    CellState.OVERDUE: "🔴",
    CellState.NEVER: "🔴",
    CellState.FEW: "🟠",
    CellState.CHANGED: "🟠",
    CellState.SOON: "🟡",
    CellState.DONE: "✓",
}
#: In pictures, whose font has no coloured signs; each state has one of its own.
PLAIN_SIGNS = {
    CellState.OVERDUE: "×",
    CellState.NEVER: "–",
    CellState.FEW: "÷",
    CellState.CHANGED: "≠",
    CellState.SOON: "!",
    CellState.DONE: "✓",
}
TONES: dict[CellState, Tone] = {
    CellState.OVERDUE: "bad",
    CellState.NEVER: "bad",
    CellState.FEW: "watch",
    CellState.CHANGED: "watch",
    CellState.SOON: "watch",
    CellState.DONE: "good",
}


def state_name(state: CellState, say: Phrases) -> str:
    """What a state is called, under a picture."""
    return {
        # TRANSLATORS: How a team stands with an exercise that it has to do again and again.
        CellState.OVERDUE: say("overdue since"),
        CellState.NEVER: say("never drilled"),
        CellState.FEW: say("too few took part"),
        CellState.CHANGED: say("steps have changed since"),
        CellState.SOON: say("due by"),
        CellState.DONE: say("good until"),
    }[state]


def cell_words(cell: Cell, say: Phrases, today: date) -> str:
    """How it stands, for the end of a line."""
    when = "" if cell.due is None else day(cell.due, say.language, today)
    match cell.state:
        case CellState.OVERDUE:
            # TRANSLATORS: Of an exercise: the last day for which the one before was good.
            return say("overdue since {day}", day=when)
        case CellState.NEVER:
            return say("never drilled")
        case CellState.FEW:
            # TRANSLATORS: So many people of a team took part in an exercise, and so many have to.
            return say("too few took part: {n} of {needed}", n=cell.took_part, needed=cell.needed)
        case CellState.CHANGED:
            return say("steps have changed since: drill it again")
        case CellState.SOON:
            return say("due by {day}", day=when)
    return say("good until {day}", day=when)


def cell_short(cell: Cell, say: Phrases, today: date) -> str:
    """A sign, and a day or a number: what stands in a cell of the picture."""
    sign = PLAIN_SIGNS[cell.state]
    if cell.state is CellState.FEW:
        return f"{sign} {cell.took_part}/{cell.needed}"
    if cell.state in (CellState.NEVER, CellState.CHANGED) or cell.due is None:
        return sign
    return f"{sign} {day(cell.due, say.language, today)}"
