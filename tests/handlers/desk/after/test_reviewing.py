"""Looking back on what is over: who may, what they see, and what comes of it."""

from __future__ import annotations

from handlers.actions import Origin
from tests.handlers.desk.after.setting import burning, over, settles, tap
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, World


def asked(world: World, *said: str) -> None:
    """Says or taps (`[…]`) one thing after the other."""
    for one in said:
        if one.startswith("["):
            world.taps(ANA, one[1:-1])
        else:
            world.says(ANA, one)


def test_what_happened_is_shown_first() -> None:
    world = over()
    world.taps(ANA, "🔎 Look back")
    story = world.heard[ANA][-2].message.text
    assert story.startswith("E-2026-000001: what happened\n14:00 Bo reported it")
    assert "14:10 ✓ Close the doors (Ana)" in story
    assert "14:10 ✅ Ana ended the response" in story
    assert "What the checklist shows" in story
    assert "⏰ 5 min late · Close the doors" in story
    assert "⏰ not done · Call the fire brigade" in story


def test_a_review_with_nothing_to_say_is_a_review() -> None:
    world = over()
    world.taps(ANA, "🔎 Look back")
    asked(world, "[Skip]", "[Skip]", "[Skip]", "[None]", "[None]", "[✓ Submit]")
    entry = world.uow.timeline(world.case.id)[-1]
    assert (entry.kind, entry.actor, entry.data) == ("reviewed", "ana", {})
    assert "Ana looked back on E-2026-000001." in world.texts(BO)


def test_five_whys_end_by_themselves_and_the_last_is_the_root() -> None:
    world = over()
    world.taps(ANA, "🔎 Look back")
    asked(world, "A fire", "Nobody was hurt", "It took long")
    asked(world, "one", "two", "three", "four", "five", "[None]", "[None]", "[✓ Submit]")
    entry = world.uow.timeline(world.case.id)[-1]
    assert entry.data["whys"] == ["one", "two", "three", "four", "five"]
    assert (entry.data["root"], entry.data["badly"]) == ("five", "It took long")
    assert "Root cause: five" in world.last(DUTY_CHAT)


def test_its_actions_are_agreed_and_name_the_playbook() -> None:
    world = over()
    world.taps(ANA, "🔎 Look back")
    asked(
        world, "[Skip]", "[Skip]", "[Skip]", "[＋ Corrective action]", "Doors close by themselves", "Chi", "tomorrow"
    )
    asked(world, "[Yes]", "[That is all]", "[＋ Person affected]", "Mrs Lei, 66123456", "[Me]", "[Today]")
    asked(world, "[That is all]", "[✓ Submit]")
    first, second = world.uow.actions.values()
    case = world.case
    assert (first.origin, first.source, first.owner.staff) == (Origin.CASE_REVIEW, case.number, "chi")
    assert first.target is not None
    assert (first.target.playbook, first.target.edition) == ("fire", case.edition)
    assert (second.origin, second.what, second.owner.staff) == (Origin.FOLLOW_UP, "Mrs Lei · 66123456", "ana")
    assert world.uow.timeline(case.id)[-1].data["actions"] == [first.number, second.number]
    assert "Mrs Lei · 66123456" in world.last(ANA)
    assert "Somebody who was affected is called." in world.texts(DUTY_CHAT)
    tap(world, CHI, "show")
    world.says(3001, "/actions")
    assert all("Mrs Lei" not in world.texts(chat) for chat in (BO, CHI, DUTY_CHAT)), "it is nobody else's"
    assert "Mrs Lei" in world.last(3001), "an admin's"


def test_who_was_not_in_charge_does_not_look_back() -> None:
    world = over()
    for who in (BO, CHI):
        for action in ("rev", "fu"):
            tap(world, who, action)
            assert world.answers[0].alert
    assert tap(world, ANA, "rev", chat=DUTY_CHAT) == "Please write to me in a private chat."


def test_while_it_goes_on_nobody_looks_back() -> None:
    world = burning()
    assert tap(world, ANA, "rev") == "It is not over yet."


def test_one_that_was_set_aside_is_gone_on_with() -> None:
    world = over()
    world.taps(ANA, "🔎 Look back")
    asked(world, "A fire", "/pause")
    tap(world, ANA, "rev")
    assert "What went well?" in world.last(ANA)
    assert world.texts(ANA).count("what happened\n") == 1, "what happened is not told twice"


def test_a_complaint_can_be_looked_back_on_once_it_is_closed() -> None:
    world = World.of()
    complain(world)
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    tap(world, ANA, "done")
    tap(world, ANA, "show")
    world.taps(ANA, "🔎 Look back")
    assert "What happened, in two or three sentences?" in world.last(ANA)


def test_somebody_the_case_names_is_followed_up_with_three_taps() -> None:
    world = burning()
    world.says(BO, "Mr Wong, 6688 1234")
    for step in ("brigade", "out", "count", "insurer"):
        settles(world, ANA, step, "d")
    tap(world, ANA, "done")
    tap(world, ANA, "fu")
    asked(world, "[Me]", "[Tomorrow]", "[✓ Submit]")
    (action,) = world.uow.actions.values()
    assert (action.what, action.origin) == ("Mr Wong · 6688 1234", Origin.FOLLOW_UP)
    assert "📞 Call Mr Wong · 6688 1234 and ask how they are." in world.last(ANA)


def test_what_others_see_of_a_case_says_that_it_was_looked_back_on() -> None:
    world = over()
    world.taps(ANA, "🔎 Look back")
    asked(world, "[Skip]", "[Skip]", "[Skip]", "[None]", "[None]", "[✓ Submit]")
    tap(world, CHI, "show")
    assert "✅ Ana ended the response" in world.last(CHI)
    assert "Ana looked back" in world.last(CHI)
