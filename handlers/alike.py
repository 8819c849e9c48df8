"""Whether a report is about the same matter as a case that is open: same playbook, same place, a short while ago.

Plain functions. Two places are the same when one holds the other: gate 12, the gates, the whole terminal.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from math import cos, hypot, radians
from typing import Any

from handlers.cases import Case, Run, Status
from handlers.people import Directory, Site
from playbooks.model import ChoiceQuestion, Kind, Playbook

#: Two shared locations no further apart than this are one place, in metres.
NEAR = 150.0
_METRES = 111_320.0  # in a degree of latitude

Place = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Matter:
    """What a report is about, as far as it is known: `place` as a place question's answer, None while nobody said."""

    playbook: Playbook
    run: Run
    site: str | None
    place: Place | None
    answers: Mapping[str, Any]
    at: datetime


def alike(matter: Matter, cases: Iterable[Case], directory: Directory) -> Case | None:
    """The newest open case that is about the same; None when there is none."""
    return next((case for case in cases if is_same(matter, case, directory)), None)


def is_same(matter: Matter, case: Case, directory: Directory) -> bool:
    """Whether a case is about the same matter.

    An emergency of which nobody has said where it is may be any of its site. Of other matters the place must be
    known, and what the first list question asks must have the same answer, where both have one.
    """
    kind = matter.playbook.kind
    return (
        case.playbook == matter.playbook.id
        and case.run is matter.run
        and case.status in (Status.OPEN, Status.ACKNOWLEDGED)
        and case.stood_down is None
        and matter.at - case.opened_at <= directory.reports.window(kind)
        and _same_site(matter.site, case.site, directory)
        and _same_place(matter, case, directory, vague=kind is Kind.EMERGENCY)
        and (kind is Kind.EMERGENCY or _same_choice(matter, case))
    )


def elsewhere(place: Place | None, case: Case, directory: Directory) -> bool:
    """Whether it is certain that `place` is another one than the case's."""
    mine, theirs = said(place), said(case.place)
    return mine is not None and theirs is not None and not _together(mine, theirs, _site(case, directory), True)


def said(place: Place | None) -> Place | None:
    """A place that somebody gave for this matter; not one they were at before."""
    return None if place is None or "last" in place else place


def _site(case: Case, directory: Directory) -> Site | None:
    return directory.site_by_id.get(case.site or "")


def _same_site(mine: str | None, theirs: str | None, directory: Directory) -> bool:
    """An unknown site is the same only where there is none to tell apart."""
    return mine == theirs if mine and theirs else len(directory.sites) < 2


def _same_place(matter: Matter, case: Case, directory: Directory, *, vague: bool) -> bool:
    mine, theirs = said(matter.place), said(case.place)
    if mine is None or theirs is None:
        return vague
    return _together(mine, theirs, _site(case, directory), vague)


def _together(mine: Place, theirs: Place, site: Site | None, vague: bool) -> bool:
    if "place" in mine and "place" in theirs:
        return mine["place"] == theirs["place"] or _nested(mine["place"], theirs["place"], site)
    if "latitude" in mine and "latitude" in theirs:
        return _metres(mine, theirs) <= NEAR
    if "text" in mine and "text" in theirs:
        return _folded(mine) == _folded(theirs) or vague
    return vague  # a name here, a dot on the map there: nobody can tell


def _nested(one: str, other: str, site: Site | None) -> bool:
    if site is None:
        return False
    if site.id in (one, other):
        return True
    first, second = site.place(one), site.place(other)
    if first is None or second is None:
        return False
    return any(part is second for part in first.walk()) or any(part is first for part in second.walk())


def _metres(one: Place, other: Place) -> float:
    """Good enough for a few hundred metres anywhere people work."""
    north = (one["latitude"] - other["latitude"]) * _METRES
    east = (one["longitude"] - other["longitude"]) * _METRES * cos(radians(one["latitude"]))
    return hypot(north, east)


def _folded(place: Place) -> str:
    return " ".join(str(place["text"]).casefold().split())


def _same_choice(matter: Matter, case: Case) -> bool:
    first = next((q for q in matter.playbook.questions if isinstance(q, ChoiceQuestion)), None)
    mine, theirs = (answers.get(first.id) if first else None for answers in (matter.answers, case.answers))
    return mine is None or theirs is None or mine == theirs
