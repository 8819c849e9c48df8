"""Watches the folder of playbooks, and follows what is published, by whatever process."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import structlog

from bot.clock import Clock
from bot.library.finding import CurrentFinder
from bot.library.folder import Found, State, read_folder, state_of
from bot.library.starting import standing_of
from bot.library.taking import Digests, at_start, while_running
from bot.looking import again_and_again
from bot.storage_thread import StorageThread
from handlers.library_news import CONVERSATION, look, said_broken
from playbooks.edition import Edition
from storage import Store

log = structlog.get_logger()

TICK_SECONDS = 2.0  # twice that until a changed file is in use: first it must have come to rest


@dataclass(slots=True)
class LibraryWatcher:
    """`folder` is None where only `muster publish` publishes."""

    store: Store
    storage: StorageThread
    clock: Clock
    finder: CurrentFinder
    folder: Path | None
    _seen: State | None = None  # at the last look
    _read: State | None = None  # what came of this one is done with
    _held: Digests | None = None  # what the folder held when it was last good
    _looking: asyncio.Lock = field(default_factory=asyncio.Lock)

    async def run(self) -> None:
        """Looks until cancelled. A database that is away is waited for."""
        await again_and_again(self.look, TICK_SECONDS, self.clock, "playbooks")

    async def look(self) -> None:
        """Takes what is new in the folder, once it has come to rest, and what others published."""
        async with self._looking:
            if self.folder is not None:
                await self._look_at(self.folder)
            await self._follow()

    async def _look_at(self, folder: Path) -> None:
        state = await asyncio.to_thread(state_of, folder)
        at_rest = self._seen in (None, state)
        self._seen = state
        if state == self._read or not at_rest:
            return
        found = await self._read_at_rest(folder, state)
        if found is not None:
            await self.storage.run(self._take, found)
            self._read = state

    async def _read_at_rest(self, folder: Path, state: State) -> Found | None:
        """What the folder holds; None if it changed meanwhile, or could not be read by a mistake of ours."""
        published = await self.storage.run(lambda: {e.digest for e in self.store.editions.all_current()})
        try:
            found = await asyncio.to_thread(read_folder, folder, self.clock.now().date(), published.__contains__)
        except Exception:  # a mistake of ours about a file must not end the service that carries alerts
            log.exception("looking at the playbooks failed")
            self._read = state
            return None
        return found if await asyncio.to_thread(state_of, folder) == state else None

    async def _follow(self) -> None:
        editions: Sequence[Edition] = await self.storage.run(lambda: self.store.editions.all_current())
        if not self.finder.knows(editions):
            await asyncio.to_thread(self.finder.follow, editions)

    # on the storage thread

    def _take(self, found: Found) -> None:
        """All of it, or nothing while anything is wrong with it."""
        was_broken = said_broken(self.store.session(CONVERSATION))
        if found.errors and not was_broken:
            log.error("the folder of playbooks is not taken", problem=str(found.errors[0]))
        if bool(found.errors) != was_broken:
            self.store.set_timer(look(found.errors, self.clock.now()))
        if not found.errors:
            self._publish(found)

    def _publish(self, found: Found) -> None:
        held, standing = found.library.editions, standing_of(self.store)
        release = at_start(held, standing)
        if self._held is not None:
            release = while_running(held, self._held, standing.current)
        for made in self.store.issue(release):
            log.info("playbook published", playbook=made.playbook, edition=made.edition, before=made.before)
        self._held = {id_: edition.digest for id_, edition in held.items()}
