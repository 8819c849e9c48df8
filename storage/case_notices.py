"""Notices that are about a case: what a message is about, the copies of a card, and who was told."""

from __future__ import annotations

from sqlalchemy import bindparam, select, text

from handlers.bundling import MOST
from handlers.delivery import Copy, NoticeState, Told
from storage.database import Database, Row
from storage.schema import cases, notices
from storage.statements import Statement
from storage.texts import unpack
from storage.times import moment, moment_or_none

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
#: Open cases whose card was for somebody, the newest first.
SHOWN_TO = Statement(
    select(cases.c.id)
    .where(
        text("status IN ('open', 'acknowledged')"),  # as its index says it
        select(notices.c.id)
        .where(notices.c.case_id == cases.c.id, text("card"), notices.c.staff == bindparam("reader"))
        .exists(),
    )
    .order_by(cases.c.opened_at.desc(), cases.c.id.desc())
    .limit(50)
)


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
