"""One clock for everything in a run: what those who lead it rule, everything follows."""

from __future__ import annotations

import shutil
from datetime import timedelta
from pathlib import Path

from handlers.drills.expecting import Verdict, judged
from handlers.drills.standing import State
from playbooks.drills import SCENARIOS
from playbooks.loading import LIBRARY
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import Hall


def _alarm(world: Hall, by: str = "bo") -> None:
    world.person(by).says("/emergency")
    world.person(by).taps("Medical emergency")


def _verdicts(world: Hall) -> dict[str, Verdict]:
    return {one.expectation.id: one.verdict for one in judged(world.run(), world.clock.now())}


def test_paused_for_thirty_minutes_nobody_is_late(hall: MakeHall) -> None:
    world = hall()
    bo, ana = world.person("bo"), world.person("ana")
    world.begins("bo", "ana", "kit")
    world.passes(minutes=1, seconds=30)
    bo.heard()
    world.tess.taps("⏸ Pause").told("Paused: nothing comes due.")
    bo.hears("The exercise is paused.")
    ana.hears("The exercise is paused.")
    world.passes(minutes=30)
    bo.hears_nothing()
    ana.hears_nothing()
    assert _verdicts(world)["alarm-raised"] is Verdict.OPEN
    world.tess.taps("▶ Go on")
    world.forgets()
    _alarm(world)
    ana.taps("Acknowledge")
    assert _verdicts(world)["alarm-raised"] is Verdict.MET
    assert _verdicts(world)["alarm-taken"] is Verdict.MET
    took = {one.expectation.id: one.took for one in judged(world.run(), world.clock.now())}
    assert took["alarm-raised"] is not None
    assert took["alarm-raised"] < timedelta(minutes=1)


def test_the_escalation_of_a_case_in_the_run_waits_for_the_pause_and_a_real_one_does_not(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "sam")
    _alarm(world)
    world.person("wai").says("/emergency")
    world.person("wai").taps("Fire or smoke")
    world.forgets()
    world.tess.taps("⏸ Pause")
    before = world.kinds("DE-2026-000001").count("escalated")
    world.passes(minutes=15)
    assert world.kinds("DE-2026-000001").count("escalated") == before
    assert world.kinds("E-2026-000001").count("escalated") > 0
    world.tess.taps("▶ Go on")
    world.passes(minutes=15)
    assert world.kinds("DE-2026-000001").count("escalated") > before


