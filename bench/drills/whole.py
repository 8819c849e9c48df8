"""The whole scenario, by players who do what is expected as soon as it is; judged by the platform's log of calls."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.alerts.ground import Ground
from bench.drills.acting import Cast
from bench.drills.setting import OUTSIDER, Place, place
from handlers.drills.expecting import Verdict as Ended
from handlers.drills.expecting import judged
from tests.stories.drills.marked import is_marked

LENGTH = 45 * 60  # seconds of the exercise
LOOK = 0.25


@dataclass
class Verdict:
    """`messages`: calls that left for the run; `met` of `expected`; `wrong`: every broken promise, in words."""

    players: int
    seconds: float = 0.0
    messages: int = 0
    unmarked: int = 0
    met: int = 0
    expected: int = 0
    wrong: list[str] = field(default_factory=list)


async def play(ground: Ground, players: int, speed: float, *, seed: int) -> Verdict:
    """`speed`: of the whole service's clock."""
    verdict, begun = Verdict(players), time.perf_counter()
    fast = {"MUSTER_DEMO": "1", "MUSTER_CLOCK_SPEED": str(speed)}
    async with place(ground, players, seed) as there:
        async with there.service(**fast):
            await there.begun()
            await _acts(there, LENGTH / speed)
        verdict.seconds = round(time.perf_counter() - begun, 1)
        _judge(there, verdict)
    return verdict


async def _acts(there: Place, seconds: float) -> None:
    cast, until = Cast(there), time.perf_counter() + seconds
    while time.perf_counter() < until:
        run = there.run()
        await cast.looks(run, there.store.drill_log(run.id)[-1].at)
        await asyncio.sleep(LOOK)


def _judge(there: Place, verdict: Verdict) -> None:
    run = there.run()
    every = judged(run, there.store.drill_log(run.id)[-1].at)
    asked = [one for one in every if one.verdict in (Ended.MET, Ended.LATE, Ended.MISSED)]
    verdict.expected, verdict.met = len(asked), sum(one.verdict is Ended.MET for one in asked)
    calls = [call for call in there.api.calls.calls[there.since :] if call.chat is not None]
    verdict.messages, verdict.unmarked = len(calls), sum(not is_marked(call) for call in calls)
    verdict.wrong += broken_promises(there)


def broken_promises(there: Place) -> Iterator[str]:
    """What left for the run without the mark, what reached somebody off the list, and a log that is not whole."""
    calls = [call for call in there.api.calls.calls[there.since :] if call.chat is not None]
    unmarked = [call for call in calls if not is_marked(call)]
    yield from (f"without the mark: {call!r}"[:300] for call in unmarked[:5])
    yield from (f"off the list: {call!r}"[:300] for call in calls if call.chat == OUTSIDER)
    broken = there.store.verify_drill(there.run().id)
    if broken is not None:
        yield f"the log is broken at entry {broken}"
