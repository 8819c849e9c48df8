"""Whether the record is whole: the timeline's hash chain."""

from __future__ import annotations

from handlers.reports.paper import Cell, Facts, Section, Text
from handlers.reports.record import Reading


def integrity(reading: Reading) -> Section:
    """How many entries there are, whether each is as it was written, and the last hash, to compare with."""
    record, say = reading.record, reading.say
    entries = len(record.entries)
    if record.broken is None:
        whole = Text(
            say.many(
                "The {n} entry of the timeline is as it was written.",
                "All {n} entries of the timeline are as they were written.",
                n=entries,
            ),
            "good",
        )
    else:
        whole = Text(say("Entry {n} of the timeline is not as it was written.", n=record.broken), "bad")
    last = record.entries[-1].hash if record.entries else "–"
    # TRANSLATORS: Label before the last hash of a case's timeline, by which a report can be compared with the record.
    rows = ((say("Last hash"), Cell(last, "muted")), (say("Playbook"), Cell(_edition(reading), "muted")))
    return Section(say("The record"), (whole, Facts(rows)))


def _edition(reading: Reading) -> str:
    playbook = reading.playbook
    return reading.say(
        "{id}, version {n}, {hash}", id=playbook.id, n=playbook.version, hash=reading.case.edition[:12]
    )
