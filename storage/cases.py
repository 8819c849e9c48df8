"""Cases, their timelines and attachments: what turns read, and what the command line shows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Text, and_, bindparam, cast, func, insert, or_, select, text, union_all

from handlers.bundling import MOST
from handlers.cases import Case, Entry, Run, Status
from handlers.delivery import Copy, NoticeState, Told
from handlers.media import Media
from playbooks.model import Area, Kind, Node
from storage.chain import Head
from storage.codec.cases import COLUMNS, case_of
from storage.codec.media import media_of
from storage.database import Database, Row
from storage.schema import attachments, cases, notices, timeline
from storage.statements import Statement, insert_new, upsert
from storage.texts import from_json, to_json, unpack
from storage.times import micros, moment, moment_or_none

_ALL = (*(cases.c[name] for name in COLUMNS), cases.c.entries, cases.c.head)
_locked = select(*_ALL).with_for_update()
BY_ID = Statement(_locked.where(cases.c.id == bindparam("wanted")))
BY_NUMBER = Statement(_locked.where(cases.c.number == bindparam("wanted")))
LOOK = Statement(select(*_ALL).where(cases.c.id == bindparam("wanted")))
OPEN_OF = Statement(
    _locked.where(
        cases.c.reporter == bindparam("who"), or_(cases.c.status == "open", cases.c.status == "acknowledged")
    )
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(50)
)
#: Those whose data hold a text anywhere: a group's id, in quotes, is in those of its cases, and in few others.
OPEN = Statement(
    select(*_ALL)
    .where(
        text("status IN ('open', 'acknowledged')"), cases.c.data.like(bindparam("holding"))
    )  # as its index says it
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(1000)
)
FRESH = Statement(
    select(*_ALL)
    .where(
        text("status IN ('open', 'acknowledged')"),  # as its index says it
        cases.c.opened_at >= bindparam("since"),
        cases.c.playbook == bindparam("of_playbook"),
        cases.c.run == bindparam("of_run"),
    )
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(20)
)
#: How often each kind of emergency was raised in earnest at a site.
RAISED = Statement(
    select(cases.c.playbook, func.count())
    .where(
        text("kind = 'emergency'"),  # as its index says it
        cases.c.site == bindparam("at_site"),
        cases.c.opened_at >= bindparam("since"),
        cases.c.run == "real",
        cases.c.status != "withdrawn",
    )
    .group_by(cases.c.playbook)
)
#: The ids of open ones whose data hold a text anywhere.
OPEN_IDS = Statement(
    select(cases.c.id).where(text("status IN ('open', 'acknowledged')"), cases.c.data.like(bindparam("holding")))
)
OF_MESSAGE = Statement(
    select(notices.c.case_id, notices.c.bundle)
    .where(
        notices.c.bot == bindparam("in_bot"),
        notices.c.chat == bindparam("in_chat"),
        notices.c.reference == bindparam("message"),
        notices.c.reference.is_not(None),
        notices.c.case_id.is_not(None),
    )
    .order_by(notices.c.seq.desc())
    .limit(MOST)
)
KEY_OF_MESSAGE = Statement(
    select(notices.c.key)
    .where(
        notices.c.bot == bindparam("in_bot"),
        notices.c.chat == bindparam("in_chat"),
        notices.c.reference == bindparam("message"),
        notices.c.reference.is_not(None),
        notices.c.case_id.is_not(None),
    )
    .order_by(notices.c.seq)
    .limit(1)
)
CARDS = Statement(
    select(notices.c.id, notices.c.bot, notices.c.chat, notices.c.staff, notices.c.state, notices.c.reference)
    .where(notices.c.case_id == bindparam("of_case"), text("card"))  # as its index says it
    .order_by(notices.c.seq)
)
TOLD = Statement(
    select(
        notices.c.id,
        notices.c.bot,
        notices.c.chat,
        notices.c.staff,
        notices.c.state,
        notices.c.queued_at,
        notices.c.settled_at,
        notices.c.why,
    )
    .where(notices.c.case_id == bindparam("of_case"), text("told"))  # as its index says it
    .order_by(notices.c.seq)
)
_mine = (
    select(notices.c.case_id, notices.c.seq)
    .where(text("card"), notices.c.staff == bindparam("reader"), notices.c.bot == bindparam("by_bot"))
    .where(notices.c.case_id.is_not(None))
)
#: In two questions, as each has an index of its own.
UNDELIVERED = Statement(union_all(_mine.where(notices.c.state == "dead"), _mine.where(notices.c.state == "sending")))
ENTRIES = Statement(
    select(
        timeline.c.sequence,
        timeline.c.at,
        timeline.c.kind,
        timeline.c.actor,
        timeline.c.data,
        timeline.c.previous,
        timeline.c.hash,
    )
    .where(timeline.c.case_id == bindparam("of_case"))
    .order_by(timeline.c.sequence)
)
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
KEEP = upsert(cases, *COLUMNS, "entries", "head", keep=("number", "opened_at"))
APPEND = Statement(insert(timeline), ("case_id", "sequence", "at", "kind", "actor", "data", "previous", "hash"))
ATTACH = insert_new(attachments, "case_id", "file", "by", "at", "media", "bot")

_READ_NUMBER = Statement(select(*_ALL).where(cases.c.number == bindparam("wanted")))


def _is(name: str) -> Any:
    parameter = bindparam(name, type_=Text)
    return or_(cast(parameter, Text).is_(None), cases.c[name] == parameter)


_FIND = Statement(
    select(*_ALL)
    .where(
        and_(_is("status"), _is("kind"), _is("run"), _is("playbook"), _is("site"), _is("reporter")),
        and_(_is("area"), _is("node"), _is("risk")),
        cases.c.opened_at >= bindparam("since"),
    )
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(bindparam("most"))
)


@dataclass(frozen=True, slots=True)
class CaseFilter:
    """Which cases to show; a field left out does not restrict. `since`: opened then or later."""

    status: Status | None = None
    kind: Kind | None = None
    run: Run | None = None
    playbook: str | None = None
    site: str | None = None
    reporter: str | None = None
    since: datetime | None = None
    area: Area | None = None
    node: Node | None = None
    risk: str | None = None  # a level of the organisation's matrix, by id


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


def find_cases(database: Database, wanted: CaseFilter, limit: int) -> list[Case]:
    """The cases that match, newest first."""
    rows = database.read(
        _FIND,
        status=wanted.status and wanted.status.value,
        kind=wanted.kind and wanted.kind.value,
        run=wanted.run and wanted.run.value,
        playbook=wanted.playbook,
        site=wanted.site,
        reporter=wanted.reporter,
        area=wanted.area and wanted.area.value,
        node=wanted.node and wanted.node.value,
        risk=wanted.risk,
        since=0 if wanted.since is None else micros(wanted.since),
        most=limit,
    )
    return [case_of(row) for row in rows]


def case_by_number(database: Database, number: str) -> tuple[Case, Head] | None:
    """A case and where its timeline ends, without locking it."""
    row = database.first(_READ_NUMBER, wanted=number)
    return None if row is None else (case_of(row), head_of(row))


def head_of(row: Row) -> Head:
    """Where the timeline of a case's row ends."""
    return Head(*row[len(COLUMNS) : len(COLUMNS) + 2])


