"""What happened, in the order in which it happened."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from handlers.cases import Entry
from handlers.reports.happenings import happening_words
from handlers.reports.paper import Cell, Section, Table
from handlers.reports.record import Reading


def timeline(reading: Reading) -> Section:
    """Everything that means something to people; what only the machine needs to know is left out."""
    say = reading.say
    table = Table((say("Time"), say("What happened")), (2, 11), tuple(_rows(reading)))
    return Section(say("What happened"), (table,))


def _rows(reading: Reading) -> Iterator[tuple[Cell, ...]]:
    told = ((happened_at(entry), happening_words(entry, reading)) for entry in reading.record.entries)
    for at, words in sorted(((at, words) for at, words in told if words), key=lambda pair: pair[0]):
        yield Cell(reading.time(at), "muted"), Cell(words)


def happened_at(entry: Entry) -> datetime:
    """When somebody did it; that it was heard later is no part of the story."""
    at = entry.data.get("at")
    return datetime.fromisoformat(at) if isinstance(at, str) else entry.at
