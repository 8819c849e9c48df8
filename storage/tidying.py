"""Keeping house: the one place where anything is deleted that a turn did not delete.

Deleted are only inbox rows that were dealt with more than seven days ago (every answer in them is in a session or a
case, and no platform sends an update again after a day), what was agreed about duties that are as long over, and the
heartbeats of processes that are long dead.  Cases,
timelines, notices, editions and quarantined input stay.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete

from storage import overrides
from storage.database import Database
from storage.schema import inbox, processes
from storage.statements import Statement
from storage.times import micros

KEPT = timedelta(days=7)

_INBOX = Statement(delete(inbox).where(inbox.c.state == "done", inbox.c.settled_at < bindparam("before")))
_PROCESSES = Statement(delete(processes).where(processes.c.seen_at < bindparam("before")))


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many rows were deleted."""

    inbox: int
    processes: int


def tidy(database: Database, now: datetime) -> Tidied:
    """Inside a transaction: deletes what the module's text says."""
    before = micros(now - KEPT)
    database.write(overrides.OVER, before=before)
    return Tidied(database.write(_INBOX, before=before), database.write(_PROCESSES, before=before))
