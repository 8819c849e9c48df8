"""Two emergencies from the alarm to the day on which what they showed to be wrong is put right."""

from __future__ import annotations

from handlers.actions import ActionState
from handlers.cases import Status
from handlers.taps import mark
from tests.stories.after.conftest import Terminal
from tests.stories.world.people import Chat, Person
from tests.stories.world.world import World

NUMBER = "E-2026-000001"


def answers(person: Person, *said: str) -> None:
    """Says or taps (`[…]`) one thing after the other."""
    for one in said:
        if one.startswith("["):
            person.taps(one[1:-1])
        else:
            person.says(one)


def said(chat: Chat, *words: str) -> bool:
    """Whether one message with all these words was said there since the last look."""
    return any(all(word in heard.text for word in words) for heard in chat.heard())


def quiet(world: World) -> None:
    """What was said until here is others' to look at."""
    for person in world.people("bo", "kit", "sam", "ana", "ming", "wai"):
        person.heard()
    world.group("duty").heard()


def test_somebody_collapses_at_gate_12(terminal: Terminal) -> None:
    world = terminal()
    bo, kit, ana, ming, duty = *world.people("bo", "kit", "ana", "ming"), world.group("duty")

    # The alarm is out on the first tap, and the answers follow it.
    bo.says("/emergency")
    bo.taps("Medical emergency")
    duty.hears("Medical emergency", "Not taken yet")
    answers(bo, "Gate 12", "[No]", "[No]", "[Collapsed]")
    ana.taps("Acknowledge")
    ana.taps("I take command")
    kit.taps("☑ My checklist")
    answers(kit, "[✓ Done]", "[✓ Done]", "[Not breathing]", "[✓ Done]")
    quiet(world)

    # The AED hangs behind a locked door: said with a reason, and whoever leads hears it at once.
    world.passes(minutes=2)
    answers(kit, "[Cannot do]", "The door to the AED is locked")
    assert said(ana, "Kit cannot do this.", "The door to the AED is locked")
    world.passes(minutes=12)
    quiet(world)

    # The crew has taken over: the response ends, and everybody who was told hears it.
    ana.taps("End the response")
    ana.hears("End the response of E-2026-000001?", "critical step")
    ana.taps("Yes, it is over")
    for chat in (bo, kit, ming, duty):
        assert said(chat, "the response is over, says Ana")
    told = next(entry for entry in world.store.timeline(world.case(NUMBER).id) if entry.kind == "stood down")
    assert (set(told.data["people"]), told.data["groups"]) == ({"bo", "kit", "sam", "ming"}, ["duty"])

    # Looking back while everybody is still there: five whys that end at the third.
    ana.heard()
    ana.taps("🔎 Look back")
    ana.hears("✗ AED here?", "The door to the AED is locked", "What happened, in two or three sentences?")
    answers(ana, "An old man collapsed at gate 12", "CPR began within a minute", "Nobody got to the AED")
    answers(ana, "The door was locked", "It is locked at night", "Nobody thought of the AED behind it", "[Skip]")
    answers(
        ana, "[＋ Corrective action]", "The AED hangs outside the door", "[Sam]", "[16 Mar]", "[No]", "[That is all]"
    )
    answers(ana, "[＋ Person affected]", "Mr Chan, 6612 3456", "[Me]", "[Tomorrow]", "[That is all]", "[✓ Submit]")
    assert said(kit, "Ana looked back on E-2026-000001.", "Root cause: Nobody thought of the AED behind it")
    quiet(world)

    # The case closes once every critical step is settled or waived.
    ana.taps("Resolve")
    ana.hears("cannot be closed yet", "Wait for the ambulance")
    ana.taps("1 ✓")
    assert world.case(NUMBER).status is Status.ACKNOWLEDGED
    ana.taps("Resolve", on="nothing critical is open")
    assert world.case(NUMBER).status is Status.RESOLVED
    quiet(world)

    # The family is called, and what they say is noted.
    world.passes(days=1)
    ana.hears("This is to be put right today.", "Call Mr Chan · 6612 3456 and ask how they are.")
    answers(ana, "[✓ Done]", "He is in hospital and doing well")
    quiet(world)

    # Sam is reminded ahead and on the day, and shows it with a photo.
    world.passes(days=11)
    sam = world.person("sam")
    sam.hears("This is to be put right by 16 Mar.")
    world.passes(days=2)
    sam.hears("This is to be put right today.", "The AED hangs outside the door")
    answers(sam, "[✓ Done]", "It hangs beside gate 12 now")
    ana.hears("✓ Sam has put this right.", "It hangs beside gate 12 now")
    sam.hears("How was it done?", "Noted.")
    world.passes(days=30)

    aed, call = world.store.actions_of(world.case(NUMBER).id)
    assert (aed.state, call.state) == (ActionState.DONE, ActionState.DONE)
    assert world.kinds(NUMBER)[-2:] == ["action done", "action done"]


