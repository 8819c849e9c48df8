"""The service as `muster run` wires it, in this process, talking HTTP to the Bot API fake."""

from __future__ import annotations

import asyncio
import contextlib
import functools
import secrets
import socket
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from bot.channels.port import Channel
from bot.channels.telegram.factory import make
from bot.cli.run import prepare
from bot.clock import Clock, RealClock
from bot.config import Settings
from bot.front_door import FrontDoor
from bot.ids import id_maker
from bot.library.watcher import LibraryWatcher
from bot.service import Service
from bot.storage_thread import StorageThread
from bot.wiring import make_calendars, make_library, make_ways_out
from handlers.cases import Case
from handlers.delivery import NoticeState
from storage import OutboxItem, Store
from tests.fakes.bot_api import DUTY_TOKEN, STAFF_TOKEN, BotApi, Group, Person
from tests.fakes.bot_api.calls import CallLog

HERE = Path(__file__).parent
LIBRARIES = ("aiogram", "python-telegram-bot")
FORM = HERE / "playbooks"
ORGANISATION = HERE / "organisation.yaml"


class SteppedClock(RealClock):
    """The machine's clock, that a story can move on."""

    def __init__(self) -> None:
        super().__init__()
        self._ahead = 0.0

    def elapsed(self) -> float:
        return super().elapsed() + self._ahead

    def passes(self, seconds: float) -> None:
        """So many seconds later."""
        self._ahead += seconds


@dataclass
class House:
    """A Telegram, a database, and how the service is set up on them."""

    api: BotApi
    url: str
    library: str = "aiogram"
    options: dict[str, Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.bo, self.kit, self.sam = (
            self.api.person(number, name) for number, name in ((1001, "Bo"), (1002, "Kit"), (1003, "Sam"))
        )
        self.ana, self.ming = self.api.person(2001, "Ana"), self.api.person(2002, "Ming")
        self.duty = self.api.group(-1001, "Duty managers", members=[self.ana, self.ming])

    def settings(self, **more: Any) -> Settings:
        """As an operator would set it up."""
        staff = {"token": STAFF_TOKEN, "api_base": self.api.base_url, "library": self.library}
        given = {"database_url": self.url, "playbooks": FORM, "org": ORGANISATION, "staff_bot": staff}
        return Settings(**{**given, **self.options, **more})

    def duty_bot(self) -> dict[str, Any]:
        """A second bot for alerts, by the other library."""
        other = next(library for library in LIBRARIES if library != self.library)
        return {"token": DUTY_TOKEN, "api_base": self.api.base_url, "library": other}

    @contextlib.contextmanager
    def looking(self) -> Any:
        """The database, to look at beside the service."""
        clock = RealClock()
        store = Store.open(self.url, clock=clock.now, new_id=id_maker(clock.now), owner="onlooker", serving=False)
        with contextlib.closing(store):
            yield store

    def cases(self) -> list[Case]:
        """Every case, oldest first."""
        with self.looking() as store:
            return list(reversed(store.cases(limit=10_000)))

    def notices(self, *states: NoticeState) -> list[OutboxItem]:
        """What is in the outbox, in these states or all."""
        with self.looking() as store:
            found: list[OutboxItem] = store.outbox(states or tuple(NoticeState), 100_000)
            return found


@dataclass
class Running:
    """A service at work."""

    service: Service
    store: Store
    stop: asyncio.Event
    task: asyncio.Task[None]
    library: LibraryWatcher

    async def quiet(self) -> None:
        """Until everything received had its turn and everything due was sent."""
        await self.service.quiet()

    async def stopped(self) -> None:
        """Asks it to stop, and waits until it has."""
        self.stop.set()
        await self.task


@contextlib.asynccontextmanager
async def served(
    house: House,
    *,
    clock: Clock | None = None,
    patience: float = 20.0,
    lock_patience: float = 5.0,
    by_hand: bool = False,
    **more: Any,
) -> AsyncIterator[Running]:
    """The service running. `more` are settings; a part that broke raises at the end.

    `patience`: seconds that a reply of the platform may take; `lock_patience`: that the database may be locked;
    `by_hand`: it neither polls nor listens, and updates are handed to it by the story.
    """
    settings, clock, storage = house.settings(**more), clock or RealClock(), StorageThread()
    channels, outside = _channels(settings, patience), make_ways_out(settings, clock)
    store = await storage.run(_opened, settings, clock, lock_patience)
    try:
        wired = await prepare(settings, store, storage, channels, clock)
        polling = settings.webhook.url is None and not by_hand
        library = make_library(settings, store, storage, clock, wired)
        beside = [make_calendars(settings, store, storage, clock), *library]
        service = Service(store, storage, channels, wired, clock, settings.sending, polling, outside, beside)
        async with contextlib.nullcontext() if by_hand else FrontDoor(settings, service):
            stop = asyncio.Event()
            running = Running(service, store, stop, asyncio.create_task(service.run(stop)), *library)
            try:
                yield running
            finally:
                await running.stopped()
    finally:
        for channel in [*channels, *outside]:
            await channel.close()
        await storage.run(store.close)
        storage.close()


def _opened(settings: Settings, clock: Clock, patience: float) -> Store:
    """As `bot.wiring.open_store` does."""
    owner, new_id = secrets.token_hex(4), id_maker(clock.now)
    return Store.open(settings.database_url, clock=clock.now, new_id=new_id, owner=owner, patience=patience)


def _channels(settings: Settings, patience: float) -> list[Channel]:
    bots = {"staff": settings.staff_bot, "duty": settings.duty_bot}
    return [
        make(bot.library, name, bot.token.get_secret_value(), bot.api_base, patience)
        for name, bot in bots.items()
        if bot.token is not None
    ]


async def reports(person: Person, what: str, *, within: float = 10.0) -> None:
    """Goes through the spill form, up to the thanks."""
    await person.says("/incident")
    await person.hears("What is spilt?", within=within)
    await person.says(what)
    await person.hears("Where is it?", within=within)
    await person.says("By the door")
    review = await person.hears("1. What:", within=within)
    await person.taps("Submit", message=review)
    await person.hears("The number is", within=within)


def texts(where: Person | Group) -> Sequence[str]:
    """What a chat shows of our bots, oldest first."""
    return [post.text for post in where.sees if post.bot]


def sent(api: BotApi, chat: int) -> list[tuple[str, str]]:
    """Method and words of everything that arrived in a chat, in order."""
    methods = ("sendMessage", "editMessageText")
    calls = [call for call in api.calls.of(*methods, chat=chat) if call.outcome in ("ok", "cut-after", "garbled")]
    return [(call.method, str(call.parameters.get("text", ""))) for call in calls]


async def all_sent(house: House, within: float = 60.0) -> None:
    """Until nothing waits to be sent or to be written down as sent, by whatever process."""
    calls = house.api.calls
    async with asyncio.timeout(within):
        while house.notices(NoticeState.QUEUED, NoticeState.SENDING):
            seen = len(calls)
            await house.api.world.bell.until(functools.partial(_more_than, calls, seen), 0.3)


def _more_than(calls: CallLog, seen: int) -> bool | None:
    return len(calls) > seen or None


def free_port() -> int:
    """A loopback port that was free a moment ago."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])
