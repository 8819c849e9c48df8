"""The platform refuses, people block the bot, groups move: an alert finds another way, and says so."""

from __future__ import annotations

import pytest

from handlers.delivery import NoticeState
from tests.fakes.bot_api.faults import Trouble
from tests.stories.alerting.conftest import Night

CARD = "E-2026-000001"
GONE = "Nothing gets into the chat of Duty managers. Its members are told one by one."
MEMBERS = "groups: [{id: duty, members: [ana, ming]}]\n"
CHAIN = "escalation: [{steps: [{wait: 5min, notify: managers}, {wait: 5min, notify: admins}], repeat: 0}]\n"


def test_in_a_storm_of_429_every_alert_arrives_once(night: Night) -> None:
    world = night(MEMBERS + CHAIN)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.says("/emergency")
    world.api.faults.add("429", method="sendMessage", times=12, seconds=3)
    bo.taps("Gas smell")
    world.passes(minutes=4)
    for chat in (duty, ana, ming):
        (card,) = chat.heard()
        assert CARD in card.text
        assert "repeat" not in card.text
    ana.taps("Acknowledge")
    for chat in (duty, ana, ming):
        chat.hears("Taken by Ana")
    bo.hears("Which one?", "The alarm is out", "What is it?", "Ana has taken")


def test_however_many_alarms_there_are_at_once_each_arrives(night: Night) -> None:
    world = night(MEMBERS, limits=True)
    people = [*world.people("bo", "kit", "sam")]
    for round_ in range(4):
        with world.at_once():
            for person in people:
                person.says("/emergency")
        with world.at_once():
            for person in people:
                person.taps("Gas smell")
        for person in people:
            person.says(f"Stairs {round_}")
    world.passes(minutes=1)
    for chat in (world.group("duty"), *world.people("ana", "ming")):
        assert {one.text.split(" ")[1] for one in chat.heard() if "Gas smell" in one.text} == {
            f"E-2026-{number:06d}" for number in range(1, 13)
        }
    for chat in (*people, world.person("wai")):
        chat.heard()


def test_whoever_blocked_the_bot_is_not_counted_on(night: Night) -> None:
    world = night(MEMBERS + CHAIN, duty_bot=False)
    world.expects_error("notice given up")
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    ana.blocks()
    bo.raises("gas")
    duty.hears(CARD)
    ming.hears(CARD)
    ana.hears_nothing()
    assert not world.store.directory.staff_by_id["ana"].reachable
    world.passes(minutes=5)
    ming.hears("is not taken yet", "asked again 09:05")
    duty.hears("asked again 09:05")


def test_when_nobody_of_a_step_can_be_reached_the_next_is_taken_in_its_place(night: Night) -> None:
    world = night(CHAIN)
    bo, wai, duty = world.person("bo"), world.person("wai"), world.group("duty")
    for manager in world.people("ana", "ming"):
        manager.blocks()
    bo.raises("gas")
    duty.hears(CARD)
    world.passes(minutes=5)
    wai.hears(CARD)
    duty.hears("asked again 09:05")


def test_whoever_blocked_the_duty_bot_is_told_by_the_other(night: Night) -> None:
    world = night(MEMBERS, duty_bot=True)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    ana.blocks("duty_bot")
    bo.raises("gas")
    for chat in (ana, ming, duty):
        chat.hears(CARD, "[Acknowledge]")
    ana.taps("Acknowledge").told("You have taken")
    for chat in (ana, ming, duty):
        chat.hears("Taken by Ana")
    bo.hears("Ana has taken")


def test_whoever_comes_back_gets_the_next_alert(night: Night) -> None:
    world = night(MEMBERS)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    ana.blocks()
    ana.unblocks()
    ana.says("/start")
    ana.hears("Hello Ana.")
    bo.raises("gas")
    for chat in (ana, ming, duty):
        chat.hears(CARD)


def test_a_group_that_became_a_supergroup_is_asked_at_its_new_number(night: Night) -> None:
    world = night("escalation: [{steps: [{wait: 5min, notify: group}]}]")
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    duty.upgrades(-1001234567890)
    world.passes(minutes=5)
    duty.hears("asked again 09:05", "E-2026-000001 is not taken yet.")  # the card anew: its old number is gone
    ana.taps("Acknowledge", duty).told("You have taken")
    duty.hears("Taken by Ana", "Ana has taken")
    bo.hears("Ana has taken")


def test_a_group_that_threw_the_bot_out_does_not_hold_up_the_others(night: Night) -> None:
    world = night(MEMBERS + CHAIN)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    duty.throws_out()
    bo.raises("gas")
    duty.hears_nothing()
    for chat in (ana, ming):
        chat.hears(CARD, GONE)
    world.person("wai").hears(GONE)
    ming.taps("Acknowledge").told("You have taken")
    for chat in (ana, ming):
        chat.hears("Taken by Ming")
    bo.hears("Ming has taken")


def test_while_the_platform_is_away_the_chain_goes_on_and_what_is_sent_then_is_as_it_stands(night: Night) -> None:
    world = night(CHAIN)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    away = world.api.faults.add("502", times=None)
    world.passes(minutes=6)
    ana.hears_nothing()
    away.times = 0
    world.passes(minutes=3)
    for chat in (ana, world.person("ming")):
        chat.hears(CARD)
    duty.hears("asked again 09:05")
    assert world.kinds(CARD).count("escalated") == 1


@pytest.mark.parametrize(("trouble", "marked"), [("cut-after", True), ("cut-before", True), ("500", False)])
def test_an_alert_of_unknown_fate_comes_again_and_says_so(night: Night, trouble: Trouble, marked: bool) -> None:
    world = night()
    bo, duty = world.person("bo"), world.group("duty")
    world.api.faults.add(trouble, method="sendMessage", chat=duty.number)
    bo.raises("gas")
    world.passes(seconds=90)
    heard = duty.heard()
    assert len(heard) == (2 if trouble == "cut-after" else 1)
    assert ("Possibly a repeat" in heard[-1].text) is marked
    assert not world.store.outbox([NoticeState.QUEUED, NoticeState.DEAD])


def test_a_card_that_was_taken_before_it_could_be_sent_says_so_when_it_arrives(night: Night) -> None:
    world = night(MEMBERS)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    world.api.faults.add("429", method="sendMessage", chat=ming.number, seconds=60)
    bo.raises("gas")
    ana.taps("Acknowledge")
    for chat in (ana, duty):
        chat.hears("Taken by Ana")
    bo.hears("Ana has taken")
    ming.hears_nothing()
    world.passes(minutes=1, seconds=5)
    ming.hears("Taken by Ana 09:00")
