"""The same scenario twice: once killed at any moment again and again, once undisturbed. Both must end up the same.

The director puts the clock ahead whenever everything expected is done, so the whole of it takes half a minute and
every inject has its time in the exercise.  Nobody taps anything twice, whether or not a process was there to hear it.
"""

from __future__ import annotations

import asyncio
import random
from collections.abc import Iterator
from dataclasses import dataclass, field

from bench.alerts.ground import Ground
from bench.drills.acting import Cast
from bench.drills.setting import PATIENCE, Place, now, place
from bench.drills.whole import broken_promises
from handlers.drills.expecting import judged
from handlers.drills.run import Drill
from handlers.drills.score import score_of
from handlers.drills.standing import State

LOOK = 0.1
#: Seconds of the exercise by which an inject may come later, because nobody was there when it was due.
OUTAGE = 10.0


@dataclass(frozen=True)
class Course:
    """What a run came to: which injects were played how and when (seconds of the exercise), and how it was scored."""

    state: str
    injects: dict[str, tuple[str, float]]
    verdicts: dict[str, str]
    percent: int | None
    steps: dict[str, str]
    wrong: list[str] = field(default_factory=list)


@dataclass(frozen=True)
class Survival:
    """`later_s`: by how much an inject came later in the run that was killed; `wrong`: how else they differ."""

    kills: int
    injects: int
    percent: int | None
    later_s: float
    wrong: list[str]


async def survive(calm: Ground, shaken: Ground, players: int, kills: int, *, seed: int) -> Survival:
    """Both at the same time, on a ground each."""
    once, again = await asyncio.gather(course(calm, players, 0, seed), course(shaken, players, kills, seed))
    shared = once.injects.keys() & again.injects.keys()
    later = max((again.injects[name][1] - once.injects[name][1] for name in shared), default=0.0)
    wrong = [*once.wrong, *again.wrong, *_differences(once, again, later)]
    return Survival(kills, len(once.injects), once.percent, round(later, 1), wrong)


def _differences(once: Course, again: Course, later: float) -> Iterator[str]:
    for name in ("state", "verdicts", "percent", "steps"):
        if getattr(once, name) != getattr(again, name):
            yield f"{name}: {getattr(once, name)} undisturbed, {getattr(again, name)} killed"
    played = [{name: how for name, (how, _) in course.injects.items()} for course in (once, again)]
    if played[0] != played[1]:
        yield f"injects: {played[0]} undisturbed, {played[1]} killed"
    if later > OUTAGE:
        yield f"an inject came {later:.0f} s later"


async def course(ground: Ground, players: int, kills: int, seed: int) -> Course:
    """What a run comes to with so many players and SIGKILLs."""
    async with place(ground, players, seed) as there:
        begun, over = asyncio.Event(), asyncio.Event()
        lives = asyncio.create_task(_lives(there, kills, random.Random(seed), begun, over))
        await asyncio.wait([lives, asyncio.create_task(begun.wait())], return_when=asyncio.FIRST_COMPLETED)
        async with asyncio.timeout(4 * PATIENCE):
            await _directed(there)
        over.set()
        await lives
        return _seen(there)


async def _lives(there: Place, kills: int, chance: random.Random, begun: asyncio.Event, over: asyncio.Event) -> None:
    """One life of the service after another; the last ends as an operator ends it."""
    for life in range(kills + 1):
        async with there.service() as process:
            if life == 0:
                await there.begun()
                begun.set()
            if life == kills:
                await over.wait()
            else:
                await asyncio.sleep(chance.uniform(0.2, 3.0))
                process.kill()
                await process.wait()


async def _directed(there: Place) -> None:
    """Everything is done, then the clock is put ahead; when nothing is left to come, it is over."""
    cast, ruled = Cast(there), 0
    while (run := there.run()).state is not State.ENDED:
        waiting = await cast.looks(run, now())
        if not waiting and ruled == _rulings(there, run):
            there.director.taps_data(there.director.last, f"x.{run.id}.0.{'jump' if _is_more(run) else 'end'}")
            ruled += 1
        await asyncio.sleep(LOOK)


def _rulings(there: Place, run: Drill) -> int:
    """How many jumps were made, each followed by its inject."""
    ahead = [entry.sequence for entry in there.store.drill_log(run.id) if entry.kind == "jumped"]
    settled = [entry.sequence for entry in there.store.drill_log(run.id) if entry.kind in ("fired", "passed")]
    return len(ahead) if not ahead or max(settled, default=0) > ahead[-1] else -1


def _is_more(run: Drill) -> bool:
    return any(inject.at is not None and not run.is_settled(inject.id) for inject in run.scenario.injects)


def _seen(there: Place) -> Course:
    run = there.run()
    end, began = there.store.drill_log(run.id)[-1].at, run.clock.began
    assert began is not None
    score, wrong = score_of(run, end, there.playbook()), list(broken_promises(there))
    wrong += ["an inject was played twice"] if len(run.fired) != len({one.inject for one in run.fired}) else []
    return Course(
        run.state.value,
        {one.inject: (one.how, (one.at - began).total_seconds()) for one in run.fired},
        {one.expectation.id: one.verdict.value for one in judged(run, end)},
        score.percent,
        {pace.step.id: pace.outcome for pace in score.steps},
        wrong,
    )
