"""The outbox: notices on their way out, who is sending them, and what came of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    Text,
    and_,
    bindparam,
    case,
    cast,
    false,
    func,
    insert,
    not_,
    null,
    or_,
    select,
    text,
    true,
    update,
)

from handlers.bundling import MOST, may_share
from handlers.delivery import Lane, Notice, NoticeState, tells
from handlers.messages import Message
from handlers.retry import keep_mark
from storage.codec.messages import dump_message, load_message
from storage.codec.notices import COLUMNS, notice_of, notice_row
from storage.database import Database, Row
from storage.processes import ALIVE, heard_since
from storage.schema import notices
from storage.statements import Statement, among
from storage.texts import pack, unpack
from storage.times import micros, micros_or_none, moment

#: How far apart the notices of one chat stand in the queue of all chats: about what a person's and a group's chat can
#: take.  So a chat with many waiting keeps no other waiting.
_PACE = {False: 1_000_000, True: 3_000_000}
_PACED = (Lane.ALERT, Lane.ROUTINE)
_WOKEN_AT_ONCE = 500
_TOGETHER_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Queued:
    """A notice that was just committed; `claimed`: it is this process's to send, else it waits in the outbox."""

    notice: Notice
    claimed: bool


@dataclass(frozen=True, slots=True)
class Settled:
    """What came of a claimed notice: SENT, DEAD (with `why`), DROPPED, or QUEUED again, not before `not_before`."""

    notice_id: str
    state: NoticeState
    reference: int | None = None
    why: str | None = None
    attempts: int = 0
    not_before: datetime | None = None
    message: Message | None = None  # new words for the next try
    anew: bool = False  # the next try sends a message of its own instead of an edit
    alone: bool = False  # the next try shares its message with no others
    bundle: str | None = None  # the id of the first of those that it went out with, in one message
    lost: Notice | None = None  # kept as dead beside it, for the same reason: what it goes on without


@dataclass(frozen=True, slots=True)
class OutboxItem:
    """A notice with how it stands."""

    notice: Notice
    state: NoticeState
    attempts: int
    queued_at: datetime
    reference: int | None = None
    why: str | None = None
    owner: str | None = None


