"""What stories about the programme do again and again: a drill from its plan to its end, and the next edition."""

from __future__ import annotations

from handlers.publications import Release
from playbooks.edition import Edition
from tests.stories.drills.hall import HERE, Hall

YEARLY = HERE + "drills: [{playbook: medical-emergency, group: [duty, safety], every: 1 year}]\n"


def drilled(world: Hall, *players: str) -> None:
    """A run in which the first of the players raised the alarm, and which is over."""
    world.begins(*players)
    world.passes(minutes=1, seconds=20)
    reporter = world.person(players[0])
    reporter.says("/emergency")
    reporter.taps("Medical emergency")
    world.passes(minutes=9)
    world.tess.taps("End the exercise")
    world.passes(minutes=5)
    world.forgets()


def looks(world: Hall) -> str:
    """What the trainer reads of the programme."""
    world.tess.says("/drill")
    world.tess.taps("Programme of drills")
    return said(world)


def said(world: Hall, name: str = "tess") -> str:
    """All that somebody heard since the last look."""
    return "\n".join(heard.text for heard in world.person(name).heard())


def changed(world: Hall, **how: object) -> None:
    """The next version of the playbook is published, with its first step changed so."""
    before = world.store.editions.current("medical-emergency")
    assert before is not None
    first = before.playbook.steps[0].model_copy(update=how)
    update = {"version": before.playbook.version + 1, "steps": [first, *before.playbook.steps[1:]]}
    world.store.issue(Release((Edition.of(before.playbook.model_copy(update=update)),)))
    world.passes(seconds=5)
