"""One timer for each group with a digest. It carries the moment that the digest was promised for.

So a look that comes early (an import of the organisation) promises anew and says nothing, and one that comes late (a
restart, a machine that slept) gives the digest once, however many were missed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.digests.schedule import next_digest
from handlers.people import Directory, Group
from handlers.ports import Timer

KIND = "digest"
CONVERSATION = "staff:0"  # nobody's chat


def first_digests(directory: Directory, now: datetime) -> Iterator[Timer]:
    """The timers of an organisation that has just been read: looked at once, and nothing is promised yet."""
    for group in directory.groups:
        if group.digest is not None:
            yield _timer(group, now, {})


def following_digest(directory: Directory, group: Group, now: datetime) -> Timer | None:
    """The timer of the group's next digest after `now`; None when it wants none."""
    if group.digest is None:
        return None
    due = next_digest(group.digest, ZoneInfo(directory.timezone), now)
    return _timer(group, due, {"promised": due.isoformat()})


def is_promised(data: Mapping[str, str], now: datetime) -> bool:
    """Whether the digest of a timer with `data` is due."""
    return "promised" in data and datetime.fromisoformat(data["promised"]) <= now


def _timer(group: Group, due: datetime, data: dict[str, str]) -> Timer:
    return Timer(f"{KIND}:{group.id}", CONVERSATION, due, KIND, {"group": group.id} | data)