_ROW = tuple(notices.c[name] for name in COLUMNS)
_ITEM = (
    *_ROW,
    notices.c.state,
    notices.c.attempts,
    notices.c.queued_at,
    notices.c.reference,
    notices.c.why,
    notices.c.owner,
    notices.c.seq,
)
_INSERT = Statement(insert(notices), (*COLUMNS, "state", "queued_at", "turn", "owner", "why", "settled_at", "told"))
_OVERTAKEN = Statement(
    select(notices.c.id, notices.c.key, notices.c.state, notices.c.owner)
    .where(text("state IN ('queued', 'sending')"), notices.c.key.is_not(None), among(notices.c.key, "keys"))
    .with_for_update()
)
_DROP = Statement(
    update(notices)
    .where(among(notices.c.id, "ids"))
    .values(state="dropped", settled_at=bindparam("at"), why="overtaken by a later one")
)
_REWORD = Statement(
    update(notices)
    .where(notices.c.id == bindparam("notice"), notices.c.state == "queued")
    .values(message=bindparam("words"))
)
_STATE = Statement(
    select(notices.c.state, notices.c.message).where(notices.c.id == bindparam("notice")).with_for_update()
)
_MOVE = Statement(
    update(notices)
    .where(notices.c.chat == bindparam("old"), or_(notices.c.state == "queued", notices.c.state == "sending"))
    .values(chat=bindparam("new"))
)
#: A supergroup counts its messages anew: the old number of a card would be that of something else there.
_MOVE_CARDS = Statement(
    update(notices)
    .where(notices.c.chat == bindparam("old"), notices.c.card, notices.c.state == "sent")
    .values(chat=bindparam("new"), reference=null())
)
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
    select(*_ITEM)
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
    select(*_ITEM)
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
_LAST_IN_LINE = Statement(
    select(notices.c.bot, notices.c.chat, notices.c.lane, func.max(notices.c.turn))
    .where(notices.c.state == "queued", notices.c.turn.is_not(None), among(notices.c.chat, "chats", BigInteger()))
    .group_by(notices.c.bot, notices.c.chat, notices.c.lane)
)
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
_later, _its_card = notices.alias("later"), notices.alias("its_card")
_of_the_same = (_later.c.edits == notices.c.edits, _later.c.seq > notices.c.seq)
#: Edits that would put back what a later one has changed, or is about to.
_OUTRUN = Statement(
    select(notices.c.id).where(
        among(notices.c.id, "ids"),
        notices.c.edits.is_not(None),
        or_(
            select(_later.c.id)
            .where(_later.c.state == "queued", _later.c.edits.is_not(None), *_of_the_same)
            .exists(),
            select(_later.c.id).where(_later.c.state == "sending", *_of_the_same).exists(),
            select(_later.c.id)
            .where(
                _its_card.c.id == notices.c.edits,
                _later.c.bot == _its_card.c.bot,
                _later.c.chat == _its_card.c.chat,
                _later.c.reference == _its_card.c.reference,
                _later.c.reference.is_not(None),
                _later.c.case_id.is_not(None),
                _later.c.seq > notices.c.seq,
            )
            .exists(),
        ),
    )
)
_CLAIM = Statement(update(notices).where(among(notices.c.id, "ids")).values(state="sending", owner=bindparam("me")))
_OURS = (notices.c.id == bindparam("notice"), notices.c.state == "sending", notices.c.owner == bindparam("me"))
_REWORD_OURS = Statement(update(notices).where(*_OURS).values(message=bindparam("words")))
#: A card that is sent anew, because its message is gone or too old, is the one to edit from now on.
_BECOME_THE_CARD = Statement(
    update(notices)
    .where(*_OURS, select(_edited.c.id).where(_edited.c.id == notices.c.edits, _edited.c.card).exists())
    .values(card=true(), told=true())
)
_NO_LONGER_THE_CARD = Statement(
    update(notices)
    .where(notices.c.id.in_(select(_edited.c.edits).where(_edited.c.id == bindparam("notice"), _edited.c.card)))
    .values(card=false())
)
_SEND_ANEW = Statement(update(notices).where(*_OURS).values(edits=null(), edits_message=null()))
_GO_ALONE = Statement(update(notices).where(*_OURS).values(brief=null()))
_SETTLE = Statement(
    update(notices)
    .where(*_OURS)
    .values(
        state=bindparam("outcome"),
        owner=null(),
        reference=bindparam("message"),
        why=bindparam("reason"),
        attempts=bindparam("tries", type_=Integer),
        not_before=bindparam("wait"),
        turn=case((cast(bindparam("wait"), BigInteger).is_(None), notices.c.turn), else_=null()),
        settled_at=bindparam("at"),
        bundle=bindparam("together"),
    )
)
_EDITS_WAITING = Statement(
    select(notices.c.id, notices.c.edits, notices.c.message)
    .where(notices.c.state == "queued", notices.c.edits.is_not(None), among(notices.c.edits, "ids"))
    .order_by(notices.c.lane, notices.c.seq)
    .with_for_update()
)
_WORDS = Statement(select(notices.c.id, notices.c.message).where(among(notices.c.id, "ids")))
_BRING_FORWARD = Statement(
    update(notices)
    .where(notices.c.state == "queued", notices.c.not_before.is_not(None))
    .values(not_before=notices.c.not_before - bindparam("by", type_=BigInteger))
)
_NEXT = Statement(select(func.min(func.coalesce(notices.c.not_before, 0))).where(notices.c.state == "queued"))
_others = (
    select(*_ITEM)
    .where(notices.c.state == "sending", notices.c.owner != bindparam("me"))
    .order_by(notices.c.lane, notices.c.seq)
    .with_for_update(skip_locked=True)
)
_OTHERS = Statement(_others)
_MINE = Statement(select(notices.c.id).where(notices.c.state == "sending", notices.c.owner == bindparam("me")))
_ORPHANS = Statement(_others.where(notices.c.owner.not_in(ALIVE)))
_REFERENCES = Statement(
    select(notices.c.id, notices.c.reference).where(among(notices.c.id, "ids"), notices.c.reference.is_not(None))
)
_REFERENCES_ALONE = Statement(
    select(notices.c.id, notices.c.reference).where(
        among(notices.c.id, "ids"), notices.c.reference.is_not(None), notices.c.bundle.is_(None)
    )
)
_SHOW = Statement(
    select(*_ITEM).where(among(notices.c.state, "states")).order_by(notices.c.seq).limit(bindparam("most"))
)
_RETRY = Statement(
    update(notices)
    .where(notices.c.id == bindparam("notice"), notices.c.state == "dead")
    .values(state="queued", why=null(), settled_at=null(), not_before=null(), turn=notices.c.queued_at, attempts=0)
)


