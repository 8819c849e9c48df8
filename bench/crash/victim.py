"""The service that is killed: one folder, one database, many lives."""

from __future__ import annotations

import asyncio
import contextlib
import random
import signal
import time
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.programs import MUSTER, Program, muster_environment, running
from bench.staff import Stuck
from bot.clock import RealClock
from bot.ids import id_maker
from handlers.delivery import NoticeState
from storage import OutboxItem, Store
from tests.fakes.bot_api import BotApi

#: Where it is killed, in turn; None is a random moment.
POINTS = (None, "after-commit", "after-send", "before-status")
STARTING = 60  # seconds, on a busy machine
ORGANISATION = """\
name: Harbour Terminal
timezone: Asia/Macau
languages: [en]
sites: []
staff:
  - {id: ana, name: Ana, role: duty-manager, telegram: 2001, language: en}
groups:
  - {id: duty, name: {en: Duty managers}, chat: -1001, members: [ana]}
routing:
  - {notify: [duty]}
"""


@dataclass(slots=True)
class Victim:
    """`killed_at` holds the moments of death (`time.perf_counter`), `kills` how many died of what."""

    api: BotApi
    folder: Path
    library: str
    chance: random.Random
    kills: dict[str, int] = field(default_factory=dict)
    killed_at: list[float] = field(default_factory=list)

    @contextlib.asynccontextmanager
    async def service(self, **more: str) -> AsyncIterator[asyncio.subprocess.Process]:
        """The service on this trial's folder, polling."""
        program = Program("muster", "aiogram", [str(MUSTER), "run"], muster_environment(self.library), asks=True)
        organisation = self.folder / "organisation.yaml"
        organisation.write_text(ORGANISATION)
        more |= {"MUSTER_ORG": str(organisation), "MUSTER_SENDING__PER_GROUP_MINUTE": "10000"}
        polls = len(self.api.calls.of("getUpdates"))
        async with running(program, self.folder, self.api.base_url, **more) as process:
            await self._up(process, polls)
            yield process

    async def _up(self, process: asyncio.subprocess.Process, polls: int) -> None:
        """Waits until the process polls, or died at a point that start-up passes."""
        ended = asyncio.ensure_future(process.wait())
        polled = asyncio.ensure_future(self.api.called("getUpdates", polls + 1, within=STARTING))
        await asyncio.wait({ended, polled}, return_when=asyncio.FIRST_COMPLETED)
        failed = polled.done() and polled.exception() is not None
        polled.cancel()
        ended.cancel()
        if failed or process.returncode not in (None, -signal.SIGKILL):
            raise Stuck(f"the service does not come up: {(self.folder / 'output.txt').read_text()[-3000:]}")

    async def kill_once(self, point: str | None) -> None:
        """One life of the service, ended at a named point or at a random moment."""
        more = {"MUSTER_CRASH_POINT": f"{point}:{self.chance.randint(1, 12)}"} if point else {}
        async with self.service(**more) as process:
            wait = 15.0 if point else self.chance.uniform(0.05, 1.5)
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(wait):
                    await process.wait()
                    name = point or "by itself"
            if process.returncode is None:
                process.kill()
                await process.wait()
                name = "random"
            self.killed_at.append(time.perf_counter())
            self.kills[name] = self.kills.get(name, 0) + 1

    @contextlib.contextmanager
    def looking(self) -> Iterator[Store]:
        """The database, to look at beside the service."""
        clock = RealClock()
        url = f"sqlite:///{self.folder / 'muster.db'}"
        store = Store.open(url, clock=clock.now, new_id=id_maker(clock.now), owner="onlooker", serving=False)
        with contextlib.closing(store):
            yield store

    def unsent(self) -> list[OutboxItem]:
        """What still waits to be sent or to be written down as sent."""
        with self.looking() as store:
            return store.outbox([NoticeState.QUEUED, NoticeState.SENDING])
