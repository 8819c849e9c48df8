"""What somebody says of themselves, and who may ask: at the desk, in memory and over a real database."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.desk.safe.beginning import EACH_SECOND
from handlers.events import Elapsed, Inbound, Located, Sender, Tapped
from handlers.rollcall.calls import RollLine, Said
from handlers.rollcall.scene import CallScene
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, FIRE, ORGANISATION, World, edition

FAY = "  - {id: fay, name: Fay, role: staff, language: en}\n"


def alarmed(organisation: str = ORGANISATION, *, offline: bool = False) -> World:
    """Bo raises an alarm at terminal 1; Ana takes command and calls the roll."""
    world = World.of(organisation=organisation)
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.taps(ANA, "Acknowledge")
    world.taps(ANA, "I take command")
    world.taps(ANA, "📋 Roll call")
    world.offline = offline
    assert world.taps(ANA, "Ask everybody: Terminal 1") == "Everybody is being asked."
    return world


def line_of(world: World, staff: str) -> RollLine:
    case = world.case
    found = {line.staff: line for line in world.uow.roll(case.id, 1)}
    return found[staff]


def test_one_message_each_to_those_who_work_there_and_have_an_account() -> None:
    world = alarmed()
    case = world.case
    assert [line.staff for line in world.uow.roll(case.id, 1)] == ["ana", "bo", "chi", "dee", "fay"]
    assert "Are you safe?" in world.texts(CHI)
    assert line_of(world, "ana").said is Said.SAFE  # who asks is there
    assert not line_of(world, "fay").is_reachable
    assert world.kinds()[-1] == "roll_call"


def test_a_tap_that_was_long_on_its_way_does_not_undo_what_was_said_after_it() -> None:
    world = alarmed()
    early = world.uow.now
    world.passes(seconds=30)
    world.taps(CHI, "🆘 I need help")
    case = world.case
    late = Inbound("staff", CHI, Tapped("tap", f"r.{case.id}.1.ok"), early, sender=Sender(CHI, "Chi"), message=1)
    world.arrives(late)
    assert line_of(world, "chi").said is Said.HELP
    assert "You need help" in world.answers[0].text


def test_a_count_that_comes_twice_does_no_harm_and_says_nothing_anew() -> None:
    world = alarmed()
    world.taps(CHI, "✓ I am safe")
    timer = next(timer for timer in world.uow.timers.values() if timer.kind == "roll count")
    world.passes(seconds=2)
    for _ in range(2):
        world.arrives(Inbound("staff", 0, Elapsed(timer.key, timer.kind, timer.data), world.uow.now, private=False))
    assert world.kinds()[-1] == "roll_answers"
    assert world.kinds().count("roll_answers") == 1
    assert sum("✓ safe 2" in heard.message.text for heard in world.heard[ANA]) == 1


def test_an_old_timer_of_a_case_that_is_not_there_does_nothing() -> None:
    world = alarmed()
    data = {"case": "nobody", "call": "1", "who": "chi", "times": "1"}
    before = world.kinds()
    for kind in ("roll count", "roll remind", "roll missing", "roll help"):
        world.arrives(Inbound("staff", 0, Elapsed("roll:x", kind, data), world.uow.now, private=False))
    assert world.kinds() == before


def test_whoever_needs_help_is_heard_for_a_quarter_of_an_hour_and_no_longer() -> None:
    world = alarmed()
    world.taps(CHI, "🆘 I need help")
    world.passes(minutes=14)
    world.does(CHI, Located(22.2, 113.5))
    assert line_of(world, "chi").place == {"latitude": 22.2, "longitude": 113.5}
    world.passes(minutes=2)
    world.does(CHI, Located(1.0, 1.0))
    assert line_of(world, "chi").place == {"latitude": 22.2, "longitude": 113.5}


def test_a_case_is_neither_changed_nor_written_by_those_who_are_safe() -> None:
    world = alarmed()
    before = world.case
    world.taps(CHI, "✓ I am safe")
    world.taps(BO, "✓ I am safe")
    assert world.case == before
    assert world.kinds()[-1] == "roll_call"


def test_questions_go_out_a_few_each_second() -> None:
    many = "".join(
        f"  - {{id: p{n:03}, name: P{n}, role: staff, telegram: {6000 + n}, sites: [t1]}}\n" for n in range(40)
    )
    world = alarmed(ORGANISATION.replace(FAY, FAY + many), offline=True)
    asked = [notice for notice in world.uow.queued.values() if "Are you safe?" in notice.message.text]
    starts = {(notice.not_before or world.uow.now) - world.uow.now for notice in asked}
    assert len(asked) == 43
    assert starts == {timedelta(seconds=n) for n in range(3)}
    assert (
        max(sum((n.not_before or world.uow.now) == world.uow.now + at for n in asked) for at in starts) == EACH_SECOND
    )


def test_who_has_no_part_in_it_may_not_ask_and_a_group_is_sent_to_its_private_chat() -> None:
    world = World.of()
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    case = world.case
    assert world.taps_data(CHI, f"c.{case.id}.1.roll").startswith("Only whoever is in charge")
    assert world.taps_data(CHI, f"r.{case.id}.1.go=x.").startswith("Only whoever is in charge")
    assert world.taps_data(ANA, f"c.{case.id}.1.roll", DUTY_CHAT) == "Please do that in your private chat with me."
    assert "roll_call" not in world.kinds()


def test_whoever_has_not_said_where_they_are_is_looked_for_where_they_were_last() -> None:
    world = alarmed()
    world.does(BO, Located(22.2, 113.5))  # no part of any answer yet
    world.says(CHI, "/incident")
    world.taps(CHI, "🆘 I need help")
    assert "Where: not said yet." in world.last(ANA)
    world.does(CHI, Located(22.3, 113.6))
    assert "22.30000, 113.60000" in world.last(ANA)
    assert "last known" not in world.last(ANA)
    case = world.case
    guessed = replace(line_of(world, "chi"), place={"place": "gate-12", "site": "t1", "last": "2026-03-02"})
    scene = CallScene(case, case.calls[0], edition(FIRE).playbook, world.uow.directory, world.uow.now, "en")
    assert scene.place(guessed) == "last known: Terminal 1, Gate 12"
