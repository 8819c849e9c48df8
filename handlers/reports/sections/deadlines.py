"""What was promised and by when, and what came of it."""

from __future__ import annotations

from datetime import datetime

from handlers.alerts.clock_words import deadlines_of, reason_words
from handlers.deadlines import Deadline, State
from handlers.reports.paper import Block, Cell, Listing, Section, Table, Tone
from handlers.reports.record import Reading

_TONES: dict[State, Tone] = {
    State.MET: "good",
    State.MET_LATE: "watch",
    State.MET_TOO_LATE: "bad",
    State.LATE: "watch",
    State.MISSED: "bad",
    State.PAUSED: "muted",
}


def deadlines(reading: Reading) -> Section | None:
    """Each clock with our own target, the legal limit and when it was met; None for a case without any."""
    found = deadlines_of(reading.case, reading.directory, reading.record.now, reading.ended)
    if not found:
        return None
    say = reading.say
    # TRANSLATORS: Columns of a table of deadlines: what is owed, our own target, the legal limit, when it was given.
    head = (say("What is owed"), say("Our target"), say("Legal limit"), say("Given"), say("How it stands"))
    table = Table(head, (4, 3, 3, 3, 4), tuple(_row(reading, one) for one in found))
    blocks: tuple[Block, ...] = (table, *_pauses(reading))
    return Section(say("Deadlines"), blocks)


def _row(reading: Reading, deadline: Deadline) -> tuple[Cell, ...]:
    return (
        Cell(deadline.name.text(reading.language)),
        Cell(_when(reading, deadline.house)),
        Cell(_when(reading, deadline.legal)),
        Cell(_when(reading, deadline.met_at)),
        Cell(_stands(reading, deadline.state), _TONES.get(deadline.state, "")),
    )


def _when(reading: Reading, at: datetime | None) -> str:
    return "–" if at is None else reading.date_and_time(at)


def _stands(reading: Reading, state: State) -> str:
    say = reading.say
    return {
        # TRANSLATORS: How a deadline stands, in a table.
        State.RUNNING: say("still time"),
        State.PAUSED: say("clock stopped"),
        State.LATE: say("past our target"),
        State.MISSED: say("past the legal limit"),
        State.MET: say("in time"),
        State.MET_LATE: say("after our target"),
        State.MET_TOO_LATE: say("after the legal limit"),
    }[state]


def _pauses(reading: Reading) -> tuple[Block, ...]:
    """When the clocks stood still, and why."""
    terms, say = reading.case.terms, reading.say
    if terms is None or not terms.pauses:
        return ()
    lines = []
    for pause in terms.pauses:
        begin = reading.date_and_time(pause.begin)
        end = reading.date_and_time(pause.end) if pause.end else "…"
        why, name = reason_words(pause.reason, say), reading.name(pause.by)
        # TRANSLATORS: When the clocks of a case stood still: from, until, why, and who stopped them.
        lines.append(
            Cell(say("Clock stopped {begin} – {end}: {why} ({name})", begin=begin, end=end, why=why, name=name))
        )
    return (Listing(tuple(lines)),)
