"""Runs of drills: their logs are kept and chained, their cases are nobody else's, their timers move with a clock."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from handlers.cases import Happening, Run
from handlers.drills.clock import ExerciseClock
from handlers.drills.results import Result
from handlers.drills.standing import Standing, State
from handlers.media import Media
from handlers.ports import Timer
from storage.store import Store
from tests.contracts.storage.vault import Vault

RUN = Standing("run1", "D-2026-000001", State.PLANNED, "t1", ("bo", "ana"))


def _plan(vault: Vault, store: Store) -> None:
    with vault.turn(store) as uow:
        uow.log("run1", Happening("planned", "tess", {"number": "D-2026-000001", "text": "a\x00b"}))
        uow.keep_standing(RUN, is_open=True)


def test_a_log_is_kept_in_order_and_whole(vault: Vault) -> None:
    store = vault.open()
    _plan(vault, store)
    vault.passes(minutes=1)
    with vault.turn(store) as uow:
        uow.log("run1", Happening("started", "tess"))
        assert [entry.kind for entry in uow.drill_log("run1")] == ["planned", "started"]
    entries = store.drill_log("run1")
    assert [(entry.sequence, entry.kind, entry.actor) for entry in entries] == [
        (1, "planned", "tess"),
        (2, "started", "tess"),
    ]
    assert entries[0].data["text"] == "a\x00b"
    assert entries[1].previous == entries[0].hash
    assert store.verify_drill("run1") is None
    assert [(number, standing) for _, number, standing in store.drills()] == [("D-2026-000001", RUN)]


def test_a_run_is_found_by_its_number(vault: Vault) -> None:
    store = vault.open()
    _plan(vault, store)
    with vault.turn(store) as uow:
        assert uow.drill_by_number("D-2026-000001") == "run1"
        assert uow.drill_by_number("D-2026-000002") is None
        assert uow.drill_by_number("D\x00") is None


def test_turns_of_one_batch_write_one_log(vault: Vault) -> None:
    store = vault.open()
    _plan(vault, store)
    vault.says(store, "one", "two", chat=7)
    with store.turns() as batch:
        for item in batch.items:
            with batch.turn(item) as uow:
                uow.log("run1", Happening("joined", "bo"))
    assert [entry.sequence for entry in store.drill_log("run1")] == [1, 2, 3]
    assert store.verify_drill("run1") is None


def test_nobody_changes_a_log(vault: Vault) -> None:
    store = vault.open()
    _plan(vault, store)
    for statement in ("UPDATE drill_log SET kind = 'won'", "DELETE FROM drill_log"):
        with pytest.raises(Exception, match="append-only"):
            store._database.execute(statement)


def test_the_directory_shows_a_run_until_it_is_closed(vault: Vault) -> None:
    store = vault.open()
    _plan(vault, store)
    other = vault.open("two") if not vault.on_sqlite else store
    assert other.directory.drills == (RUN,)
    running = replace(RUN, state=State.RUNNING, playing=("bo",), numbers=("999",))
    with vault.turn(store) as uow:
        uow.keep_standing(running, is_open=True)
    assert other.directory.drill_by_id["run1"] == running
    with vault.turn(store) as uow:
        uow.keep_standing(running, is_open=False)
    assert other.directory.drills == ()


def test_cases_of_a_run_are_there_for_that_run_alone(vault: Vault) -> None:
    store = vault.open()
    drilled = vault.case("DE-2026-000001", run=Run.DRILL, drill="run1", groups=("duty",))
    real = vault.case("E-2026-000001", groups=("duty",))
    with vault.turn(store) as uow:
        uow.keep_case(drilled)
        uow.keep_case(real)
    since = vault.now - timedelta(hours=1)
    with vault.turn(store) as uow:
        assert (uow.case(drilled.id), uow.case(real.id)) == (None, real)
        assert (uow.case(drilled.id, "run1"), uow.case(real.id, "run1")) == (drilled, None)
        assert uow.case(drilled.id, "run2") is None
        assert (uow.drill_of(drilled.id), uow.drill_of(real.id), uow.drill_of("none")) == ("run1", None, None)
        assert uow.case_by_number("DE-2026-000001") is None
        assert uow.case_by_number("DE-2026-000001", "run1") == drilled
        for found, wanted in (
            (uow.open_cases("bo"), [real]),
            (uow.open_cases("bo", "run1"), [drilled]),
            (uow.cases_of_group("duty"), [real]),
            (uow.cases_of_group("duty", "run1"), [drilled]),
            (uow.fresh_cases("complaint", since), [real]),
            (uow.fresh_cases("complaint", since, "run1"), [drilled]),
        ):
            assert list(found) == wanted


def test_an_entry_of_a_run_carries_the_time_its_clock_shows(vault: Vault) -> None:
    store = vault.open()
    case = vault.case("DE-2026-000001", run=Run.DRILL, drill="run1")
    shown = vault.now - timedelta(minutes=30)
    with vault.turn(store) as uow:
        uow.keep_case(case)
        uow.record(case.id, Happening("opened", "bo", {}), shown)
    assert [entry.at for entry in store.timeline(case.id)] == [shown]
    assert store.verify("DE-2026-000001") is None


def test_a_file_of_a_run_that_has_no_case_is_kept_and_its_log_says_so(vault: Vault) -> None:
    store, photo = vault.open(), Media("photo", "AgAC", "u")
    with vault.turn(store) as uow:
        uow.log("run1", Happening("planned", "bo", {"number": "D-1"}))
        assert uow.attach("run1", photo, "wai")
        assert not uow.attach("run1", photo, "wai")
        assert [file.media for file in uow.files("run1")] == [photo]
    (pending,) = store.pending_files(5, vault.now)
    digest = store.keep_blob(pending, b"what they saw")
    assert store.pending_files(5, vault.now) == []
    with vault.turn(store) as uow:
        assert [file.digest for file in uow.files("run1")] == [digest]
        uow.log("run1", Happening("ended", "bo", {}))
        kept = uow.drill_log("run1")[1]
        assert (kept.kind, kept.data["sha256"]) == ("kept", digest)
    assert store.verify_drill("run1") is None


def test_timers_of_a_run_move_with_its_clock_and_others_do_not(vault: Vault) -> None:
    store, start = vault.open(), vault.now
    clock = ExerciseClock().turned(start, 1.0)
    in_ten = start + timedelta(minutes=10)
    with vault.turn(store) as uow:
        uow.set_timer(Timer("real", "staff:1", in_ten + timedelta(hours=2), "idle", {}))
        uow.set_timer(Timer("inject@run1", "staff:0", in_ten, "inject", {"name": "a"}, "run1", in_ten))
    paused = clock.turned(start + timedelta(minutes=4), 0.0)
    _moves(vault, store, paused)
    assert store.next_timer() == in_ten + timedelta(hours=2)
    resumed = paused.turned(start + timedelta(minutes=34), 2.0)
    _moves(vault, store, resumed)
    assert store.next_timer() == start + timedelta(minutes=37)  # six minutes are left, at twice the speed
    vault.passes(minutes=38)
    assert store.fire_timers(vault.now) == 1
    with store.turns() as batch:
        assert '"drill":"run1"' in batch.items[0].raw.replace(" ", "")


def test_a_timer_of_a_run_that_was_set_in_the_same_batch_moves_too(vault: Vault) -> None:
    store = vault.open()
    in_ten = vault.now + timedelta(minutes=10)
    with vault.turn(store) as uow:
        uow.set_timer(Timer("inject@run1", "staff:0", in_ten, "inject", {}, "run1", in_ten))
        uow.move_timers("run1", lambda shown: shown - timedelta(minutes=5))
    assert store.next_timer() == in_ten - timedelta(minutes=5)
    with vault.turn(store) as uow:
        uow.drop_timers("run1")
    assert store.next_timer() is None


def test_a_clock_that_is_set_back_moves_no_timer_of_a_run(vault: Vault) -> None:
    store = vault.open()
    in_ten = vault.now + timedelta(minutes=10)
    with vault.turn(store) as uow:
        uow.set_timer(Timer("case:1@run1", "staff:0", in_ten, "case", {}, "run1", in_ten))
    store.clock_set_back(timedelta(hours=1))
    assert store.next_timer() == in_ten


def test_a_notice_keeps_its_run(vault: Vault) -> None:
    store = vault.open()
    with vault.turn(store) as uow:
        uow.queue(vault.notice(drill="run1"))
    assert [item.notice.drill for item in store.claim(5, vault.now)] == ["run1"]


def _moves(vault: Vault, store: Store, clock: ExerciseClock) -> None:
    def due(shown: datetime) -> datetime | None:
        return clock.when(shown)

    with vault.turn(store) as uow:
        uow.move_timers("run1", due)


def test_what_came_of_a_run_is_kept_once_and_can_be_replaced(vault: Vault) -> None:
    store = vault.open()
    _plan(vault, store)
    result = Result("run1", "D-2026-000001", "s", "fire", "e", "t1", vault.now, vault.now, 80, {"duty": 75}, ("bo",))
    with vault.turn(store) as uow:
        uow.keep_result(replace(result, percent=None))
        uow.keep_result(result)
        assert list(uow.drill_results()) == [result]
    assert store.drill_results() == [result]
    with vault.turn(store) as uow:
        uow.keep_result(replace(result, percent=90))
        assert [one.percent for one in uow.drill_results()] == [90]
    assert [one.percent for one in vault.open("two", serving=False).drill_results()] == [90]
