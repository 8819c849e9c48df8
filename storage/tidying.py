"""Keeping house: where what nobody needs is deleted, and nowhere else but in turns; and what failed is tried again.

Deleted are only inbox rows that were dealt with more than seven days ago (every answer in them is in a session or a
case, and no platform sends an update again after a day), what was agreed about duties that are as long over, and the
heartbeats of processes that are long dead.  Cases,
timelines, notices, editions and quarantined input stay.

What Muster was to do by itself and failed at, by a mistake of its own, gets another turn each time, up to `TRIES`
times: an escalation must not end there, and the version that mends the mistake goes on with it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import bindparam, delete, null, update

from storage import overrides
from storage.database import Database
from storage.inbox import OURS
from storage.schema import inbox, processes
from storage.statements import Statement
from storage.times import micros

KEPT = timedelta(days=7)
TRIES = 25  # at the first of them it was due; that is a day

_INBOX = Statement(delete(inbox).where(inbox.c.state == "done", inbox.c.settled_at < bindparam("before")))
_AGAIN = Statement(
    update(inbox)
    .where(inbox.c.state == "quarantined", inbox.c.raw.like(bindparam("ours")), inbox.c.attempts < TRIES)
    .values(state="pending", why=null(), settled_at=null())
)
_PROCESSES = Statement(delete(processes).where(processes.c.seen_at < bindparam("before")))


@dataclass(frozen=True, slots=True)
class Tidied:
    """How many rows were deleted, and how much input comes `again`."""

    inbox: int
    processes: int
    again: int


def tidy(database: Database, now: datetime) -> Tidied:
    """Inside a transaction: does what the module's text says."""
    before = micros(now - KEPT)
    database.write(overrides.OVER, before=before)
    again = database.write(_AGAIN, ours=OURS)
    return Tidied(database.write(_INBOX, before=before), database.write(_PROCESSES, before=before), again)
