"""What makes a story's world go: the emulated Telegram, processes, and dealing with what is to be dealt with."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import datetime
from pathlib import Path
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.ids import id_maker
from handlers.organisation import read_organisation
from playbooks.yaml_file import read_yaml
from storage import Store
from tests.fakes.bot_api import DUTY_TOKEN, STAFF_TOKEN, BotApi
from tests.fakes.web_hook import WebHook
from tests.stories.world.errors import ErrorLog
from tests.stories.world.gateway import Gateway
from tests.stories.world.house import PLAYBOOKS, organisation
from tests.stories.world.listening import Listening
from tests.stories.world.process import Process, tasks_of_processes
from tests.stories.world.time import StoryClock, StoryLoop

T = TypeVar("T")

MONDAY_MORNING = "2026-03-02 09:00"
SLOWEST = 120  # seconds of the story that it may take to do what is due
STEP = 0.1  # seconds of the story between looks whether it is done


class Machinery:
    """The service, one process or several, on an emulated Telegram. `starts` is on the organisation's clocks."""

    def __init__(
        self,
        folder: Path,
        changes: str = "",
        *,
        starts: str = MONDAY_MORNING,
        processes: int = 1,
        duty_bot: bool = False,
        limits: bool = False,
        gateways: Sequence[str] = (),
        url: str | None = None,
        **more: Any,
    ) -> None:
        self._folder = folder
        directory = read_organisation(read_yaml(organisation(changes, folder)))
        begins = datetime.fromisoformat(starts).replace(tzinfo=ZoneInfo(directory.timezone))
        self.loop = StoryLoop()
        self.loop.set_task_factory(tasks_of_processes)
        self.clock = StoryClock(self.loop, begins)
        self.api = BotApi(self.clock, limits=limits)
        self.listening = Listening()
        self.directory = directory
        self.processes: list[Process] = []
        self._expected_errors: list[str] = []
        self._held = False
        self._turn = 0
        self._stack = ExitStack()
        with ExitStack() as stack:
            stack.callback(self.loop.close)
            self._errors = stack.enter_context(ErrorLog())
            self.does_now(self.api.start())
            stack.callback(lambda: self.does_now(self.api.stop()))
            self._gateways = {name: Gateway(name, self._hook(stack)) for name in gateways}
            self.settings = self._settings(url, duty_bot, more)
            self.api.world.on_post.append(self.listening.note)
            self.populate()
            for _ in range(processes):
                self.starts()
            stack.callback(self.stops)
            self._onlooker = self._look_on()
            stack.callback(self._onlooker.close)
            self.work()
            self._stack = stack.pop_all()

    def populate(self) -> None:
        """Puts people and groups onto the platform, before anything is sent to them."""
        raise NotImplementedError

    def _hook(self, stack: ExitStack) -> WebHook:
        hook = self.does_now(WebHook().__aenter__())
        stack.callback(lambda: self.does_now(hook.__aexit__(None, None, None)))
        return hook

    def _settings(self, url: str | None, duty_bot: bool, more: dict[str, Any]) -> Settings:
        given: dict[str, Any] = {
            "database_url": url or f"sqlite:///{self._folder / 'story.db'}",
            "playbooks": PLAYBOOKS,
            "org": self._folder / "organisation.yaml",
            "staff_bot": {"token": STAFF_TOKEN, "api_base": self.api.base_url},
        }
        if self._gateways:
            given["outside"] = {name: gateway.address for name, gateway in self._gateways.items()}
        if duty_bot:
            given["duty_bot"] = {"token": DUTY_TOKEN, "api_base": self.api.base_url}
        return Settings(**given | more)

    def _look_on(self) -> Store:
        clock = self.clock
        return Store.open(
            self.settings.database_url, clock=clock.now, new_id=id_maker(clock.now), owner="onlooker", serving=False
        )

    def does(self, action: Coroutine[Any, Any, T]) -> T:
        """Somebody does something, and Muster deals with it."""
        done = self.does_now(action)
        self.work()
        return done

    def does_now(self, action: Coroutine[Any, Any, T]) -> T:
        """Somebody does something."""
        return self.loop.run_until_complete(action)

    def gets_stuck(self, action: Coroutine[Any, Any, Any], until: Callable[[], Any]) -> None:
        """Somebody does something, and Muster is left in the middle of dealing with it."""
        self.loop.run_until_complete(self._up_to(action, until))

    async def _up_to(self, action: Coroutine[Any, Any, Any], until: Callable[[], Any]) -> None:
        await action
        await self._hand_over()
        while not until():  # noqa: ASYNC110 - nobody tells us, and this sleep takes no time
            await asyncio.sleep(STEP / 10)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is done in the block has all arrived before Muster looks at any of it."""
        self._held = True
        try:
            yield
        finally:
            self._held = False
        self.work()

    def _jump(self, to: datetime) -> None:
        self.loop.jump((to - self.clock.now()).total_seconds())

    def _next_due(self) -> datetime | None:
        """The next moment at which there is something to do; what is due already does not count any more."""
        if not self.processes:
            return None
        found = (self._onlooker.next_timer(), self._onlooker.next_notice())
        return min((moment for moment in found if moment is not None), default=None)

    def work(self) -> None:
        """Muster works until nothing is left that could be done now."""
        if not self._held and self.processes:
            self.loop.run_until_complete(self._work())

    async def _work(self) -> None:
        end = self.loop.time() + SLOWEST
        while self.loop.time() < end:
            await self._hand_over()
            for process in self.processes:
                await process.quiet()
            if self._is_done():
                return
            await asyncio.sleep(STEP)
        raise AssertionError("Muster goes on and on without anybody doing anything")

    def _is_done(self) -> bool:
        due = self._next_due()
        waiting = any(bot.updates.waiting for bot in self.api.world.bots.values())
        busy = any(process.busy for process in self.processes)
        return not waiting and not busy and (due is None or due > self.clock.now())

    @property
    def next_process(self) -> int:
        """Which of the processes gets what comes in next."""
        return (self._turn + 1) % len(self.processes)

    async def _hand_over(self) -> None:
        for name, bot in zip(("staff", "duty"), self.api.world.bots.values(), strict=False):
            for number, update in list(bot.updates.waiting.items()):
                bot.updates.drop(number)
                self._turn += 1
                process = self.processes[self._turn % len(self.processes)]
                await process.takes(name, [(number, update.wire)])

    # processes

    def starts(self) -> None:
        """One more process starts."""
        process = Process(self.loop, self.settings, self.clock)
        self.loop.run_until_complete(self.loop.create_task(process.begin()))
        self.processes.append(process)

    def restarts(self) -> None:
        """Every process stops cleanly, and as many start."""
        count = len(self.processes)
        self.stops()
        for _ in range(count):
            self.starts()
        self.work()

    def stops(self) -> None:
        """Every process stops cleanly."""
        while self.processes:
            self.loop.run_until_complete(self.processes.pop().end())

    def dies(self, which: int = -1) -> None:
        """A process ends as by a power cut."""
        self.loop.run_until_complete(self.processes.pop(which).die())
