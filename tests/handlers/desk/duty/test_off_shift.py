"""Whoever is off shift is left alone, until it is grave."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from handlers.events import Elapsed, Inbound
from tests.handlers.desk.cases.test_changing import changed
from tests.handlers.desk.duty.test_duty import GIL, STAFFED
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, COMPLAINT, DUTY_CHAT, World

GRAVE = COMPLAINT.replace("severity: high", "severity: critical")
MACAU = ZoneInfo("Asia/Macau")
DEADLINES = "deadlines:\n  - {pack: macau-bank}\n"


def test_once_it_is_critical_those_who_were_left_alone_get_the_card_once() -> None:
    world = World.of(GRAVE, organisation=STAFFED)
    complain(world)
    assert world.card(ANA)
    assert not world.heard.get(CHI)
    changed(world, "✎ 2", "Manners")
    for chat in (CHI, GIL):
        assert "Complaint · Critical" in world.card(chat).message.text
    changed_again = len([notice for notice in world.heard[ANA] if notice.card])
    assert changed_again == 1
    told = [entry.data for entry in world.uow.timeline(world.case.id) if entry.kind == "notified"]
    assert [data.get("off_shift") for data in told] == [["chi", "gil"], None]
    assert told[1]["people"] == ["chi", "gil"]


def test_a_deadline_is_not_remembered_to_somebody_at_home() -> None:
    world = World.of(organisation=STAFFED + DEADLINES)
    complain(world)
    world.taps(CHI, "Acknowledge", chat=DUTY_CHAT)
    world.forget()
    while "Please remember" not in world.texts(DUTY_CHAT) + world.texts(CHI):
        timer = world.uow.timers.pop(f"deadline:{world.case.id}")
        world.uow.now = timer.due
        world.arrives(Inbound("staff", BO, Elapsed(timer.key, timer.kind, timer.data), timer.due, False))
    assert world.uow.now.astimezone(MACAU).hour in range(7, 15), "while Ana is on duty"
    assert "⏰ Please remember C-2026-000001." in world.texts(DUTY_CHAT)
    assert not world.heard.get(CHI)
