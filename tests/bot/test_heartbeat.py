"""A monitor outside hears us while all is well, and only then."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from dataclasses import dataclass, field

import aiohttp
import pytest

from bot.clock import RealClock
from bot.config import SettingsError, load_settings
from bot.heartbeat import Heartbeat, beat
from tests.fakes.web_hook import WebHook

HASTE = RealClock(speed=3000.0)  # a minute is over in 20 ms


@dataclass
class Condition:
    ok: bool = True
    asked: int = 0
    asked_twice: asyncio.Event = field(default_factory=asyncio.Event)

    def status(self) -> Mapping[str, object]:
        self.asked += 1
        if self.asked == 2:
            self.asked_twice.set()
        return {"ok": self.ok}


async def test_it_beats_every_minute() -> None:
    async with WebHook() as hook, Heartbeat(f"http://{hook.base}/ping/abc", Condition().status, HASTE):
        heard = await hook.hears(3)
        assert {(request.method, request.path) for request in heard} == {("GET", "/ping/abc")}


async def test_it_is_silent_while_something_is_wrong() -> None:
    condition = Condition(ok=False)
    async with WebHook() as hook, Heartbeat(f"http://{hook.base}/", condition.status, HASTE):
        await condition.asked_twice.wait()
        assert hook.heard == []
        condition.ok = True
        await hook.hears(1)


async def test_a_monitor_that_is_away_does_no_harm() -> None:
    async with WebHook(answers=[500, 404]) as hook, Heartbeat(f"http://{hook.base}/", Condition().status, HASTE):
        await hook.hears(4)


async def test_what_went_wrong_does_not_tell_the_address() -> None:
    async with WebHook() as hook:
        gone = hook.base
    async with aiohttp.ClientSession() as client:
        why = await beat(client, f"http://{gone}/secret")
    assert why
    assert "secret" not in why


async def test_without_an_address_nothing_runs() -> None:
    condition = Condition()
    async with Heartbeat(None, condition.status, HASTE):
        await asyncio.sleep(0)
    assert condition.asked == 0


@pytest.mark.parametrize("wrong", ["monitor.example.org/secret", "ftp://x/secret", "https://", "http://[secret"])
def test_a_wrong_address_is_named_and_not_shown(wrong: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUSTER_HEARTBEAT__URL", wrong)
    with pytest.raises(SettingsError, match="MUSTER_HEARTBEAT__URL") as caught:
        load_settings()
    assert "secret" not in str(caught.value)
