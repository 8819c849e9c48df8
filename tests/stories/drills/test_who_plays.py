"""What somebody reports by themselves is part of a run only if they know of it; when in doubt it is real."""

from __future__ import annotations

from tests.stories.drills.conftest import MakeHall


def test_until_a_player_takes_part_what_they_report_is_real(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.tess.taps("Start it now")
    bo.heard()
    bo.says("/emergency")
    bo.hears("you have not said that you take part: what you begin now is real", "Which one?")
    bo.taps("Medical emergency")
    assert world.case("E-2026-000001").drill is None


def test_whoever_answers_a_message_of_the_run_speaks_in_it(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.tess.taps("Start it now")
    world.passes(minutes=1, seconds=1)
    bo.heard()
    bo.says("An old man collapsed, not breathing", reply_to="An old man at gate 12")
    assert all("EXERCISE, not real" in one.text for one in bo.heard())
    assert world.run().playing == ("bo",)


def test_nobody_plays_in_two_at_a_time(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    world.plans("Lost child")
    world.casts("player", "Bo")
    world.tess.taps("Start it now").told("Bo still plays in D-2026-000001.")
    assert world.run("D-2026-000002").state.value == "planned"


def test_whoever_acts_in_the_run_knows_of_it(hall: MakeHall) -> None:
    world = hall()
    bo, ana = world.person("bo"), world.person("ana")
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.tess.taps("Start it now")
    bo.taps("I take part")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    ana.taps("Acknowledge")
    assert world.run().playing == ("bo", "ana")
    ana.says("/emergency")
    ana.taps("Fire or smoke")
    assert world.case("DE-2026-000002").reporter == "ana"


def test_who_steps_out_is_back_in_earnest(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    world.begins("bo", "ana")
    world.passes(minutes=1, seconds=1)
    bo.taps("I step out").told("You stepped out. What you report now is real.")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    assert world.case("E-2026-000001").drill is None


def test_a_real_report_under_way_waits_as_a_draft(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    world.plans()
    world.casts("player", "Bo", "Ana")
    bo.says("/complaint")
    world.tess.taps("Start it now")
    bo.taps("I take part").told("You take part.")
    assert any("Set aside. To go on with it later: /cases" in one.text for one in bo.heard())
    bo.says("An old man fell over")
    assert all("EXERCISE, not real" in one.text for one in bo.heard())


def test_nobody_is_taken_out_of_a_real_emergency(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    world.plans()
    world.casts("player", "Bo", "Ana")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    world.tess.taps("Start it now")
    bo.taps("I take part").told("You are in the middle of a real emergency. See it through first.")
    assert world.run().playing == ()


def test_help_stays_real_and_what_is_begun_from_there_is(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    world.begins("bo", "ana")
    bo.says("/help")
    assert all("EXERCISE" not in one.text for one in bo.heard())
    bo.taps("Emergency")
    bo.taps("Medical emergency")
    assert world.case("E-2026-000001").drill is None


def test_in_the_reports_of_two_worlds_nothing_gets_mixed_up(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    world.begins("bo", "ana")
    bo.says("/emergency")
    bo.taps("Medical emergency")
    world.tess.taps("⏸ Pause")
    world.forgets()
    bo.says("/complaint")  # real, as the run stands still
    assert all("EXERCISE" not in one.text for one in bo.heard())
    world.tess.taps("▶ Go on")
    bo.heard()
    bo.says("No bread")  # answers the real question that is open
    assert all("EXERCISE" not in one.text for one in bo.heard())
    bo.says("/cancel")
    assert world.case("DE-2026-000001").status.value == "open"


def test_somebody_chooses_their_language_in_a_drill_for_good(hall: MakeHall) -> None:
    world = hall()
    bo = world.person("bo")
    world.begins("bo", "ana")
    bo.says("/language")
    bo.taps("Português")
    world.passes(minutes=1, seconds=1)
    assert any("EXERCÍCIO, não é real" in one.text for one in bo.heard())
