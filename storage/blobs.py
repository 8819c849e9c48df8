"""Evidence itself: what the files of cases hold, fetched once and kept under its SHA-256.

A file is claimed by a lease: the process that took it has until `LEASE` is over, and when that process dies another
one takes it then.  What came of it is on the case's timeline with the digest, so the hash chain covers the content.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import BigInteger, bindparam, func, select, update

from handlers.cases import Entry, Happening
from handlers.media import Media
from storage import cases, drills, timelines
from storage.chain import Head, link
from storage.codec.media import media_of
from storage.database import Database, Row
from storage.schema import attachments, blobs
from storage.schema import cases as cases_table
from storage.statements import Statement, among, insert_new
from storage.texts import from_json, pack, storable
from storage.times import micros, moment

#: Longer than any download may take.
LEASE = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class PendingFile:
    """An attachment of a case (or a drill's run) whose content `bot` is to fetch; `attempts` counts this one too."""

    case: str
    media: Media
    bot: str
    attempts: int


_WAITS = (attachments.c.digest.is_(None), attachments.c.given_up.is_(None))
_THIS = (attachments.c.case_id == bindparam("of_case"), attachments.c.file == bindparam("unique"), *_WAITS)
_PENDING = Statement(
    select(attachments.c.case_id, attachments.c.media, attachments.c.bot, attachments.c.attempts)
    .where(*_WAITS, attachments.c.not_before <= bindparam("now"), among(attachments.c.bot, "bots"))
    .order_by(attachments.c.not_before, attachments.c.at)
    .limit(bindparam("most", type_=BigInteger))
    .with_for_update(skip_locked=True)
)
_CLAIM = Statement(
    update(attachments).where(*_THIS).values(not_before=bindparam("until"), attempts=attachments.c.attempts + 1)
)
_NEXT = Statement(select(func.min(attachments.c.not_before)).where(*_WAITS, among(attachments.c.bot, "bots")))
_KEEP = insert_new(blobs, "digest", "size", "content")
_KEPT = Statement(update(attachments).where(*_THIS).values(digest=bindparam("sha256"), fetched_at=bindparam("now")))
_AGAIN = Statement(update(attachments).where(*_THIS).values(not_before=bindparam("then")))
_GIVE_UP = Statement(update(attachments).where(*_THIS).values(given_up=bindparam("reason")))
_CONTENT = Statement(select(blobs.c.content).where(blobs.c.digest == bindparam("sha256")))
_HEAD = Statement(
    update(cases_table)
    .where(cases_table.c.id == bindparam("of_case"))
    .values(entries=bindparam("count"), head=bindparam("last"))
)


# inside a transaction (`Store` opens it)


def claim(database: Database, limit: int, now: datetime, bots: Collection[str]) -> list[PendingFile]:
    """Takes files of `bots` that are due, oldest first; nobody else gets them before the lease is over."""
    rows = database.read(_PENDING, now=micros(now), bots=database.many(bots), most=limit)
    found = [_pending(row) for row in rows]
    until = micros(now + LEASE)
    database.write_all(_CLAIM, [{**_key(file), "until": until} for file in found])
    return found


def keep(database: Database, file: PendingFile, content: bytes, now: datetime) -> str:
    """Keeps what a file holds, and says so on its case's timeline; returns the SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    timeline = _lock_timeline(database, file)
    database.write(_KEEP, digest=digest, size=len(content), content=content)
    if database.write(_KEPT, **_key(file), sha256=digest, now=micros(now)):
        timeline.append(Happening("kept", None, {**_named(file), "sha256": digest, "size": len(content)}), now)
    return digest


def keep_content(database: Database, content: bytes) -> str:
    """Inside a transaction: keeps content of ours that belongs to no case; gives its SHA-256."""
    digest = hashlib.sha256(content).hexdigest()
    database.write(_KEEP, digest=digest, size=len(content), content=content)
    return digest


def put_off(database: Database, file: PendingFile, until: datetime) -> None:
    """The file could not be fetched now, and is due again then."""
    database.write(_AGAIN, **_key(file), then=micros(until))


def give_up(database: Database, file: PendingFile, why: str, now: datetime) -> None:
    """The file cannot be fetched at all, which its case's timeline says with the reason."""
    timeline = _lock_timeline(database, file)
    if database.write(_GIVE_UP, **_key(file), reason=pack(why)):
        timeline.append(Happening("lost", None, {**_named(file), "why": why}), now)


# reading


def next_due(database: Database, bots: Collection[str]) -> datetime | None:
    """When the next file is to be fetched: long ago when one waits, None when there is none."""
    row = database.first(_NEXT, bots=database.many(bots))
    return None if row is None or row[0] is None else moment(row[0])


def content_of(database: Database, digest: str) -> bytes | None:
    """The content with this SHA-256."""
    row = database.first(_CONTENT, sha256=digest) if storable(digest) else None
    return None if row is None else bytes(row[0])


def is_whole(database: Database, entry: Entry) -> bool:
    """Whether the content that an entry vouches for (if it does) is there and unchanged."""
    if entry.kind != "kept":
        return True
    content = content_of(database, entry.data["sha256"])
    return content is not None and hashlib.sha256(content).hexdigest() == entry.data["sha256"]


class _Timeline:
    """The timeline of a case, or the log of a drill's run, whose row is locked."""

    def __init__(self, database: Database, case_id: str) -> None:
        row = database.first(cases.BY_ID, wanted=case_id)
        self._database, self._case, self._is_case = database, case_id, row is not None
        self._head = cases.head_of(row) if row is not None else drills.head_of(database, case_id)

    def append(self, happening: Happening, at: datetime) -> None:
        entry = link(self._head, happening, at)
        if self._is_case:
            self._database.write_all(timelines.APPEND, [timelines.entry_row(self._case, entry)])
            self._database.write(_HEAD, of_case=self._case, count=entry.sequence, last=entry.hash)
        else:
            drills.write(self._database, {self._case: Head(entry.sequence, entry.hash)}, {self._case: [entry]}, {})


def _lock_timeline(database: Database, file: PendingFile) -> _Timeline:
    """Locked before the attachment, as turns do it, so that neither waits for the other in a circle."""
    return _Timeline(database, file.case)


def _pending(row: Row) -> PendingFile:
    case_id, media, bot, attempts = row
    return PendingFile(case_id, media_of(from_json(media)), bot, attempts + 1)


def _key(file: PendingFile) -> dict[str, str]:
    return {"of_case": file.case, "unique": file.media.unique}


def _named(file: PendingFile) -> dict[str, str]:
    return {"kind": file.media.kind, "unique": file.media.unique}
