"""Which files a case has, and whether what they hold was fetched; the content itself is in `storage.blobs`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import bindparam, select

from handlers.media import Media
from storage.codec.media import media_of
from storage.database import Database, Row
from storage.schema import attachments
from storage.statements import Statement, insert_new
from storage.texts import from_json, unpack
from storage.times import moment, moment_or_none

HAS_FILE = Statement(
    select(attachments.c.file).where(
        attachments.c.case_id == bindparam("of_case"), attachments.c.file == bindparam("unique")
    )
)
FILES = Statement(
    select(
        attachments.c.media,
        attachments.c.by,
        attachments.c.at,
        attachments.c.bot,
        attachments.c.digest,
        attachments.c.fetched_at,
        attachments.c.attempts,
        attachments.c.given_up,
    )
    .where(attachments.c.case_id == bindparam("of_case"))
    .order_by(attachments.c.at, attachments.c.file)
)
ATTACH = insert_new(attachments, "case_id", "file", "by", "at", "media", "bot")


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a case: `digest` names its content once that was fetched, `given_up` says why it never will be."""

    media: Media
    by: str
    at: datetime
    bot: str = "staff"  # that heard it, and can fetch it
    digest: str | None = None
    fetched_at: datetime | None = None
    attempts: int = 0
    given_up: str | None = None


def attachments_of(database: Database, case_id: str) -> list[Attachment]:
    """A case's attachments, in the order they came."""
    rows = database.read(FILES, of_case=case_id)
    return [_attachment(row) for row in rows]


def _attachment(row: Row) -> Attachment:
    media, by, at, bot, digest, fetched_at, attempts, given_up = row
    why = None if given_up is None else unpack(given_up)
    fields = media_of(from_json(media))
    return Attachment(fields, by, moment(at), bot, digest, moment_or_none(fetched_at), attempts, why)
