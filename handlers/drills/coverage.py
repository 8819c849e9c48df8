"""Coverage: which team has drilled which playbook, until when that holds, and what is due.

    for cell in coverage(asked, directory, drilled_by(results), lasting, today): ...

A team has drilled a playbook when at least half of those who are in it today took part in a finished run of it, in an
edition whose steps and limits are still the same, within the interval.  Several runs count together: people on shifts
are never all there.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from handlers.drills.results import Result
from handlers.drills.rules import USUAL, DrillRule, Every
from handlers.people import Directory, Group, Staff
from handlers.readings.audience import concerned
from playbooks.model import Kind, Playbook

#: Whether what was drilled in an edition (by its hash) of a playbook (by its id) still holds.
Lasting = Callable[[str, str], bool]


class CellState(StrEnum):
    """How a team stands, the most urgent first."""

    OVERDUE = "overdue"
    NEVER = "never"
    FEW = "few"  # too few of those who are in the team now took part
    CHANGED = "changed"  # enough did, but steps or limits have changed since
    SOON = "soon"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Asked:
    """A team is to drill a playbook (both by their ids) so often."""

    group: str
    playbook: str
    every: Every
    ahead: timedelta


@dataclass(frozen=True, slots=True)
class Cell:
    """How one team stands with one playbook.

    `due` is the last day that it is good for; None where it never was. Of the `members` so many are `needed`, and so
    many `took_part` in time. `last` is the latest run in which anybody of the team took part.
    """

    asked: Asked
    state: CellState
    due: date | None
    members: int
    needed: int
    took_part: int
    last: Result | None


def asked_of(directory: Directory, playbooks: Iterable[Playbook], played: Collection[str]) -> list[Asked]:
    """What the organisation's rules, or else the usual ones, ask; `played` are the playbooks that scenarios play."""
    rules = directory.drilling or USUAL
    return [asked for playbook in playbooks for asked in _asked(playbook, rules, directory, playbook.id in played)]


def _asked(playbook: Playbook, rules: Sequence[DrillRule], directory: Directory, played: bool) -> Iterator[Asked]:
    told = concerned(playbook, directory)
    usual = played and playbook.kind is Kind.EMERGENCY
    for group in directory.groups:
        fits = (
            rule
            for rule in rules
            if (playbook.id in rule.playbooks or (usual and not rule.playbooks)) and group.id in (rule.groups or told)
        )
        rule = next(fits, None)
        if rule is not None and rule.every is not None and members_of(group, directory):
            yield Asked(group.id, playbook.id, rule.every, rule.ahead)


def members_of(group: Group, directory: Directory) -> list[Staff]:
    """Those who are in a team and have not left."""
    found = (directory.staff_by_id.get(member) for member in group.members)
    return [person for person in found if person is not None and person.active]


def coverage(
    asked: Iterable[Asked], directory: Directory, drilled: Drilled, lasting: Lasting, today: date
) -> list[Cell]:
    """How each team stands, in the order of `asked`."""
    zone = ZoneInfo(directory.timezone)
    return [_cell(one, directory, drilled, lasting, today, zone) for one in asked]


#: For each person, by playbook, the runs that they took part in, the latest first.
Drilled = Mapping[str, Mapping[str, Sequence[Result]]]


def drilled_by(results: Iterable[Result]) -> Drilled:
    """Who took part in what; runs in which nothing was asked of anybody are left out."""
    found: dict[str, dict[str, list[Result]]] = {}
    for result in sorted(results, key=lambda one: one.ended_at, reverse=True):
        for person in result.people if result.counts else ():
            found.setdefault(person, {}).setdefault(result.playbook, []).append(result)
    return found


def _cell(
    asked: Asked,
    directory: Directory,
    drilled: Drilled,
    lasting: Lasting,
    today: date,
    zone: ZoneInfo,
) -> Cell:
    members = [person.id for person in members_of(directory.group_by_id[asked.group], directory)]
    needed = (len(members) + 1) // 2
    found = (drilled.get(person, {}).get(asked.playbook) for person in members)
    theirs = [results for results in found if results is not None]
    last = max((one[0] for one in theirs), key=lambda one: one.ended_at, default=None)

    def until(hold: Lasting) -> list[date]:
        """The last day for which each of them is good, the longest first."""
        held = (next((one for one in mine if hold(one.playbook, one.edition)), None) for mine in theirs)
        days = [asked.every.after(one.ended_at.astimezone(zone).date()) for one in held if one is not None]
        return sorted(days, reverse=True)

    good, ever = until(lasting), until(lambda playbook, edition: True)
    due = good[needed - 1] if len(good) >= needed else None
    before = ever[needed - 1] if len(ever) >= needed else None
    state = _state(due, before, last is not None, asked.ahead, today)
    took_part = sum(day >= today for day in good)
    return Cell(asked, state, due if due is not None else before, len(members), needed, took_part, last)


def _state(due: date | None, before: date | None, ever: bool, ahead: timedelta, today: date) -> CellState:
    """`due` as it counts, `before` as it would if no edition had changed."""
    if before is None:
        return CellState.FEW if ever else CellState.NEVER
    if before < today:
        return CellState.OVERDUE
    if due is None or due < today:
        return CellState.CHANGED
    return CellState.SOON if due - ahead <= today else CellState.DONE
