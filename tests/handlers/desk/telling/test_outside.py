"""Outside channels get a group's new cases and what becomes of them; one that fails is told of."""

from __future__ import annotations

from dataclasses import replace

from handlers.delivery import Lane, Notice
from handlers.events import Elapsed, Inbound
from tests.handlers.desk.world import ANA, BO, DUTY_CHAT, FIRE_CHAT, ORGANISATION, World

WITH_MAIL = ORGANISATION.replace("members: [ana, chi]}", "members: [ana, chi], outside: [MAIL, sms]}")
WITH_BOTH = WITH_MAIL.replace("members: [fay]}", "members: [fay], language: pt, outside: [mail, pager]}")


def world_with(*names: str, organisation: str = WITH_MAIL) -> World:
    world = World.of(organisation=organisation)
    world.house = replace(world.house, outside=frozenset(names))
    return world


def outside(world: World, name: str) -> list[Notice]:
    return [notice for notice in world.uow.queued.values() if notice.bot == f"outside-{name}"]


def complains(world: World) -> None:
    world.says(BO, "/complaint")
    world.says(BO, "Overcharged")
    world.taps(BO, "Fees")
    world.taps(BO, "✓ Submit")


def test_a_new_case_goes_out_as_plain_words_without_buttons() -> None:
    world = world_with("mail")
    complains(world)
    (card,) = outside(world, "mail")
    assert (card.message.rows, card.card, card.lane, card.chat) == ((), False, Lane.ALERT, 0)
    words = card.message.text
    for part in ("C-2026-000001", "Normal", "Where: Terminal 1", "Overcharged", "Reported by Bo 14:00"):
        assert part in words
    assert outside(world, "sms") == []
    case = world.case
    (told,) = [entry.data for entry in world.uow.timeline(case.id) if entry.kind == "notified"]
    assert told["outside"] == ["mail"]


def test_what_becomes_of_it_follows_shortly() -> None:
    world = world_with("mail", "sms")
    complains(world)
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    world.taps(ANA, "Resolve", chat=DUTY_CHAT)
    for name in ("mail", "sms"):
        _, taken, resolved = (notice.message.text for notice in outside(world, name))
        assert taken == "Ana has taken C-2026-000001.\nOvercharged"
        assert resolved == "C-2026-000001 is resolved (Ana).\nOvercharged"


def test_an_emergency_goes_first_and_is_called_off() -> None:
    world = world_with("mail")
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "/cancel")
    world.taps(BO, "Yes, cancel")
    alarm, over = outside(world, "mail")
    assert alarm.lane is Lane.URGENT
    assert "called off by Bo" in over.message.text


def test_a_group_that_is_told_later_brings_its_channels_and_none_twice() -> None:
    world = world_with("mail", "pager", organisation=WITH_BOTH)
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.says(BO, "the bin")
    world.taps(BO, "Yes")
    (pager,) = [notice for notice in outside(world, "pager") if "Fire" in notice.message.text]
    assert pager.language == "pt"
    assert len([notice for notice in outside(world, "mail") if "Fire\n" in notice.message.text]) == 1


def test_an_installation_without_outside_channels_sends_nothing_there() -> None:
    world = world_with()
    complains(world)
    assert not any(notice.bot.startswith("outside") for notice in world.uow.queued.values())


def test_a_failing_channel_is_told_of_in_the_chats_of_its_groups() -> None:
    world = world_with("mail", organisation=WITH_BOTH)
    fails(world, "mail")
    assert "MAIL takes no alerts" in world.last(DUTY_CHAT)
    assert "Duty managers" in world.last(DUTY_CHAT)
    assert "MAIL" in world.last(FIRE_CHAT)
    assert ANA not in world.heard


def test_for_a_group_without_a_chat_those_in_charge_hear_of_it() -> None:
    world = world_with("mail", organisation=WITH_MAIL.replace(", chat: -1001", ""))
    fails(world, "mail")
    assert "MAIL takes no alerts" in world.last(ANA)
    assert BO not in world.heard


def fails(world: World, name: str) -> None:
    event = Elapsed("outside-failing", "outside-failing", {"name": name})
    world.arrives(Inbound(f"outside-{name}", 0, event, world.uow.now, private=False))
