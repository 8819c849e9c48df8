"""Fifty people who report trouble at once, the same way to every program.

They react to what the bot shows: the next move is made when the prompt it answers has come.  An echo bot shows no
prompts; it gets the very same updates, and any reply will do.
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import Awaitable, Callable, Coroutine, Iterable
from dataclasses import dataclass, field
from typing import Literal

from tests.fakes.bot_api import BotApi, Person, Post

PATIENCE = 30.0  # seconds without the awaited reply before the run is given up

#: Waits until the next message is to be sent; gives the moment it counts from (`time.perf_counter`).
Pace = Callable[[], Awaitable[float]]


@dataclass(frozen=True, slots=True)
class Move:
    """One staff message. `what` is the text, or labels of which the first that is shown is tapped.

    `then`: words, or labels of buttons, of which one is in the reply.
    """

    does: Literal["says", "taps"]
    what: tuple[str, ...]
    then: tuple[str, ...]


SUBMIT = ("Submit", "Send", "Confirm", "Report")


def conversation(what: str, where: str) -> tuple[Move, ...]:
    """One report, from the command to the thanks."""
    return (
        Move("says", ("/incident",), ("What happened?",)),
        Move("says", (what,), ("What kind of trouble",)),
        Move("taps", ("Water",), ("Is anybody hurt?",)),
        Move("taps", ("No",), ("How many people",)),
        Move("says", ("12",), ("Where exactly?",)),
        Move("says", (where,), ("How urgent",)),
        Move("taps", ("At once",), SUBMIT),
        Move("taps", SUBMIT, ("Thank you",)),
    )


CONVERSATION = conversation("Water drips from the ceiling onto the stairs", "Stairs between the hall and level 2")


class Stuck(Exception):
    """The program did not answer as it should."""


@dataclass(slots=True)
class Member:
    """One of the staff. `strict`: replies must be those of the form."""

    person: Person
    strict: bool
    screen: Post | None = None
    latencies: list[float] = field(default_factory=list)
    _awaits: tuple[str, ...] = ()
    _reply: asyncio.Future[float] | None = None

    def notices(self, post: Post) -> None:
        """Something on the screen changed."""
        waiting = self._reply
        if waiting is not None and not waiting.done() and self._is_awaited(post):
            self.screen = post
            waiting.set_result(time.perf_counter())

    async def greets(self) -> None:
        """The first contact; any reply will do."""
        self.expect(())
        await self.person.says("/start")
        await self.replied("/start")

    async def reports(self, pace: Pace, moves: tuple[Move, ...] = CONVERSATION) -> None:
        """One whole conversation."""
        for move in moves:
            since = await pace()
            self.expect(move.then if self.strict else ())
            await self._make(move)
            self.latencies.append(await self.replied(move.what[0]) - since)

    async def _make(self, move: Move) -> None:
        if move.does == "says":
            await self.person.says(move.what[0])
            return
        assert self.screen is not None
        shown = (self.screen.button(label) for label in move.what)
        button = next((found for found in shown if found is not None), None)
        self.person.taps_data(self.screen, button["callback_data"] if button else move.what[0])

    def expect(self, words: tuple[str, ...]) -> None:
        """From now on waits for one of `words`, or for anything at all."""
        self._awaits, self._reply = words, asyncio.get_running_loop().create_future()

    async def replied(self, to: str) -> float:
        """Waits for what is expected; gives the moment it came. Raises Stuck."""
        if not await self.hears(PATIENCE):
            raise Stuck(f"no {self._awaits or 'reply'} after {to!r}; the screen shows {self.person.sees[-3:]}")
        assert self._reply is not None
        return self._reply.result()

    async def hears(self, within: float) -> bool:
        """Whether what is expected comes within so many seconds."""
        assert self._reply is not None
        await asyncio.wait({self._reply}, timeout=within)
        return self._reply.done()

    def _is_awaited(self, post: Post) -> bool:
        if post.bot is None or not self._awaits:
            return post.bot is not None
        return any(word in post.text or post.button(word) for word in self._awaits)


class Crowd:
    """All of them."""

    def __init__(self, api: BotApi, size: int, strict: bool) -> None:
        self.members = [Member(api.person(7000 + n, f"Staff {n}"), strict) for n in range(size)]
        self._by_chat = {member.person.id: member for member in self.members}
        api.world.on_post.append(self._notice)

    def _notice(self, post: Post) -> None:
        if (member := self._by_chat.get(post.chat.id)) is not None:
            member.notices(post)

    async def greet(self) -> None:
        """Everybody's first contact."""
        await _all(member.greets() for member in self.members)

    async def report(self, conversations: int, pace: Pace) -> list[float]:
        """Everybody reports so many times; gives the reply latencies in seconds."""
        for member in self.members:
            member.latencies.clear()

        async def busy(member: Member) -> None:
            for _ in range(conversations):
                await member.reports(pace)

        await _all(busy(member) for member in self.members)
        return [latency for member in self.members for latency in member.latencies]


async def _all(works: Iterable[Coroutine[object, object, None]]) -> None:
    async with asyncio.TaskGroup() as group:
        for work in works:
            group.create_task(work)


def closed_loop(think: float, seed: int) -> Pace:
    """Everybody thinks for about `think` seconds between a reply and the next message."""
    chance = random.Random(seed)

    async def pace() -> float:
        await asyncio.sleep(chance.uniform(0.5, 1.5) * think)
        return time.perf_counter()

    return pace


def open_loop(rate: float, seed: int) -> Pace:
    """Messages come at random, `rate` a second over all; when nobody is free they wait, and the wait counts."""
    chance = random.Random(seed)
    due = [0.0]

    async def pace() -> float:
        due[0] = max(due[0] or time.perf_counter(), due[0]) + chance.expovariate(rate)
        mine = due[0]
        await asyncio.sleep(max(0.0, mine - time.perf_counter()))
        return mine

    return pace
