"""One `muster run` of a story: everything it is made of, wired as the program wires it, without the wall clock."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Sequence
from contextvars import ContextVar
from itertools import count
from typing import Any

from bot.channels.port import RawUpdate
from bot.channels.telegram.decoding import conversation_of
from bot.channels.telegram.factory import make
from bot.cli.run import prepare
from bot.config import Settings
from bot.ids import id_maker
from bot.service import Service
from bot.wiring import make_ways_out
from storage import Store
from tests.stories.world.time import StoryClock, StoryLoop, StoryThread

LOOKS_AROUND = 0.1  # seconds of the story in which a new process takes on what a dead one had under way

_names = count(1)
_mine: ContextVar[Process | None] = ContextVar("_mine", default=None)


class _Service(Service):
    """A service that can also end as by a power cut."""

    killed = False

    async def _drain(self, workers: Sequence[asyncio.Task[None]]) -> None:
        if not self.killed:
            await super()._drain(workers)


class Process:
    """`begin` it in the loop; updates are handed to it, as by a webhook."""

    def __init__(self, loop: StoryLoop, settings: Settings, clock: StoryClock) -> None:
        self._loop = loop
        self._settings = settings
        self._clock = clock
        self._stop = asyncio.Event()
        self._tasks: list[asyncio.Task[Any]] = []
        self.service: _Service

    async def begin(self) -> None:
        """Opens the database, brings in the organisation, and serves."""
        settings, clock = self._settings, self._clock
        _mine.set(self)
        self._thread = StoryThread(self._loop)
        self._channels = channels_of(settings)
        self._outside = make_ways_out(settings, clock)
        self._store: Store = await self._thread.run(self._opened)
        try:
            house = await prepare(settings, self._store, self._thread, self._channels, clock)
        except BaseException:
            await self._let_go()
            raise
        self.service = _Service(
            self._store, self._thread, self._channels, house, clock, settings.sending, False, self._outside
        )
        self._run = self._loop.create_task(self.service.run(self._stop))
        await asyncio.sleep(LOOKS_AROUND)

    def _opened(self) -> Store:
        url, clock = self._settings.database_url, self._clock
        return Store.open(url, clock=clock.now, new_id=id_maker(clock.now), owner=f"process-{next(_names)}")

    async def takes(self, bot: str, updates: Sequence[tuple[int, str]]) -> None:
        """Receives these updates (number, JSON): they are on disk when this returns."""
        raw = [RawUpdate(number, conversation_of(json.loads(wire), bot), wire) for number, wire in updates]
        await self.service.intake.receive(bot, raw)

    async def quiet(self) -> None:
        """Until what was received had its turn and what is being sent has been sent."""
        self.service.dispatcher.wake()
        await self.service.quiet()
        if self._run.done():
            self._run.result()

    @property
    def busy(self) -> bool:
        """Whether it was given something to do since it was quiet, by another process perhaps."""
        return self.service.dispatcher.busy or not self.service.intake.is_quiet

    async def end(self) -> None:
        """Stops as on SIGTERM."""
        self._stop.set()
        await self._run
        await self._let_go()

    async def die(self) -> None:
        """Ends as by a power cut: nothing more is sent, and nothing more is written down."""
        self.service.killed = True
        await self._let_go()

    async def _let_go(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        for channel in [*self._channels, *self._outside]:
            await channel.close()
        await self._thread.run(self._store.close)
        self._thread.close()

    def began(self, task: asyncio.Task[Any]) -> None:
        """One of its tasks began."""
        self._tasks.append(task)
        task.add_done_callback(self._tasks.remove)


def tasks_of_processes(loop: asyncio.AbstractEventLoop, work: Any, **more: Any) -> asyncio.Task[Any]:
    """A task factory by which each process knows what it has under way."""
    task = asyncio.Task(work, loop=loop, **more)
    process = _mine.get()
    if process is not None:
        process.began(task)
    return task


def channels_of(settings: Settings) -> list[Any]:
    """Its bots, closed as yet."""
    bots = {"staff": settings.staff_bot, "duty": settings.duty_bot}
    return [
        make(bot.library, name, bot.token.get_secret_value(), bot.api_base)
        for name, bot in bots.items()
        if bot.token is not None
    ]
