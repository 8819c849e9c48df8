"""Corrective actions: kept with their case, found by it, by where they came from, and while they are open."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from handlers.actions import Action, ActionState, Origin, Owner, Target, done, dropped, given, put_off
from tests.contracts.storage.vault import Vault

FIRST = date(2026, 12, 1)


def action(vault: Vault, number: int, **more: object) -> Action:
    made = Action(
        id=f"action-{number}",
        number=f"A-2026-{number:06d}",
        what="Fix the lock \x00 of the 急救箱",
        owner=Owner(staff="ana"),
        due=FIRST + timedelta(days=number),
        origin=Origin.CASE,
        made_by="bo",
        made_at=vault.now,
    )
    return replace(made, **more)  # type: ignore[arg-type]


def test_an_action_comes_back_as_it_was_kept(vault: Vault) -> None:
    store = vault.open()
    kept = action(vault, 1, owner=Owner(group="duty"), source="run-7", target=Target("fire", "abc", "doors"))
    with vault.turn(store) as uow:
        uow.keep_action(kept)
        assert uow.action(kept.id) == kept
    with vault.turn(store) as uow:
        assert (uow.action(kept.id), uow.action("another")) == (kept, None)
        assert uow.actions_of_source("run-7") == [kept]
    assert store.actions() == [kept]


def test_what_is_settled_is_open_no_more(vault: Vault) -> None:
    store = vault.open()
    one, two, three = (action(vault, number) for number in (3, 1, 2))
    with vault.turn(store) as uow:
        for each in (one, two, three):
            uow.keep_action(each)
        assert [each.number for each in uow.open_actions()] == [two.number, three.number, one.number]
    with vault.turn(store) as uow:
        uow.keep_action(done(two, "ana", vault.now, "New lock"))
        uow.keep_action(dropped(three, "ana", vault.now, "Not ours"))
        assert [each.number for each in uow.open_actions()] == [one.number]
    with vault.turn(store) as uow:
        assert [each.number for each in uow.open_actions()] == [one.number]
        found = uow.action(two.id)
        assert found is not None
        assert (found.state, found.words, found.settled_by) == (ActionState.DONE, "New lock", "ana")


def test_a_turn_of_the_same_batch_sees_what_the_one_before_it_did(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "one", "two")
    case, made = vault.case(), action(vault, 1)
    with store.turns() as batch:
        with batch.turn(batch.items[0]) as uow:
            uow.keep_case(case)
            uow.keep_action(replace(made, case=case.id))
        with batch.turn(batch.items[1]) as uow:
            seen = uow.action(made.id)
            assert seen is not None
            assert [each.id for each in uow.actions_of_case(case.id)] == [made.id]
            uow.keep_action(put_off(given(seen, Owner(group="duty")), FIRST))
            assert [each.due for each in uow.actions_of_case(case.id)] == [FIRST]
    with vault.turn(store) as uow:
        assert [(each.owner.group, each.version) for each in uow.actions_of_case(case.id)] == [("duty", 3)]
        assert uow.actions_of_case("another") == []


def test_done_needs_a_proof_and_dropped_a_reason(vault: Vault) -> None:
    made = action(vault, 1)
    with pytest.raises(ValueError, match="proof"):
        done(made, "ana", vault.now, " ")
    with pytest.raises(ValueError, match="reason"):
        dropped(made, "ana", vault.now, "")
    shown = done(made, "ana", vault.now, proof="photo-1")
    assert dropped(shown, "bo", vault.now, "too late") == shown
