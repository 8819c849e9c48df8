"""Roll calls: a line for everybody who was asked."""

from __future__ import annotations

from dataclasses import replace

from handlers.checklist.live import Copy
from handlers.delivery import NoticeState
from handlers.engine.session import Session
from handlers.rollcall.calls import Call, CallKind, RollLine, Said, Visitors
from storage.outbox import Settled
from tests.contracts.storage.vault import Vault

ODD = "nul \x00, half \ud800, 一號閘口 <b>"


def test_lines_come_back_as_they_were_kept_in_the_order_they_were_asked(vault: Vault) -> None:
    store, case = vault.open(), vault.case()
    told = RollLine(
        "kit", 2, "n1", True, Said.HELP, vault.now, "kit", {"latitude": 22.19, "longitude": 113.54}, ODD, "ana"
    )
    with vault.turn(store) as uow:
        uow.keep_case(case)
        uow.keep_roll(case.id, 1, [told, RollLine("bo", 1)])
        uow.keep_roll(case.id, 2, [RollLine("sam", 1)])
        assert [line.staff for line in uow.roll(case.id, 1)] == ["bo", "kit"]
    with vault.turn(store) as uow:
        assert uow.roll(case.id, 1) == [RollLine("bo", 1), told]
        assert uow.roll_line(case.id, 1, "kit") == told
        assert uow.roll_line(case.id, 1, "sam") is None
        assert uow.roll(case.id, 3) == []
        assert uow.roll_line("\x00", 1, "kit") is None


def test_what_the_timeline_knows_is_no_news_until_something_else_is_said(vault: Vault) -> None:
    store, case = vault.open(), vault.case()
    safe = RollLine("bo", 1, said=Said.SAFE, at=vault.now, by="bo")
    with vault.turn(store) as uow:
        uow.keep_case(case)
        uow.keep_roll(case.id, 1, [safe])
    with vault.turn(store) as uow:
        (line,) = uow.roll(case.id, 1)
        assert line.is_news
        uow.note_roll(case.id, 1, [line])
        assert not uow.roll(case.id, 1)[0].is_news
    vault.passes(seconds=3)
    with vault.turn(store) as uow:
        known = uow.roll_line(case.id, 1, "bo")
        assert known is not None
        assert not known.is_news
        uow.keep_roll(case.id, 1, [replace(known, said=Said.HELP, at=vault.now)])
    with vault.turn(store) as uow:
        assert uow.roll(case.id, 1)[0].is_news


def test_a_line_says_whether_its_question_arrived(vault: Vault) -> None:
    store, case = vault.open(), vault.case()
    with vault.turn(store, claim=lambda notice: True) as uow:
        uow.keep_case(case)
        uow.queue(vault.notice(id="n1", case=case.id))
        uow.queue(vault.notice(id="n2", case=case.id))
        uow.keep_roll(case.id, 1, [RollLine("bo", 1, "n1"), RollLine("kit", 2, "n2"), RollLine("sam", 3)])
    store.settle([Settled("n1", NoticeState.SENT, 7), Settled("n2", NoticeState.DEAD, why="blocked: by the user")])
    with vault.turn(store) as uow:
        lines = uow.roll(case.id, 1)
        assert [line.state for line in lines] == [NoticeState.SENT, NoticeState.DEAD, None]
        assert [line.is_reachable for line in lines] == [True, False, False]


def test_a_case_and_sessions_can_be_looked_at(vault: Vault) -> None:
    store, case = vault.open(), vault.case()
    copy = Copy("n1", "staff", 1001, "ana", "m0", "abc", vault.now)
    visitors = Visitors(12, 14)
    call = Call(
        1, CallKind.ROLL, "t1", "ana", vault.now, 50, ODD, "fire.count", (copy,), visitors, ended_at=vault.now
    )
    with vault.turn(store) as uow:
        uow.keep_case(replace(case, calls=(call,)))
        assert uow.glance(case.id) == replace(case, calls=(call,))
        uow.keep_session("staff:1001", Session(tag="a"))
    with vault.turn(store) as uow:
        assert uow.glance(case.id) == replace(case, calls=(call,))
        assert uow.glance("nobody") is None
        assert uow.glance_at_sessions(["staff:1001", "staff:1002"]) == {"staff:1001": Session(tag="a")}
