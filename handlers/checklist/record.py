"""Marks on the timeline, and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Final

from handlers.cases import Entry, Happening
from handlers.checklist.board import Board, board_of
from handlers.checklist.marks import Mark

#: The timeline's word for a mark.
KIND: Final = "step"


def replayed(entries: Iterable[Entry]) -> Board:
    """What a timeline says."""
    return board_of(mark_of(entry) for entry in entries if entry.kind == KIND)


def happening(mark: Mark, **more: Any) -> Happening:
    """The mark as it goes on the timeline."""
    data = {"step": mark.row, "outcome": mark.outcome, "at": mark.at.isoformat(), "tap": mark.tap}
    if mark.reason:
        data["reason"] = mark.reason
    if mark.edition:
        data["edition"] = mark.edition
    return Happening(KIND, mark.by, {**data, **more})


def mark_of(entry: Entry) -> Mark:
    """The mark that a `step` entry is. Those from before checklists were shared have the entry's own time."""
    data = entry.data
    at = datetime.fromisoformat(data["at"]) if "at" in data else entry.at
    return Mark(
        str(data["step"]),
        str(data["outcome"]),
        entry.actor or "",
        at,
        str(data.get("tap", entry.hash)),
        str(data.get("reason", "")),
        str(data.get("edition", "")),
    )
