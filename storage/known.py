"""What one batch knows: what it read, and what its earlier turns left to be written.

Later turns of a batch see what earlier ones wrote although nothing has been written yet.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from handlers.actions import Action
from handlers.aliases import Alias
from handlers.cases import Case, Entry
from handlers.delivery import Notice
from handlers.drills.results import Result
from handlers.drills.standing import Standing
from handlers.engine.session import Session
from handlers.media import CaseFile
from handlers.messages import Message
from handlers.people import Staff
from handlers.ports import Invitation, Timer
from handlers.readings.reading import Reading
from handlers.rollcall.calls import RollLine
from handlers.shifts import Override
from storage.chain import Head
from storage.rolls import Key as LineKey

Row = dict[str, Any]

#: What of a `View` are lists by their key: what a later turn has goes behind.
_LOGS = ("entries", "drill_logs")


@dataclass(slots=True)
class View:
    """Values by their key, as of now; None stands for what is known not to be there."""

    sessions: dict[str, Session | None] = field(default_factory=dict)
    cases: dict[str, Case | None] = field(default_factory=dict)
    heads: dict[str, Head] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    files: dict[tuple[str, str], CaseFile] = field(default_factory=dict)
    counters: dict[tuple[str, int], int] = field(default_factory=dict)
    notices: dict[str, Notice] = field(default_factory=dict)
    wordings: dict[str, Message] = field(default_factory=dict)
    timers: dict[str, Timer | None] = field(default_factory=dict)
    staff: dict[str, Staff] = field(default_factory=dict)
    moves: list[tuple[int, int]] = field(default_factory=list)
    open_groups: dict[str, bool] = field(default_factory=dict)
    overrides: list[Override] = field(default_factory=list)
    aliases: dict[str, Alias] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    readings: dict[tuple[str, str, int], Reading] = field(default_factory=dict)
    actions: dict[str, Action | None] = field(default_factory=dict)
    drill_heads: dict[str, Head] = field(default_factory=dict)
    drill_logs: dict[str, list[Entry]] = field(default_factory=dict)
    standings: dict[str, tuple[Standing, bool]] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    glances: dict[str, Case | None] = field(default_factory=dict)  # what was only looked at, and is not locked
    roll: dict[LineKey, RollLine] = field(default_factory=dict)
    noted: dict[LineKey, datetime] = field(default_factory=dict)

    def absorb(self, turn: View) -> None:
        """Takes over what a turn left."""
        for name in self.__slots__:
            mine, more = getattr(self, name), getattr(turn, name)
            if not more:
                continue
            if name in _LOGS:
                for key, log in more.items():
                    mine.setdefault(key, []).extend(log)
            elif isinstance(mine, list):
                mine.extend(more)
            else:
                mine.update(more)


@dataclass(slots=True)
class Pending:
    """Rows to be written at the commit, made while their turn could still fail on its own."""

    sessions: dict[str, Row] = field(default_factory=dict)
    cases: dict[str, Row] = field(default_factory=dict)
    entries: list[Row] = field(default_factory=list)
    files: list[Row] = field(default_factory=list)

    def absorb(self, turn: Pending) -> None:
        """Takes over a turn's rows; the last row of a session or case wins."""
        self.sessions.update(turn.sessions)
        self.cases.update(turn.cases)
        self.entries.extend(turn.entries)
        self.files.extend(turn.files)
