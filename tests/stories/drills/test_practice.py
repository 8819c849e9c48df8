"""Practice: anybody walks a scenario alone, with hints, and sees how they did. Nobody else hears of it."""

from __future__ import annotations

from datetime import timedelta

from handlers.drills.standing import State
from handlers.taps import mark
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import Hall


def _begun(world: Hall, who: str = "bo") -> Hall:
    person = world.person(who)
    person.says("/practice")
    world.only_the_run_from_here()
    person.taps("Medical emergency at a gate")
    return world


def _said(world: Hall, who: str = "bo") -> str:
    return "\n".join(one.text for one in world.person(who).heard())


def _raises_the_alarm(world: Hall) -> None:
    bo = world.person("bo")
    world.passes(minutes=1)
    bo.says("/emergency")
    bo.taps("Medical emergency")
    bo.says("Gate 12")
    bo.taps("No")
    bo.taps("No")


def test_whoever_wants_walks_it_alone_and_plays_every_part(hall: MakeHall) -> None:
    world = _begun(hall())
    _raises_the_alarm(world)
    bo = world.person("bo")
    bo.taps("Acknowledge")
    bo.taps("I take command")
    world.passes(seconds=20)
    bo.taps("⏩ To the next one")
    assert "His chest does not move" in _said(world)
    bo.taps("✓ Done")
    bo.taps("⏹ End the exercise").told("over")
    told = _said(world)
    assert "Until the alarm:" in told
    assert "✓ Somebody takes it" in told
    assert "Critical steps" in told
    assert "Only you see this." in told


def test_all_of_it_is_marked_and_nobody_else_hears_anything(hall: MakeHall) -> None:
    world = _begun(hall())
    _raises_the_alarm(world)
    world.passes(minutes=13)
    world.person("bo").taps("⏹ End the exercise")
    assert world.everything_is_marked() > 15
    world.nobody_else_heard(world.person("bo").number)
    for name in ("ana", "ming", "tess", "sam"):
        world.person(name).hears_nothing()


def test_a_hint_says_what_to_do_and_where_and_is_counted(hall: MakeHall) -> None:
    world = _begun(hall())
    world.passes(minutes=1)
    bo = world.person("bo")
    bo.taps("💡 Hint")
    told = _said(world)
    assert "The alarm is raised: write /emergency and choose “Medical emergency”" in told
    assert "Somebody takes it: tap “Acknowledge” on the alert" in told
    bo.taps("⏹ End the exercise")
    assert "💡 with 1 hint" in _said(world)
    assert world.run().hints == 1


def test_what_comes_next_is_not_shown_before_it_does(hall: MakeHall) -> None:
    told = _said(_begun(hall()))
    assert "Practice: only you hear of it." in told
    assert "chest" not in told.replace("chest compressions", "")


def test_one_may_go_again_at_once(hall: MakeHall) -> None:
    world = _begun(hall())
    bo = world.person("bo")
    bo.taps("⏹ End the exercise")
    bo.taps("🔁 Once more")
    assert world.run("D-2026-000002").state is State.RUNNING
    bo.taps("🔁 Once more").told("You are in an exercise already.")


def test_whoever_forgets_it_is_back_in_earnest_after_a_quarter_of_an_hour(hall: MakeHall) -> None:
    world = _begun(hall())
    world.passes(minutes=10)
    world.person("bo").taps("💡 Hint")
    world.passes(minutes=14)
    assert world.run().state is State.RUNNING, "they did something ten minutes in"
    world.passes(minutes=2)
    assert world.run().state is State.ENDED
    world.forgets()
    world.person("bo").says("/emergency")
    world.person("bo").taps("Medical emergency")
    assert world.case("E-2026-000001").drill is None


def test_it_ends_by_itself_when_its_time_is_over(hall: MakeHall) -> None:
    world = _begun(hall())
    for _ in range(45):
        world.passes(minutes=1)
        if world.run().state is State.RUNNING:
            world.person("bo").taps("💡 Hint")
    assert world.run().state is State.ENDED
    assert world.clock.now() - world.run().planned_at >= timedelta(minutes=44)


def test_a_report_that_was_begun_waits_as_a_draft_and_an_emergency_does_not_wait(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    bo.says("/practice")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    bo.says("Gate 3")
    bo.says("/practice")
    bo.taps("Medical emergency at a gate")
    assert world.store.drills() == []
    world.forgets()


def test_real_words_stop_it_and_the_real_alarm_goes_to_everybody(hall: MakeHall) -> None:
    world = _begun(hall())
    world.person("bo").says("REAL EMERGENCY")
    assert world.run().state is State.FROZEN
    assert world.case("E-2026-000001").drill is None
    assert "Medical emergency" in _said(world, "ana")


def test_two_practise_side_by_side_and_neither_sees_the_other(hall: MakeHall) -> None:
    world = _begun(hall())
    _begun(world, "kit")
    _raises_the_alarm(world)
    assert "DE-2026-000001" not in _said(world, "kit")
    assert len(world.run("D-2026-000001").deeds) > 0
    assert world.run("D-2026-000002").deeds == ()


def test_killed_in_the_middle_it_goes_on(hall: MakeHall) -> None:
    world = _begun(hall())
    world.passes(minutes=1)
    world.dies()
    world.starts()
    _raises_the_alarm(world)
    world.person("bo").taps("⏹ End the exercise")
    assert "Until the alarm:" in _said(world)


def test_taps_of_others_open_nothing(hall: MakeHall) -> None:
    world = _begun(hall())
    for name in ("kit", "tess"):
        world.person(name).says("/help")
    world.person("kit").forges(f"x.{world.run().id}.0.hint").told("This is not for you to open.")
    world.person("tess").forges(f"x.{world.run().id}.0.end").told("This is not for you to open.")


def test_what_takes_two_people_in_earnest_takes_one_who_plays_both(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    bo.says("/practice")
    bo.taps("Core system outage at a branch")
    bo.says("/emergency")
    bo.taps("System outage")
    (case,) = world.store.cases()
    bo.forges(f"c.{case.id}.{case.version}.k.d={mark('restored')}")
    for _ in range(6):
        bo.forges(f"x.{world.run().id}.0.jump")
        world.passes(seconds=5)
    world.passes(minutes=4)
    world.forgets()
    bo.taps("💡 Hint")
    assert "In earnest 2 different people must say that it is done; alone, you play all of them." in _said(world)
    bo.forges(f"c.{case.id}.{case.version}.k.d={mark('backlog')}").told("Enter the backlog")
    (deed,) = [one for one in world.run().deeds if one.kind == "step" and one.data["step"] == "backlog"]
    assert deed.data["outcome"] == "done"
