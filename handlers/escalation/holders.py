"""Whoever has a case, when the organisation changes: a look at whether they can keep it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from handlers.people import Directory
from handlers.ports import Timer

KIND = "holder"


def holder_looks(held: Iterable[tuple[str, str]], before: Directory, after: Directory, at: datetime) -> list[Timer]:
    """A look `at` once at each case whose holder's standing has changed; `held` has ids of cases and of people.

    Somebody who is in neither file is looked at for nothing.
    """
    return [_look(case, at) for case, who in held if _standing(who, before) != _standing(who, after)]


def _look(case: str, at: datetime, conversation: str = "staff:0") -> Timer:
    return Timer(f"{KIND}:{case}", conversation, at, KIND, {"case": case})


def _standing(staff: str, directory: Directory) -> tuple[object, ...]:
    """What decides which cases somebody may have."""
    person = directory.staff_by_id.get(staff)
    if person is None or not person.active:
        return ()
    return person.role, *(group.id for group in directory.groups if staff in group.members)
