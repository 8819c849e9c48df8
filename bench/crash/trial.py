"""One trial: people report, the service is killed, and then everything is looked at."""

from __future__ import annotations

import asyncio
import random
import tempfile
import time
from pathlib import Path

from bench.crash.heard import Heard
from bench.crash.judge import Judge
from bench.crash.reporters import Reporter
from bench.crash.verdict import Verdict
from bench.crash.victim import POINTS, Victim
from tests.fakes.bot_api import BotApi, Post

FINISHING = 330  # seconds for what waits at the end to be sent; the longest pause between two tries is 300


async def crash(
    kills: int, *, library: str = "python-telegram-bot", people: int = 4, think: float = 0.3, seed: int = 0
) -> Verdict:
    """Kills the service so many times under `people` who report, then lets it finish, and judges."""
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="muster-crash-") as name:
        async with BotApi(seed=seed) as api:
            victim, heard = Victim(api, Path(name), library, random.Random(seed)), Heard()
            heard.listen(api)
            manager = api.person(2001, "Ana")
            group = api.group(-1001, "Duty managers", members=[manager])
            reporters = [Reporter(api.person(7000 + n, f"Staff {n}"), strict=True) for n in range(people)]
            _hear(api, reporters)
            unfinished = await _under_fire(victim, kills, reporters, think)
            judge = Judge(victim, heard, reporters, (group.id, manager.id))
            return _verdict(judge, unfinished, time.perf_counter() - begun)


def _verdict(judge: Judge, unfinished: list[str], seconds: float) -> Verdict:
    with judge.victim.looking() as store:
        cases = len(store.cases(limit=1_000_000))
    return Verdict(
        kills=judge.victim.kills,
        reports=len(judge.reports),
        cases=cases,
        messages=len(judge.heard.said),
        marked_repeats=sum(one.marked for one in judge.heard.said),
        nudges=sum(made.nudges for made in judge.reports),
        seconds=round(seconds, 1),
        wrong=unfinished + judge.wrong(),
    )


def _hear(api: BotApi, reporters: list[Reporter]) -> None:
    by_chat = {reporter.person.id: reporter for reporter in reporters}

    def notice(post: Post) -> None:
        if (reporter := by_chat.get(post.chat.id)) is not None:
            reporter.notices(post)

    api.world.on_post.append(notice)


async def _under_fire(victim: Victim, kills: int, reporters: list[Reporter], think: float) -> list[str]:
    """Everybody reports until the last kill, and then finishes. Returns what could not be finished."""
    enough = asyncio.Event()

    async def busy(reporter: Reporter) -> None:
        number = 0
        while not enough.is_set():
            number += 1
            await reporter.report(number, think)

    async with asyncio.TaskGroup() as group:
        working = [group.create_task(busy(reporter)) for reporter in reporters]
        for number in range(kills):
            await victim.kill_once(POINTS[number % len(POINTS)])
        enough.set()
        async with victim.service():
            await asyncio.wait(working)
            return await _sent(victim)


async def _sent(victim: Victim) -> list[str]:
    """Waits until nothing waits to be sent any more, as long as it moves."""
    for _ in range(FINISHING):
        if not (left := victim.unsent()):
            return []
        await asyncio.sleep(1)
    return [f"never sent to {one.notice.chat}: {one.notice.message.text!r}" for one in left]
