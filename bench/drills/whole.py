"""The whole scenario, by players who do what is expected as soon as it is; judged by the platform's log of calls."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from bench.drills.setting import OUTSIDER, PATIENCE, Ground, ground
from handlers.drills.expecting import Judged, judged
from handlers.drills.expecting import Verdict as Ended
from handlers.taps import mark
from tests.fakes.bot_api.calls import Call
from tests.stories.drills.marked import is_marked

LOOK = 0.25


@dataclass
class Verdict:
    """`messages`: calls that left for the run; `met` of `expected`; `wrong`: every broken promise, in words."""

    players: int
    seconds: float = 0.0
    kills: int = 0
    messages: int = 0
    unmarked: int = 0
    met: int = 0
    expected: int = 0
    wrong: list[str] = field(default_factory=list)


async def play(players: int, speed: float, kills: int, *, seed: int, seconds: float | None = None) -> Verdict:
    """`speed`: of the whole service's clock. With `kills` the run's own clock goes five times as fast instead."""
    verdict, begun = Verdict(players, kills=kills), time.perf_counter()
    fast = {"MUSTER_DEMO": "1", "MUSTER_CLOCK_SPEED": str(speed)} if speed != 1.0 else {}
    with tempfile.TemporaryDirectory(prefix="muster-drills-") as name:
        async with ground(Path(name), players, seed) as place:
            await _lives(place, fast, kills, seconds or 45 * 60 / speed, random.Random(seed))
            verdict.seconds = round(time.perf_counter() - begun, 1)
            _judge(place, verdict)
    return verdict


async def _lives(place: Ground, fast: dict[str, str], kills: int, seconds: float, chance: random.Random) -> None:
    """One life of the service after another."""
    async with place.service(**fast) as process:
        await place.begun()
        if kills:
            run = place.run()
            post = place.director.last
            await place.director.taps_data(post, f"x.{run.id}.0.speed=5").answered(within=PATIENCE)
        await _acts(place, seconds / (kills + 1))
        if kills:
            process.kill()
            await process.wait()
    for life in range(kills):
        async with place.service(**fast) as process:
            await _acts(place, seconds / (kills + 1) * chance.uniform(0.5, 1.5))
            if life < kills - 1:
                process.kill()
                await process.wait()


async def _acts(place: Ground, seconds: float) -> None:
    until = time.perf_counter() + seconds
    while time.perf_counter() < until:
        run = place.run()
        with place.looking() as store:
            last = store.drill_log(run.id)[-1].at
        for one in judged(run, last):
            if one.verdict is Ended.OPEN:
                await _does(place, one)
        await asyncio.sleep(LOOK)


async def _does(place: Ground, one: Judged) -> None:
    """One thing that is expected; what is not there to be tapped yet is tried again at the next look."""
    manager, reporter = place.people[0], place.people[-1]
    with place.looking() as store:
        case = next((case for case in store.cases() if case.drill is not None), None)
    if one.expectation.deed == "alarm" and case is None:
        await reporter.says("/emergency")
        tap = await reporter.taps("Medical emergency", message=await reporter.hears("Which one?", within=PATIENCE))
        await tap.answered(within=PATIENCE)
    elif case is not None:
        label = {"taken": "Acknowledge", "command": "I take command"}.get(one.expectation.deed)
        post = next((p for p in reversed(manager.sees) if label and p.button(label)), None)
        if post is not None and label is not None:
            data = (post.button(label) or {})["callback_data"]
            await manager.taps_data(post, data).answered(within=PATIENCE)
        elif one.expectation.deed == "step":
            data = f"c.{case.id}.1.k.d={mark(one.expectation.of or '')}"
            await manager.taps_data(manager.last, data).answered(within=PATIENCE)


def _judge(place: Ground, verdict: Verdict) -> None:
    run = place.run()
    with place.looking() as store:
        log = store.drill_log(run.id)
        broken = store.verify_drill(run.id)
    every = judged(run, log[-1].at)
    asked = [one for one in every if one.verdict in (Ended.MET, Ended.LATE, Ended.MISSED)]
    verdict.expected, verdict.met = len(asked), sum(one.verdict is Ended.MET for one in asked)
    calls = [call for call in list(place.api.calls)[place.since :] if call.chat is not None]
    verdict.messages = len(calls)
    verdict.wrong += [f"the log is broken at entry {broken}"] if broken is not None else []
    verdict.wrong += list(_wrong(calls, verdict))


def _wrong(calls: list[Call], verdict: Verdict) -> Iterator[str]:
    """What left without the mark, and what reached somebody off the list."""
    unmarked = [call for call in calls if not is_marked(call)]
    verdict.unmarked = len(unmarked)
    yield from (f"without the mark: {call!r}"[:300] for call in unmarked[:5])
    yield from (f"off the list: {c!r}"[:300] for c in calls if c.chat == OUTSIDER)
