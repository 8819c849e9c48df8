"""Trouble on order: what goes wrong, with which calls, how often."""

from __future__ import annotations

import asyncio
import random
from dataclasses import dataclass
from typing import Literal

Trouble = Literal["429", "502", "500", "cut-before", "cut-after", "stall", "garbled"]


@dataclass(slots=True, eq=False)
class Fault:
    """One order of trouble.

    - `429`: refused, come back in `seconds`; `502`: HTML from a proxy, nothing done; `500`: JSON, nothing done
    - `cut-before`: the line is cut before anything is done; `cut-after`: done, but the answer never arrives
    - `garbled`: done, and the answer is broken JSON
    - `stall`: waits `seconds` (or until `release()` when it is None), then goes on as if nothing had been
    """

    trouble: Trouble
    method: str | None = None
    chat: int | None = None
    bot: int | None = None
    times: int | None = None  # None: for ever
    probability: float = 1.0
    seconds: float | None = None
    hits: int = 0
    _gate: asyncio.Event | None = None

    def matches(self, bot: int, method: str, chat: int | None) -> bool:
        """Whether it concerns this call and is not used up."""
        if self.times is not None and self.hits >= self.times:
            return False
        return (
            self.method in (None, method)
            and (self.chat is None or self.chat == chat)
            and (self.bot is None or self.bot == bot)
        )

    def release(self) -> None:
        """Lets stalled calls go on, and later ones pass."""
        self._opened().set()

    async def wait(self) -> None:
        """Stalls."""
        if self.seconds is not None:
            await asyncio.sleep(self.seconds)
        else:
            await self._opened().wait()

    def _opened(self) -> asyncio.Event:
        if self._gate is None:
            self._gate = asyncio.Event()
        return self._gate


class Faults:
    """The plan. Without orders nothing goes wrong; chance comes from `seed`."""

    def __init__(self, seed: int = 0) -> None:
        self._orders: list[Fault] = []
        self._random = random.Random(seed)

    def add(
        self,
        trouble: Trouble,
        *,
        method: str | None = None,
        chat: int | None = None,
        bot: int | None = None,
        times: int | None = 1,
        probability: float = 1.0,
        seconds: float | None = None,
    ) -> Fault:
        """Orders trouble; `times=None` for ever. The first order that matches a call is the one that happens."""
        fault = Fault(trouble, method, chat, bot, times, probability, seconds)
        self._orders.append(fault)
        return fault

    def clear(self) -> None:
        """Calls every order off and lets stalled calls go on."""
        for fault in self._orders:
            fault.release()
        self._orders.clear()

    def pick(self, bot: int, method: str, chat: int | None) -> Fault | None:
        """The trouble this call gets into, if any."""
        for fault in self._orders:
            if fault.matches(bot, method, chat) and self._random.random() < fault.probability:
                fault.hits += 1
                return fault
        return None
