"""Somebody takes it: one has it, everybody sees who, and whoever goes silent does not keep it."""

from __future__ import annotations

from handlers.cases import Status
from tests.stories.alerting.conftest import Night

CARD, NUMBER = "E-2026-000001", "E-2026-000001"
TAKEN_CARE_OF = "escalation: [{steps: [{wait: 5min, notify: [group, managers]}], remind: 30min, release: 10min}]"


def test_of_two_who_tap_together_one_has_it_and_the_other_is_told_who(night: Night) -> None:
    world = night()
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    with world.at_once():
        first, second = ana.taps("Acknowledge", duty), ming.taps("Acknowledge", duty)
    first.told("You have taken E-2026-000001.")
    second.told("Already taken by Ana 09:00")
    duty.hears("Taken by Ana 09:00")
    bo.hears("Ana has taken E-2026-000001.")
    assert world.kinds(NUMBER).count("acknowledged") == 1


def test_a_double_tap_takes_it_once(night: Night) -> None:
    world = night()
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    with world.at_once():
        first, again = ana.taps("Acknowledge", duty), ana.taps("Acknowledge", duty)
    first.told("You have taken")
    again.told("You have taken it already.")
    duty.hears("Taken by Ana")
    bo.hears("Ana has taken")


def test_only_the_responsible_people_can_take_it(night: Night) -> None:
    world = night()
    bo, sam, duty = world.person("bo"), world.person("sam"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    sam.taps("Acknowledge", duty).told("not for you")
    bo.says("/cases")
    bo.hears(NUMBER)
    bo.forges(f"c.{world.case(NUMBER).id}.1.ack").told("Only the responsible people")
    assert world.case(NUMBER).status is Status.OPEN
    duty.hears_nothing()


def test_whoever_goes_silent_is_asked_and_then_it_is_everybodys_again(night: Night) -> None:
    world = night(TAKEN_CARE_OF)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    ana.taps("Acknowledge", duty)
    duty.hears("Taken by Ana")
    bo.hears("Ana has taken")
    world.passes(minutes=30)
    ana.hears("You have taken E-2026-000001. Are you still on it?", "[Still on it] [Give back]", "[Resolve]")
    world.passes(minutes=10)
    duty.hears("Not taken yet", "Nothing was heard of Ana about E-2026-000001. Please take it.", "[Acknowledge]")
    bo.hears("E-2026-000001 is open again.")
    ana.taps("Still on it").told("That button is from before.")
    world.passes(minutes=5)
    duty.hears("is not taken yet", "asked again 09:45")
    for manager in world.people("ana", "ming"):
        manager.hears(CARD)


def test_still_on_it_keeps_it(night: Night) -> None:
    world = night(TAKEN_CARE_OF)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    ana.taps("Acknowledge", duty)
    duty.hears("Taken by Ana")
    bo.hears("Ana has taken")
    for _ in range(3):
        world.passes(minutes=30)
        ana.hears("Are you still on it?")
        world.passes(minutes=9)
        ana.taps("Still on it").told("Good. It stays with you.")
    duty.hears_nothing()


def test_a_note_counts_as_being_on_it(night: Night) -> None:
    world = night(TAKEN_CARE_OF)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    ana.taps("Acknowledge", duty)
    world.passes(minutes=20)
    duty.heard()
    ana.says("The gas company is here", duty, reply_to=CARD)
    duty.hears("Added to E-2026-000001.")
    bo.hears("Ana has taken", "The gas company is here")
    world.passes(minutes=29)
    ana.hears_nothing()
    world.passes(minutes=1)
    ana.hears("Are you still on it?")


def test_given_back_it_is_asked_for_from_the_first_step(night: Night) -> None:
    world = night(TAKEN_CARE_OF)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    ana.taps("Acknowledge", duty)
    world.passes(minutes=3)
    duty.heard()
    ana.taps("Give back", duty).told("E-2026-000001 is open again.")
    duty.hears("Not taken yet", "Ana has given E-2026-000001 back. Please take it.", "[Acknowledge]")
    bo.hears("Ana has taken", "is open again")
    world.passes(minutes=5)
    duty.hears("is not taken yet", "asked again 09:08")
    ming.hears(CARD)
    ana.hears(CARD)
    ming.taps("Acknowledge").told("You have taken")
    ming.hears("Taken by Ming")
    ana.hears("Taken by Ming", "Ming has taken")
    duty.hears("Taken by Ming", "Ming has taken")
    bo.hears("Ming has taken")


def test_who_needs_help_keeps_it_and_more_people_come(night: Night) -> None:
    world = night()
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    ana.taps("Acknowledge", duty)
    duty.hears("Taken by Ana")
    bo.hears("Ana has taken")
    ana.taps("Need help", duty).told("More people are being called.")
    duty.hears("Ana needs help with E-2026-000001.", "Taken by Ana")
    ana.taps("Need help", duty)
    duty.hears("Taken by Ana")
    ming.hears(CARD, "Ana needs help with E-2026-000001.")
    assert world.case(NUMBER).acknowledged_by == "ana"


def test_everybody_who_was_asked_hears_how_it_ended(night: Night) -> None:
    world = night("escalation: [{steps: [{wait: 5min, notify: [managers, admins]}]}]")
    bo, ana, ming, wai = world.people("bo", "ana", "ming", "wai")
    duty = world.group("duty")
    bo.raises("gas")
    world.passes(minutes=5)
    ana.taps("Acknowledge")
    for chat in (ana, ming, wai, duty):
        chat.hears("Ana", "E-2026-000001")
    bo.hears("Ana has taken")
    ana.taps("Resolve").told("E-2026-000001 is resolved.")
    for chat in (ana, ming, wai, duty):
        chat.hears("Resolved", "E-2026-000001 is resolved (Ana).")
    bo.hears("E-2026-000001 is resolved (Ana).")
    world.passes(days=2)
    ana.hears("Nobody has looked back on E-2026-000001 yet.")


def test_an_old_button_neither_closes_nor_reopens_anything(night: Night) -> None:
    world = night()
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    ana.taps("Acknowledge", duty)
    ana.taps("Give back", duty)
    for chat in (bo, duty):
        chat.heard()
    ming.taps_old("Resolve", duty).told("That button is from before.")
    ming.taps("Acknowledge", duty).told("You have taken")
    ana.taps_old("Acknowledge", duty).told("Already taken by Ming")
    ming.taps("Resolve", duty).told("resolved")
    ana.taps_old("Acknowledge", duty).told("Resolved")
    assert world.case(NUMBER).status is Status.RESOLVED
    for chat in (bo, duty):
        chat.heard()


def test_opened_again_it_is_asked_for_again(night: Night) -> None:
    world = night("escalation: [{steps: [{wait: 5min, notify: group}], repeat: 0}]")
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    ana.taps("Acknowledge", duty)
    ana.taps("Resolve", duty)
    ana.taps("Details", duty)
    for chat in (bo, duty):
        chat.heard()
    ana.taps("Open again", duty).told("E-2026-000001 is open again.")
    duty.hears("Not taken yet", "Ana has opened E-2026-000001 again.", "[Acknowledge]")
    bo.hears("Ana has opened E-2026-000001 again.")
    world.passes(minutes=5)
    duty.hears("is not taken yet", "asked again 09:05")
    world.passes(minutes=5)
    duty.hears("Nobody has taken it, though everybody was asked")
    bo.hears("Nobody has taken E-2026-000001")


def test_whoever_leads_an_emergency_and_leaves_the_company_is_replaced_at_once(night: Night) -> None:
    world = night(TAKEN_CARE_OF)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.says("/emergency")
    bo.taps("Gas smell")
    ana.taps("Acknowledge", duty)
    ana.taps("I take command", duty)
    for chat in (bo, ana, duty, *world.people("ming", "kit", "sam", "wai")):
        chat.heard()
    world.imports(TAKEN_CARE_OF + "\nstaff: [{id: ana, active: false}]")
    world.passes(seconds=1)
    duty.hears(
        "Ana is no longer responsible for E-2026-000001.", "Nobody is in charge", "[I take command]", "Not taken yet"
    )
    bo.hears("E-2026-000001 is open again.", "Nobody is in charge of E-2026-000001.")
    assert world.case("E-2026-000001").team.everybody == ("bo",)
    world.imports(TAKEN_CARE_OF)
    for chat in world.people("ming", "kit", "sam", "wai"):
        chat.heard()
    world.passes(seconds=1)
    duty.hears_nothing()


def test_whoever_leads_an_emergency_and_can_no_longer_be_told_is_replaced(night: Night) -> None:
    world = night(TAKEN_CARE_OF)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.says("/emergency")
    bo.taps("Gas smell")
    ana.taps("I take command", duty)
    ana.says("/cases")
    ana.taps("E-2026-000001")
    everybody = (bo, ana, duty, *world.people("ming", "kit", "sam", "wai"))
    for chat in everybody:
        chat.heard()
    ana.blocks()
    world.expects_error("notice given up")
    world.passes(minutes=2)
    bo.taps("Wrong tap: call it off")
    world.passes(seconds=2)
    assert any("Nobody is in charge of E-2026-000001." in heard.text for heard in duty.heard())
    assert world.case("E-2026-000001").team.commander is None
    for chat in everybody:
        chat.heard()


def test_it_is_called_off_by_agreement_and_nobody_is_asked_any_more(night: Night) -> None:
    world = night("escalation: [{steps: [{wait: 5min, notify: [group, admins]}]}]")
    bo, wai, duty = world.person("bo"), world.person("wai"), world.group("duty")
    bo.says("/emergency")
    bo.taps("Gas smell")
    world.passes(minutes=5)
    bo.taps("✕")
    bo.taps("Yes, cancel")
    bo.heard()
    duty.hears("is not taken yet", "Not taken yet, asked again 09:05", "Bo says that E-2026-000001 is a false alarm.")
    wai.taps("Agree: call it off").told("E-2026-000001 is called off.")
    bo.hears("E-2026-000001 was called off by Wai.")
    wai.heard()
    duty.hears("E-2026-000001 was called off by Wai.", "Called off")
    world.passes(days=1)
