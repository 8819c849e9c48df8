"""The world of a story: an emulated Telegram, one process or several, and time, from due event to due event."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable, Coroutine, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

from structlog.testing import capture_logs

from bot.config import Settings
from bot.ids import id_maker
from bot.wiring import import_organisation
from handlers.cases import Case
from handlers.delivery import NoticeState
from handlers.organisation import read_organisation
from playbooks.yaml_file import read_yaml
from storage import OutboxItem, Store
from tests.fakes.bot_api import DUTY_TOKEN, STAFF_TOKEN, BotApi
from tests.fakes.web_hook import WebHook
from tests.stories.world.gateway import SECRET, Gateway
from tests.stories.world.house import PLAYBOOKS, organisation
from tests.stories.world.listening import Listening, shown
from tests.stories.world.people import Group, Person
from tests.stories.world.process import Process, tasks_of_processes
from tests.stories.world.time import StoryClock, StoryLoop

T = TypeVar("T")

MONDAY_MORNING = "2026-03-02 09:00"
SLOWEST = 120  # seconds of the story that it may take to do what is due
STEP = 0.1  # seconds of the story between looks whether it is done
MOMENTS = 5000  # more due moments than that in one stretch of time is a circle


class World:
    """`World(folder, "changes: to the organisation")`; see the package for what it can do.

    `starts` is on the organisation's clocks; `more` are settings.
    """

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
        self.processes: list[Process] = []
        self._expected_errors: list[str] = []
        self._held = False
        self._turn = 0
        self._stack = ExitStack()
        with ExitStack() as stack:
            stack.callback(self.loop.close)
            self._errors = stack.enter_context(_ErrorLog())
            self.does_now(self.api.start())
            stack.callback(lambda: self.does_now(self.api.stop()))
            self._gateways = {name: Gateway(name, self._hook(stack)) for name in gateways}
            self.settings = self._settings(url, duty_bot, more)
            self.api.world.on_post.append(self.listening.note)
            self._populate(directory)
            for _ in range(processes):
                self.starts()
            stack.callback(self.stops)
            self._onlooker = self._look_on()
            stack.callback(self._onlooker.close)
            self.work()
            self._stack = stack.pop_all()

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

    def _populate(self, directory: Any) -> None:
        people = {p.id: self.api.person(p.telegram, p.name) for p in directory.staff if p.telegram is not None}
        self._people = {name: Person(self, name, someone) for name, someone in people.items()}
        self._groups = {
            group.id: Group(self, group.id, self.api.group(group.chat, group.id, members=list(people.values())))
            for group in directory.groups
            if group.chat is not None
        }

    def _look_on(self) -> Store:
        clock = self.clock
        return Store.open(
            self.settings.database_url, clock=clock.now, new_id=id_maker(clock.now), owner="onlooker", serving=False
        )

    # who there is, and what there is to look at

    def person(self, name: str) -> Person:
        """Somebody of the organisation with an account."""
        return self._people[name]

    def people(self, *names: str) -> Iterator[Person]:
        """Several of them, for `bo, ana = world.people("bo", "ana")`."""
        return (self._people[name] for name in names)

    def group(self, name: str) -> Group:
        """A group with a chat."""
        return self._groups[name]

    def gateway(self, name: str) -> Gateway:
        """Where an outside channel ends."""
        return self._gateways[name]

    @property
    def store(self) -> Store:
        """The database, to look at."""
        return self._onlooker

    def case(self, number: str) -> Case:
        """A case as it stands."""
        found = self._onlooker.case(number)
        assert found is not None, f"there is no {number}"
        return found

    def kinds(self, number: str) -> list[str]:
        """What happened to a case, one word for each entry of its timeline."""
        return [entry.kind for entry in self._onlooker.timeline(self.case(number).id)]

    def dead(self) -> list[OutboxItem]:
        """Notices that were given up."""
        found: list[OutboxItem] = self._onlooker.outbox([NoticeState.DEAD])
        return found

    @property
    def time(self) -> str:
        """The time on the organisation's clocks, `09:15`."""
        return f"{self.clock.now().astimezone(ZoneInfo(self._onlooker.directory.timezone)):%H:%M}"

    # what happens

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

    def passes(self, *, seconds: float = 0, minutes: float = 0, hours: float = 0, days: float = 0) -> None:
        """Time passes, from one due event to the next."""
        until = self.clock.now() + timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
        self.passes_until(until)

    def passes_until(self, moment: datetime | str) -> None:
        """The same, up to a moment (`2026-03-29 07:00` on the organisation's clocks)."""
        until = self._moment(moment) if isinstance(moment, str) else moment
        for _ in range(MOMENTS):
            due = self._next_due()
            if due is None or due > until:
                self._jump(until)
                self.work()
                self.does_now(asyncio.sleep(STEP))  # for the small regular chores, which nobody waits for
                return
            self._jump(due)
            self.work()
        raise AssertionError("there is always something due, as if in a circle")

    def sleeps(self, *, hours: float) -> None:
        """The machine sleeps, and wakes up so much later."""
        self.loop.jump(hours * 3600)
        self.work()

    def _moment(self, words: str) -> datetime:
        zone = ZoneInfo(self._onlooker.directory.timezone)
        return datetime.fromisoformat(words).replace(tzinfo=zone).astimezone(UTC)

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

    def imports(self, changes: str) -> None:
        """The organisation file is changed to this, and imported while the service runs."""
        import_organisation(self._onlooker, organisation(changes, self._folder, "changed"))
        self.work()

    # the end

    def expects_error(self, words: str) -> None:
        """In this story an error with these words is logged, and that is right."""
        self._expected_errors.append(words)

    def __enter__(self) -> World:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close(look_back=error is None)

    def close(self, *, look_back: bool = True) -> None:
        """Ends everything. With `look_back`, raises AssertionError for whatever nobody expected."""
        with self._stack:
            self.stops()
            if look_back:
                self._look_back()

    def _look_back(self) -> None:
        unseen = self.listening.rest()
        assert not unseen, f"nobody expected this:\n{self._by_chat(unseen)}"
        for gateway in self._gateways.values():
            gateway.hears_nothing()
        assert not any(SECRET in line for line in self._errors.everything), "a secret was logged"
        wrong = [text for text in self._errors.lines if not any(words in text for words in self._expected_errors)]
        assert not wrong, "errors were logged:\n" + "\n".join(wrong)
        missed = [words for words in self._expected_errors if not any(words in text for text in self._errors.lines)]
        assert not missed, f"these errors were not logged: {missed}"
        broken = [case.number for case in self.store.cases() if self.store.verify(case.number) is not None]
        assert not broken, f"the timeline of {broken} is not what was once written"
        lost = self.store.outbox([NoticeState.SENDING])
        assert not lost, f"{len(lost)} notices are neither sent nor waiting"
        self.api.calls.check()

    def _by_chat(self, unseen: list[Any]) -> str:
        names = {chat.number: name for name, chat in {**self._people, **self._groups}.items()}
        return "\n".join(f"to {names.get(one.chat, one.chat)}:\n{shown([one])}" for one in unseen)


class _ErrorLog(logging.Handler):
    """Every line that is logged as an error while it is entered, by us or by a library."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self._lines: list[str] = []
        self._ours: list[Any] = []
        self._capturing = capture_logs()

    def emit(self, record: logging.LogRecord) -> None:
        self._lines.append(record.getMessage())

    @property
    def lines(self) -> list[str]:
        """All of them."""
        return self._lines + [str(line) for line in self._ours if line["log_level"] in ("error", "critical")]

    @property
    def everything(self) -> list[str]:
        """All of our own lines, whatever their level, and the errors of libraries."""
        return self._lines + [str(line) for line in self._ours]

    def __enter__(self) -> _ErrorLog:
        self._ours = self._capturing.__enter__()
        logging.getLogger().addHandler(self)
        return self

    def __exit__(self, *about: Any) -> None:
        logging.getLogger().removeHandler(self)
        self._capturing.__exit__(*about)
