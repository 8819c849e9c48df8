"""What can happen after an emergency: restarts, people who are gone, other bots, nobody in charge, taps together."""

from __future__ import annotations

from pathlib import Path

from handlers.actions import Action
from handlers.cases import Status
from tests.stories.after.conftest import PEOPLE, Terminal
from tests.stories.alerting.conftest import Night
from tests.stories.world.people import Chat, Person
from tests.stories.world.world import World

NUMBER = "E-2026-000001"


def said(chat: Chat, *words: str) -> bool:
    """Whether one message with all these words was said there since the last look."""
    return any(all(word in heard.text for word in words) for heard in chat.heard())


def quiet(world: World) -> None:
    """What was said until here is others' to look at."""
    for person in world.people("bo", "kit", "sam", "ana", "ming", "wai"):
        person.heard()
    for group in ("duty", "safety"):
        world.group(group).heard()


def over(world: World) -> World:
    """Bo smells gas, Ana takes it and leads; ten minutes later it is over."""
    world.person("bo").raises("gas")
    ana = world.person("ana")
    for tap in ("Acknowledge", "I take command"):
        ana.taps(tap)
    world.passes(minutes=10)
    ana.taps("End the response")
    ana.taps("Yes, it is over")
    quiet(world)
    return world


def agreed(world: World, whose: str, day: str = "in 7 days") -> Action:
    """Ana agrees with somebody that something is put right."""
    ana = world.person("ana")
    ana.forges(f"c.{world.case(NUMBER).id}.1.act")
    for words in ("A better valve", whose, day, "no"):
        ana.says(words)
    ana.taps("✓ Submit")
    quiet(world)
    return world.store.actions()[-1]


def test_a_restart_in_the_middle_of_looking_back(night: Night) -> None:
    world = over(night(PEOPLE))
    ana = world.person("ana")
    ana.taps("🔎 Look back")
    ana.says("A valve was open")
    ana.heard()
    world.restarts()
    ana.says("Everybody was quick")
    ana.hears("✓ Went well: Everybody was quick", "What did not go well, or only just?")
    for label in ("Skip", "None", "None", "✓ Submit"):
        ana.taps(label)
    assert world.kinds(NUMBER)[-1] == "reviewed"
    quiet(world)
    world.passes(hours=20)
    quiet(world)


def test_the_process_is_away_on_the_morning_and_says_each_thing_once(night: Night) -> None:
    world = over(night(PEOPLE))
    sam = world.person("sam")
    agreed(world, "Sam")
    world.stops()
    world.sleeps(hours=24 * 9)
    world.starts()
    world.work()
    sam.hears("⚠️ This should have been put right.")
    assert said(world.person("ming"), "Sam has not put this right in time.")
    quiet(world)
    world.passes(days=5)
    assert not said(sam, "put right")
    quiet(world)


def test_whoever_owns_it_is_gone_and_their_lead_hears(night: Night) -> None:
    world = over(night(PEOPLE))
    agreed(world, "Kit")
    world.person("kit").blocks()
    quiet(world)
    world.passes(days=4)
    assert said(world.person("ming"), "Kit cannot be reached about this.", "A-2026-000001")
    quiet(world)


def test_alerts_have_a_bot_of_their_own_and_all_of_it_works_there(night: Night) -> None:
    world = night(PEOPLE, duty_bot=True)
    world.person("bo").raises("gas")
    ana, bo = world.person("ana"), world.person("bo")
    for tap in ("Acknowledge", "I take command", "End the response", "Yes, it is over", "🔎 Look back"):
        ana.taps(tap)
    assert said(bo, "the response is over, says Ana")
    for words in ("A valve was open", "Everybody was quick"):
        ana.says(words, bot="duty_bot")
    for label in ("Skip", "＋ Corrective action"):
        ana.taps(label)
    for words in ("A better valve", "me", "in 3 days", "no"):
        ana.says(words, bot="duty_bot")
    for label in ("That is all", "None", "✓ Submit"):
        ana.taps(label)
    assert said(ana, "Ana looked back on E-2026-000001.", "A-2026-000001 · A better valve · Ana · 5 Mar")
    ana.taps("Resolve")
    quiet(world)
    world.passes(days=3)
    assert said(ana, "This is to be put right today.")
    ana.taps("✓ Done")
    ana.says("It is in", bot="duty_bot")
    assert world.store.actions()[0].words == "It is in"
    quiet(world)


def test_who_reads_sms_hears_that_it_is_over(night: Night) -> None:
    world = night(PEOPLE.replace("{id: duty, ", "{id: duty, outside: [SMS], "), gateways=["sms"])
    world.person("bo").raises("gas")
    ana, sms = world.person("ana"), world.gateway("sms")
    for tap in ("Acknowledge", "I take command", "End the response"):
        ana.taps(tap)
    sms.heard()
    ana.taps("Yes, it is over")
    sms.hears("the response is over, says Ana")
    told = next(entry for entry in world.store.timeline(world.case(NUMBER).id) if entry.kind == "stood down")
    assert told.data["outside"] == ["sms"]
    quiet(world)


