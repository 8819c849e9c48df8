"""When a site's resources expire: its owner hears of it a month, a week and a day ahead, and when it has happened.

One timer for each site with something that expires. It carries the day up to which everything was told, so a look
that comes late (a restart, a machine that slept) or for another reason (an import) says each thing once.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from handlers.people import Directory, Resource, Site
from handlers.ports import Timer

KIND = "resources"
CONVERSATION = "staff:0"  # nobody's chat
AHEAD = tuple(timedelta(days=days) for days in (30, 7, 1, 0))
_MORNING = time(9)


def first_looks(directory: Directory, now: datetime) -> Iterator[Timer]:
    """The timers of an organisation that has just been read: looked at once, and nothing has been told yet."""
    for site in directory.sites:
        if any(resource.expires is not None for resource in site.resources):
            yield _timer(site, now, {})


def next_look(directory: Directory, site: Site, now: datetime) -> Timer | None:
    """The timer for the next thing to be told after today; None for a site where nothing expires.

    It is there also when nothing is left to tell: else the next import would tell everything again.
    """
    zone = ZoneInfo(directory.timezone)
    today = now.astimezone(zone).date()
    days = [day for resource in site.resources for day in _days(resource)]
    if not days:
        return None
    next_day = min((day for day in days if day > today), default=today + AHEAD[0])
    due = datetime.combine(next_day, _MORNING, zone).astimezone(UTC)
    return _timer(site, due, {"told": today.isoformat()})


def to_be_told(directory: Directory, site: Site, data: dict[str, str], now: datetime) -> tuple[Resource, ...]:
    """What has come near to its end, or past it, since the day in a timer's `data`; soonest first."""
    today = now.astimezone(ZoneInfo(directory.timezone)).date()
    told = date.fromisoformat(data["told"]) if "told" in data else date.min
    fresh = [one for one in site.resources if any(told < day <= today for day in _days(one))]
    return tuple(sorted(fresh, key=lambda one: (one.expires or date.max, one.kind)))


def _days(resource: Resource) -> list[date]:
    return [resource.expires - ahead for ahead in AHEAD] if resource.expires is not None else []


def _timer(site: Site, due: datetime, data: dict[str, str]) -> Timer:
    return Timer(f"{KIND}:{site.id}", CONVERSATION, due, KIND, {"site": site.id} | data)
