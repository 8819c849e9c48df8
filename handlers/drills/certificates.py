"""Certificates: what somebody has drilled, in which edition, and until when that is good.

Nothing of them is stored: who took part in which run is known, and what has changed since follows from the editions.
They say that somebody took part, not how well they did.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from zoneinfo import ZoneInfo

from handlers.drills.programme import Programme
from handlers.drills.results import Result
from handlers.drills.rules import Every
from playbooks.difference import Change


class Validity(StrEnum):
    """How a certificate stands."""

    GOOD = "good"
    EXPIRED = "expired"  # the interval is over
    CHANGED = "changed"  # steps or limits have changed since


@dataclass(frozen=True, slots=True)
class Certificate:
    """Of `staff`, for the run of `result`. `until` is its last day (None: no rule says how often).

    `changes` are what made it lapse: empty where nothing did, None where one of the editions is not there any more.
    """

    staff: str
    result: Result
    until: date | None
    validity: Validity
    changes: tuple[Change, ...] | None = ()

    @property
    def playbook(self) -> str:
        return self.result.playbook


def certificates_of(staff: str, programme: Programme) -> list[Certificate]:
    """One for each playbook that they drilled: the latest run that still holds, else the latest. Newest first."""
    every, mine = _intervals(staff, programme), programme.drilled.get(staff, {})
    found = [_best(staff, results, every.get(playbook), programme) for playbook, results in mine.items()]
    return sorted(found, key=lambda one: one.result.ended_at, reverse=True)


def certified(staff: Iterable[str], programme: Programme) -> dict[str, list[Certificate]]:
    """The certificates of several people, of those who have any."""
    found = {one: certificates_of(one, programme) for one in staff}
    return {one: certificates for one, certificates in found.items() if certificates}


def _intervals(staff: str, programme: Programme) -> Mapping[str, Every]:
    """How often somebody is to drill each playbook: the shortest interval of the teams they are in."""
    found: dict[str, Every] = {}
    for cell in programme.cells:
        asked, group = cell.asked, programme.directory.group_by_id.get(cell.asked.group)
        known = found.get(asked.playbook)
        mine = group is not None and staff in group.members
        if mine and (known is None or asked.every.length < known.length):
            found[asked.playbook] = asked.every
    return found


def _best(staff: str, results: Sequence[Result], every: Every | None, programme: Programme) -> Certificate:
    found = (_certificate(staff, result, every, programme) for result in results)
    good = next((one for one in found if one.validity is Validity.GOOD), None)
    return good or _certificate(staff, results[0], every, programme)


def _certificate(staff: str, result: Result, every: Every | None, programme: Programme) -> Certificate:
    day = result.ended_at.astimezone(ZoneInfo(programme.directory.timezone)).date()
    until = None if every is None else every.after(day)
    changes = programme.changes.since(result.playbook, result.edition)
    if changes != ():
        return Certificate(staff, result, until, Validity.CHANGED, changes)
    over = until is not None and until < programme.today
    return Certificate(staff, result, until, Validity.EXPIRED if over else Validity.GOOD)