# inside a turn's transaction


def overtaken(database: Database, keys: Collection[str], me: str) -> tuple[list[str], set[str]]:
    """Ids of stored notices that later ones with these keys overtake, and the keys that others are sending."""
    rows = database.read(_OVERTAKEN, keys=database.many(keys))
    queued = [row[0] for row in rows if row[2] == NoticeState.QUEUED]
    return queued, {row[1] for row in rows if row[2] == NoticeState.SENDING and row[3] != me}


def drop(database: Database, ids: Collection[str], at: int) -> None:
    """Marks overtaken notices."""
    if ids:
        database.write(_DROP, ids=database.many(ids), at=at)


def queued_words(database: Database, notice_id: str) -> Message | None:
    """Its words, if nobody has begun to send it; locks it, so that this stays so until the commit."""
    row = database.first(_STATE, notice=notice_id)
    return load_message(row[1]) if row is not None and row[0] == "queued" else None


def reword(database: Database, wordings: dict[str, str]) -> None:
    """Replaces the words of queued notices."""
    database.write_all(_REWORD, [{"notice": notice, "words": words} for notice, words in wordings.items()])


def insert_all(database: Database, rows: Sequence[dict[str, Any]]) -> None:
    """Inserts rows made by `new_row`."""
    database.write_all(_INSERT, rows)


def new_row(notice: Notice, state: NoticeState, owner: str | None, at: int) -> dict[str, Any]:
    """A new notice's row: queued, dropped, or sending by `owner`."""
    row = notice_row(notice)
    dropped = state is NoticeState.DROPPED
    row["state"] = state.value
    row["owner"] = owner
    row["queued_at"] = at
    row["turn"] = at if row["not_before"] is None or row["not_before"] <= at else None
    row["why"] = "overtaken by a later one" if dropped else None
    row["settled_at"] = at if dropped else None
    row["told"] = tells(notice)
    return row


def _keep_lost(database: Database, notice: Notice, result: Settled, at: int) -> None:
    """Among the dead; once, however often it is said."""
    if database.first(_STATE, notice=notice.id) is None:
        row = new_row(notice, NoticeState.DEAD, None, at)
        insert_all(database, [row | {"why": pack(result.why or "given up"), "settled_at": at}])


def line_up(database: Database, rows: Sequence[dict[str, Any]]) -> None:
    """Gives new rows that have to wait their places in the queue: each chat's at that chat's pace.

    Replies are not paced and alarms go out as fast as they can, so those stand where they came.
    """
    waiting = [r for r in rows if r["state"] == "queued" and r["turn"] is not None and r["lane"] in _PACED]
    if not waiting:
        return
    chats = {row["chat"] for row in waiting}
    last = {tuple(row[:3]): row[3] for row in database.read(_LAST_IN_LINE, chats=database.many(chats))}
    for row in waiting:
        line = (row["bot"], row["chat"], row["lane"])
        row["turn"] = last[line] = max(row["turn"], last.get(line, 0) + _PACE[row["chat"] < 0])


