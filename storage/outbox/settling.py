"""What came of sends, and what follows for edits that waited for them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    Integer,
    bindparam,
    case,
    cast,
    false,
    null,
    or_,
    select,
    true,
    update,
)

from handlers.delivery import Notice, NoticeState
from handlers.retry import keep_mark
from storage.codec.messages import dump_message, load_message
from storage.database import Database
from storage.outbox.items import Settled
from storage.outbox.queueing import STATE, drop, insert_all, new_row, reword
from storage.schema import notices
from storage.statements import Statement, among
from storage.texts import pack
from storage.times import micros_or_none

_later, _its_card, _edited = notices.alias("later"), notices.alias("its_card"), notices.alias("edited")
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


def _keep_lost(database: Database, notice: Notice, result: Settled, at: int) -> None:
    """Among the dead; once, however often it is said."""
    if database.first(STATE, notice=notice.id) is None:
        row = new_row(notice, NoticeState.DEAD, None, at)
        insert_all(database, [row | {"why": pack(result.why or "given up"), "settled_at": at}])


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
