"""Looking at the outbox, and lending it a hand."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import (
    BigInteger,
    bindparam,
    func,
    null,
    or_,
    select,
    update,
)

from handlers.delivery import NoticeState
from handlers.renewal import renewal
from storage import timers
from storage.database import Database
from storage.outbox.items import ITEM, OutboxItem, item_of
from storage.schema import notices
from storage.statements import Statement, among
from storage.times import moment

_SENT = Statement(select(notices.c.id).where(notices.c.id == bindparam("notice"), notices.c.state == "sent"))
_GIVEN_UP = Statement(
    select(func.count())
    .select_from(notices)
    .where(
        notices.c.state == "dead",
        notices.c.drill.is_(None),
        or_(notices.c.critical, notices.c.bot.startswith("outside-")),
    )
)
_BRING_FORWARD = Statement(
    update(notices)
    .where(notices.c.state == "queued", notices.c.not_before.is_not(None))
    .values(not_before=notices.c.not_before - bindparam("by", type_=BigInteger))
)
_NEXT = Statement(select(func.min(func.coalesce(notices.c.not_before, 0))).where(notices.c.state == "queued"))
_REFERENCES = Statement(
    select(notices.c.id, notices.c.reference).where(among(notices.c.id, "ids"), notices.c.reference.is_not(None))
)
_REFERENCES_ALONE = Statement(
    select(notices.c.id, notices.c.reference).where(
        among(notices.c.id, "ids"), notices.c.reference.is_not(None), notices.c.bundle.is_(None)
    )
)
_SHOW = Statement(
    select(*ITEM).where(among(notices.c.state, "states")).order_by(notices.c.seq).limit(bindparam("most"))
)
_RETRY = Statement(
    update(notices)
    .where(notices.c.id == bindparam("notice"), notices.c.state == "dead")
    .values(state="queued", why=null(), settled_at=null(), not_before=null(), turn=notices.c.queued_at, attempts=0)
    .returning(notices.c.case_id, notices.c.card)
)


def was_sent(database: Database, notice_id: str) -> bool:
    """Whether the platform has taken it."""
    return database.first(_SENT, notice=notice_id) is not None


def given_up(database: Database) -> int:
    """How many alerts, and messages to outside channels, are dead."""
    row = database.first(_GIVEN_UP)
    return 0 if row is None else int(row[0])


def retry(database: Database, notice_id: str, now: datetime) -> bool:
    """Inside a transaction: gives a dead notice another chance; a card is brought up to date."""
    found = database.first(_RETRY, notice=notice_id)
    if found is None:
        return False
    case, is_card = found
    if is_card and case is not None:
        timers.hasten(database, [renewal(case, now)])
    return True


def bring_forward(database: Database, by: timedelta) -> None:
    """Inside a transaction: the clock was set back by so much, and what is to be sent again waits no longer."""
    database.write(_BRING_FORWARD, by=by // timedelta(microseconds=1))


def next_due(database: Database) -> datetime | None:
    """When the next queued notice may go out: long ago when one may go now, None when none waits."""
    row = database.first(_NEXT)
    return None if row is None or row[0] is None else moment(row[0])


def references(database: Database, ids: Collection[str], *, alone: bool) -> dict[str, int]:
    """Platform message numbers of those notices that were sent; `alone`: whose message is theirs alone."""
    if not ids:
        return {}
    return dict(database.read(_REFERENCES_ALONE if alone else _REFERENCES, ids=database.many(ids)))


def show(database: Database, states: Collection[NoticeState], limit: int) -> list[OutboxItem]:
    """Notices in these states, oldest first."""
    rows = database.read(_SHOW, states=database.many([state.value for state in states]), most=limit)
    return [item_of(row) for row in rows]
