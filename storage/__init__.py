"""Where everything is kept: the only room that speaks SQL.

Here live the tables and their migrations, the unit of work of a turn, the inbox, the outbox, timers, cases with their
hash-chained timelines, the organisation and the playbook editions.  Frozen values go in and come out, never rows.
Everything is synchronous and meant for one thread: a `Store` is one connection.  What is *not* here: what any of it
means (`handlers`), and when it is called (`bot`).

    store.py       the front door
    batch.py       many turns in one transaction; turn/ one turn's view, flush.py how it is written
    database.py    one connection, its transactions, its failures in our words; sqlite.py and postgres.py what differs
    statements.py  SQL written once in SQLAlchemy Core, compiled once per dialect; codec/ values as rows and back
    schema/        the tables, triggers.py what guards them, migrations/ how they came to be
    importing.py   an organisation file taken over;  publishing.py  new editions taken in
    tidying.py     the one place where anything is deleted

The other modules are named for what they keep: cases and what is theirs, the outbox, rosters, roll calls, drills.
"""

from storage.attachments import Attachment
from storage.batch import Batch
from storage.blobs import PendingFile
from storage.calendars import KeptCalendar
from storage.case_filter import CaseFilter
from storage.errors import AlreadyServed, Refused, Retry, StorageError, StorageUnavailable
from storage.inbox import InboxItem, Quarantined, Received
from storage.outbox import OutboxItem, Queued, Settled
from storage.store import Store

__all__ = [
    "AlreadyServed",
    "Attachment",
    "Batch",
    "CaseFilter",
    "InboxItem",
    "KeptCalendar",
    "OutboxItem",
    "PendingFile",
    "Quarantined",
    "Queued",
    "Received",
    "Refused",
    "Retry",
    "Settled",
    "StorageError",
    "StorageUnavailable",
    "Store",
]
