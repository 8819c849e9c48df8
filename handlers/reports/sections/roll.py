"""Roll calls: who said that they are safe, who needed help, and of whom nothing was known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from handlers.reports.paper import Block, Cell, Section, Table, Text, Tone
from handlers.reports.record import Reading
from handlers.rollcall.calls import Call, CallKind, RollLine, Said, tally
from playbooks.locale_format import labelled, sentences

MOST = 60  # people of one call who are all listed; of more, those who said that they are safe are only counted

_TONES: dict[Said | None, Tone] = {Said.SAFE: "good", Said.HELP: "bad", Said.AWAY: "muted", None: "watch"}


def roll_calls(reading: Reading) -> Section | None:
    """Every roll call of the case; None if nobody was asked."""
    calls = [call for call in reading.case.calls if call.kind is CallKind.ROLL]
    blocks = tuple(block for call in calls for block in _blocks(reading, call))
    # TRANSLATORS: Heading in the report of an emergency: everybody at a site was asked whether they are safe.
    return Section(reading.say("Everyone safe?"), blocks) if blocks else None


def _blocks(reading: Reading, call: Call) -> Iterator[Block]:
    lines, say = reading.record.rolls.get(call.number, ()), reading.say
    yield Text(_counted(reading, call, lines))
    listed = lines if len(lines) <= MOST else [line for line in lines if line.said is not Said.SAFE]
    if listed:
        head = (say("Who"), say("How it stands"), say("Time"), say("In words"))
        yield Table(head, (3, 4, 3, 5), tuple(_row(reading, line) for line in listed))


def _counted(reading: Reading, call: Call, lines: Sequence[RollLine]) -> str:
    say, counted = reading.say, tally(lines)
    site = reading.directory.site_by_id.get(call.site or "")
    began = reading.time(call.began)
    head = labelled(site.name.text(reading.language), began, reading.language) if site is not None else began
    safe, help_, missing = len(counted.safe), len(counted.help), len(counted.missing)
    # TRANSLATORS: What came of a roll call, in its case's report.
    parts = [say.many("{n} person was asked.", "{n} people were asked.", n=call.asked)]
    parts += [say.many("{n} is safe.", "{n} are safe.", n=safe)] if safe else []
    parts += [say.many("{n} needs help.", "{n} need help.", n=help_)] if help_ else []
    parts += [say.many("Nothing is known of {n}.", "Nothing is known of {n}.", n=missing)] if missing else []
    return f"{head} – {sentences(parts, reading.language)}"


def _row(reading: Reading, line: RollLine) -> tuple[Cell, ...]:
    by = f" ({reading.name(line.by)})" if line.by not in (None, line.staff) else ""
    stands = Cell(_stands(reading, line) + by, _TONES.get(line.said, ""))
    at = "" if line.at is None else reading.time(line.at)
    return Cell(reading.name(line.staff)), stands, Cell(at, "muted"), Cell(reading.text(line.words))


def _stands(reading: Reading, line: RollLine) -> str:
    say = reading.say
    if line.said is None:
        # TRANSLATORS: In a roll call, of somebody who was asked: they said nothing; nobody could ask them.
        return say("no answer") if line.is_reachable else say("could not be asked")
    words = {Said.SAFE: say("safe"), Said.HELP: say("needs help"), Said.AWAY: say("not at the site")}
    return words.get(line.said, "")