def entries_of(database: Database, case_id: str) -> list[Entry]:
    """A case's timeline, from the first entry on."""
    rows = database.read(ENTRIES, of_case=case_id)
    return [Entry(row[0], moment(row[1]), row[2], row[3], from_json(row[4]), row[5], row[6]) for row in rows]


def attachments_of(database: Database, case_id: str) -> list[Attachment]:
    """A case's attachments, in the order they came."""
    rows = database.read(FILES, of_case=case_id)
    return [_attachment(row) for row in rows]


def entry_row(case_id: str, entry: Entry) -> dict[str, Any]:
    """An entry of a timeline as a row."""
    return {
        "case_id": case_id,
        "sequence": entry.sequence,
        "at": micros(entry.at),
        "kind": entry.kind,
        "actor": entry.actor,
        "data": to_json(entry.data),
        "previous": entry.previous,
        "hash": entry.hash,
    }


def _attachment(row: Row) -> Attachment:
    media, by, at, bot, digest, fetched_at, attempts, given_up = row
    why = None if given_up is None else unpack(given_up)
    fields = media_of(from_json(media))
    return Attachment(fields, by, moment(at), bot, digest, moment_or_none(fetched_at), attempts, why)


def copies_of(database: Database, case_id: str) -> list[Copy]:
    """The copies of a case's card."""
    rows = database.read(CARDS, of_case=case_id)
    return [Copy(row[0], row[1], row[2], row[3], NoticeState(row[4]), row[5]) for row in rows]


def told_of(database: Database, case_id: str) -> list[Told]:
    """Every notice by which somebody was told of a case, oldest first."""
    return [_told(row) for row in database.read(TOLD, of_case=case_id)]


def _told(row: Row) -> Told:
    notice, bot, chat, staff, state, queued_at, settled_at, why = row
    said = "" if why is None else unpack(why)
    return Told(notice, bot, chat, staff, NoticeState(state), moment(queued_at), moment_or_none(settled_at), said)
