"""How long it takes from the words for a real emergency until everybody on the list was told."""

from __future__ import annotations

import asyncio
import random
import time

from bench.alerts.ground import Ground
from bench.alerts.setting import FIRST as OTHERS
from bench.alerts.setting import fill_outbox
from bench.drills.setting import PATIENCE, Place, place

LOOK = 0.005
CHATS = 600  # in which the outbox has something waiting
WORDS = "This is not an exercise"


async def told(ground: Ground, players: int, rounds: int, queued: int = 0, seed: int = 0) -> list[float]:
    """Milliseconds, one figure for each time; with so many routine notices waiting in other chats."""
    if queued:
        fill_outbox(ground, queued, CHATS)
    async with place(ground, players, seed) as there:
        there.on_duty = 0  # else a chat has more than its one message a second, alarm after alarm
        for number in range(CHATS if queued else 0):
            there.api.person(OTHERS + number)
        async with there.service():
            await there.begun()
            chance = random.Random(seed)
            return [await _once(there, number, chance) for number in range(rounds)]


async def _once(there: Place, number: int, chance: random.Random) -> float:
    """Somebody else says the words each time; then it goes on, and the alarm was none.

    What was said of the last alarm is over when the next comes; what was said in the exercise need not be.
    """
    if number:
        await asyncio.sleep(chance.uniform(2.0, 3.5))
    speaker = there.people[number % len(there.people)]
    seen, said = len(there.api.calls), time.time()
    await speaker.says("REAL EMERGENCY")
    took = (await _all_told(there, seen) - said) * 1000
    await there.rules("resume")
    alarm = await speaker.taps("Wrong tap: call it off", within=PATIENCE)
    await alarm.answered(within=PATIENCE)
    return took


async def _all_told(there: Place, seen: int) -> float:
    """When the last of them was told."""
    wanted = {person.id for person in (*there.people, there.director)}
    async with asyncio.timeout(PATIENCE):
        while not wanted <= (heard := _heard(there, seen)).keys():  # noqa: ASYNC110  looking at every call is slow
            await asyncio.sleep(LOOK)
    return max(heard.values())


def _heard(there: Place, seen: int) -> dict[int | None, float]:
    """When each of them was told, of the calls from number `seen` on."""
    calls = there.api.calls.calls[seen:]
    return {c.chat: c.at for c in calls if c.outcome == "ok" and WORDS in str(c.parameters.get("text"))}
