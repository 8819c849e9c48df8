"""Muster tries itself: a test alert every hour, and when it is not proved somebody is told by another way."""

from __future__ import annotations

from typing import Any

import pytest

from bot.config import SettingsError
from tests.stories.alerting.conftest import Night
from tests.stories.world.world import World

MONITOR = "staff: [{id: monitor, name: Monitor, role: staff, telegram: 9001}]"
ANSWERED: dict[str, Any] = {"probe": {"chat": 9001, "every": 60, "within": 5}}
ACCEPTED: dict[str, Any] = {"probe": {"chat": 9001, "every": 60, "within": 5, "answered": False}}


def health(world: World) -> dict[str, Any]:
    """What the health check says, after a look."""
    world.passes(seconds=30)
    status: dict[str, Any] = dict(world.processes[0].service.health.status())
    return status


def test_a_test_comes_every_hour_and_a_tap_proves_the_whole_way(night: Night) -> None:
    world = night(MONITOR, **ANSWERED)
    monitor = world.person("monitor")
    for _ in range(3):
        monitor.hears("Test: nothing has happened", "[Acknowledge]")
        monitor.taps("Acknowledge").told("It works: 0 seconds from sending to your tap.")
        monitor.hears("✓ It works")
        assert health(world)["probe"] == {"ok": True, "proof": "answered", "seconds_since_proof": 30}
        assert health(world)["ok"]
        world.passes(minutes=58)
        monitor.hears_nothing()
        world.passes(minutes=1)
    monitor.hears("Test: nothing has happened")
    assert not world.store.cases()


def test_one_that_nobody_answers_is_told_to_the_admins_once_and_so_is_that_it_works_again(night: Night) -> None:
    world = night(MONITOR, **ANSWERED)
    monitor, wai = world.person("monitor"), world.person("wai")
    world.passes(minutes=5)
    wai.hears("Nobody answered the test alert of 09:00.", "Alerts may not reach anybody now.")
    status = health(world)
    assert (status["ok"], status["probe"]["ok"]) == (False, False)
    wai.says("/doctor")
    wai.hears("the last test alert was not proved to arrive")
    world.passes(minutes=60)
    wai.hears_nothing()
    assert len(monitor.heard()) == 5  # while it fails, a quarter of an hour from one to the next
    monitor.taps("Acknowledge")
    wai.hears("Test alerts get through again.")
    monitor.hears("It works")
    assert health(world)["ok"]


def test_without_anybody_to_tap_it_is_proved_that_the_platform_takes_it_and_not_more(night: Night) -> None:
    world = night(MONITOR, **ACCEPTED)
    monitor = world.person("monitor")
    monitor.hears("Muster looks whether alerts can be sent. Nothing to do.")
    assert monitor.on_platform.last.buttons == []
    world.passes(minutes=5)
    assert health(world)["probe"]["proof"] == "accepted"
    assert health(world)["ok"]
    world.passes(minutes=55)
    monitor.hears("Test: nothing has happened")


def test_the_bot_for_alerts_is_tried_and_the_other_one_tells(night: Night) -> None:
    world = night(MONITOR, duty_bot=True, **ACCEPTED)
    monitor, wai = world.person("monitor"), world.person("wai")
    monitor.hears("Test: nothing has happened")
    duty_bot = world.api.bot("duty_bot")
    world.api.faults.add("502", bot=duty_bot.id, times=None)
    world.passes(minutes=70)
    wai.hears("The test alert of 10:00 could not be delivered.")
    assert wai.on_platform.last.bot == world.api.bot("staff_bot").id
    assert not health(world)["ok"]
    monitor.hears_nothing()


def test_an_outside_channel_tells_as_well(night: Night) -> None:
    probe = {"probe": ANSWERED["probe"] | {"outside": "SMS"}}
    world = night(MONITOR, gateways=["sms"], **probe)
    world.passes(minutes=5)
    world.gateway("sms").hears("Nobody answered the test alert of 09:00.")
    for someone in world.people("wai", "monitor"):
        assert someone.heard()


def test_a_restart_neither_repeats_nor_forgets_a_test(night: Night) -> None:
    world = night(MONITOR, **ANSWERED)
    monitor, wai = world.person("monitor"), world.person("wai")
    monitor.hears("Test: nothing has happened")
    world.restarts()
    world.passes(minutes=2)
    monitor.taps("Acknowledge").told("It works: 120 seconds")
    monitor.hears("It works")
    world.restarts()
    world.passes(minutes=57)
    monitor.hears_nothing()
    world.passes(minutes=1)
    monitor.hears("Test: nothing has happened")
    wai.hears_nothing()


def test_whoever_has_the_probes_account_can_also_talk_to_muster(night: Night) -> None:
    world = night(MONITOR, **ANSWERED)
    monitor = world.person("monitor")
    monitor.hears("Test: nothing has happened")
    monitor.raises("spill")
    world.group("duty").hears("I-2026-000001")
    monitor.taps("Acknowledge").told("It works: 0 seconds")
    monitor.hears("It works")
    monitor.says("/cancel")
    monitor.hears("Nothing is open here now.")
    world.passes(minutes=61)
    assert any("Test: nothing has happened" in one.text for one in monitor.heard())
    for chat in (world.group("duty"), *world.people("ana", "ming", "wai")):
        assert chat.heard()


def test_a_service_whose_timers_stand_still_is_not_well(night: Night) -> None:
    world = night(MONITOR, **ANSWERED)
    monitor = world.person("monitor")
    monitor.taps("Acknowledge")
    monitor.heard()
    status = world.processes[0].service.health.status
    world.loop.jump(66 * 60)
    assert status()["ok"]
    world.loop.jump(2 * 60)
    assert not status()["ok"]
    world.work()
    assert monitor.heard()


def test_an_old_button_or_somebody_elses_proves_nothing(night: Night) -> None:
    world = night(MONITOR, **ANSWERED)
    monitor, kit, wai = world.person("monitor"), world.person("kit"), world.person("wai")
    monitor.hears("Test: nothing has happened")
    kit.says("/help")
    kit.heard()
    kit.forges("p.probe.29540700.ok").told("This is not for you to open.")
    monitor.forges("p.probe.1.ok").told("That button is from before.")
    world.passes(minutes=5)
    wai.hears("Nobody answered the test alert of 09:00.")


def test_it_is_none_of_the_cases_and_no_alert_that_was_given_up(night: Night) -> None:
    world = night(MONITOR, **ACCEPTED)
    world.expects_error("notice given up")
    monitor, wai = world.person("monitor"), world.person("wai")
    monitor.hears("Test: nothing has happened")
    monitor.blocks()
    world.passes(minutes=65)
    wai.hears("The test alert of 10:00 could not be delivered.")
    assert world.store.given_up() == 0
    assert not world.store.cases()


def test_a_channel_that_is_not_set_is_refused_at_the_start(night: Night) -> None:
    with pytest.raises(SettingsError, match="MUSTER_OUTSIDE__SMS is not set, and MUSTER_PROBE__OUTSIDE names it"):
        night(MONITOR, probe=ANSWERED["probe"] | {"outside": "SMS"})