def test_at_five_times_the_speed_the_injects_come_five_times_as_soon(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.tess.taps("×5").told("×5")
    world.passes(seconds=13)
    world.person("bo").hears("An old man at gate 12")
    world.passes(seconds=25)
    world.person("bo").hears("His chest does not move")
    assert world.run().clock.speed == 5


def test_an_inject_is_skipped_and_another_is_played_now(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.tess.taps("⏭ Skip the next").told("Skipped.")
    world.passes(minutes=2)
    world.person("bo").hears_nothing()
    assert _verdicts(world)["alarm-raised"] is Verdict.DROPPED
    world.tess.taps("▶ Play one now")
    world.tess.taps("My friend has fainted").told("Played.")
    world.person("ana").hears("My friend has fainted")
    assert [one.how for one in world.run().fired] == ["hand"]


def test_an_inject_made_up_on_the_spot_goes_to_all_players_and_nothing_else_is_taken_for_one(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.tess.taps("✎ Add one").told("Write the inject now")
    world.tess.says("The lift is stuck between two floors.")
    for name in ("bo", "ana", "kit"):
        world.person(name).hears("The lift is stuck between two floors.", "Tess")
    world.forgets()
    world.tess.says("What a day")
    world.person("bo").hears_nothing()
    assert [inject.id for inject in world.run().added] == ["added-1"]


def test_ten_more_minutes_make_what_is_open_later_and_the_end_too(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.passes(minutes=1, seconds=30)
    world.tess.taps("＋ 10 more minutes")
    world.passes(minutes=5)
    world.forgets()
    _alarm(world)
    assert _verdicts(world)["alarm-raised"] is Verdict.MET
    ends = world.run().ends
    began = world.run().clock.began
    assert ends is not None
    assert began is not None
    assert ends - began == timedelta(minutes=55)


def test_a_branch_is_played_only_if_it_was_missed(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.passes(minutes=9)
    assert world.run().fired_at("control-asks") is not None  # nobody called the ambulance
    assert world.run().fired_at("aed-here") is None  # nobody began CPR


def test_at_the_planned_end_those_who_lead_are_asked_and_nobody_is_cut_off(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    world.passes(minutes=46)
    assert any("The planned time is over." in one.text for one in world.tess.heard())
    assert world.run().state is State.RUNNING
    world.tess.taps("⏹ End the exercise")
    assert any("Everything from now on is real." in one.text for one in world.person("bo").heard())
    world.forgets()
    world.passes(hours=2)
    assert ["After-action review" in one.text for one in world.tess.heard()] == [True]  # and nothing else comes due
    world.person("bo").hears_nothing()


def test_what_players_tap_and_type_while_it_stands_still_does_not_count(hall: MakeHall) -> None:
    world = hall()
    bo, ana = world.person("bo"), world.person("ana")
    world.begins("bo", "ana", "kit")
    _alarm(world)
    world.tess.taps("⏸ Pause")
    world.forgets()
    ana.taps("Acknowledge").told("The exercise is paused.")
    bo.says("Gate 12")
    bo.hears("The exercise is paused.")
    assert "acknowledged" not in world.kinds("DE-2026-000001")
    bo.says("/emergency")  # begun by themselves: real
    bo.taps("Medical emergency")
    assert world.case("E-2026-000001").drill is None


def test_a_process_that_is_killed_and_another_that_goes_on_change_nothing(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.passes(minutes=1, seconds=1)
    world.person("bo").hears("An old man at gate 12")
    _alarm(world)
    world.tess.taps("×2")
    world.dies()
    world.passes(seconds=20)
    world.starts()
    world.forgets()
    world.passes(minutes=1)
    world.person("bo").hears("His chest does not move")
    assert world.run().clock.speed == 2
    assert _verdicts(world)["alarm-raised"] is Verdict.MET


def test_only_those_who_lead_can_rule(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", evaluators=["ming"])
    for name in ("bo", "ming"):
        world.person(name).forges(f"x.{world.run().id}.0.end").told("Only those who lead the exercise can do that.")
    world.person("sam").says("/help")
    world.person("sam").forges(f"x.{world.run().id}.0.end").told("This is not for you to open.")
    assert world.run().state is State.RUNNING


def test_an_inject_made_up_on_the_spot_can_be_a_photo(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    world.only_the_run_from_here()
    world.tess.taps("✎ Add one")
    world.does(world.tess.on_platform.sends_photo(caption="This lies at gate 3"))
    [heard] = world.person("bo").heard()
    assert "This lies at gate 3" in heard.text
    assert len(world.api.calls.of("sendPhoto", chat=world.person("ana").number)) == 1
    world.everything_is_marked()


def test_an_inject_of_a_scenario_shows_its_photo(hall: MakeHall, tmp_path: Path) -> None:
    own = tmp_path / "own"
    (own / "scenarios").mkdir(parents=True)
    shutil.copy(LIBRARY / "medical-emergency.yaml", own)
    text = (SCENARIOS / "medical-gate.yaml").read_text(encoding="utf-8")
    text = text.replace("    to: [finder]\n    objective: alarm\n", "    to: [finder]\n    media: [gate.jpg]\n", 1)
    (own / "scenarios" / "medical-gate.yaml").write_text(text, encoding="utf-8")
    (own / "scenarios" / "gate.jpg").write_bytes(b"\xff\xd8\xff a photo")
    world = hall(playbooks=own)
    world.begins("bo", "ana")
    world.only_the_run_from_here()
    world.passes(minutes=1, seconds=1)
    world.person("bo").hears("An old man at gate 12")
    assert len(world.api.calls.of("sendPhoto", chat=world.person("bo").number)) == 1
    world.everything_is_marked()


def test_the_clock_is_put_ahead_to_the_next_inject_and_what_is_due_by_then_comes_due(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.tess.taps("⏩ To the next one").told("The clock is put ahead.")
    world.person("bo").hears("An old man at gate 12")
    world.tess.taps("⏩ To the next one")
    world.person("bo").hears("His chest does not move")
    assert _verdicts(world)["alarm-raised"] is Verdict.MISSED
    assert world.time == "09:00"


def test_once_it_differs_from_the_clock_on_the_wall_every_message_says_what_it_shows(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana", "kit")
    world.tess.taps("⏸ Pause")
    world.passes(minutes=30)
    world.tess.taps("▶ Go on")
    world.forgets()
    world.passes(minutes=1, seconds=1)
    world.person("bo").hears("EXERCISE, not real · ⏱ 09:01")
    assert world.time == "09:31"
