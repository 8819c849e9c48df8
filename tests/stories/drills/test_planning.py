"""Before a drill: who may plan one, who hears of it, who can be reached, and when it begins."""

from __future__ import annotations

from handlers.drills.standing import State
from playbooks.model.scenario import DrillRole
from tests.stories.drills.conftest import MakeHall


def test_only_trainers_and_admins_plan(hall: MakeHall) -> None:
    world = hall()
    world.person("ana").says("/drill")
    world.person("ana").hears("No exercise is planned for you. Everything you report now is real.")
    world.person("wai").says("/drill")
    world.person("wai").hears("Plan an exercise. Which scenario?", "[Medical emergency at a gate]")


def test_everybody_on_the_list_is_invited_and_says_whether_they_come(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.casts("evaluator", "Sam")
    world.only_the_run_from_here()
    world.tess.taps("Invite them").told("3 people were invited.")
    world.person("sam").hears("You are invited to an exercise as evaluator.", "Medical emergency at a gate")
    [player] = world.person("bo").heard()
    assert "as player" in player.text
    assert "collapses" not in player.text
    world.person("bo").taps("I will be there").told("Thank you. It is noted.")
    world.person("ana").taps("I cannot")
    assert any("Ana cannot come to D-2026-000001." in one.text for one in world.tess.heard())
    assert world.run().coming == {"bo": True, "ana": False}
    assert world.everything_is_marked() > 4


def test_players_of_an_unannounced_drill_hear_of_it_when_it_begins(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.casts("controller", "Sam")
    world.tess.taps("📣 Do not announce")
    world.tess.taps("Invite them")
    world.person("bo").hears_nothing()
    assert world.person("sam").heard()
    world.tess.taps("Start it now")
    assert any("The exercise has begun" in one.text for one in world.person("bo").heard())


def test_the_receive_test_shows_who_can_be_reached(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.tess.taps("📶 Receive test").told("The test is on its way.")
    world.person("bo").taps("I can read this").told("Thank you. It is noted.")
    assert any("Receive test: 1 of 3 · not yet: Tess, Ana" in one.text for one in world.tess.heard())


def test_people_get_other_roles_and_are_taken_off_the_list(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.casts("player", "Bo", "Ana", "Kit")
    world.casts("evaluator", "Kit")
    assert world.run().people == {
        "tess": DrillRole.DIRECTOR,
        "bo": DrillRole.PLAYER,
        "ana": DrillRole.PLAYER,
        "kit": DrillRole.EVALUATOR,
    }
    world.tess.taps("👥 People")
    world.tess.taps("player (")
    world.tess.taps("☑ Ana")
    assert "ana" not in world.run().people


def test_nobody_starts_it_without_players_and_the_last_who_leads_stays(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.tess.taps("Start it now").told("Nobody plays yet. Choose the people first.")
    world.tess.taps("👥 People")
    world.tess.taps("director (")
    world.tess.taps("☑ Tess")
    assert world.run().leads == ("tess",)


def test_whoever_leads_it_is_reminded_when_it_is_time(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.casts("player", "Bo")
    world.tess.taps("🕐 When")
    world.tess.taps("in an hour")
    world.tess.heard()
    world.passes(minutes=61)
    assert any("It is time for D-2026-000001." in one.text for one in world.tess.heard())
    world.tess.taps("Start it now")
    assert world.run().state is State.RUNNING


def test_a_date_can_be_typed(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.tess.taps("🕐 When")
    world.tess.taps("type it").told("Write day and time, such as 2026-12-01 14:30.")
    world.tess.says("2026-03-05 14:30")
    starts = world.run().starts
    assert starts is not None
    assert starts.isoformat() == "2026-03-05T14:30:00+08:00"


def test_one_that_is_repeated_is_planned_again_with_the_same_people(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.casts("player", "Bo", "Ana")
    world.tess.taps("🔁 Repeat")
    world.tess.taps("again every 90 days")
    world.tess.taps("Start it now")
    world.tess.taps("⏹ End the exercise")
    again = world.run("D-2026-000002")
    assert (again.state, again.every, list(again.people)) == (State.PLANNED, 90, ["tess", "bo", "ana"])


def test_one_that_is_called_off_is_over(hall: MakeHall) -> None:
    world = hall()
    world.plans()
    world.casts("player", "Bo")
    world.tess.taps("Invite them")
    world.tess.taps("Call it off").told("The exercise was called off.")
    assert any("The exercise was called off." in one.text for one in world.person("bo").heard())
    assert world.run().state is State.CANCELLED


def test_one_that_is_long_over_is_closed_and_its_log_stays(hall: MakeHall) -> None:
    world = hall()
    world.begins("bo", "ana")
    world.tess.taps("⏹ End the exercise")
    world.passes(days=15)
    assert world.store.directory.drills == ()
    assert world.log()[-1].kind == "closed"