def test_the_kitchen_burns_and_the_hall_is_cleared(terminal: Terminal) -> None:
    world = terminal()
    bo, kit, ana, ming, wai = world.people("bo", "kit", "ana", "ming", "wai")
    duty = world.group("duty")

    bo.says("/emergency")
    bo.taps("Fire or smoke")
    ana.taps("Acknowledge", duty)
    ana.taps("I take command", duty)
    answers(bo, "Food court kitchen", "[Flames]", "[No]", "[Kitchen or oil]")
    kit.taps("☑ My checklist")
    quiet(world)

    # It is a fire: the hall is cleared, step by step, by whoever is free.
    settle(world, ana, "call-brigade", "call-point", "investigate")
    decide(world, ana, "confirm", "fire")
    settle(world, kit, "evacuate", "announce", "lifts", "help-first", "assembly")
    decide(world, kit, "missing", "nobody")
    world.passes(minutes=8)
    quiet(world)

    # It looked over too soon.
    ana.taps("End the response")
    ana.taps("Yes, it is over")
    quiet(world)
    world.passes(minutes=3)
    ana.taps("Not over: it goes on")
    assert said(duty, "is not over: it goes on, says Ana")
    settle(world, ana, "meet-brigade")
    world.passes(minutes=9)
    quiet(world)
    ana.taps("End the response")
    ana.taps("Yes, it is over")
    assert said(duty, "✅ Response over 09:20 (Ana)")
    quiet(world)

    # What comes afterwards counts from the end of the response, and is worked by the same team.
    settle(world, ana, "released", "reset", "preserve", "care")
    quiet(world)

    # Ming, a manager, closes it for Ana: what nobody settled is waived with a reason.
    ming.taps("Resolve")
    ming.hears("E-2026-000001 cannot be closed yet.", "[1 ✓] [1 not needed] [1 by others] [1 ✎]")
    while world.case(NUMBER).status is not Status.RESOLVED:
        left = [post for post in ming.on_platform.sees if "critical step" in post.text][-1:]
        if left and any(button["text"] == "1 by others" for row in left[0].rows for button in row):
            ming.taps("1 by others")
        else:
            ming.taps("Resolve", on="nothing critical is open")
    waived = [entry for entry in world.store.timeline(world.case(NUMBER).id) if entry.data.get("outcome") == "waived"]
    assert {entry.actor for entry in waived} == {"ming"}
    assert all(entry.data["reason"] == "others" for entry in waived)
    quiet(world)

    # Nobody looked back: the next morning Ana is asked to.
    world.passes(days=1)
    ana.hears("Nobody has looked back on E-2026-000001 yet.", "[🔎 Look back]")
    ana.taps("🔎 Look back")
    answers(ana, "Oil in the kitchen burnt", "[Skip]", "We called it over too soon", "[Skip]")
    answers(
        ana,
        "[＋ Corrective action]",
        "The playbook says who declares it over",
        "[👥 First aiders]",
        "[10 Mar]",
        "[Yes]",
    )
    answers(ana, "[That is all]", "[None]", "[✓ Submit]")
    quiet(world)

    # The group lets it lie: its lead hears, agrees another day, and then it is done.
    world.passes(days=8)
    kit.hears(
        "This is to be put right by 10 Mar.", "This is to be put right today.", "This should have been put right."
    )
    ming.hears("⚠️ First aiders has not put this right in time.")
    ming.taps("Another day")
    ming.taps("14 Mar")
    kit.hears("Ming has agreed another day: 14 Mar.")
    answers(kit, "[✓ Done]", "Chapter 3 names the fire officer")
    ana.hears("✓ Kit has put this right.")
    quiet(world)
    world.passes(days=60)
    (action,) = world.store.actions_of(world.case(NUMBER).id)
    assert action.state is ActionState.DONE
    assert action.target is not None
    assert (action.target.playbook, action.target.edition) == ("fire", world.case(NUMBER).edition)
    assert wai.heard() == []


def settle(world: World, person: Person, *steps: str) -> None:
    """Says of steps that they are done, wherever they stand on the list."""
    for step in steps:
        person.forges(f"c.{world.case(NUMBER).id}.0.k.d={mark(step)}")


def decide(world: World, person: Person, step: str, way: str) -> None:
    """Decides a step one way."""
    person.forges(f"c.{world.case(NUMBER).id}.0.k.c={mark(step)}={mark(way)}")
