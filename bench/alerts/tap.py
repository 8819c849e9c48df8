"""From the tap that raises an alarm to the first alert at the platform, while fifty people report."""

from __future__ import annotations

import asyncio
import contextlib
import time

from bench.alerts.ground import Ground
from bench.alerts.setting import FIRST, REPORTER, fill_outbox, program
from bench.programs import running
from bench.staff import Crowd, closed_loop
from tests.fakes.bot_api import BotApi, Person, Post
from tests.fakes.bot_api.calls import Call

BUSY = 50
THINK = 1.0  # seconds between a reply and the next message
TOLD = 1
CHATS = 600  # in which the outbox has something waiting
PAUSE = 0.45  # seconds between an alarm and the next: as many as a bot keeps room for whatever else it sends
PATIENCE = 30.0


async def taps(ground: Ground, alarms: int, queued: int, seed: int, busy: int = BUSY) -> list[float]:
    """So many alarms, each by somebody else, with so many notices waiting; seconds for each."""
    if queued:
        fill_outbox(ground, queued, CHATS)
    async with BotApi(seed=seed) as api:
        for number in range(CHATS):
            api.person(FIRST + number)
        async with running(program(ground, TOLD), ground.folder, api.base_url):
            crowd = Crowd(api, busy, strict=True)
            await crowd.greet()
            ready = [await _ready(api.person(REPORTER + 1 + n, f"Reporter {n}")) for n in range(alarms)]
            reports = asyncio.create_task(crowd.report(1_000_000, closed_loop(THINK, seed)))
            try:
                return [await _alarm(api, person, choice) for person, choice in ready]
            finally:
                reports.cancel()
                with contextlib.suppress(asyncio.CancelledError):
                    await reports


async def _ready(person: Person) -> tuple[Person, Post]:
    """Somebody who sees the button that raises the alarm."""
    await person.says("/start")
    await person.says("/emergency")
    return person, await person.hears("Which one?", within=PATIENCE)


async def _alarm(api: BotApi, person: Person, choice: Post) -> float:
    await asyncio.sleep(PAUSE)
    seen, button = len(api.calls), choice.button("Gas smell")
    assert button is not None
    since = time.time()
    person.taps_data(choice, button["callback_data"])
    async with asyncio.timeout(PATIENCE):
        while (at := _alerted(api, seen)) is None:  # noqa: ASYNC110  looking at every call would keep the fake busy
            await asyncio.sleep(0.01)
    return at - since


def _alerted(api: BotApi, seen: int) -> float | None:
    """When the first alert was asked for, of the calls from number `seen` on."""
    return next((call.at for call in api.calls.calls[seen:] if _is_alert(call)), None)


def _is_alert(call: Call) -> bool:
    return call.method == "sendMessage" and call.chat == FIRST and "Gas smell" in str(call.parameters["text"])
