"""The platform takes nothing when Muster starts: it is waited for, and whoever wants Muster to stop is heard."""

from __future__ import annotations

import asyncio
from itertools import pairwise

import pytest

from bot.channels.port import ChannelBusy
from bot.opening import PATIENCE_SECONDS, open_all
from tests.stories.alerting.conftest import Night
from tests.stories.world.process import channels_of


def test_a_platform_that_is_busy_at_the_start_is_waited_for_as_long_as_it_says(night: Night) -> None:
    world = night("")
    bo, duty = world.person("bo"), world.group("duty")
    world.stops()
    world.api.faults.add("429", method="getMe", times=1, seconds=40)
    world.api.faults.add("502", method="getMe", times=2)
    world.starts()
    assert world.time == "09:00"
    tries = [call.at for call in world.api.calls.of("getMe")][-4:]
    assert [round(later - earlier) for earlier, later in pairwise(tries)] == [40, 2, 5]
    bo.raises("gas")
    duty.hears("E-2026-000001")


def test_a_platform_that_stays_busy_ends_the_start_with_the_reason(night: Night) -> None:
    world = night("")
    world.stops()
    world.api.faults.add("502", method="getMe", times=None)
    began = world.clock.elapsed()
    with pytest.raises(ChannelBusy, match="MUSTER_STAFF_BOT__API_BASE"):
        world.starts()
    assert PATIENCE_SECONDS - 30 <= world.clock.elapsed() - began <= PATIENCE_SECONDS


def test_whoever_wants_it_to_stop_does_not_wait_for_the_platform(night: Night) -> None:
    world = night("")
    world.stops()
    world.api.faults.add("429", method="getMe", seconds=100, times=None)
    stop, began = asyncio.Event(), world.clock.elapsed()
    (channel,) = channels_of(world.settings)
    world.loop.call_later(7, stop.set)
    with pytest.raises(ChannelBusy):
        world.does_now(open_all([channel], world.clock, stop))
    assert round(world.clock.elapsed() - began) == 7
