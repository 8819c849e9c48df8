"""Duty calendars that are kept elsewhere, read once so that whoever is on duty then is told here as well."""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Mapping
from datetime import datetime

from pydantic import SecretStr

from bot.calendars.keeper import Look, look_at
from bot.calendars.places import place_of, with_calendar
from handlers.people import Directory, Group
from storage import KeptCalendar, Store


def read_calendars(store: Store, settings: Mapping[str, SecretStr], now: datetime) -> list[str]:
    """Keeps in `store` what every calendar says around `now` (aware); the ids of groups whose cannot be read."""
    groups = with_calendar(store.directory)
    looks = asyncio.run(_look_at_all(groups, store.directory, settings, now)) if groups else []
    for found, is_read in looks:
        if is_read:
            store.keep_calendar(found)
    return [found.group for found, is_read in looks if not is_read]


async def _look_at_all(
    groups: Iterable[Group], directory: Directory, settings: Mapping[str, SecretStr], now: datetime
) -> list[tuple[KeptCalendar, bool]]:
    return list(await asyncio.gather(*(_look(group, directory, settings, now) for group in groups)))


async def _look(
    group: Group, directory: Directory, settings: Mapping[str, SecretStr], now: datetime
) -> tuple[KeptCalendar, bool]:
    assert group.roster is not None
    assert group.roster.feed is not None
    feed = group.roster.feed
    return await look_at(Look(group.id, feed, place_of(feed, settings), now, directory.timezone), None)
