"""What a run showed is tracked until a new edition addresses it, and another run shows that it helped."""

from __future__ import annotations

from handlers.drills.standing import State
from handlers.publications import Release
from handlers.taps import mark
from playbooks.edition import Edition
from tests.stories.drills.conftest import MakeHall
from tests.stories.drills.hall import Hall
from tests.stories.drills.test_debriefing import ended


def agrees(world: Hall) -> str:
    """The trainer makes the missing breathing check an action of Ana's; gives back its number."""
    tess = world.tess
    tess.taps("Corrective action")
    tess.taps("Breathing is checked: not done")
    tess.says("The check stands first, in one line.")
    tess.says("Ana")
    tess.taps("16 Mar")
    tess.taps("Yes")
    tess.taps("Submit")
    return str(world.store.actions()[0].number)


def publishes(world: Hall, *addresses: str) -> Edition:
    """The author publishes the next version of the playbook."""
    before = world.store.editions.current("medical-emergency")
    assert before is not None
    changed = {"version": before.playbook.version + 1, "addresses": list(addresses)}
    edition = Edition.of(before.playbook.model_copy(update=changed))
    world.store.issue(Release((edition,)))
    world.forgets()
    world.passes(seconds=5)
    return edition


def test_a_finding_leads_to_an_edition_and_that_to_a_re_drill_which_shows_it_cured(hall: MakeHall) -> None:
    world = hall()
    tess, bo = world.tess, world.person("bo")
    ended(world)
    number = agrees(world)
    edition = publishes(world, number)
    tess.hears(f"version {edition.playbook.version}, addresses {number}.", "[🔁 Plan the re-drill]")
    tess.taps("Plan the re-drill").told("D-2026-000002")
    again = world.run("D-2026-000002")
    assert again.people == world.run("D-2026-000001").people
    assert again.editions["medical-emergency"] == edition.digest
    world.forgets()
    tess.taps("Start it now")
    bo.taps("I take part", on="The exercise has begun")
    world.passes(minutes=1, seconds=10)
    bo.says("/emergency")
    bo.taps("Medical emergency")
    world.passes(minutes=2)
    ticks_the_check(world)
    tess.taps("End the exercise")
    world.forgets()
    review = f"x.{world.run('D-2026-000001').id}.0.review"
    tess.forges(review)
    tess.hears(f"{number} · ", f"version {edition.playbook.version} → D-2026-000002 (✓ in time)")
    world.forgets()


def ticks_the_check(world: Hall) -> None:
    """Bo says on the checklist of the re-drill that breathing is checked."""
    case = world.case("DE-2026-000002")
    edition = world.store.editions.by_digest(case.edition)
    assert edition is not None
    way = edition.playbook.step_by_id["check"].decide[0].id
    world.person("bo").forges(f"c.{case.id}.1.k.c={mark('check')}={mark(way)}")
    world.forgets()


def test_an_edition_that_addresses_nothing_proposes_nothing(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    agrees(world)
    publishes(world)
    world.tess.hears_nothing()


def test_the_chain_says_what_is_missing(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    number = agrees(world)
    world.forgets()
    world.tess.taps("Review (PDF)")
    world.tess.hears(f"{number} · ", "new edition: not yet → re-drill: not yet")
    publishes(world, number)
    world.forgets()
    world.tess.taps("Review (PDF)")
    world.tess.hears("version 2 → re-drill: not yet")


def test_a_run_planned_before_the_edition_does_not_count(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    number = agrees(world)
    world.tess.taps("Plan the re-drill")
    publishes(world, number)
    world.forgets()
    world.tess.taps("Review (PDF)")
    world.tess.hears("version 2 → re-drill: not yet")


def test_one_re_drill_is_planned_however_often_it_is_tapped_and_players_plan_none(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    world.tess.taps("Plan the re-drill").told("D-2026-000002")
    world.tess.taps("Plan the re-drill").told("D-2026-000002")
    world.person("bo").forges(f"x.{world.run().id}.0.again").told("That cannot be done now.")
    assert len(world.store.drills()) == 2
    world.forgets()


def test_the_first_run_is_never_changed_by_what_follows(hall: MakeHall) -> None:
    world = hall()
    ended(world)
    agrees(world)
    before = world.log()
    world.tess.taps("Plan the re-drill")
    world.passes(days=15)
    assert world.run().closed
    assert world.run().state is State.ENDED
    assert world.log()[: len(before)] == before
    world.forgets()
