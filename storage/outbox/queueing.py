"""New notices in a turn's transaction: what they overtake, their words, and their places in the queue."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    bindparam,
    func,
    insert,
    null,
    or_,
    select,
    text,
    update,
)

from handlers.delivery import Lane, Notice, NoticeState, tells
from handlers.messages import Message
from storage.codec.messages import load_message
from storage.codec.notices import COLUMNS, notice_row
from storage.database import Database
from storage.schema import notices
from storage.statements import Statement, among

#: How far apart the notices of one chat stand in the queue of all chats: about what a person's and a group's chat can
#: take.  So a chat with many waiting keeps no other waiting.
_PACE = {False: 1_000_000, True: 3_000_000}
_PACED = (Lane.ALERT, Lane.ROUTINE)
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
STATE = Statement(
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
_LAST_IN_LINE = Statement(
    select(notices.c.bot, notices.c.chat, notices.c.lane, func.max(notices.c.turn))
    .where(notices.c.state == "queued", notices.c.turn.is_not(None), among(notices.c.chat, "chats", BigInteger()))
    .group_by(notices.c.bot, notices.c.chat, notices.c.lane)
)


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
    row = database.first(STATE, notice=notice_id)
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
