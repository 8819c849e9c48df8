"""Whatever people tap and write about an incident, in whatever order: its findings and its timeline agree."""

from __future__ import annotations

import random

import pytest

from handlers.cases import Case
from handlers.consistency import first_contradicted
from handlers.events import Commanded, Elapsed, Inbound, Said, Tapped
from handlers.incidents.grade import lifted
from handlers.incidents.joint import open_review
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, FIRE_CHAT, ORGANISATION, World

DEE = 3001
BROKEN = """
id: broken
kind: incident
owner: office
version: 1
reviewed: 2026-01-31
sources: [house rules]
title: {en: Broken}
severity: low
questions:
  - {id: what, type: text, ask: {en: What is broken?}}
  - {id: hurt, type: yes_no, ask: {en: Hurt?}}
severity_rules: [{when: {question: hurt, equals: "yes"}, severity: normal}]
category: {area: technology, rules: [{area: people, when: {question: hurt, equals: "yes"}}], ask: true}
grading: {by: duty-manager}
closing: {en: Thanks.}
"""
RISK = "risk: {levels: [{id: low}, {id: moderate}, {id: high}, {id: extreme, notify: [fire]}]}\n"
MADE_UP = (
    *("rv-dec=1", "rv-off=1", "rv-off=99", "rv", "rv-ask=0", "imp=9.9", "imp=", "lik=x", "area=5", "node=no"),
    *("v-a=1.0", "v-d=", "v-w=1", "pic", "risk", "cat", "lik?"),
)
TEXTS = ("Close it", "Friday", "yes", "1", "", "Duty managers", "🔥" * 200, "x" * 25_000, "/x")


def begun() -> World:
    world = World.of(BROKEN, organisation=ORGANISATION + RISK)
    world.says(BO, "/incident")
    world.says(BO, "The lift")
    world.taps(BO, "No")
    world.taps(BO, "✓ Submit")
    world.taps(ANA, "Acknowledge", chat=DUTY_CHAT)
    world.taps(ANA, "Possible")
    world.taps(ANA, "Major")
    return world


def called(world: World) -> None:
    """Ana calls both groups to a joint review, if none is going on and she may."""
    case = next(iter(world.uow.cases.values()))
    world.taps_data(ANA, f"c.{case.id}.1.rv")
    for label in ("☐ Duty managers", "☐ Fire team", "Done", "Is what was done enough?", "Tomorrow", "✓ Submit"):
        if label in world.buttons(ANA):
            world.taps(ANA, label)


def _tap(world: World, case: Case, chat: int, chance: random.Random) -> Tapped:
    """Mostly a button that the chat shows; now and then one from long ago, or one that nobody drew."""
    shown = [b.data for n in world.heard.get(chat, [])[-4:] for row in n.message.rows for b in row]
    drawn = [b.data for n in world.uow.queued.values() for row in n.message.rows for b in row]
    if shown and chance.random() < 0.8:
        return Tapped(f"tap{chance.random()}", chance.choice(shown))
    made_up = f"c.{case.id}.{chance.randrange(20)}.{chance.choice(MADE_UP)}"
    return Tapped(f"tap{chance.random()}", chance.choice([*drawn, made_up, made_up]))


def _happens(world: World, chance: random.Random) -> None:
    case = next(iter(world.uow.cases.values()))
    who = chance.choice((ANA, ANA, ANA, CHI, BO, DEE))
    chat = chance.choice([who] * 5 + [DUTY_CHAT, FIRE_CHAT])
    roll = chance.random()
    if roll < 0.8:
        world.does(who, _tap(world, case, chat, chance), chat=chat)
    elif roll < 0.95:
        reply = chance.choice([None, *list(world.uow.references.values())[-9:]])
        world.does(who, Said(chance.choice(TEXTS)), chat=chat, reply_to=reply)
    else:
        world.does(who, Commanded(chance.choice(("cancel", "digest", "skip", "done"))), chat=chat)


def _comes_due(world: World) -> None:
    for timer in [t for t in world.uow.timers.values() if t.kind == "joint" and t.due <= world.uow.now]:
        world.uow.timers.pop(timer.key)
        event = Elapsed(timer.key, timer.kind, timer.data)
        world.arrives(Inbound("staff", 0, event, world.uow.now, private=False))


def _holds(world: World) -> None:
    case = next(iter(world.uow.cases.values()))
    entries = world.uow.entries[case.id]
    assert first_contradicted(case, entries) is None
    assert case.severity is lifted(case.severity, case.grade, world.uow.directory.risk), "never below its grade"
    assert [review.number for review in case.reviews] == list(range(1, len(case.reviews) + 1))
    assert sum(review.is_open for review in case.reviews) <= 1
    for review in case.reviews:
        assert {view.group for view in review.views} <= set(review.groups)
        assert len({view.group for view in review.views}) == len(review.views)
    decided = [entry.data["review"] for entry in entries if entry.kind == "decided"]
    assert decided == [review.number for review in case.reviews if review.decision is not None]
    assert ("joint:" + case.id in world.uow.timers) == (open_review(case.reviews) is not None)


@pytest.mark.parametrize("seed", range(12))
def test_nothing_breaks(seed: int) -> None:
    chance, world = random.Random(seed), begun()
    for moment in range(200):
        if moment % 40 == seed:
            called(world)
        _happens(world, chance)
        world.passes(seconds=chance.choice([0, 1, 60, 5000, 90_000]))
        _comes_due(world)
    _holds(world)
