"""Hundreds of open cases that nobody takes: each is carried once, by however many processes, one of which dies."""

from __future__ import annotations

import asyncio
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from handlers.cases import Case
from handlers.desk.telling.watching import CASE_TIMER, mark_of
from handlers.ports import Timer
from storage import Received
from tests.fakes.postgres import PostgresServer
from tests.stories.world.world import World

CASES = 300
POLICY = """
escalation:
  - steps: [{wait: 5min, notify: managers}, {wait: 10min, notify: admins}]
"""


def open_many(world: World, like: Case) -> None:
    """As many more open cases, all of which nobody takes, all due at the same moment."""
    store, now = world.store, world.clock.now()
    due = now + timedelta(minutes=5)
    with (
        store.turns(1, received={"muster": [Received(-1, "muster:0", "{}", now)]}) as batch,
        batch.turn(batch.items[0]) as uow,
    ):
        for number in range(CASES):
            case = replace(like, id=uow.new_id(), number=f"E-2026-{number + 1000:06d}")
            uow.keep_case(case)
            data = {"case": case.id, "mark": mark_of(case)}
            uow.set_timer(Timer(f"case:{case.id}", "staff:0", due, CASE_TIMER, data))


def steps_taken(world: World) -> Counter[int]:
    """How many cases had how many people-were-asked on their timeline."""
    cases = world.store.cases(limit=CASES + 10)
    return Counter(sum(e.kind == "escalated" for e in world.store.timeline(case.id)) for case in cases)


def test_each_is_asked_for_once_though_two_processes_look_and_one_dies(
    tmp_path: Path, postgres: PostgresServer
) -> None:
    world = World(tmp_path, POLICY, processes=2, url=postgres.new_database())
    try:
        bo = world.person("bo")
        bo.raises("gas")
        open_many(world, world.case("E-2026-000001"))
        world.does_now(asyncio.sleep(5 * 60 - 5))
        assert steps_taken(world) == {0: CASES + 1}
        world.does_now(asyncio.sleep(6))
        world.dies(0)
        world.does_now(asyncio.sleep(60))
        assert steps_taken(world) == {1: CASES + 1}
        world.does_now(asyncio.sleep(10 * 60))
        assert steps_taken(world) == {2: CASES + 1}
        broken = [case.number for case in world.store.cases() if world.store.verify(case.number) is not None]
        assert broken == []
    finally:
        world.close(look_back=False)
