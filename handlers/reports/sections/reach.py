"""Who was told, when it got there, and when they saw it."""

from __future__ import annotations

from datetime import datetime

from handlers.alerts.reach_words import told_name, why_words
from handlers.proof import LATE, Copy, Standing, people_of, proof_of
from handlers.reports.paper import Cell, Section, Table
from handlers.reports.record import Reading
from playbooks.locale_format import duration


def reach(reading: Reading) -> Section | None:
    """One row for each person, group and channel; None if nobody was told."""
    record, say = reading.record, reading.say
    copies = people_of(proof_of(record.told, record.entries, record.directory), record.entries)
    if not copies:
        return None
    # TRANSLATORS: Columns of a table of who was alerted: when it was sent, when it arrived, when it was seen.
    head = (say("Who"), say("Sent"), say("Arrived"), say("Seen"))
    return Section(say("Who was told"), (Table(head, (5, 3, 4, 4), tuple(_row(reading, copy) for copy in copies)),))


def _row(reading: Reading, copy: Copy) -> tuple[Cell, ...]:
    name = told_name(copy, reading.directory, reading.say)
    return Cell(name), Cell(_when(reading, copy.queued_at)), _arrived(reading, copy), _seen(reading, copy)


def _arrived(reading: Reading, copy: Copy) -> Cell:
    say = reading.say
    if copy.standing is Standing.FAILED:
        return Cell(why_words(copy.why, say) if copy.why is not None else "–", "bad")
    if copy.accepted_at is None:
        return Cell(say("On its way"), "watch")
    late = copy.late
    when = _when(reading, copy.accepted_at)
    if late is None or late <= LATE:
        return Cell(when)
    return Cell(f"{when} " + say("({time} late)", time=duration(late, reading.language)), "watch")


def _seen(reading: Reading, copy: Copy) -> Cell:
    if copy.standing is not Standing.SEEN:
        return Cell("–", "muted")
    when = _when(reading, copy.seen_at)
    if copy.seen_by is not None and copy.staff is None:
        when = f"{when} {reading.name(copy.seen_by)}"
    return Cell(when, "good")


def _when(reading: Reading, at: datetime | None) -> str:
    return "–" if at is None else reading.time(at)