def test_two_who_tap_done_together_settle_it_once(night: Night) -> None:
    world = over(night(PEOPLE))
    kit, sam = world.people("kit", "sam")
    agreed(world, "First aiders")
    world.passes(days=4)
    quiet(world)
    with world.at_once():
        kit.taps("✓ Done")
        sam.taps("✓ Done")
    with world.at_once():
        kit.says("Kit did it")
        sam.says("Sam did it")
    (action,) = world.store.actions()
    assert (action.settled_by, action.words) == ("kit", "Kit did it")
    assert said(sam, "✓ done", "Done by Kit: Kit did it")
    assert world.kinds(NUMBER).count("action done") == 1
    quiet(world)


def test_nobody_leads_and_a_manager_ends_it_from_the_details(night: Night) -> None:
    world = night(PEOPLE)
    world.person("bo").raises("gas")
    ming, duty = world.person("ming"), world.group("duty")
    ming.taps("Details")
    ming.taps("End the response")
    ming.taps("Yes, it is over")
    assert said(duty, "the response is over, says Ming")
    case = world.case(NUMBER)
    assert (case.status, case.acknowledged_by) == (Status.ACKNOWLEDGED, "ming")
    ming.taps("Resolve")
    assert world.case(NUMBER).status is Status.RESOLVED
    quiet(world)


def test_after_that_an_alarm_is_another_one(night: Night) -> None:
    world = over(night(PEOPLE + "reports: {in_charge: 0s, same: {emergency: 1h}}"))
    world.person("kit").raises("gas")
    assert world.case("E-2026-000002").status is Status.OPEN
    quiet(world)


def test_what_is_not_closed_is_brought_up_every_morning(night: Night) -> None:
    world = over(night(PEOPLE))
    ana, kit = world.people("ana", "kit")
    for _ in range(2):
        world.passes(days=1)
        assert said(ana, "E-2026-000001 is over, but it is not closed yet.")
        assert not kit.heard()
    world.passes(days=1)
    assert said(ana, "is not closed yet")
    assert said(world.person("ming"), "is not closed yet")
    ana.taps("Resolve")
    quiet(world)
    world.passes(days=5)
    for person in world.people("ana", "kit", "ming"):
        person.hears_nothing()


def test_nights_and_days_off_are_left_alone(night: Night) -> None:
    shifts = """
  - id: first-aid
    roster: {weekly: [{from: 15:00, to: 23:00, staff: kit}, {from: 23:00, to: 15:00, staff: sam}]}
"""
    world = over(night(PEOPLE.replace("routing:", shifts.strip("\n") + "\nrouting:")))
    agreed(world, "Kit", "in 4 days")
    world.passes_until("2026-03-03 14:59")
    assert not said(world.person("kit"), "put right")
    world.passes_until("2026-03-03 15:01")
    assert said(world.person("kit"), "This is to be put right by 6 Mar.")
    quiet(world)


def test_a_photo_that_proves_it_is_kept(night: Night, tmp_path: Path) -> None:
    world = over(night(PEOPLE))
    sam = world.person("sam")
    action = agreed(world, "Sam")
    world.passes(days=4)
    sam.taps("✓ Done")
    world.does(sam.on_platform.sends_photo("The new valve", content=b"\xff\xd8 a valve"))
    world.passes(seconds=30)
    (kept,) = world.store.attachments(world.case(NUMBER).id)
    (done,) = world.store.actions()
    assert (done.id, done.words, done.proof) == (action.id, "The new valve", kept.media.unique)
    assert kept.digest is not None
    assert world.store.blob(kept.digest) == b"\xff\xd8 a valve"
    quiet(world)


def test_a_group_s_chat_that_moved_is_reminded_there(night: Night) -> None:
    world = over(night(PEOPLE))
    duty = world.group("duty")
    agreed(world, "Duty managers")
    duty.upgrades(-1002000)
    world.passes(days=4)
    assert said(duty, "This is to be put right by 9 Mar.")
    quiet(world)


def test_everything_urgent_is_done_and_the_end_is_one_tap_away(terminal: Terminal) -> None:
    world = terminal()
    bo, ana = world.people("bo", "ana")
    bo.says("/emergency")
    bo.taps("Lost child")
    ana.taps("Acknowledge")
    ana.taps("I take command")
    quiet(world)
    everything(world, ana)
    assert said(ana, "everything that was to be done at once is settled")
    ana.taps("End the response", on="is settled")
    ana.taps("Yes, it is over")
    assert world.case(NUMBER).stood_down is not None
    quiet(world)


def everything(world: World, person: Person) -> None:
    """Settles whatever is to be done, one step after the other, until nothing urgent is left."""
    for _ in range(30):
        checklist = world.case(NUMBER).checklist
        assert checklist is not None
        if checklist.over:
            return
        shown = [post for post in person.on_platform.sees if post.text.startswith("☑")][-1]
        first = shown.rows[0][0]["text"]
        person.taps(first, on="☑")