def move(database: Database, moved: Sequence[tuple[int, int]]) -> None:
    """What is on its way to a chat follows it to its new number, and cards that are there are looked for there."""
    where = [{"old": old, "new": new} for old, new in moved]
    database.write_all(_MOVE, where)
    database.write_all(_MOVE_CARDS, where)


def was_sent(database: Database, notice_id: str) -> bool:
    """Whether the platform has taken it."""
    return database.first(_SENT, notice=notice_id) is not None


def given_up(database: Database) -> int:
    """How many alerts, and messages to outside channels, are dead."""
    row = database.first(_GIVEN_UP)
    return 0 if row is None else int(row[0])


def settle(database: Database, results: Sequence[Settled], me: str, now: int) -> int:
    """Writes what came of notices; those no longer ours are left alone. Returns how many were written."""
    database.write_all(
        _REWORD_OURS,
        [{"notice": r.notice_id, "me": me, "words": dump_message(r.message)} for r in results if r.message],
    )
    for result in results:
        if result.anew:
            _send_anew(database, result.notice_id, me)
        if result.alone:
            database.write(_GO_ALONE, notice=result.notice_id, me=me)
    written = database.write_all(_SETTLE, [_settled_row(result, me, now) for result in results])
    for result in results:
        if result.lost is not None:
            _keep_lost(database, result.lost, result, now)
    again = [result.notice_id for result in results if result.state is NoticeState.QUEUED]
    _drop_outrun(database, again, now)
    _join_edits(database, again, now)
    return written


def _drop_outrun(database: Database, again: Sequence[str], now: int) -> None:
    """An edit that goes out later than thought must not put back what a later one has changed meanwhile."""
    outrun = database.read(_OUTRUN, ids=database.many(again)) if again else ()
    if outrun:
        drop(database, [row[0] for row in outrun], now)


def _send_anew(database: Database, notice_id: str, me: str) -> None:
    """The next try is a message of its own; if it was to edit a case's card, it is that card now."""
    database.write(_BECOME_THE_CARD, notice=notice_id, me=me)
    database.write(_NO_LONGER_THE_CARD, notice=notice_id)
    database.write(_SEND_ANEW, notice=notice_id, me=me)


def _join_edits(database: Database, again: Sequence[str], now: int) -> None:
    """What goes out later than thought goes out in the words it was to be edited to meanwhile, if at all."""
    if not again:
        return
    edits = database.read(_EDITS_WAITING, ids=database.many(again))
    if not edits:
        return
    latest = {edited: words for _, edited, words in edits}
    before: dict[str, str] = dict(database.read(_WORDS, ids=database.many(list(latest))))
    kept = {notice: keep_mark(load_message(before[notice]), load_message(words)) for notice, words in latest.items()}
    reword(database, {notice: dump_message(message) for notice, message in kept.items()})
    drop(database, [row[0] for row in edits], now)


# transactions of their own (`Store` opens them)


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


def retry(database: Database, notice_id: str) -> bool:
    """Gives a dead notice another chance."""
    return database.write(_RETRY, notice=notice_id) == 1


# reading


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


def item_of(row: Row) -> OutboxItem:
    state, attempts, queued_at, reference, why, owner = row[len(COLUMNS) : len(COLUMNS) + 6]
    return OutboxItem(
        notice_of(row),
        NoticeState(state),
        attempts,
        moment(queued_at),
        reference,
        None if why is None else unpack(why),
        owner,
    )


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


def _settled_row(result: Settled, me: str, now: int) -> dict[str, Any]:
    why = "given up" if result.state is NoticeState.DEAD and result.why is None else result.why
    return {
        "notice": result.notice_id,
        "me": me,
        "outcome": result.state.value,
        "message": result.reference if result.state is NoticeState.SENT else None,
        "reason": None if why is None else pack(why),
        "tries": result.attempts,
        "wait": micros_or_none(result.not_before),
        "at": None if result.state is NoticeState.QUEUED else now,
        "together": result.bundle if result.state is NoticeState.SENT else None,
    }
