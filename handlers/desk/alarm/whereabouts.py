"""Where somebody was last known to be, for an alarm that cannot wait to ask: the last place they named or shared."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from handlers.desk.visit import Visit

#: For so long a place that somebody named may still be where they are.
KNOWN_FOR = timedelta(minutes=30)

#: Marks a case's place that nobody gave for this case: the moment at which it was named for another.
GUESSED = "last"


def note_place(visit: Visit, value: Any) -> None:
    """Remembers the place in an answer, if it is one on the map."""
    if isinstance(value, dict) and ("place" in value or "latitude" in value):
        visit.remember(at=value, at_since=visit.uow.now.isoformat())


def last_place(visit: Visit) -> dict[str, Any] | None:
    """The place somebody named a short while ago, marked as a guess."""
    desk = visit.session.desk
    if "at" not in desk or visit.uow.now - datetime.fromisoformat(desk["at_since"]) > KNOWN_FOR:
        return None
    return {**desk["at"], GUESSED: desk["at_since"]}


def is_guessed(place: dict[str, Any] | None) -> bool:
    """Whether nobody has said where it is yet."""
    return place is not None and GUESSED in place
