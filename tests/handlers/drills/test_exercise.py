"""The world inside a run: its time, its people, its cases; what it writes stays in it, and goes to nobody else."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from handlers.cases import Case, Happening, Run
from handlers.delivery import Brief, Lane, Notice
from handlers.desk.drills.exercise import Exercise, in_run
from handlers.desk.telling.publishing import BOT, published
from handlers.drills.folding import read_run
from handlers.engine.session import Session
from handlers.house import House
from handlers.messages import plain
from handlers.ports import NEVER, Timer
from playbooks.drills import SCENARIOS, load_scenarios
from playbooks.model import Kind, Severity
from tests.fakes.unit_of_work import MemoryUnitOfWork
from tests.handlers.desk.world import ANA, BO, CHI, DUTY_CHAT, EVE, World

NINE = datetime(2026, 3, 1, 9, 0, tzinfo=UTC)


@pytest.fixture
def uow() -> MemoryUnitOfWork:
    """A run with Bo and Ana that began at nine and is paused since ten past."""
    uow = World.of().uow
    uow.now = NINE
    pinned = load_scenarios(SCENARIOS).by_id["medical-gate"]
    uow.log("run1", Happening("planned", "dee", {"number": "D-1", "scenario": pinned.content, "editions": {}}))
    for who in ("bo", "ana"):
        uow.log("run1", Happening("cast", "dee", {"staff": who, "role": "player"}))
    uow.log("run1", Happening("started", "dee"))
    uow.now = NINE + timedelta(minutes=10)
    uow.log("run1", Happening("paused", "dee"))
    uow.now = NINE + timedelta(minutes=40)
    return uow


def exercise(uow: MemoryUnitOfWork) -> Exercise:
    run = read_run("run1", uow.drill_log("run1"))
    assert run is not None
    uow.keep_standing(run.standing, is_open=True)
    return Exercise(uow, run)


def case(**fields: object) -> Case:
    of_it = {"run": Run.DRILL, "drill": "run1"} | fields
    return Case(
        "c1",
        "DE-1",
        Kind.EMERGENCY,
        playbook="fire",
        edition="e",
        severity=Severity.HIGH,
        reporter="bo",
        opened_at=NINE,
        **of_it,
    )  # type: ignore[arg-type]


def test_its_time_is_what_the_clock_shows(uow: MemoryUnitOfWork) -> None:
    assert exercise(uow).now == NINE + timedelta(minutes=10)


def test_there_is_nobody_in_it_but_those_on_the_list(uow: MemoryUnitOfWork) -> None:
    inside = exercise(uow).directory
    assert [person.id for person in inside.staff] == ["bo", "ana", "dee"]
    assert [(group.chat, group.members) for group in inside.groups] == [(None, ("ana",)), (None, ("dee",))]


def test_what_is_written_to_somebody_else_does_not_leave_and_the_log_says_so(uow: MemoryUnitOfWork) -> None:
    inside = exercise(uow)
    for chat in (BO, CHI, EVE, DUTY_CHAT):
        inside.queue(Notice(f"n{chat}", "staff", chat, plain("Hello"), staff="x", case="c1"))
    inside.queue(Notice("out", "outside-mail", 0, plain("Hello")))
    assert [notice.id for notice in uow.queued.values()] == [f"n{BO}"]
    assert [entry.kind for entry in uow.drill_log("run1")[-4:]] == ["fenced"] * 4
    assert len(inside.run.fenced) == 4


def test_what_is_written_names_the_run_shares_no_message_and_overtakes_nothing_real(uow: MemoryUnitOfWork) -> None:
    inside = exercise(uow)
    uow.queue(Notice("real", "staff", BO, plain("Real"), key="prompt"))
    inside.queue(Notice("drill", "staff", BO, plain("Drill"), key="prompt", brief=Brief("Drill")))
    drilled = uow.queued["drill"]
    assert (drilled.drill, drilled.brief, drilled.key) == ("run1", None, "prompt@run1")
    assert uow.states["real"].value == "queued"


def test_nothing_of_it_goes_out_with_what_is_urgent_in_earnest(uow: MemoryUnitOfWork) -> None:
    inside = exercise(uow)
    for lane in Lane:
        inside.queue(Notice(lane.name, "staff", BO, plain("Hello"), lane))
    lanes = {name: notice.lane for name, notice in uow.queued.items()}
    assert lanes == {"URGENT": Lane.ALERT, "ALERT": Lane.ALERT, "PROMPT": Lane.PROMPT, "ROUTINE": Lane.ROUTINE}


def test_a_moment_in_it_is_a_moment_of_its_clock(uow: MemoryUnitOfWork) -> None:
    inside = exercise(uow)
    later = inside.now + timedelta(minutes=5)
    inside.queue(Notice("n", "staff", BO, plain("Later"), not_before=later))
    inside.set_timer(Timer("idle", "staff:1001", later, "idle", {}))
    assert uow.queued["n"].not_before == NEVER
    assert uow.timers["idle@run1"] == Timer("idle@run1", "staff:1001", NEVER, "idle", {}, "run1", later)
    uow.log("run1", Happening("resumed", "dee"))
    uow.move_timers("run1", exercise(uow).run.clock.when)
    assert uow.timers["idle@run1"].due == uow.now + timedelta(minutes=5)
    inside.cancel_timer("idle")
    assert not uow.timers


def test_its_cases_are_there_and_real_ones_are_not(uow: MemoryUnitOfWork) -> None:
    inside = in_run(uow, exercise(uow).run)
    uow.keep_case(case())
    uow.keep_case(replace(case(run=Run.REAL, drill=None), id="c2", number="E-1"))
    assert [inside.case("c1") is None, inside.case("c2") is None] == [False, True]
    assert [uow.case("c1") is None, uow.case("c2") is None] == [True, False]
    assert [found.id for found in inside.cases_of_group(None)] == ["c1"]
    assert [found.id for found in inside.open_cases("bo")] == ["c1"]


def test_what_happens_to_its_cases_is_on_their_timeline_in_its_time_and_on_its_log(uow: MemoryUnitOfWork) -> None:
    inside = exercise(uow)
    uow.keep_case(case())
    inside.record("c1", Happening("opened", "bo", {"number": "DE-1"}))
    assert [entry.at for entry in uow.timeline("c1")] == [NINE + timedelta(minutes=10)]
    [deed] = inside.run.deeds
    assert (deed.kind, deed.actor, deed.playbook, deed.at) == ("opened", "bo", "fire", NINE + timedelta(minutes=10))


def test_other_programs_hear_of_it_as_of_an_exercise(uow: MemoryUnitOfWork) -> None:
    house = House(find=lambda text, taught: (), events="ids")
    uow.keep_case(case())
    published(in_run(uow, exercise(uow).run), house).record("c1", Happening("opened", "bo", {}))
    [event] = [json.loads(notice.message.text) for notice in uow.queued.values() if notice.bot == BOT]
    assert (event["case"]["run"], event["case"]["exercise"]) == ("drill", True)


def test_a_conversation_in_it_is_not_the_real_one(uow: MemoryUnitOfWork) -> None:
    inside = exercise(uow)
    uow.keep_session("staff:1001", Session("real"))
    assert inside.session("staff:1001") is None
    inside.keep_session("staff:1001", Session("drill"))
    real = uow.session("staff:1001")
    assert real is not None
    assert real.tag == "real"


def test_only_a_language_that_somebody_chose_lasts(uow: MemoryUnitOfWork) -> None:
    inside = exercise(uow)
    ana = inside.directory.staff_by_id["ana"]
    inside.keep_staff(replace(ana, language="pt", active=False, telegram=None))
    kept = uow.directory.staff_by_id["ana"]
    assert (kept.language, kept.active, kept.telegram) == ("pt", True, ANA)


def test_a_log_with_kinds_that_nobody_knows_can_still_be_read(uow: MemoryUnitOfWork) -> None:
    before = exercise(uow).run
    uow.log("run1", Happening("sang", "bo", {"song": "any"}))
    after = exercise(uow).run
    assert replace(after, entries=before.entries) == before
