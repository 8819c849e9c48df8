"""Looks at every group's duty calendar, again and again. Of several processes on one database one does."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog
from pydantic import SecretStr

from bot.calendars.keeper import Look, look_at
from bot.calendars.places import place_of, with_calendar
from bot.clock import Clock
from bot.looking import again_and_again
from bot.storage_thread import StorageThread
from handlers.people import Directory, Group
from handlers.shifts import Feed
from storage import KeptCalendar, StorageUnavailable, Store

log = structlog.get_logger()

TICK_SECONDS = 5.0  # how soon a calendar that an import brought is looked at
FIRST_AGAIN = timedelta(minutes=1)  # after a look that failed; then twice as long each time, up to the usual
LEAD = "calendars"


@dataclass(frozen=True, slots=True)
class _Next:
    """When a calendar is looked at next, and what for: what is looked at may have changed since."""

    feed: Feed
    timezone: str
    at: datetime
    failures: int  # in a row


@dataclass(slots=True)
class CalendarWatcher:
    """`settings` are the calendars that `MUSTER_CALENDAR__…` names; `every` is how often one is looked at."""

    store: Store
    storage: StorageThread
    clock: Clock
    settings: Mapping[str, SecretStr]
    every: timedelta
    _next: dict[str, _Next] = field(default_factory=dict)
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Looks until cancelled. A database that is away is waited for."""
        await again_and_again(self.look, TICK_SECONDS, self.clock, "calendars")

    async def look(self) -> None:
        """Looks at each calendar that it is time for, all at once."""
        async with self._looking:
            await self._look()

    async def _look(self) -> None:
        directory = await self.storage.run(lambda: self.store.directory)
        due = [group for group in with_calendar(directory) if self._is_due(group, directory)]
        if not due:
            return
        leads = await self.storage.run(self.store.lead, LEAD)
        if leads:
            looks = (self._look_at(group, directory) for group in due)
            ends = await asyncio.gather(*looks, return_exceptions=True)
            for group, end in zip(due, ends, strict=True):
                self._ended(group, directory, end)

    def _ended(self, group: Group, directory: Directory, end: BaseException | None) -> None:
        """A mistake of ours about one calendar must not end the service that carries alerts."""
        if end is None:
            return
        if isinstance(end, StorageUnavailable) or not isinstance(end, Exception):
            raise end
        log.error("looking at a duty calendar failed", group=group.id, exc_info=end)
        self._plan_next(group, directory, is_read=False)

    def _is_due(self, group: Group, directory: Directory) -> bool:
        planned = self._next.get(group.id)
        known = planned is not None and (planned.feed, planned.timezone) == (_feed(group), directory.timezone)
        return planned is None or not known or planned.at <= self.clock.now()

    async def _look_at(self, group: Group, directory: Directory) -> None:
        before = await self.storage.run(self.store.calendar, group.id)
        feed, zone = _feed(group), directory.timezone
        look = Look(group.id, feed, place_of(feed, self.settings), self.clock.now(), zone)
        found, is_read = await look_at(look, before)
        if found != before:
            await self.storage.run(self.store.keep_calendar, found)
        self._note(group, before, found)
        self._plan_next(group, directory, is_read=is_read)

    def _plan_next(self, group: Group, directory: Directory, *, is_read: bool) -> None:
        planned = self._next.get(group.id)
        failures = 0 if is_read else (planned.failures if planned is not None else 0) + 1
        due = self.clock.now() + self._wait(failures)
        self._next[group.id] = _Next(_feed(group), directory.timezone, due, failures)

    def _wait(self, failures: int) -> timedelta:
        """After a failure soon; then later and later, up to the usual."""
        return min(self.every, FIRST_AGAIN * 2 ** min(failures - 1, 10)) if failures else self.every

    def _note(self, group: Group, before: KeptCalendar | None, found: KeptCalendar) -> None:
        """Said when trouble begins, changes or is over: people are told once a day."""
        was = before.plan.trouble if before is not None else None
        now = found.plan.trouble
        if now is not None and now is not was:
            log.warning("duty calendar cannot be read", group=group.id, why=now.value)
        elif now is None and was is not None:
            log.info("duty calendar is read again", group=group.id)


def _feed(group: Group) -> Feed:
    assert group.roster is not None
    assert group.roster.feed is not None
    return group.roster.feed
