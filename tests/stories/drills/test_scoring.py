"""What a run scores follows from its log: the whole for trainers, one's own part for oneself."""

from __future__ import annotations

from handlers.drills.expecting import Verdict
from handlers.drills.folding import read_run
from handlers.drills.score import Score, by_team, score_of
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import Hall


def score(world: Hall) -> Score:
    """As its log and playbook tell it."""
    run = world.run()
    edition = world.store.editions.by_digest(run.editions[run.scenario.playbook])
    assert edition is not None
    return score_of(run, world.clock.now(), edition.playbook)


def alarm_in_time(world: Hall) -> None:
    """Bo raises it half a minute after the first inject, Ana takes it a minute later."""
    bo, ana = world.people("bo", "ana")
    world.begins("bo", "ana", "kit")
    world.passes(minutes=1, seconds=30)
    bo.says("/emergency")
    bo.taps("Medical emergency")
    world.passes(minutes=1)
    ana.taps("Acknowledge")


def test_times_against_their_windows(hall: MakeHall) -> None:
    world = hall()
    alarm_in_time(world)
    world.passes(minutes=10)
    world.tess.taps("End the exercise")
    found = score(world)
    assert found.to_alarm is not None
    assert 29 <= found.to_alarm.total_seconds() <= 33
    assert found.to_acknowledge is not None
    assert 59 <= found.to_acknowledge.total_seconds() <= 63
    met = [one.judged.expectation.id for one in found.with_verdict(Verdict.MET)]
    assert met[:2] == ["alarm-raised", "alarm-taken"]
    assert "breathing-checked" in [one.judged.expectation.id for one in found.with_verdict(Verdict.MISSED)]
    assert "call-ambulance" in [pace.step.id for pace in found.omitted]


def test_the_trainer_sees_all_and_a_player_their_own_part(hall: MakeHall) -> None:
    world = hall()
    alarm_in_time(world)
    world.forgets()
    world.tess.taps("End the exercise")
    world.forgets()
    world.tess.taps("🏁 Score")
    world.tess.hears("By name (for trainers only)")
    bo = world.person("bo")
    bo.taps("How did I do?")
    words = "\n".join(one.text for one in bo.heard())
    assert "You yourself" in words
    assert "The alarm is raised" in words
    assert "Ana" not in words
    assert "Somebody takes it" not in words


def test_nobody_sees_the_others_with_a_forged_button(hall: MakeHall) -> None:
    world = hall()
    alarm_in_time(world)
    world.tess.taps("End the exercise")
    world.person("bo").forges(f"x.{world.run().id}.0.score").told("Only those who lead the exercise can do that.")


def test_a_mark_is_changed_with_a_reason_only_and_the_log_keeps_both(hall: MakeHall) -> None:
    world = hall()
    tess = world.tess
    world.begins("bo", "ana", "kit")
    world.passes(minutes=5)
    tess.taps("End the exercise")
    before = score(world)
    tess.taps("🏁 Score")
    tess.taps("Change a mark")
    tess.taps("🔴 The alarm is raised")
    tess.taps("✓ in time")
    assert score(world).percent == before.percent, "nothing changes without a reason"
    tess.says("It was shouted across the hall; the phone had no signal.")
    tess.hears(
        "over · 0 expectations met",
        "three short questions",
        "Why is the mark",
        "The alarm is raised: not done",
        "no signal",
    )
    changed = next(one for one in score(world).marks if one.judged.expectation.id == "alarm-raised")
    assert (changed.verdict, changed.judged.verdict) == (Verdict.MET, Verdict.MISSED)
    assert [entry.actor for entry in world.log() if entry.kind == "overridden"] == ["tess"]


def test_teams_are_those_of_the_day_of_the_run(hall: MakeHall) -> None:
    world = hall()
    alarm_in_time(world)
    world.tess.taps("End the exercise")
    teams = by_team(score(world), world.run())
    assert "duty" in teams
    assert teams["duty"].count(Verdict.MET) >= 1
    world.imports("groups: [{id: duty, members: [sam]}]")
    assert by_team(score(world), world.run()) == teams


def test_a_killed_process_changes_no_mark(hall: MakeHall) -> None:
    world = hall()
    alarm_in_time(world)
    before = score(world)
    world.dies()
    world.starts()
    assert score(world) == before
    world.forgets()
    world.passes(minutes=4)
    assert read_run(world.run().id, world.log()) == world.run()
    late = [one.judged.expectation.id for one in score(world).with_verdict(Verdict.MISSED)]
    assert "breathing-checked" in late, "its window came to its end in the process that took over"


def test_a_pause_makes_nobody_late(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.passes(minutes=1, seconds=30)
    world.tess.taps("Pause")
    world.passes(minutes=30)
    world.tess.taps("Go on")
    bo = world.person("bo")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    found = next(one for one in score(world).marks if one.judged.expectation.id == "alarm-raised")
    assert found.verdict is Verdict.MET
    world.forgets()
