"""Restarts, crashes and upgrades neither stop nor repeat a chain; two processes are as one."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from typing import Any

from handlers.cases import Status
from tests.stories.alerting.conftest import Night

CHAIN = "escalation: [{steps: [{wait: 5min, notify: group}, {wait: 5min, notify: admins}], repeat: 0}]"
CARD = "E-2026-000001"


def test_a_restart_in_mid_chain_changes_nothing(night: Night) -> None:
    world = night(CHAIN)
    bo, wai, duty = world.person("bo"), world.person("wai"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    world.passes(minutes=3)
    world.restarts()
    duty.hears_nothing()
    world.passes(minutes=2)
    duty.hears("is not taken yet", "asked again 09:05")
    world.restarts()
    world.passes(minutes=5)
    wai.hears(CARD)
    duty.hears("asked again 09:10")


def test_while_nobody_served_a_step_fell_due_and_is_taken_once_afterwards(night: Night) -> None:
    world = night(CHAIN)
    bo, wai, duty = world.person("bo"), world.person("wai"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    world.stops()
    world.passes(hours=2)
    world.starts()
    world.work()
    duty.hears("is not taken yet", "asked again 11:00")
    wai.hears_nothing()
    world.passes(minutes=5)
    wai.hears(CARD)
    duty.hears("asked again 11:05")


def test_a_power_cut_between_the_commit_and_the_sending_loses_no_alert(night: Night) -> None:
    world = night(CHAIN)
    bo, duty = world.person("bo"), world.group("duty")
    bo.says("/emergency")
    held = world.api.faults.add("stall", method="sendMessage", chat=duty.number)
    world.gets_stuck(bo.on_platform.taps("Gas smell"), until=lambda: held.hits)
    world.dies()
    duty.hears_nothing()
    world.starts()
    world.work()
    duty.hears("Possibly a repeat", CARD)
    bo.heard()
    world.passes(minutes=5)
    duty.hears("is not taken yet", "asked again 09:05")
    bo.heard()


def test_an_asking_that_is_cut_off_twice_is_given_up_and_brought_another_way(night: Night) -> None:
    world = night("escalation: [{steps: [{wait: 5min, notify: group}, {wait: 300d, notify: group}]}]")
    world.expects_error("notice given up")
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("spill")
    duty.hears("I-2026-000001")
    held = world.api.faults.add("stall", method="sendMessage", chat=duty.number, times=2)
    world.loop.jump(300)
    for times in (1, 2):
        world.gets_stuck(asyncio.sleep(0), until=lambda tries=times: held.hits >= tries)
        world.dies()
        world.starts()
    world.work()
    assert "undelivered" in world.kinds("I-2026-000001")
    duty.hears("asked again 09:05", "Nobody who was asked before can be reached. Please take I-2026-000001.")
    for person in world.people("ana", "ming", "wai"):
        person.hears("Nothing gets into the chat of Duty managers")


def test_after_a_power_cut_what_had_arrived_is_not_said_again(night: Night) -> None:
    world = night(CHAIN)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    ana.taps("Acknowledge", duty)
    duty.hears("Taken by Ana")
    bo.hears("Ana has taken")
    world.dies()
    world.starts()
    world.passes(minutes=14)
    assert world.case(CARD).status is Status.ACKNOWLEDGED


def test_a_chain_that_an_older_version_began_goes_on(night: Night, tmp_path: Path) -> None:
    world = night(CHAIN)
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    world.stops()
    _as_the_first_version_wrote_it(tmp_path / "story.db")
    world.starts()
    world.passes(minutes=5)
    duty.hears("is not taken yet", "asked again 09:05")
    world.person("ana").taps("Acknowledge", duty).told("You have taken")
    duty.hears("Taken by Ana", "Ana has taken")
    bo.hears("Ana has taken")


def test_a_case_from_before_there_were_chains_can_be_taken_and_closed(night: Night, tmp_path: Path) -> None:
    world = night(CHAIN)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    world.stops()
    _from_before_there_were_chains(tmp_path / "story.db")
    world.starts()
    world.passes(minutes=30)
    duty.hears_nothing()
    ana.taps("Acknowledge", duty).told("You have taken")
    ana.taps("Resolve", duty).told("is resolved")
    duty.hears("Resolved", "is resolved (Ana)")
    bo.hears("Ana has taken", "is resolved (Ana)")


def test_a_changed_policy_is_for_new_cases_and_a_chain_keeps_its_own(night: Night) -> None:
    world = night(CHAIN)
    bo, duty = world.person("bo"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    world.imports("escalation: [{steps: [{wait: 1min, notify: group}]}]")
    bo.raises("gas")
    duty.hears("E-2026-000002")
    world.passes(minutes=1)
    duty.hears("E-2026-000002 is not taken yet", "asked again 09:01")
    with_the_new = world.person("ana").taps("Acknowledge", duty, on="E-2026-000002")
    with_the_new.told("You have taken")
    duty.hears("Taken by Ana", "Ana has taken E-2026-000002")
    bo.hears("Ana has taken E-2026-000002")
    world.passes(minutes=3)
    duty.hears_nothing()
    world.passes(minutes=1)
    duty.hears("E-2026-000001 is not taken yet", "asked again 09:05")


def test_two_processes_take_each_step_once(shared_night: Night) -> None:
    world = shared_night(CHAIN, processes=2)
    bo, wai, duty = world.person("bo"), world.person("wai"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    world.passes(minutes=5)
    duty.hears("is not taken yet", "asked again 09:05")
    world.passes(minutes=5)
    wai.hears(CARD)
    duty.hears("asked again 09:10")
    assert [kind for kind in world.kinds(CARD) if kind == "escalated"] == ["escalated"] * 2


def test_two_who_tap_through_two_processes_and_one_has_it(shared_night: Night) -> None:
    world = shared_night(CHAIN, processes=2)
    bo, ana, ming, duty = world.person("bo"), world.person("ana"), world.person("ming"), world.group("duty")
    bo.raises("gas")
    with world.at_once():
        taps = ana.taps("Acknowledge", duty), ming.taps("Acknowledge", duty)
    (winner,) = {world.case(CARD).acknowledged_by}
    told = {"ana": taps[0], "ming": taps[1]}
    told.pop(str(winner)).told("You have taken")
    for loser in told.values():
        loser.told("Already taken by")
    duty.hears("Taken by")
    bo.hears("has taken E-2026-000001")


def test_of_two_processes_one_dies_and_the_other_goes_on(shared_night: Night) -> None:
    world = shared_night(CHAIN, processes=2)
    bo, wai, duty = world.person("bo"), world.person("wai"), world.group("duty")
    bo.raises("gas")
    duty.hears(CARD)
    world.dies()
    world.passes(minutes=5)
    duty.hears("is not taken yet", "asked again 09:05")
    world.dies()
    world.starts()
    world.passes(minutes=5)
    wai.hears(CARD)
    duty.hears("asked again 09:10")


#: What a case's escalation was, and what its timer carried, when there first was one. Every later version reads it.
_FIRST_ESCALATION = {
    "steps": [[300.0, ["group"]], [300.0, ["admins"]]],
    "repeat": 0,
    "quiet": None,
    "remind": None,
    "release": None,
    "chain": 1,
    "since": 0,
    "drawn": 0,
    "done": 0,
    "asked_at": None,
    "over": False,
    "reminded": 0,
}


def _as_the_first_version_wrote_it(file: Path) -> None:
    def older(data: list[Any]) -> None:
        data[5:] = [_FIRST_ESCALATION]

    _rewrite(file, older)
    with closing(sqlite3.connect(file)) as database, database:
        ((case,),) = database.execute("SELECT id FROM cases").fetchall()
        data = json.dumps({"case": case, "mark": "open:1:0:0"})
        assert database.execute("UPDATE timers SET data = ? WHERE kind = 'case'", (data,)).rowcount == 1


def _from_before_there_were_chains(file: Path) -> None:
    def older(data: list[Any]) -> None:
        data[4:] = []

    _rewrite(file, older)
    with closing(sqlite3.connect(file)) as database, database:
        database.execute("DELETE FROM timers WHERE kind = 'case'")


def _rewrite(file: Path, change: Callable[[list[Any]], None]) -> None:
    with closing(sqlite3.connect(file)) as database, database:
        ((data,),) = database.execute("SELECT data FROM cases").fetchall()
        fields = json.loads(data)
        change(fields)
        database.execute("UPDATE cases SET data = ?", (json.dumps(fields),))


def test_a_card_never_goes_back_to_what_it_said_before(shared_night: Night) -> None:
    world = shared_night(CHAIN, processes=2)
    bo, ana, duty = world.person("bo"), world.person("ana"), world.group("duty")
    bo.raises("gas")
    world.passes(seconds=30)
    held = world.api.faults.add("stall", method="editMessageText", chat=duty.number)
    dying = world.next_process
    card = next(post for post in duty.on_platform.sees if post.button("Acknowledge"))
    world.gets_stuck(ana.on_platform.taps("Acknowledge", message=card), until=lambda: held.hits)
    world.dies(dying)  # while it brings the card up to date
    ana.forges(f"c.{world.case(CARD).id}.{world.case(CARD).version}.back", duty).told("is open again")
    world.passes(minutes=3)  # the other one finds what the dead one had under way
    assert "Not taken yet, asked again 09:00" in card.text
    world.passes(minutes=3)
    assert "Not taken yet, asked again 09:05" in card.text
    for chat in (bo, duty):
        chat.heard()
