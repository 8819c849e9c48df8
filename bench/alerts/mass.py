"""An alarm to 600 people over a full outbox, while the platform keeps its limits and misbehaves."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from statistics import linear_regression

from bench.alerts.ground import Ground
from bench.alerts.setting import FIRST, REPORTER, fill_outbox, program
from bench.measuring import percentile
from bench.programs import running
from handlers.delivery import Lane, NoticeState
from tests.fakes.bot_api import BotApi
from tests.fakes.bot_api.calls import Call

PER_SECOND = 30
WARM = 60  # routine notices that went out before the alarm
PATIENCE = 120.0
MARK = "Possibly a repeat"


@dataclass(frozen=True, slots=True)
class Mass:
    """Times in seconds from the commit of the alarm."""

    told: int
    reached: int
    first_s: float
    all_s: float
    rate: (
        float  # alerts a second that the platform took, from 1 s on (the second before was used) until 95% had theirs
    )
    over_limit: int  # calls that the platform's own limits refused
    repeats: int  # second copies
    unmarked: int  # of them, those that did not say so
    dead: int


async def mass(ground: Ground, told: int, routine: int, seed: int) -> Mass:
    """One alarm to `told` people with `routine` notices waiting."""
    fill_outbox(ground, routine, told)
    async with BotApi(limits=True, seed=seed) as api:
        for number in range(told):
            api.person(FIRST + number)
        api.faults.add("429", method="sendMessage", probability=0.05, times=None, seconds=1)
        api.faults.add("502", method="sendMessage", probability=0.02, times=None)
        api.faults.add("cut-after", method="sendMessage", probability=0.01, times=None)
        async with running(program(ground, told), ground.folder, api.base_url):
            await _alarm(api, told)
        return _judged(api, ground, told)


async def _alarm(api: BotApi, told: int) -> None:
    bo = api.person(REPORTER, "Bo")
    await api.called("sendMessage", WARM, within=60)
    await bo.says("/emergency")
    await bo.taps("Gas smell", message=await bo.hears("Which one?", within=30))
    async with asyncio.timeout(PATIENCE):
        while len(_reached(api)) < told:  # noqa: ASYNC110  looking at every call would keep the fake busy
            await asyncio.sleep(0.5)
        await asyncio.sleep(1)


def _alarms(api: BotApi) -> list[Call]:
    calls = api.calls.of("sendMessage")
    return [c for c in calls if "Gas smell" in str(c.parameters["text"]) and c.chat != REPORTER]


def _reached(api: BotApi) -> dict[int, float]:
    """When each first got it."""
    reached: dict[int, float] = {}
    for call in _alarms(api):
        if call.outcome in ("ok", "cut-after"):
            reached.setdefault(call.chat or 0, call.at)
    return reached


def _rate(times: Sequence[float]) -> float:
    """So many a second: the slope of the line through them; 0 if there are too few for one.

    They go out in one burst each second: counting from any moment to any other would be wrong by up to one of them.
    """
    return linear_regression(times, range(len(times))).slope if len(times) > 1 else 0.0


def _judged(api: BotApi, ground: Ground, told: int) -> Mass:
    with ground.looking() as opened:
        items = opened.outbox(list(NoticeState), 1_000_000)
    committed = min(item.queued_at for item in items if item.notice.lane is Lane.URGENT).timestamp()
    first = _reached(api)
    reached = sorted(first.values())
    most_at = percentile(reached, 0.95)
    taken = [call for call in _alarms(api) if call.outcome in ("ok", "cut-after")]
    again = [call for call in taken if call.at > first[call.chat or 0]]
    return Mass(
        told=told,
        reached=len(reached),
        first_s=reached[0] - committed,
        all_s=reached[-1] - committed,
        rate=_rate([call.at for call in taken if committed + 1 < call.at <= most_at]),
        over_limit=sum(call.outcome.startswith("Too Many Requests") for call in api.calls),
        repeats=len(again),
        unmarked=sum(MARK not in str(call.parameters["text"]) for call in again),
        dead=sum(item.state is NoticeState.DEAD for item in items),
    )
