"""The programme: which team has drilled what, until when that is good, and what is due."""

from __future__ import annotations

from datetime import timedelta

from handlers.taps import mark
from playbooks.words import Words
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import HERE
from tests.stories.drills.programme import YEARLY, changed, drilled, looks


def test_a_team_that_drilled_is_good_for_the_interval_and_one_that_did_not_is_shown_first(hall: MakeHall) -> None:
    world = hall(YEARLY)
    assert "🔴 Duty managers never drilled: Medical emergency" in looks(world)
    drilled(world, "bo", "ana", "ming")
    shown = looks(world)
    assert shown.index("Safety office never drilled") < shown.index("Duty managers: good until 2 Mar 2027")
    world.passes(days=340)
    assert "🟡 Medical emergency · Duty managers: due by 2 Mar" in looks(world)
    world.passes(days=30)
    assert "🔴 Medical emergency · Duty managers: overdue since 2 Mar" in looks(world)


def test_a_button_plans_the_drill_with_the_team_as_players_once(hall: MakeHall) -> None:
    world = hall(YEARLY)
    looks(world)
    world.tess.taps("Plan: Medical emergency at a gate · Duty managers").told("D-2026-000001")
    world.tess.hears("D-2026-000001 · Medical emergency at a gate", "player: Ana, Ming")
    run = world.run()
    assert (run.site, run.leads, set(run.people)) == ("t1", ("tess",), {"tess", "ana", "ming"})
    world.tess.taps("Plan: Medical emergency at a gate · Duty managers").told("D-2026-000001")
    assert len(world.store.drills()) == 1
    world.forgets()


def test_what_is_planned_already_is_said(hall: MakeHall) -> None:
    world = hall(YEARLY)
    looks(world)
    world.tess.taps("Plan: Medical emergency at a gate · Duty managers")
    assert "Duty managers never drilled: Medical emergency · planned: D-2026-000001" in looks(world)
    world.tess.taps("🕐 When", on="D-2026-000001")
    world.tess.taps("in a week at this time")
    assert "planned for 9 Mar: D-2026-000001" in looks(world)
    assert [label for label in world.tess.on_platform.last.buttons if label.startswith("＋")] == [
        "＋ Plan: Medical emergency at a gate · Safety office"
    ]


def test_too_few_of_a_team_are_said_to_be_too_few(hall: MakeHall) -> None:
    world = hall(HERE.replace("[ana, ming]", "[ana, ming, kit]") + YEARLY.removeprefix(HERE))
    drilled(world, "bo", "ana")
    assert "🟠 Medical emergency · Duty managers: too few took part: 1 of 2" in looks(world)
    drilled(world, "bo", "kit")
    assert "✓ Medical emergency · Duty managers: good until" in looks(world)


def test_other_words_let_a_drill_stand_and_another_limit_makes_it_due_again(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana", "ming")
    changed(world, text=Words("Look around you first."))
    assert "Duty managers: good until" in looks(world)
    changed(world, within=timedelta(minutes=9))
    assert "🟠 Medical emergency · Duty managers: steps have changed since: drill it again" in looks(world)


def test_practice_and_what_was_called_off_or_ended_at_once_are_no_drills(hall: MakeHall) -> None:
    world = hall(YEARLY)
    world.begins("ana", "ming")
    world.tess.taps("End the exercise")
    world.plans()
    world.tess.taps("Call it off")
    ana = world.person("ana")
    ana.says("/practice")
    ana.taps("Medical emergency at a gate")
    world.passes(minutes=5)
    ana.taps("End the exercise")
    world.forgets()
    assert "🔴 Duty managers never drilled: Medical emergency" in looks(world)


def test_without_rules_of_ones_own_what_is_usual_is_shown(hall: MakeHall) -> None:
    world = hall()
    assert "Duty managers never drilled: " in (shown := looks(world))
    assert "Fire or smoke" in shown
    assert "Complaint" not in shown


def test_what_came_of_a_run_follows_a_mark_that_is_changed(hall: MakeHall) -> None:
    world = hall(YEARLY)
    drilled(world, "bo", "ana", "ming")
    (before,) = world.store.drill_results()
    tess = world.tess
    tess.taps("🏁 Score")
    tess.taps("Change a mark")
    tess.taps("The alarm is raised")
    tess.taps("not done")
    tess.says("It was another alarm.")
    (after,) = world.store.drill_results()
    assert (before.percent or 0) > (after.percent or 0)
    world.forgets()


def test_it_is_for_trainers_whatever_a_button_says(hall: MakeHall) -> None:
    world = hall(YEARLY)
    bo = world.person("bo")
    for person in (bo, world.tess):
        person.says("/help")
        person.heard()
    marks = f"plan.{mark('medical-gate')}.{mark('duty')}"
    for action in ("grid.0", marks, f"team.{mark('duty')}", f"held.{mark('duty')}", f"list.{mark('duty')}"):
        bo.forges(f"s.prog.0.m.prog={action}").told("This is not for you to open.")
    for action in ("plan.12345678.12345678", "nothing", "plan"):
        world.tess.forges(f"s.prog.0.m.prog={action}").told("That button does nothing here.")
    assert not world.store.drills()
    bo.hears_nothing()
