"""A level wants somebody above or outside to be told: whoever leads is reminded when nobody has."""

from __future__ import annotations

from tests.stories.alerting.conftest import Night
from tests.stories.alerting.test_everybody_safe import CASE, QUAKE, QUIET, led, look_away, said
from tests.stories.world.world import World

NEVER = QUIET.replace("sites:", "reports: {in_charge: 0s, roll_call: {remind: 0s, missing: 0s}}\nsites:")
LATE = "E-2026-000001: not told yet, and late: Owner: 000 0000"


def damaged(world: World) -> World:
    """It shakes, and Ana finds damage at 09:00; Ming is on duty as well."""
    led(world, "Earthquake")
    world.person("ana").taps("Level")
    world.person("ana").taps("Damage")
    world.passes(seconds=15)
    look_away(world)
    return world


def test_whoever_leads_is_reminded_and_then_those_above(night: Night) -> None:
    world = damaged(night(NEVER, playbooks=QUAKE))
    ana, ming, kit = world.people("ana", "ming", "kit")
    world.passes(minutes=14)
    assert not said(ana, LATE)
    world.passes(minutes=1)
    assert said(ana, LATE)
    assert not said(ming, LATE)
    world.passes(minutes=10)
    for person in (ana, ming):
        assert said(person, LATE)
    world.passes(hours=3)
    for person in (ana, ming, kit):
        assert not said(person, LATE)
    look_away(world)
    assert world.kinds(CASE).count("report late") == 2


def test_nobody_is_reminded_of_what_was_done_or_is_not_wanted_any_more(night: Night) -> None:
    world = damaged(night(NEVER, playbooks=QUAKE))
    ana = world.person("ana")
    ana.taps("Team")
    ana.taps("✓ Told: Owner: 000 0000").told("Noted.")
    world.passes(minutes=30)
    for chat in (*world.people("ana", "ming"), world.group("duty")):
        assert not said(chat, LATE)
    look_away(world)


def test_a_restart_neither_forgets_nor_repeats_it(night: Night) -> None:
    world = damaged(night(NEVER, playbooks=QUAKE))
    world.dies()
    world.starts()
    world.passes(minutes=15)
    assert said(world.person("ana"), LATE)
    world.restarts()
    world.passes(minutes=5)
    assert not said(world.person("ana"), LATE)
    look_away(world)


def test_an_emergency_that_is_over_reminds_nobody(night: Night) -> None:
    world = damaged(night(NEVER, playbooks=QUAKE))
    world.person("ana").taps("False alarm")
    world.passes(minutes=30)
    assert not said(world.person("ana"), LATE)
    look_away(world)
