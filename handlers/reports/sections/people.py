"""Who did what: everybody who had a part in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from handlers.reports.paper import Cell, Section, Table
from handlers.reports.record import Reading
from handlers.team_roles import role_name
from playbooks.locale_format import series


def people(reading: Reading) -> Section:
    """One row for each, in the order in which they came."""
    say = reading.say
    # TRANSLATORS: Columns of a table in a case's report: who, in which roles, and what they did.
    head, found = (say("Who"), say("Role"), say("Did what")), _everybody(reading)
    if any(_roles(reading, staff) for staff in found):
        return Section(say("Who did what"), (Table(head, (3, 4, 6), tuple(_row(reading, one) for one in found)),))
    rows = tuple((who, did) for who, _, did in (_row(reading, one) for one in found))
    return Section(say("Who did what"), (Table((head[0], head[2]), (3, 10), rows),))


def _row(reading: Reading, staff: str) -> tuple[Cell, Cell, Cell]:
    return Cell(reading.name(staff)), Cell(_roles(reading, staff)), Cell(_deeds(reading, staff))


def _everybody(reading: Reading) -> list[str]:
    case = reading.case
    actors = [entry.actor for entry in reading.record.entries if entry.actor and entry.kind != "seen"]
    part = [participant.staff for participant in case.team.participants]
    return list(dict.fromkeys([case.reporter, *case.also, *actors, *part]))


def _roles(reading: Reading, staff: str) -> str:
    """Every role they ever had in it."""
    given = [
        str(entry.data.get("role"))
        for entry in reading.record.entries
        if entry.kind == "role" and entry.data.get("who") == staff
    ]
    roles = dict.fromkeys([*given, *reading.case.team.roles_of(staff)])
    return series([role_name(reading.playbook, role, reading.say) for role in roles], reading.language)


def _deeds(reading: Reading, staff: str) -> str:
    return series(list(_deed_words(reading, staff)), reading.language)


def _deed_words(reading: Reading, staff: str) -> Iterator[str]:
    say, case = reading.say, reading.case
    did = Counter(entry.kind for entry in reading.record.entries if entry.actor == staff)
    if staff in (case.reporter, *case.also):
        # TRANSLATORS: What somebody did with a case, in a list behind their name.
        yield say("reported it")
    if did["acknowledged"]:
        yield say("took it")
    if steps := _steps(reading, staff):
        yield say.many("{n} step", "{n} steps", n=steps)
    if did["noted"]:
        yield say.many("{n} note", "{n} notes", n=did["noted"])
    if did["evidence"]:
        yield say.many("{n} file", "{n} files", n=did["evidence"])
    if did["status"]:
        yield say.many("{n} update", "{n} updates", n=did["status"])
    yield from _findings(reading, did)
    if did["resolved"]:
        yield say("resolved it")
    if did["withdrawn"]:
        yield say("called it off")


def _findings(reading: Reading, did: Counter[str]) -> Iterator[str]:
    say = reading.say
    if did["graded"]:
        # TRANSLATORS: What somebody did with an incident: said how likely and how bad it is.
        yield say("graded the risk")
    if did["view"]:
        # TRANSLATORS: What somebody did with an incident: said what their department thinks in a joint review.
        yield say("answered for their group")
    if did["decided"]:
        yield say("decided the joint review")


def _steps(reading: Reading, staff: str) -> int:
    """How many steps they settled, as the checklist stands."""
    if reading.sheet is None:
        return 0
    marks = [mark for row in reading.sheet.work for mark in {row.settled, *row.standing.done} if mark is not None]
    return sum(mark.by == staff for mark in marks)
