"""A case's checklist as JSON, by name; marks as short lists, because there are many."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from handlers.checklist.board import board_of
from handlers.checklist.live import Checklist, Copy
from handlers.checklist.marks import Mark


def dump_checklist(checklist: Checklist | None) -> dict[str, Any] | None:
    """JSON of a checklist; None for none."""
    if checklist is None:
        return None
    fields = {
        "began": checklist.began.isoformat(),
        "marks": [_mark(mark) for mark in checklist.board.marks],
        "copies": [_copy(copy) for copy in checklist.copies],
        "told": checklist.told,
        "moved_at": _text(checklist.moved_at),
        "wake": _text(checklist.wake),
        "report_due": _text(checklist.report_due),
        "over": checklist.over,
        "carded": checklist.carded,
        "carded_at": _text(checklist.carded_at),
    }
    return {name: value for name, value in fields.items() if value}


def load_checklist(data: dict[str, Any] | None) -> Checklist | None:
    """The checklist that `dump_checklist` wrote."""
    if data is None:
        return None
    return Checklist(
        began=datetime.fromisoformat(data["began"]),
        board=board_of(_mark_of(mark) for mark in data.get("marks", ())),
        copies=tuple(_copy_of(copy) for copy in data.get("copies", ())),
        told=data.get("told", {}),
        moved_at=_moment(data.get("moved_at")),
        wake=_moment(data.get("wake")),
        report_due=_moment(data.get("report_due")),
        over=data.get("over", False),
        carded=data.get("carded", ""),
        carded_at=_moment(data.get("carded_at")),
    )


def _mark(mark: Mark) -> list[str]:
    fields = [mark.row, mark.outcome, mark.by, mark.at.isoformat(), mark.tap, mark.reason, mark.edition]
    while not fields[-1]:
        fields.pop()
    return fields


def _mark_of(fields: list[str]) -> Mark:
    row, outcome, by, at, tap, *more = fields
    return Mark(row, outcome, by, datetime.fromisoformat(at), tap, *more)


def _copy(copy: Copy) -> dict[str, Any]:
    return {name: value for name, value in (asdict(copy) | {"drawn_at": _text(copy.drawn_at)}).items() if value}


def _copy_of(data: dict[str, Any]) -> Copy:
    return Copy(**({"staff": None} | data | {"drawn_at": _moment(data.get("drawn_at"))}))


def _text(moment: datetime | None) -> str | None:
    return None if moment is None else moment.isoformat()


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
