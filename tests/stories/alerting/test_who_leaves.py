"""People leave, change groups or cannot be asked, and groups are dissolved, while a case is open."""

from __future__ import annotations

import pytest

from tests.stories.alerting.conftest import Night

TWO_GROUPS = """
groups: [{id: duty, members: [ana, ming]}, {id: safety, members: [sam, kit]}]
routing: [{notify: [duty, safety]}]
"""
ONE_GROUP = """
groups: [{id: duty, members: [ana, ming]}, {id: safety, dissolved: true}]
routing: [{notify: [duty]}]
"""


@pytest.mark.parametrize("what", ["gas", "cut", "spill", "lamp"])
def test_what_somebody_had_who_leaves_is_everybodys_at_once(night: Night, what: str) -> None:
    world = night("groups: [{id: duty, members: [ana, ming]}]")
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises(what)
    ana.taps("Acknowledge", duty)
    for chat in (bo, ana, ming, duty):
        chat.heard()
    world.imports("{groups: [{id: duty, members: [ming]}], staff: [{id: ana, active: false}]}")
    number = world.store.cases()[0].number
    for chat in (ming, duty):
        chat.hears("Not taken yet", f"Ana is no longer responsible for {number}. Please take it.")
    world.passes(seconds=10)  # small news go out together
    bo.hears(f"{number} is open again.")
    ana.taps("Acknowledge", duty).told("not for you")
    ming.taps("Acknowledge", duty).told("You have taken")
    for chat in (bo, ming, duty):
        chat.heard()


def test_what_somebody_had_who_is_not_in_the_group_any_more_is_everybodys(night: Night) -> None:
    world = night(TWO_GROUPS)
    bo, kit, safety = world.person("bo"), world.person("kit"), world.group("safety")
    bo.raises("spill")
    kit.taps("Acknowledge", safety)
    for chat in (bo, kit, safety, world.group("duty"), *world.people("ana", "ming", "sam")):
        chat.heard()
    world.imports("{groups: [{id: duty, members: [ana, ming, kit]}, {id: safety, members: [sam]}]}")
    kit.hears_nothing()  # the other of the case's groups: they may keep it
    world.imports("{groups: [{id: duty, members: [ana, ming]}, {id: safety, members: [sam]}]}")
    for chat in (safety, world.group("duty"), *world.people("ana", "ming", "sam")):
        chat.hears("Not taken yet", "Kit is no longer responsible for I-2026-000001. Please take it.")
    bo.hears("I-2026-000001 is open again.")
    kit.taps("Resolve").told("This is not for you to open.")


def test_a_group_that_is_dissolved_hears_no_more_of_its_cases(night: Night) -> None:
    world = night(TWO_GROUPS)
    bo, ana, duty, safety = world.person("bo"), world.person("ana"), world.group("duty"), world.group("safety")
    bo.raises("gas")
    for chat in (duty, safety, *world.people("ana", "ming", "sam", "kit")):
        chat.hears("E-2026-000001")
    world.imports(ONE_GROUP)
    world.passes(minutes=2)
    for chat in (duty, *world.people("ana", "ming")):
        chat.hears("E-2026-000001 is not taken yet. Please take it.", "asked again 09:02")
    ana.taps("Acknowledge", duty)
    bo.says("The smell is worse upstairs", reply_to="E-2026-000001")
    bo.hears("Ana has taken E-2026-000001.", "Added to E-2026-000001.")
    for chat in (duty, *world.people("ana", "ming")):
        chat.heard()
    for chat in (safety, *world.people("sam", "kit")):
        chat.hears_nothing()


def test_whoever_took_it_and_blocked_the_bot_is_asked_in_the_chat(night: Night) -> None:
    world = night("groups: [{id: duty, members: [ana, ming]}]\nupdates: [{off: true}]")
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("spill")
    ana.taps("Acknowledge", duty)
    for chat in (bo, ana, ming, duty):
        chat.heard()
    ana.blocks()
    world.passes(hours=24)
    duty.hears("Ana, you have taken I-2026-000001. Are you still on it?", "[Still on it] [Give back]")
    ming.taps("Still on it", duty).told("You do not have it any more.")
    ana.taps("Still on it", duty).told("It stays with you.")
    world.passes(hours=24)
    duty.hears("Ana, you have taken I-2026-000001. Are you still on it?")


def test_whoever_took_it_and_can_be_asked_nowhere_does_not_keep_it(night: Night) -> None:
    world = night("groups: [{id: duty, chat: null, members: [ana, ming]}]\nupdates: [{off: true}]")
    bo, ana, ming = world.person("bo"), world.person("ana"), world.person("ming")
    bo.raises("spill")
    ana.taps("Acknowledge")
    for chat in (bo, ana, ming):
        chat.heard()
    ana.blocks()
    world.expects_error("notice given up")  # that it goes back, to her
    world.passes(hours=24)
    ming.hears("Not taken yet", "Ana cannot be reached about I-2026-000001. Please take it.")
    bo.hears("I-2026-000001 is open again.")


def test_whoever_took_it_and_blocked_both_bots_is_asked_in_the_chat(night: Night) -> None:
    world = night("groups: [{id: duty, members: [ana, ming]}]\nupdates: [{off: true}]", duty_bot=True)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("spill")
    ana.taps("Acknowledge", duty)
    for chat in (bo, ana, ming, duty):
        chat.heard()
    ana.blocks("duty_bot")
    ana.blocks("staff_bot")
    world.expects_error("notice given up")
    world.passes(hours=24)
    duty.hears("Ana, you have taken I-2026-000001. Are you still on it?")
    ana.taps("Give back", duty).told("is open again")
    for chat in (bo, ana, ming, duty):
        chat.heard()


def test_whoever_unblocks_the_bot_sees_how_it_stands(night: Night) -> None:
    world = night("groups: [{id: duty, members: [ana, ming]}]")
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    ana.blocks()
    ming.taps("Acknowledge", duty)
    for chat in (bo, ana, ming, duty):
        chat.heard()
    ana.unblocks()
    ana.hears("Taken by Ming")
    for chat in (bo, ming, duty):
        chat.hears_nothing()


def test_a_group_that_lets_the_bot_in_again_sees_how_it_stands_and_nobody_else_is_bothered(night: Night) -> None:
    world = night("groups: [{id: duty, members: [ana, ming]}]")
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    duty.throws_out()
    ming.taps("Acknowledge")
    for chat in (bo, ana, ming, duty, world.person("wai")):
        chat.heard()
    edits = len(world.api.calls.of("editMessageText"))
    duty.lets_in()
    duty.hears("Taken by Ming")
    assert len(world.api.calls.of("editMessageText")) == edits + 1
