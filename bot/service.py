"""The running service: pollers or a webhook, intake and dispatcher, with scheduler and collector beside them.

`run` returns when it was asked to stop and everything under way is finished and written down.
"""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

import structlog

from bot.channels.port import Channel, Outside
from bot.clock import Clock
from bot.collector import Collector
from bot.config import Sending
from bot.dispatcher import Dispatcher
from bot.health import Health
from bot.intake import Intake
from bot.own_input import OwnInput
from bot.poller import Poller
from bot.probe_watch import ProbeWatch
from bot.scheduler import Scheduler
from bot.storage_thread import StorageThread
from bot.turns import Outcome, Turns
from handlers.desk.health import probing
from handlers.house import House
from storage import StorageUnavailable, Store

log = structlog.get_logger()

DRAIN_SECONDS = 10.0


class Part(Protocol):
    """Something that works beside the rest until it is cancelled."""

    async def run(self) -> None: ...


@dataclass(slots=True)
class Service:
    """Wires the moving parts of one process together; `polling` is false when a webhook brings the updates."""

    store: Store
    storage: StorageThread
    channels: Sequence[Channel]
    house: House
    clock: Clock
    sending: Sending
    polling: bool = True
    outside: Sequence[Outside] = ()
    beside: Sequence[Part] = ()
    own_input: OwnInput = field(init=False)
    intake: Intake = field(init=False)
    dispatcher: Dispatcher = field(init=False)
    scheduler: Scheduler = field(init=False)
    collector: Collector = field(init=False)
    pollers: list[Poller] = field(init=False)
    health: Health = field(init=False)
    probe: ProbeWatch | None = field(init=False)

    def __post_init__(self) -> None:
        by_name = {channel.bot: channel for channel in self.channels}
        ways_out = {**by_name, **{channel.bot: channel for channel in self.outside}}
        self.own_input = OwnInput(lambda: self.intake, self.clock)
        self.dispatcher = Dispatcher(
            self.store, self.storage, ways_out, self.clock, self.sending, self.own_input.of_send
        )
        for channel in self.outside:
            channel.failing = self.own_input.of_outside
        turns = Turns(self.store, by_name, self.house, self.dispatcher.claims)
        self.intake = Intake(turns, self.storage, self.clock, self._after_commit, self.dispatcher.ledger)
        self.probe = self._probe_watch()
        self.scheduler = Scheduler(
            self.store,
            self.storage,
            self.clock,
            self.intake.wake,
            self.dispatcher.wake,
            self.dispatcher.among,
            self.dispatcher.expect,
            self.probe.look if self.probe is not None else None,
        )
        largest = self.house.limits.media_bytes
        self.collector = Collector(self.store, self.storage, by_name, self.clock, largest)
        self.pollers = [Poller(channel, self.intake.receive, self._lead, self.clock) for channel in self.channels]
        self.health = Health(self.pollers if self.polling else (), self.scheduler, self.clock, self.probe)

    def _probe_watch(self) -> ProbeWatch | None:
        probe = self.house.probe
        if probe is None:
            return None
        return ProbeWatch(self.store, probe, probing.conversation_of(probe, self.house), self.clock)

    async def run(self, stop: asyncio.Event) -> None:
        """Serves until `stop` is set, then drains. Raises what a part that cannot go on raised."""
        start = asyncio.get_running_loop().create_task
        parts: Sequence[Part] = (self.scheduler, self.collector, *self.beside)
        sources = [start(part.run()) for part in parts]
        if self.polling:
            sources += [start(poller.run()) for poller in self.pollers]
        workers = [start(self.intake.run()), start(self.dispatcher.run())]
        if self.probe is not None:
            self.own_input.of_start(self.probe.conversation)
        try:
            await _until(stop, sources, workers)
        finally:
            await self._drain(workers)

    async def _drain(self, workers: Sequence[asyncio.Task[None]]) -> None:
        """Input that was received has its turn, and what is being sent is finished; the rest stays queued."""
        log.info("stopping")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(DRAIN_SECONDS):
                await self.intake.quiet()
        await self.dispatcher.drain()
        await self.own_input.quiet(DRAIN_SECONDS)
        self.intake.close()
        for worker in workers:
            worker.cancel()
        await asyncio.gather(*workers, return_exceptions=True)
        await self._leave()
        log.info("stopped")

    async def _leave(self) -> None:
        """Says that we end, so that others need not wait until our silence tells them."""
        try:
            await self.storage.run(self.store.leave)
        except StorageUnavailable as error:
            log.warning("could not say that this process ends", why=str(error))

    async def quiet(self) -> None:
        """Returns once everything received has had its turn and everything due at once has been sent."""
        while True:
            await self.intake.quiet()
            await self.dispatcher.quiet()
            await self.own_input.quiet()
            await asyncio.sleep(0)  # each may have given the others something to do
            if self.intake.is_quiet and not self.dispatcher.busy and not self.own_input.busy:
                return

    def _after_commit(self, outcome: Outcome) -> None:
        self.dispatcher.accept(outcome.notices)
        self.dispatcher.answer(outcome.answers)
        if outcome.files:
            self.collector.wake()

    async def _lead(self, bot: str) -> bool:
        return not self.store.shared or await self.storage.run(self.store.lead, f"poll:{bot}")


async def _until(
    stop: asyncio.Event, sources: Sequence[asyncio.Task[None]], workers: Sequence[asyncio.Task[None]]
) -> None:
    """Waits until `stop`, or until one part ends, whose exception is then raised; then ends the sources of input."""
    stopped = asyncio.get_running_loop().create_task(_wait(stop))
    try:
        done, _ = await asyncio.wait([stopped, *sources, *workers], return_when=asyncio.FIRST_COMPLETED)
        for part in done:
            part.result()
    finally:
        for part in (stopped, *sources):
            part.cancel()
        await asyncio.gather(stopped, *sources, return_exceptions=True)


async def _wait(stop: asyncio.Event) -> None:
    await stop.wait()
