"""What comes in is kept once, and handled in order."""

from __future__ import annotations

import pytest

from handlers.ports import Timer, UnitOfWork
from tests.contracts.storage.vault import Vault


def test_an_update_that_comes_again_is_left_out(vault: Vault) -> None:
    store = vault.open()
    update = vault.received("hello")
    assert store.receive("staff", [update, update]) == 1
    assert store.receive("staff", [update]) == 0
    assert store.receive("duty", [update]) == 1  # the number is the other bot's own


def test_turns_follow_the_order_of_arrival_in_each_conversation(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "a1", "a2", chat=1)
    vault.says(store, "b1", chat=2)
    vault.says(store, "a3", chat=1)
    with store.turns() as batch:
        assert [item.raw for item in batch.items] == ["a1", "a2", "b1", "a3"]
        assert {item.conversation for item in batch.items} == {"staff:1", "staff:2"}


def test_what_had_its_turn_does_not_come_again(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "one", "two", "three")
    with store.turns(limit=2) as batch:
        for item in batch.items:
            with batch.turn(item):
                pass
    with store.turns() as batch:
        assert [item.raw for item in batch.items] == ["three"]


def test_a_turn_that_raises_leaves_nothing_and_comes_again(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "good", "bad", "good too")
    with store.turns() as batch:
        for item in batch.items:
            if item.raw == "bad":
                with pytest.raises(ZeroDivisionError), batch.turn(item) as uow:
                    _write_and_raise(vault, uow)
            else:
                with batch.turn(item) as uow:
                    uow.keep_case(vault.case(f"C-{item.update_id}"))
    assert sorted(case.number for case in store.cases()) == ["C-1", "C-3"]
    assert batch.notices == []
    with store.turns() as batch:
        assert [(item.raw, item.attempts) for item in batch.items] == [("bad", 1)]


def test_what_makes_no_sense_is_set_aside_and_the_next_goes_on(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "\x00garbage\ud800", "fine")
    with store.turns() as batch:
        batch.quarantine(batch.items[0], "no JSON: \x00")
        with batch.turn(batch.items[1]):
            pass
    [found] = store.quarantine()
    assert (found.item.raw, found.why) == ("\x00garbage\ud800", "no JSON: \x00")
    with store.turns() as batch:
        assert batch.items == []
    assert store.release(found.item.id)
    assert not store.release(found.item.id)
    with store.turns() as batch:
        assert [item.raw for item in batch.items] == ["\x00garbage\ud800"]


def test_a_batch_that_raises_leaves_nothing(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "hello")
    with pytest.raises(ZeroDivisionError), store.turns() as batch, batch.turn(batch.items[0]) as uow:
        _write_and_raise(vault, uow)
    assert store.cases() == []
    with store.turns() as batch:
        assert len(batch.items) == 1


def test_receiving_and_settling_can_join_a_batch(vault: Vault) -> None:
    store = vault.open()
    with store.turns(received={"staff": [vault.received("hello")], "duty": [vault.received("hi", chat=2)]}) as batch:
        assert [item.bot for item in batch.items] == ["staff", "duty"]
        assert batch.items[1].raw == "hi"


def test_housekeeping_deletes_old_input_that_was_dealt_with_and_nothing_else(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "done", "bad", "waiting")
    with store.turns(limit=2) as batch:
        with batch.turn(batch.items[0]):
            pass
        batch.quarantine(batch.items[1], "bad")
    assert store.tidy(vault.now).inbox == 0
    vault.passes(days=8)
    assert store.tidy(vault.now).inbox == 1
    assert [found.item.raw for found in store.quarantine()] == ["bad"]
    with store.turns() as batch:
        assert [item.raw for item in batch.items] == ["waiting"]


def _write_and_raise(vault: Vault, uow: UnitOfWork) -> None:
    uow.keep_case(vault.case("C-9"))
    uow.queue(vault.notice())
    raise ZeroDivisionError


def test_what_was_due_and_failed_comes_again_with_housekeeping_for_a_day(vault: Vault) -> None:
    store = vault.open()
    store.set_timer(Timer("t", "staff:1001", vault.now, "case", {"case": "x"}))
    store.fire_timers(vault.now)
    tries = 0
    for _ in range(40):
        with store.turns() as batch:
            for item in batch.items:
                tries += 1
                batch.quarantine(item, "KeyError")
        assert store.failed() == 1
        with vault.turn(store) as uow:
            assert uow.failed() == 1
        vault.passes(hours=1)
        store.tidy(vault.now)
    assert tries == 25
    assert store.failed() == 1


def test_what_was_due_and_failed_is_done_once_it_can_be(vault: Vault) -> None:
    store = vault.open()
    store.set_timer(Timer("t", "staff:1001", vault.now, "case", {"case": "x"}))
    store.fire_timers(vault.now)
    with store.turns() as batch:
        batch.quarantine(batch.items[0], "KeyError")
    assert store.tidy(vault.now).again == 1
    with store.turns() as batch, batch.turn(batch.items[0]):
        pass
    assert store.failed() == 0
    assert store.tidy(vault.now).again == 0
