"""A fire with steps for the response, recovery and aftermath, raised by Bo, taken and led by Ana."""

from __future__ import annotations

from handlers.taps import Tap, mark
from tests.handlers.desk.world import ANA, BO, COMPLAINT, DUTY_CHAT, INCIDENT, World

FIRE = """
owner: office
version: 1
reviewed: 2026-01-31
sources: [house rules]
id: fire
kind: emergency
title: {en: Fire}
severity: critical
report_every: 15min
questions:
  - {id: hurt, type: person, ask: {en: Who is hurt?}, required: false}
steps:
  - {id: brigade, text: {en: Call the fire brigade.}, critical: true, within: 2min}
  - {id: out, text: {en: Get everybody out}, critical: true, within: 3min}
  - {id: doors, text: {en: Close the doors}, within: 5min}
  - {id: count, text: {en: Count them again}, every: 10min, critical: true}
  - {id: sweep, phase: recover, text: {en: Sweep up}, within: 1h}
  - {id: insurer, phase: aftermath, text: {en: Write to the insurer}, within: 1d, critical: true}
closing: {en: Stay at the meeting point.}
"""


def burning() -> World:
    """Ana leads."""
    world = World.of(COMPLAINT, INCIDENT, FIRE)
    world.says(BO, "/emergency")
    world.taps(BO, "Fire")
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    world.taps(ANA, "I take command", chat=DUTY_CHAT)
    return world


def over() -> World:
    """Ana has ended the response ten minutes later; only the doors were closed."""
    world = burning()
    world.passes(minutes=10)
    settles(world, ANA, "doors", "d")
    tap(world, ANA, "end")
    world.taps(ANA, "Yes, it is over")
    return world


def tap(world: World, who: int, action: str, chat: int | None = None) -> str:
    """Taps a button of the case with this action, wherever it was drawn."""
    case = world.case
    return world.taps_data(who, Tap("c", case.id, case.version, action).data, chat=chat)


def settles(world: World, who: int, step: str, how: str) -> str:
    """Says of a step that it is done (`d`), cannot be done (`x`), …"""
    return tap(world, who, f"k.{how}={mark(step)}")
