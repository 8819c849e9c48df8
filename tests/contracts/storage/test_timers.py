"""Timers become input when they are due, each exactly once."""

from __future__ import annotations

import json
from datetime import datetime, timedelta

from handlers.ports import Timer
from storage.store import Store
from tests.contracts.storage.vault import Vault


def test_a_due_timer_becomes_input_of_its_conversation(vault: Vault) -> None:
    store = vault.open()
    due = vault.now + timedelta(minutes=15)
    _set(vault, store, "idle", due)
    assert store.next_timer() == due
    assert store.fire_timers(vault.now) == 0
    assert store.fire_timers(due) == 1
    assert store.next_timer() is None
    with store.turns() as batch:
        [item] = batch.items
        assert (item.bot, item.conversation) == ("staff", "staff:1001")
        expected = {"timer": "idle", "kind": "idle", "data": {"a": "\x00"}, "due": due.isoformat()}
        assert json.loads(item.raw) == expected


def test_a_timer_set_again_for_the_same_moment_fires_again(vault: Vault) -> None:
    store = vault.open()
    for _ in range(2):
        _set(vault, store, "idle", vault.now)
        assert store.fire_timers(vault.now) == 1


def test_a_later_timer_with_the_same_key_replaces_it(vault: Vault) -> None:
    store = vault.open()
    _set(vault, store, "idle", vault.now)
    later = vault.now + timedelta(hours=1)
    _set(vault, store, "idle", later)
    assert store.next_timer() == later
    assert store.fire_timers(vault.now) == 0


def test_a_cancelled_timer_does_not_fire(vault: Vault) -> None:
    store = vault.open()
    _set(vault, store, "idle", vault.now)
    with vault.turn(store) as uow:
        uow.cancel_timer("idle")
        uow.cancel_timer("never set")
    assert store.fire_timers(vault.now) == 0


def test_a_timer_set_and_cancelled_in_one_batch_is_not_set(vault: Vault) -> None:
    store = vault.open()
    with vault.turn(store) as uow:
        uow.set_timer(Timer("a", "staff:1", vault.now, "idle", {}))
        uow.cancel_timer("a")
        uow.cancel_timer("b")
        uow.set_timer(Timer("b", "staff:1", vault.now, "idle", {}))
    assert store.fire_timers(vault.now) == 1


def test_the_earliest_fire_first_when_there_are_many(vault: Vault) -> None:
    store = vault.open()
    for minutes in (3, 1, 2):
        _set(vault, store, f"t{minutes}", vault.now + timedelta(minutes=minutes))
    vault.passes(hours=1)
    assert store.fire_timers(vault.now, limit=2) == 2
    with store.turns() as batch:
        assert [json.loads(item.raw)["timer"] for item in batch.items] == ["t1", "t2"]


def _set(vault: Vault, store: Store, key: str, due: datetime) -> None:
    with vault.turn(store) as uow:
        uow.set_timer(Timer(key, "staff:1001", due, "idle", {"a": "\x00"}))
