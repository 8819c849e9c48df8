"""The fake itself: the world behind an HTTP server."""

from __future__ import annotations

import inspect
from typing import Any
from urllib.parse import unquote

from tests.fakes.bot_api.arguments import Arguments, read_arguments
from tests.fakes.bot_api.bots import DUTY_TOKEN, STAFF_TOKEN, Bot
from tests.fakes.bot_api.calls import Call, CallLog
from tests.fakes.bot_api.faults import Fault, Faults
from tests.fakes.bot_api.groups import Group
from tests.fakes.bot_api.http import Cut, Request, Response, Server
from tests.fakes.bot_api.methods import METHODS, Asked
from tests.fakes.bot_api.people import Person, Which
from tests.fakes.bot_api.posts import Chat
from tests.fakes.bot_api.quota import Quota
from tests.fakes.bot_api.refusals import Refused, too_many
from tests.fakes.bot_api.wire import answer, dumps
from tests.fakes.bot_api.world import World

PROXY_PAGE = b"<html><head><title>502 Bad Gateway</title></head><body><center>nginx</center></body></html>"


class BotApi:
    """A Telegram of one's own on a free loopback port.

        async with BotApi(clock=clock) as api:
            ana = api.person(2001, "Ana")
            ...                                   # a bot talks to api.base_url with api.token
            await ana.says("hello")
            await ana.hears("Hello, Ana")

    `clock` is a function or an object with `now()`, giving a datetime or epoch seconds; `limits` enforces
    Telegram's send limits; `faults` orders trouble; `calls` holds every call made; `seed` fixes all chance.
    """

    def __init__(
        self,
        clock: Any = None,
        *,
        tokens: tuple[str, ...] = (STAFF_TOKEN, DUTY_TOKEN),
        limits: bool | Quota = False,
        seed: int = 0,
    ) -> None:
        self.world = World(clock, tokens, seed)
        self.faults = Faults(seed)
        self.calls = CallLog()
        self.quota = Quota() if limits is True else limits or None
        self.token = tokens[0]
        self.base_url = ""
        self._server = Server(self.handle)

    async def start(self, port: int = 0) -> None:
        """Listens; `base_url` says where."""
        self.base_url = f"http://127.0.0.1:{await self._server.start(port)}"

    async def stop(self) -> None:
        """Cuts everybody off. Raises the first exception that was the fake's own fault, if there was one."""
        self.faults.clear()
        for bot in self.world.bots.values():
            if bot.updates.webhook is not None:
                await bot.updates.webhook.stop()
        await self._server.stop()
        if self._server.broken:
            raise self._server.broken[0]

    async def __aenter__(self) -> BotApi:
        await self.start()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.stop()

    # the people and places in it

    def person(self, account: int, name: str = "", *, language: str = "en", started: bool = True) -> Person:
        """Somebody with this account (the same one when asked again); `started`: pressed Start of every bot once."""
        if account not in self.world.people:
            bots = {bot.id for bot in self.world.bots.values()} if started else set()
            self.world.people[account] = Person(self.world, account, name or f"Person {account}", language, bots)
        return self.world.people[account]

    def group(
        self, chat: int, title: str = "Group", *, members: tuple[Person, ...] | list[Person] = (), bots: Any = None
    ) -> Group:
        """A group chat with these people and bots (all bots unless some are named)."""
        inside = {bot.id for bot in self.world.bots.values()} if bots is None else {self.bot(b).id for b in bots}
        kind = "supergroup" if str(chat).startswith("-100") and len(str(chat)) > 10 else "group"
        self.world.groups[chat] = Chat(chat, kind, title, members={p.id: p for p in members}, bots=inside)
        return Group(self.world, self.world.groups[chat])

    def bot(self, which: Which = None) -> Bot:
        """A bot by token, number or name; the first by default."""
        return self.world.bot(which)

    def push_raw(self, body: dict[str, Any], bot: Which = None) -> int:
        """Queues any object as an update, however malformed. Returns its update_id."""
        return self.bot(bot).updates.push_raw(body, self.world.now())

    def restart_update_ids(self, bot: Which = None) -> None:
        """The next update gets a number out of the blue, as after a week of silence."""
        self.bot(bot).updates.restart_ids(self.world.random)

    async def confirmed(self, bot: Which = None, within: float = 10) -> None:
        """Waits until the bot has confirmed every update."""
        updates = self.bot(bot).updates
        done = await self.world.bell.until(lambda: True if not updates.waiting else None, within)
        assert done, f"{len(updates.waiting)} updates were never confirmed"

    async def called(self, method: str, times: int = 1, *, chat: int | None = None, within: float = 10) -> list[Call]:
        """Waits until a method was called so many times in all; returns those calls (some may be under way)."""

        def enough() -> list[Call] | None:
            calls = self.calls.of(method, chat=chat)
            return calls if len(calls) >= times else None

        found = await self.world.bell.until(enough, within)
        assert found, f"{method} was called {len(self.calls.of(method, chat=chat))} times, not {times}"
        return found

    # HTTP

    async def handle(self, request: Request) -> Response:
        """Answers one request."""
        kind, _, rest = request.path.lstrip("/").partition("/")
        if kind == "file":
            return self._file(rest)
        bot = self.world.bots.get(unquote(kind.removeprefix("bot")))
        if not kind.startswith("bot") or not rest:
            return self._refusal(Refused(404, "Not Found"))
        if bot is None:
            return self._refusal(Refused(401, "Unauthorized"))
        try:
            arguments = read_arguments(request)
        except Refused as refused:
            return self._refusal(refused)
        return await self._with_trouble(bot, rest, arguments)

    async def _with_trouble(self, bot: Bot, name: str, arguments: Arguments) -> Response:
        call = self.calls.add(Call(self.world.now(), bot.id, name, arguments))
        fault = self.faults.pick(bot.id, name, _chat(arguments))
        self.world.bell.ring()
        if fault is None:
            return await self._respond(bot, name, arguments, call)
        call.outcome = fault.trouble
        if fault.trouble == "stall":
            await fault.wait()
            return await self._respond(bot, name, arguments, call)
        if (instead := _instead(fault)) is not None:
            return instead
        response = await self._respond(bot, name, arguments, call)
        call.outcome = fault.trouble
        if fault.trouble == "cut-after":
            raise Cut
        return Response(response.body[: len(response.body) // 2])

    async def _respond(self, bot: Bot, name: str, arguments: Arguments, call: Call) -> Response:
        try:
            result = await self.run(bot, name, arguments)
        except Refused as refused:
            call.outcome = refused.description
            return self._refusal(refused)
        call.outcome = "ok"
        return Response(answer(result))

    async def run(self, bot: Bot, name: str, arguments: Arguments) -> Any:
        """Carries a call out. Raises Refused."""
        method = METHODS.get(name.lower())
        if method is None:
            raise Refused(404, "Not Found: method not found")
        result = method(Asked(self.world, bot, arguments, self.quota, self._reply))
        return await result if inspect.isawaitable(result) else result

    async def _reply(self, bot: Bot, name: str, arguments: Arguments) -> None:
        call = self.calls.add(Call(self.world.now(), bot.id, name, arguments))
        await self._respond(bot, name, arguments, call)

    def _file(self, rest: str) -> Response:
        token, _, path = rest.removeprefix("bot").partition("/")
        file = self.world.files.by_unique.get(path.rpartition("/")[2])
        if unquote(token) not in self.world.bots or file is None:
            return self._refusal(Refused(404, "Not Found"))
        return Response(file.content, type="application/octet-stream")

    @staticmethod
    def _refusal(refused: Refused) -> Response:
        return Response(dumps(refused.body()), refused.code)


def _chat(arguments: Arguments) -> int | None:
    try:
        return arguments.number("chat_id")
    except Refused:
        return None


def _instead(fault: Fault) -> Response | None:
    """What comes instead of doing what was asked, if the fault is of that kind."""
    if fault.trouble == "429":
        return BotApi._refusal(too_many(int(fault.seconds if fault.seconds is not None else 1)))
    if fault.trouble == "502":
        return Response(PROXY_PAGE, 502, "text/html")
    if fault.trouble == "500":
        return BotApi._refusal(Refused(500, "Internal Server Error"))
    if fault.trouble == "cut-before":
        raise Cut
    return None
