"""Whoever taps whatever button, old or new, in whatever order: a case goes only the ways that there are."""

from __future__ import annotations

import random

import pytest

from handlers.cases import Case, Status
from handlers.consistency import first_contradicted
from handlers.people import Role
from handlers.taps import Tap, read_tap
from tests.handlers.desk.test_reporting import complain
from tests.handlers.desk.world import ANA, BO, CHI, COMPLAINT, DUTY_CHAT, EVE, FIRE, INCIDENT, World

DEE = 3001
PEOPLE = {BO: "bo", ANA: "ana", CHI: "chi", DEE: "dee"}
OPEN, TAKEN, OVER = Status.OPEN, Status.ACKNOWLEDGED, Status.RESOLVED

ASKING = (
    COMPLAINT
    + """
resolution:
  outcomes: [{id: right, label: {en: Right}}, {id: wrong, label: {en: Wrong}}]
  reply: offered
"""
)

#: From, to, and what a tap must be to do that; None stands for a timer.
WAYS = {
    (OPEN, TAKEN): {"ack", "to"},
    (TAKEN, TAKEN): {"re"},
    (TAKEN, OPEN): {"back", None},
    (TAKEN, OVER): {"done", "o0", "o1", "o-on", "o-yes"},
    (OVER, OPEN): {"reopen"},
}


def buttons(world: World) -> list[Tap]:
    """Every button of the case that was ever drawn, oldest first."""
    drawn = (button.data for n in world.uow.queued.values() for row in n.message.rows for button in row)
    return [tap for tap in map(read_tap, drawn) if tap is not None and tap.scope == "c"]


@pytest.mark.parametrize("playbook", [COMPLAINT, ASKING], ids=["one tap", "asking"])
@pytest.mark.parametrize("seed", range(12))
def test_a_case_goes_only_the_ways_there_are(seed: int, playbook: str) -> None:
    chance = random.Random(seed)
    world = World.of(playbook, INCIDENT, FIRE)
    complain(world)
    for _ in range(120):
        before = world.case
        done = _something_happens(world, chance)
        after = world.case
        _went_a_way(world, before, after, done)
        world.passes(seconds=chance.choice([0, 0, 5, 60, 1000]))
    entries = world.uow.timeline(after.id)
    assert first_contradicted(after, entries) is None
    assert any(entry.kind == "acknowledged" for entry in entries), "the story was not about nothing"


Done = tuple[int, Tap] | None


def _something_happens(world: World, chance: random.Random) -> Done:
    """A tap by anybody on a button of now or of long ago, words, or the case's timer."""
    if chance.random() < 0.08 and f"case:{world.case.id}" in world.uow.timers:
        world.comes_due(world.case.id)
        return None
    who = chance.choice([*PEOPLE, EVE])
    if chance.random() < 0.1:
        world.says(who, "We have said sorry")
        return None
    drawn = buttons(world)
    tap = chance.choice(drawn[-8:] if chance.random() < 0.6 else drawn)
    world.taps_data(who, tap.data, chance.choice([who, who, DUTY_CHAT]))
    return who, tap


def _went_a_way(world: World, before: Case, after: Case, done: Done) -> None:
    same = (before.status, before.acknowledged_by) == (after.status, after.acknowledged_by)
    if same and before.acknowledged_at == after.acknowledged_at:
        return
    how = None if done is None else done[1].action.partition("=")[0]
    assert how in WAYS[before.status, after.status], f"{before.status} became {after.status} by {how}"
    if done is not None:
        _was_right(world, before, after, *done)


def _was_right(world: World, before: Case, after: Case, who: int, tap: Tap) -> None:
    """Whoever did it may, and the button was not from before the case began anew."""
    staff = world.uow.directory.staff_by_account.get(who)
    assert staff is not None, "strangers change nothing"
    manager = staff.role in (Role.DUTY_MANAGER, Role.ADMIN)
    if after.status is OVER or (before.status, after.status) == (TAKEN, OPEN):
        assert manager or before.acknowledged_by == staff.id
        assert before.escalation is not None
        assert tap.render >= before.escalation.since, "a stale button never closes what was opened again"
    if before.status is OVER:
        assert tap.render == before.version, "a stale button never opens what was closed"
    if tap.action.startswith(("to=", "re=")):
        assert manager
    elif after.status is TAKEN:
        assert after.acknowledged_by == staff.id
