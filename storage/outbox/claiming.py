"""Taking notices to send: what is due and waits for nothing else, and what dead processes left.

Each of these is a transaction of its own, which `Store` opens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from datetime import datetime

from sqlalchemy import (
    BigInteger,
    Text,
    and_,
    bindparam,
    cast,
    not_,
    or_,
    select,
    update,
)

from handlers.bundling import MOST, may_share
from handlers.delivery import Lane
from storage.database import Database
from storage.outbox.items import ITEM, OutboxItem, item_of
from storage.processes import ALIVE, heard_since
from storage.schema import notices
from storage.statements import Statement, among
from storage.times import micros

_WOKEN_AT_ONCE = 500
_TOGETHER_AT_ONCE = 500
_edited = notices.alias("edited")
#: An edit waits for the message that it edits: sent before it, it would be a message of its own.
_waits_for_its_message = (
    select(_edited.c.id)
    .where(_edited.c.id == notices.c.edits, or_(_edited.c.state == "queued", _edited.c.state == "sending"))
    .exists()
)
_earlier = notices.alias("earlier")
#: Of two edits of one message the later must be seen in the end, so it is not sent beside the earlier; nor by another
#: process, as each chat's line keeps them in order only in its own.
_waits_for_an_earlier_edit = (
    select(_earlier.c.id)
    .where(
        _earlier.c.edits == notices.c.edits,
        _earlier.c.seq < notices.c.seq,
        or_(
            and_(_earlier.c.state == "queued", _earlier.c.turn.is_not(None)),
            and_(_earlier.c.state == "sending", _earlier.c.owner != bindparam("me")),
        ),
    )
    .exists()
)
_DUE = Statement(
    select(*ITEM)
    .where(
        notices.c.state == "queued",
        notices.c.turn.is_not(None),
        notices.c.lane == bindparam("lane"),
        among(notices.c.bot, "bots"),
        not_(among(notices.c.bot + ":" + cast(notices.c.chat, Text), "without")),
        not_(_waits_for_its_message),
        not_(_waits_for_an_earlier_edit),
    )
    .order_by(notices.c.turn, notices.c.seq)
    .limit(bindparam("most", type_=BigInteger))
    .with_for_update(skip_locked=True)
)
#: What may share a message with something that is being claimed.
_COMPANIONS = Statement(
    select(*ITEM)
    .where(
        notices.c.state == "queued",
        notices.c.turn.is_not(None),
        notices.c.lane == int(Lane.ROUTINE),
        notices.c.brief.is_not(None),
        among(notices.c.chat, "chats", BigInteger()),
    )
    .order_by(notices.c.turn, notices.c.seq)
    .limit(bindparam("most", type_=BigInteger))
    .with_for_update(skip_locked=True)
)
_asleep = (
    select(notices.c.id)
    .where(
        notices.c.state == "queued",
        notices.c.turn.is_(None),
        notices.c.not_before <= bindparam("now"),
    )
    .limit(_WOKEN_AT_ONCE)
    .with_for_update(skip_locked=True)
)
#: What had to wait for a moment takes its place by its age: no later notice of its chat was sent before it.
_WAKE = Statement(update(notices).where(notices.c.id.in_(_asleep)).values(turn=notices.c.queued_at))
_CLAIM = Statement(update(notices).where(among(notices.c.id, "ids")).values(state="sending", owner=bindparam("me")))
_others = (
    select(*ITEM)
    .where(notices.c.state == "sending", notices.c.owner != bindparam("me"))
    .order_by(notices.c.lane, notices.c.seq)
    .with_for_update(skip_locked=True)
)
_OTHERS = Statement(_others)
_MINE = Statement(select(notices.c.id).where(notices.c.state == "sending", notices.c.owner == bindparam("me")))
_ORPHANS = Statement(_others.where(notices.c.owner.not_in(ALIVE)))


def claim(
    database: Database,
    limit: int,
    now: datetime,
    me: str,
    bots: Collection[str],
    without: Collection[tuple[str, int]],
    lanes: Collection[Lane],
) -> list[OutboxItem]:
    """Takes due notices of `bots`, lane by lane, each chat's at its pace; none for chats in `without`.

    What may share a message with one of them comes with it, beyond `limit`.
    """
    database.write(_WAKE, now=micros(now))
    among_these = {
        "bots": database.many(bots),
        "without": database.many([f"{bot}:{chat}" for bot, chat in without]),
    }
    found: list[OutboxItem] = []
    for lane in sorted(lanes):
        found += map(item_of, database.read(_DUE, me=me, lane=int(lane), most=limit - len(found), **among_these))
        if len(found) >= limit:
            break
    found += _companions(database, found)
    _take(database, found, me)
    return found


def orphans(database: Database, now: datetime, me: str, *, alone: bool) -> list[OutboxItem]:
    """Takes over what dead processes were sending; `alone`: everybody else is dead."""
    rows = database.read(_OTHERS, me=me) if alone else database.read(_ORPHANS, me=me, heard_since=heard_since(now))
    found = [item_of(row) for row in rows]
    _take(database, found, me)
    return found


def under_way(database: Database, me: str) -> list[str]:
    """Ids of what is ours to send."""
    return [row[0] for row in database.read(_MINE, me=me)]


def _companions(database: Database, found: Sequence[OutboxItem]) -> list[OutboxItem]:
    """What may share a message with what was found, each chat's up to what fits one message."""
    chats = Counter((item.notice.bot, item.notice.chat) for item in found if may_share(item.notice))
    if not chats:
        return []
    taken = {item.notice.id for item in found}
    numbers = database.many(sorted({chat for _, chat in chats}))
    companions = []
    for item in map(item_of, database.read(_COMPANIONS, chats=numbers, most=_TOGETHER_AT_ONCE)):
        chat = (item.notice.bot, item.notice.chat)
        if item.notice.id not in taken and 0 < chats[chat] < MOST:
            chats[chat] += 1
            companions.append(item)
    return companions


def _take(database: Database, found: Sequence[OutboxItem], me: str) -> None:
    if found:
        database.write(_CLAIM, ids=database.many([item.notice.id for item in found]), me=me)
