"""Trainers are reminded of what falls due: once ahead and once when it is overdue, by day, and not at a restart."""

from __future__ import annotations

from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import HERE
from tests.stories.drills.programme import YEARLY, drilled, said


def test_a_trainer_hears_ahead_and_when_it_is_overdue_and_plans_it_with_a_tap(hall: MakeHall) -> None:
    world = hall(YEARLY.replace("[duty, safety]", "duty"))
    world.tess.hears(
        "Drills that fall due",
        "🔴 Duty managers never drilled: Medical emergency",
        "[＋ Plan: Medical emergency at a gate · Duty managers]",
    )
    drilled(world, "bo", "ana", "ming")
    world.passes_until("2027-01-31 08:59")
    world.forgets()
    world.passes_until("2027-01-31 09:00")
    world.tess.hears("Drills that fall due", "🟡 Medical emergency · Duty managers: due by 2 Mar")
    world.passes_until("2027-03-03 08:59")
    world.tess.hears_nothing()
    world.passes_until("2027-03-03 09:00")
    world.tess.hears("🔴 Medical emergency · Duty managers: overdue since 2 Mar", "[📋 Programme of drills]")
    world.passes(days=100)
    world.tess.hears_nothing()
    world.tess.taps("Plan: Medical emergency at a gate · Duty managers")
    assert "ming" in world.run("D-2026-000001").people
    assert world.run("D-2027-000001").scenario.id == "medical-gate"
    world.forgets()


def test_what_was_said_is_not_said_again_by_an_import_or_a_restart(hall: MakeHall) -> None:
    world = hall(YEARLY)
    world.tess.hears("Drills that fall due")
    world.imports(YEARLY)
    world.restarts()
    world.passes(days=3)
    world.tess.hears_nothing()
    world.imports(YEARLY.replace("medical-emergency", "[medical-emergency, fire]"))
    shown = said(world)
    assert "never drilled: Fire or smoke" in shown
    assert "never drilled: Medical emergency" not in shown


def test_what_was_drilled_is_told_again_when_it_falls_due_again(hall: MakeHall) -> None:
    world = hall(YEARLY.replace("[duty, safety]", "duty").replace("1 year", "60 days"))
    world.forgets()
    for _ in range(2):
        drilled(world, "bo", "ana", "ming")
        world.passes(hours=1)
        world.forgets()
        world.passes(days=31)
        world.tess.hears("Drills that fall due", "Duty managers: due by")


def test_nobody_is_reminded_where_the_organisation_has_no_rules_or_none_any_more(hall: MakeHall) -> None:
    world = hall()
    world.passes(days=2)
    world.tess.hears_nothing()
    world.imports(YEARLY)
    world.tess.hears("Drills that fall due")
    world.imports(HERE)
    world.passes(days=400)
    world.tess.hears_nothing()


def test_each_trainer_hears_of_the_people_at_their_sites_and_admins_where_there_is_no_trainer(hall: MakeHall) -> None:
    sites = "sites: [{id: t1, name: Terminal 1}, {id: t2, name: Terminal 2}]\n"
    here = YEARLY.replace("role: trainer, telegram: 3001", "role: trainer, telegram: 3001, sites: [t1]")
    people = ", {id: ana, sites: [t1]}, {id: ming, sites: [t1]}, {id: sam, sites: [t2]}]"
    world = hall(sites + here.replace("sites: [t1]}]", "sites: [t1]}" + people))
    shown = said(world)
    assert "Duty managers never drilled" in shown
    assert "Safety office" not in shown
    world.person("wai").hears_nothing()


def test_what_falls_due_at_night_is_told_in_the_morning(hall: MakeHall) -> None:
    world = hall()
    world.passes_until("2026-03-02 23:30")
    world.imports(YEARLY)
    world.tess.hears_nothing()
    world.passes_until("2026-03-03 07:59")
    world.tess.hears_nothing()
    world.passes_until("2026-03-03 08:01")
    world.tess.hears("Drills that fall due")
