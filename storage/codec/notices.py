"""Notices as rows of the outbox."""

from __future__ import annotations

from typing import Any

from handlers.delivery import Brief, Lane, Notice
from handlers.messages import Button
from storage.codec.messages import dump_message, load_message
from storage.texts import from_json, to_json
from storage.times import micros_or_none, moment_or_none

#: The columns of `notices` in the order that `notice_of` reads them.
COLUMNS = (
    "id",
    "bot",
    "chat",
    "message",
    "lane",
    "edits",
    "edits_message",
    "reply_to",
    "case_id",
    "card",
    "staff",
    "key",
    "critical",
    "not_before",
    "language",
    "brief",
    "drill",
)


def notice_row(notice: Notice) -> dict[str, Any]:
    """A notice as a row, but for its state."""
    return {
        "id": notice.id,
        "bot": notice.bot,
        "chat": notice.chat,
        "message": dump_message(notice.message),
        "lane": int(notice.lane),
        "edits": notice.edits,
        "edits_message": notice.edits_message,
        "reply_to": notice.reply_to,
        "case_id": notice.case,
        "card": notice.card,
        "staff": notice.staff,
        "key": notice.key,
        "critical": notice.critical,
        "not_before": micros_or_none(notice.not_before),
        "language": notice.language,
        "brief": None if notice.brief is None else _dump_brief(notice.brief),
        "drill": notice.drill,
    }


def notice_of(row: tuple[Any, ...]) -> Notice:
    """The notice of a row with `COLUMNS` first."""
    return Notice(
        id=row[0],
        bot=row[1],
        chat=row[2],
        message=load_message(row[3]),
        lane=Lane(row[4]),
        edits=row[5],
        edits_message=row[6],
        reply_to=row[7],
        case=row[8],
        card=bool(row[9]),
        staff=row[10],
        key=row[11],
        critical=bool(row[12]),
        not_before=moment_or_none(row[13]),
        language=row[14],
        brief=None if row[15] is None else _load_brief(row[15]),
        drill=row[16],
    )


def _dump_brief(brief: Brief) -> str:
    return to_json([brief.line] if brief.link is None else [brief.line, brief.link.label, brief.link.data])


def _load_brief(text: str) -> Brief:
    line, *link = from_json(text)
    return Brief(line, Button(*link) if link else None)
