"""What those who looked back said: what went well, what did not, and the whys down to the root."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.cases import Entry
from handlers.reports.paper import Block, Cell, Facts, Section, Text
from handlers.reports.record import Reading

#: The timeline's word for a review of a case that is over.
KIND = "reviewed"


def review(reading: Reading) -> Section | None:
    """Every review there was, the first first; None if nobody has looked back."""
    entries = [entry for entry in reading.record.entries if entry.kind == KIND]
    if not entries:
        return None
    blocks = tuple(block for entry in entries for block in _blocks(reading, entry))
    # TRANSLATORS: Heading in the report of a case: what those who took part say about it afterwards.
    return Section(reading.say("Looking back"), blocks)


def _blocks(reading: Reading, entry: Entry) -> Iterator[Block]:
    yield Text(f"{reading.name(entry.actor)} · {reading.date_and_time(entry.at)}", "muted")
    yield Facts(tuple(_said(reading, entry)))


def _said(reading: Reading, entry: Entry) -> Iterator[tuple[str, Cell]]:
    say, data = reading.say, entry.data
    labels = {"happened": say("What happened"), "well": say("Went well"), "badly": say("Did not go well")}
    for part, label in labels.items():
        if data.get(part):
            yield label, Cell(reading.text(str(data[part])))
    for number, why in enumerate(data.get("whys", ()), 1):
        # TRANSLATORS: Asked again and again until the root cause is found: “Why? (2)”.
        yield say("Why? ({n})", n=number), Cell(reading.text(str(why)))
    if data.get("root"):
        yield say("Root cause"), Cell(reading.text(str(data["root"])), "accent")
