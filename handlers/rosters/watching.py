"""When to look at a roster again: as shifts begin and end, and a day before nobody will be on duty.

One timer for each group with a roster. It carries the moment up to which everybody concerned has been told, so that
a look that comes late (a restart, a machine that slept) tells what is so now, once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from handlers.people import Directory, Group
from handlers.ports import Timer
from handlers.rosters.periods import Period, duty_periods, gaps

KIND = "duty"
CONVERSATION = "staff:0"  # nobody's chat: what the roster does is said to several
AHEAD_OF_GAPS = timedelta(hours=24)
_AT_LEAST = timedelta(hours=12)


def first_looks(directory: Directory, now: datetime) -> Iterator[Timer]:
    """The timers of an organisation that has just been read: at once, and nothing has been told yet."""
    for group in directory.groups:
        if group.roster is not None:
            yield look(group, now, None)


def look(group: Group, due: datetime, told: datetime | None) -> Timer:
    """The timer of a group; what happened up to `told` is known to everybody."""
    data = {"group": group.id} | ({"told": told.isoformat()} if told is not None else {})
    return Timer(f"{KIND}:{group.id}", CONVERSATION, due, KIND, data)


def next_look(directory: Directory, group: Group, now: datetime) -> Timer:
    """The timer for the next thing to be told after `now`."""
    periods = duty_periods(directory, group.id, now, now + _AT_LEAST + AHEAD_OF_GAPS)
    changes = [period.since for period in periods]
    warnings = [period.since - AHEAD_OF_GAPS for period in periods if not period.staff]
    due = min((at for at in [*changes, *warnings] if at > now), default=now + _AT_LEAST)
    return look(group, min(due, now + _AT_LEAST), now)


def coming_gaps(directory: Directory, group: Group, told: datetime | None, now: datetime) -> tuple[Period, ...]:
    """Gaps to be told of now: those that are at most a day away, and were not yet so at `told`."""
    since = now if told is None else max(now, told + AHEAD_OF_GAPS)
    until = now + AHEAD_OF_GAPS + timedelta(microseconds=1)
    found = gaps(directory, group.id, now, until + timedelta(days=8))
    return tuple(gap for gap in found if since < gap.since < until or (told is None and gap.since == now))
