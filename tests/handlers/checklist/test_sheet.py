"""Which rows there are, what waits for what, and when things are due."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from handlers.checklist.board import Board, board_of
from handlers.checklist.laying_out import Grounds, sheet_of
from handlers.checklist.marks import CANNOT, DONE, NOT_APPLICABLE, OPEN, Mark
from handlers.checklist.sheet import Row, Sheet
from playbooks.model import Playbook
from tests.handlers.engine.talk import playbook

BEGAN = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


def book(*steps: dict[str, Any], **more: Any) -> Playbook:
    question = {"id": "smoke", "type": "yes_no", "ask": "Smoke?"}
    written = [{"text": step["id"], **step} for step in steps]
    return playbook("emergency", questions=[question], steps=written, **more)


def said(row: str, outcome: str = DONE, minute: float = 1, by: str = "bo", edition: str = "") -> Mark:
    return Mark(row, outcome, by, BEGAN + timedelta(minutes=minute), f"{row}-{minute}-{by}", edition=edition)


def sheet(of: Playbook, *marks: Mark, minute: float = 5, **more: Any) -> Sheet:
    board = board_of(marks) if marks else Board()
    return sheet_of(Grounds(of, board, more.pop("answers", {}), BEGAN, BEGAN + timedelta(minutes=minute), **more))


def ids(rows: tuple[Row, ...]) -> list[str]:
    return [row.id for row in rows]


BREATHING = {"id": "breathing", "decide": [{"id": "yes", "label": "Yes"}, {"id": "no", "label": "No"}]}
CPR = {"id": "cpr", "when": {"step": "breathing", "outcome": "no"}}


def test_a_decision_brings_its_own_rows_and_takes_them_away_again() -> None:
    medical = book(BREATHING, CPR)

    assert ids(sheet(medical).rows) == ["breathing"]
    assert ids(sheet(medical, said("breathing", "no")).rows) == ["breathing", "cpr"]
    assert ids(sheet(medical, said("breathing", "no"), said("breathing", "yes", 2)).rows) == ["breathing"]


def test_what_depends_on_a_row_that_went_away_goes_with_it() -> None:
    medical = book(BREATHING, CPR, {"id": "swap", "when": {"step": "cpr", "outcome": "done"}})
    done = [said("breathing", "no"), said("cpr", minute=2)]

    assert "swap" in ids(sheet(medical, *done).rows)
    assert ids(sheet(medical, *done, said("breathing", "yes", 3)).rows) == ["breathing"]


def test_a_row_waits_for_those_before_it_however_they_end() -> None:
    fire = book({"id": "call"}, {"id": "meet", "after": ["call"]})

    assert sheet(fire).by_id["meet"].waits_for == ("call",)
    assert sheet(fire, said("call", CANNOT)).by_id["meet"].ready
    assert not sheet(fire, said("call"), said("call", OPEN, 2)).by_id["meet"].ready


def test_a_row_does_not_wait_for_one_that_is_not_there() -> None:
    fire = book({"id": "doors", "when": {"question": "smoke", "equals": "yes"}}, {"id": "meet", "after": ["doors"]})

    assert sheet(fire).by_id["meet"].ready
    assert sheet(fire, answers={"smoke": "yes"}).by_id["meet"].waits_for == ("doors",)


def test_what_waits_can_be_reported_all_the_same() -> None:
    fire = book({"id": "call"}, {"id": "meet", "after": ["call"]})

    assert sheet(fire, said("meet")).by_id["meet"].outcome == DONE


def test_time_runs_from_the_alarm_or_from_another_row() -> None:
    fire = book({"id": "call", "within": "2min"}, {"id": "meet", "within": "3min", "since": "call"})

    assert sheet(fire, minute=1).by_id["call"].due == BEGAN + timedelta(minutes=2)
    assert sheet(fire, minute=1).by_id["meet"].due is None
    assert sheet(fire, said("call", minute=4)).by_id["meet"].due == BEGAN + timedelta(minutes=7)
    assert ids(sheet(fire, minute=1).overdue) == []
    assert ids(sheet(fire, minute=2).overdue) == ["call"]
    assert sheet(fire, minute=1).next_change == BEGAN + timedelta(minutes=2)
    assert sheet(fire, minute=2).next_change is None


def test_what_is_critical_is_late_first() -> None:
    fire = book({"id": "clear", "within": "1min"}, {"id": "call", "within": "3min", "critical": True})

    assert ids(sheet(fire).overdue) == ["call", "clear"]


def test_a_row_with_rows_is_done_when_they_are() -> None:
    fire = book({"id": "rooms", "steps": [{"id": "hall", "text": "Hall"}, {"id": "office", "text": "Office"}]})

    assert (sheet(fire).done, sheet(fire).total) == (0, 2)
    assert sheet(fire, said("hall")).by_id["rooms"].is_open
    assert sheet(fire, said("hall"), said("office", NOT_APPLICABLE, 2)).by_id["rooms"].outcome == DONE
    assert sheet(fire, said("hall"), said("office", CANNOT, 2)).by_id["rooms"].outcome == CANNOT


def test_a_row_with_rows_that_do_not_apply_is_not_there() -> None:
    inner = {"id": "hall", "text": "Hall", "when": {"question": "smoke", "equals": "yes"}}

    assert sheet(book({"id": "rooms", "steps": [inner]})).rows == ()


def test_what_is_repeated_comes_again_until_it_need_not() -> None:
    fire = book({"id": "tell", "every": "10min", "until": {"step": "out", "outcome": "done"}}, {"id": "out"})

    assert sheet(fire, said("tell"), minute=10).by_id["tell"].outcome == DONE
    assert sheet(fire, said("tell"), minute=10).next_change == BEGAN + timedelta(minutes=11)
    assert sheet(fire, said("tell"), minute=11).by_id["tell"].is_open
    assert sheet(fire, said("tell"), said("tell", minute=12), minute=13).by_id["tell"].outcome == DONE
    assert sheet(fire, said("tell"), said("out", minute=3), minute=30).by_id["tell"].outcome == DONE


@pytest.mark.parametrize(("by", "outcome"), [("bo", None), ("kit", DONE)])
def test_two_people_must_confirm(by: str, outcome: str | None) -> None:
    fire = book({"id": "out", "confirm": 2})

    assert sheet(fire, said("out"), said("out", minute=2, by=by)).by_id["out"].outcome == outcome


def test_rows_of_a_level_are_there_at_that_level() -> None:
    fire = book(
        {"id": "all-out", "levels": ["red"]}, levels=[{"id": "amber", "name": "A"}, {"id": "red", "name": "R"}]
    )

    assert sheet(fire, reached=("amber",)).rows == ()
    assert ids(sheet(fire, reached=("amber", "red")).rows) == ["all-out"]


def test_a_row_opens_another_playbook_whose_times_begin_then() -> None:
    out = book({"id": "doors", "within": "1min"}, id="evacuation")
    fire = book({"id": "leave", "opens": "evacuation"})
    editions = {"digest": out}.get

    assert ids(sheet(fire, editions=editions).rows) == ["leave"]
    opened = sheet(fire, said("leave", edition="digest"), editions=editions)
    assert ids(opened.rows) == ["leave", "evacuation.doors"]
    assert opened.by_id["evacuation.doors"].due == BEGAN + timedelta(minutes=2)
    assert sheet(fire, said("leave", edition="gone"), editions=editions).total == 1


def test_a_playbook_that_opens_itself_is_there_once() -> None:
    again = book({"id": "leave", "opens": "again"}, id="again")

    assert sheet(again, said("leave", edition="digest"), editions={"digest": again}.get).total == 1


def test_it_is_calm_when_what_was_urgent_is_settled() -> None:
    fire = book({"id": "call"}, {"id": "write", "phase": "aftermath"})

    assert not sheet(fire).calm
    assert sheet(fire, said("call")).calm
    assert sheet(fire, said("call")).phase == "aftermath"
