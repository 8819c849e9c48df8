"""From the tap that raises an alarm to the first alert at the platform, while fifty people report."""

from __future__ import annotations

import asyncio
import contextlib
import tempfile
import time
from pathlib import Path

from bench.alerts.setting import FIRST, REPORTER, program
from bench.programs import running
from bench.staff import Crowd, closed_loop
from tests.fakes.bot_api import BotApi, Person

BUSY = 50
THINK = 1.0  # seconds between a reply and the next message
TOLD = 3
PAUSE = 1.2  # seconds between an alarm and the next: each finds its own second


async def taps(alarms: int, seed: int) -> list[float]:
    """So many alarms, each by somebody else; seconds for each."""
    with tempfile.TemporaryDirectory(prefix="muster-bench-") as name:
        folder = Path(name)
        async with BotApi(seed=seed) as api:
            for number in range(TOLD):
                api.person(FIRST + number)
            async with running(program(folder, TOLD), folder, api.base_url):
                crowd = Crowd(api, BUSY, strict=True)
                await crowd.greet()
                busy = asyncio.create_task(crowd.report(1_000_000, closed_loop(THINK, seed)))
                try:
                    return [await _alarm(api, api.person(REPORTER + 1 + n, f"Reporter {n}")) for n in range(alarms)]
                finally:
                    busy.cancel()
                    with contextlib.suppress(asyncio.CancelledError):
                        await busy


async def _alarm(api: BotApi, person: Person) -> float:
    await person.says("/start")
    await person.says("/emergency")
    choice = await person.hears("Which one?", within=30)
    await asyncio.sleep(PAUSE)
    seen, button = len(api.calls), choice.button("Gas smell")
    assert button is not None
    since = time.time()
    person.taps_data(choice, button["callback_data"])
    while (at := _alerted(api, seen)) is None:  # noqa: ASYNC110  looking at every call would keep the fake busy
        await asyncio.sleep(0.01)
    return at - since


def _alerted(api: BotApi, seen: int) -> float | None:
    """When the first alert was asked for, of the calls from number `seen` on."""
    return next((call.at for call in api.calls.calls[seen:] if (call.chat or 0) >= FIRST), None)
