"""Nothing stops an escalation or makes it say something twice: restarts, power cuts, upgrades, clock changes."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Iterable
from datetime import timedelta
from pathlib import Path

import pytest

from handlers.desk.routing import _TIMED
from handlers.desk.telling.watching import CASE_TIMER
from tests.stories.alerting.conftest import Night
from tests.stories.world.process import Process
from tests.stories.world.time import StoryClock
from tests.stories.world.world import World

CHAIN = """
escalation:
  - steps:
      - {wait: 5min, notify: [group, on-duty]}
      - {wait: 10min, notify: managers}
      - {wait: 1h, notify: admins}
    repeat: 0
    remind: 30min
    release: 10min
"""
CARD = "E-2026-000001"


def asked(world: World) -> list[int]:
    """After how many minutes each step was taken."""
    case = world.case(CARD)
    steps = [entry for entry in world.store.timeline(case.id) if entry.kind == "escalated"]
    return [round((entry.at - case.opened_at).total_seconds() / 60) for entry in steps]


def everybody_heard(world: World) -> None:
    for chat in (world.group("duty"), *world.people("bo", "ana", "ming", "wai")):
        chat.heard()


def said(chats: Iterable[object], words: str) -> int:
    """How many messages with these words the chats got since the last look."""
    return sum(words in heard.text for chat in chats for heard in chat.heard())  # type: ignore[attr-defined]


def test_what_was_missed_while_the_power_was_off_is_done_once_and_the_waits_begin_anew(night: Night) -> None:
    world = night(CHAIN)
    world.person("bo").raises("gas")
    world.passes(minutes=4)
    world.dies()
    world.passes(hours=3)
    world.starts()
    world.work()
    assert asked(world) == [184]
    world.group("duty").hears(CARD, "is not taken yet")
    world.passes(minutes=9)
    assert asked(world) == [184]
    world.passes(minutes=62)
    assert asked(world) == [184, 194, 254]
    everybody_heard(world)


def test_somebody_who_took_it_before_the_power_cut_is_asked_after_it_and_keeps_their_time_to_answer(
    night: Night,
) -> None:
    world = night(CHAIN)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    ana.taps("Acknowledge", duty)
    duty.hears("Taken by Ana")
    bo.hears("Ana has taken")
    world.passes(minutes=5)
    world.dies()
    world.passes(hours=2)
    world.starts()
    world.work()
    ana.hears("Are you still on it?")
    world.passes(minutes=5)
    ana.taps("Still on it").told("Good. It stays with you.")
    world.passes(minutes=29)
    duty.hears_nothing()


@pytest.mark.parametrize("without", [(), ("asked_at", "over"), ("reminded", "drawn", "since")])
def test_a_case_that_an_earlier_version_of_muster_wrote_goes_on(
    night: Night, tmp_path: Path, without: tuple[str, ...]
) -> None:
    """Fields that came later are not there in rows of before; `without` are some that might have."""
    world = night(CHAIN)
    world.person("bo").raises("gas")
    world.group("duty").hears(CARD)
    world.passes(minutes=1)
    world.stops()
    with sqlite3.connect(tmp_path / "story.db") as database:
        ((data,),) = database.execute("SELECT data FROM cases").fetchall()
        headline, place, groups, answers, terms, escalation, *_ = json.loads(data)
        kept = {name: value for name, value in escalation.items() if name not in without}
        database.execute("UPDATE cases SET data = ?", (json.dumps([headline, place, groups, answers, terms, kept]),))
    database.close()
    world.starts()
    world.passes(minutes=14)
    assert asked(world) == [5, 15]
    everybody_heard(world)


@pytest.mark.parametrize("processes", [1, 2])
def test_a_clock_that_is_set_back_holds_nothing_up(shared_night: Night, processes: int) -> None:
    world = shared_night(CHAIN, processes=processes)
    world.person("bo").raises("gas")
    world.group("duty").hears(CARD)
    world.passes(minutes=1)
    before = world.clock.elapsed()
    world.clock.is_set_back(timedelta(hours=2))
    world.does(asyncio.sleep(2))  # until it was noticed
    world.passes(minutes=4)
    world.group("duty").hears("is not taken yet", "asked again 07:05")
    assert world.clock.elapsed() - before < 300
    world.passes(minutes=11)
    assert len(asked(world)) == 2
    everybody_heard(world)


@pytest.mark.parametrize("starts", [1, 3])
def test_a_clock_that_is_set_back_while_nobody_served_holds_nothing_up(shared_night: Night, starts: int) -> None:
    world = shared_night(CHAIN)
    world.person("bo").raises("gas")
    world.group("duty").hears(CARD)
    world.stops()
    world.clock.is_set_back(timedelta(hours=2))
    for _ in range(starts):  # however often they try: it was set back once
        world.starts()
        world.does(asyncio.sleep(2))  # until it was noticed
        world.stops()
    world.starts()
    world.passes(minutes=4)
    world.group("duty").hears_nothing()
    world.passes(minutes=1)
    world.group("duty").hears("is not taken yet", "asked again 07:05")
    world.passes(minutes=11)
    assert len(asked(world)) == 2
    everybody_heard(world)


def test_a_process_whose_clock_is_behind_does_not_hurry_the_others(shared_night: Night) -> None:
    world = shared_night(CHAIN)
    world.person("bo").raises("gas")
    world.group("duty").hears(CARD)
    behind = StoryClock(world.loop, world.clock.now() - timedelta(minutes=3, seconds=world.loop.time()))
    world.processes.append(Process(world.loop, world.settings, behind))
    world.loop.run_until_complete(world.loop.create_task(world.processes[-1].begin()))
    world.does(asyncio.sleep(2))
    world.passes(minutes=4)
    world.group("duty").hears_nothing()
    world.passes(minutes=1)
    world.group("duty").hears("is not taken yet", "asked again 09:0")  # as either of them sees the time
    everybody_heard(world)


def test_a_clock_that_is_put_forward_takes_one_step_and_waits_anew(night: Night) -> None:
    world = night(CHAIN)
    world.person("bo").raises("gas")
    world.passes(minutes=1)
    world.clock.is_set_back(-timedelta(hours=3))
    world.work()
    assert asked(world) == [181]
    world.passes(minutes=11)
    assert asked(world) == [181, 191]
    everybody_heard(world)


def test_a_mistake_of_our_own_in_a_step_does_not_end_the_chain(night: Night, monkeypatch: pytest.MonkeyPatch) -> None:
    world = night(CHAIN)
    world.person("bo").raises("gas")
    world.expects_error("turn failed")
    with monkeypatch.context() as broken:
        broken.setitem(_TIMED, CASE_TIMER, _fails)
        world.passes(minutes=6)
    assert asked(world) == []
    assert world.store.failed() == 1
    world.person("wai").says("/doctor")
    assert "1 thing that was due failed" in world.person("wai").heard()[-1].text
    world.restarts()  # with the version that mends it
    assert asked(world) == [6]
    world.passes(minutes=11)
    assert asked(world) == [6, 16]
    assert world.store.failed() == 0
    everybody_heard(world)


def _fails(*_: object) -> None:
    raise KeyError("a mistake")
