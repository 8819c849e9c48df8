"""A test alert takes the way of real ones, says that it is none, and leaves no trace in the cases."""

from __future__ import annotations

from dataclasses import replace

from handlers.delivery import Lane
from handlers.events import Commanded, Inbound, Reachable, Sender
from tests.handlers.desk.world import BO, DUTY_CHAT, World


def test_the_test_comes_urgently_and_the_tap_says_how_long_it_took() -> None:
    world = World.of()
    world.says(BO, "/test")
    (notice,) = world.heard[BO]
    assert (notice.lane, notice.critical, notice.case, notice.card) == (Lane.URGENT, True, None, False)
    assert "nothing has happened" in notice.message.text
    world.passes(seconds=7)
    assert world.taps(BO, "Acknowledge") == "It works: 7 seconds from sending to your tap."
    assert "It works: 7 seconds" in world.last(BO)
    assert world.buttons(BO) == []
    assert not world.uow.cases


def test_in_the_middle_of_a_report_the_question_is_shown_again() -> None:
    world = World.of()
    world.says(BO, "/complaint")
    world.says(BO, "/test")
    assert "What is the complaint?" in world.last(BO)
    world.taps(BO, "Acknowledge")
    world.says(BO, "Too slow")
    assert "What is it about?" in world.last(BO)


def test_with_a_bot_for_alerts_it_comes_by_that_one() -> None:
    world = World.of()
    world.house = replace(world.house, alert_bot="duty")
    world.says(BO, "/test")
    test, told = world.heard[BO]
    assert (test.bot, told.bot) == ("duty", "staff")
    assert "on its way" in told.message.text
    sender = Sender(BO, "Bo", "en")
    world.arrives(Inbound("duty", BO, Commanded("test"), world.uow.now, sender=sender, message=9000))
    assert [notice.bot for notice in world.heard[BO][2:]] == ["duty"]


def test_somebody_the_alert_bot_cannot_reach_gets_it_by_the_bot_they_talk_to() -> None:
    world = World.of()
    world.house = replace(world.house, alert_bot="duty")
    world.arrives(Inbound("duty", BO, Reachable(False), world.uow.now))
    world.says(BO, "/test")
    assert [notice.bot for notice in world.heard[BO]] == ["staff"]


def test_made_up_data_only_answers() -> None:
    world = World.of()
    for made_up in ("m.test=", "m.test=x", "m.test=-1", "m.test=" + "9" * 40, "m.test"):
        assert "It works: 0 seconds" in world.taps_data(BO, f"s.test.0.{made_up}")


def test_in_a_group_it_points_to_the_private_chat() -> None:
    world = World.of()
    world.says(BO, "/test", chat=DUTY_CHAT)
    assert "private chat" in world.last(DUTY_CHAT)
