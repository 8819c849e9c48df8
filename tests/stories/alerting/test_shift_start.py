"""As a shift begins it shows whether the person on it can be reached by the way that an alert would take."""

from __future__ import annotations

from handlers.delivery import NoticeState
from tests.stories.alerting.conftest import Night
from tests.stories.alerting.test_who_is_at_work import ROSTER

_DEAD = NoticeState.DEAD
MISSED = "Kit is on duty for Duty managers now, but cannot be reached here."
NEXT = "Call them, or find somebody who takes over: /duty"


def test_somebody_reachable_begins_and_nobody_else_hears_of_it(night: Night) -> None:
    world = night(ROSTER)
    world.passes_until("2026-03-02 15:00")
    world.person("kit").hears("You are on duty for Duty managers until 23:00.")
    world.person("ana").hears("Your duty for Duty managers is over. On duty now: Kit")


def test_somebody_without_an_account_is_told_to_the_lead(night: Night) -> None:
    world = night(ROSTER + "staff: [{id: kit, telegram: null}]")
    world.passes_until("2026-03-02 15:00")
    world.person("sam").hears(MISSED + "\n" + NEXT)
    world.person("ana").hears("On duty now: Kit (cannot be reached)")


def test_somebody_who_blocked_the_bot_long_ago_is_told_to_the_lead(night: Night) -> None:
    world = night(ROSTER)
    world.person("kit").blocks()
    world.expects_error("bot was blocked by the user")
    world.passes_until("2026-03-02 15:00")
    world.person("sam").hears(MISSED)
    world.person("ana").hears("On duty now: Kit (cannot be reached)")


def test_somebody_who_blocks_the_bot_in_the_middle_of_their_shift_is_told_at_once_and_once(night: Night) -> None:
    world = night(ROSTER)
    world.person("ana").blocks()
    world.person("sam").hears("Ana is on duty for Duty managers now, but cannot be reached here.")
    world.passes(minutes=30)
    world.person("ana").unblocks()
    world.passes(minutes=30)


def test_somebody_who_never_started_the_alert_bot_is_found_out_as_their_shift_begins(night: Night) -> None:
    world = night(ROSTER, duty_bot=True)
    kit = world.person("kit").on_platform
    (alerts,) = [bot.id for bot in world.api.world.bots.values() if bot.username == "duty_bot"]
    kit.started.discard(alerts)
    world.expects_error("bot can't initiate conversation")
    world.passes_until("2026-03-02 15:00")
    world.person("sam").hears(MISSED)
    world.person("kit").hears(
        "You are on duty for Duty managers until 23:00.\nNo open cases.\nThe alert bot cannot reach you."
    )
    world.person("ana").hears("Your duty for Duty managers is over.")
    dead = [item.notice.bot for item in world.store.outbox([_DEAD])]
    assert dead == ["duty"]


def test_the_lead_who_is_on_duty_and_cannot_be_reached_is_told_to_those_in_charge(night: Night) -> None:
    world = night(ROSTER.replace("lead: sam", "lead: kit"))
    world.person("kit").blocks()
    world.expects_error("bot was blocked by the user")
    world.passes_until("2026-03-02 15:00")
    for manager in ("ana", "ming", "wai"):
        assert MISSED in "".join(heard.text for heard in world.person(manager).heard()), manager
