"""What a conversation remembers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from handlers.engine.session import Answer, Frame, LastTap, Session
from playbooks.model import Kind
from tests.contracts.storage.vault import Vault


@pytest.mark.parametrize("remember", [0, 1, 100])
def test_a_session_comes_back_as_it_was_kept(vault: Vault, remember: int) -> None:
    store = vault.open(remember=remember)
    session = _session(vault)
    with vault.turn(store) as uow:
        assert uow.session("staff:1001") is None
        uow.keep_session("staff:1001", session)
        assert uow.session("staff:1001") == session
        uow.keep_session("staff:1002", replace(session, tag="b"))
    vault.says(store, "hello", chat=1001)
    with store.turns() as batch, batch.turn(batch.items[0]) as uow:
        assert uow.session("staff:1001") == session
        assert uow.session("staff:1002") == replace(session, tag="b")
        uow.keep_session("staff:1001", replace(session, render=5))
    with vault.turn(store) as uow:
        assert uow.session("staff:1001") == replace(session, render=5)
    assert store.session("staff:1001") == replace(session, render=5)
    assert store.session("staff:1") is None


def test_the_next_turn_of_a_batch_goes_on_from_the_last(vault: Vault) -> None:
    store = vault.open()
    vault.says(store, "one", "two", "three")
    with store.turns() as batch:
        for item in batch.items:
            with batch.turn(item) as uow:
                before = uow.session(item.conversation) or Session(tag="a")
                uow.keep_session(item.conversation, replace(before, render=before.render + 1))
    with vault.turn(store) as uow:
        assert uow.session("staff:1001") == Session(tag="a", render=3)


def test_two_stores_that_remember_never_miss_what_the_other_wrote(two: Vault) -> None:
    one, other = two.open("one", remember=100), two.open("other", remember=100)
    for store, render in ((one, 1), (other, 2), (one, 3)):
        with two.turn(store) as uow:
            before = uow.session("staff:1")
            assert render == 1 or before == Session(tag="a", render=render - 1)
            uow.keep_session("staff:1", Session(tag="a", render=render))


def _session(vault: Vault) -> Session:
    answer = Answer("a nul \x00, half a pair \ud800, 客運", vault.now, "tapped")
    frame = Frame("F1", Kind.COMPLAINT, "complaint", "e" * 64, vault.now, answers={"what": answer}, at="who")
    return Session("k3f9", (frame,), (frame,), 4, LastTap(4, "next", "Saved"), vault.now, True)
