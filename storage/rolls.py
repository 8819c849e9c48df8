"""Lines of roll calls: who was asked, and what is known of each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, Integer, bindparam, select, update

from handlers.delivery import NoticeState
from handlers.rollcall.calls import RollLine, Said
from storage.database import Database, Row, Values
from storage.schema import notices, roll_lines
from storage.statements import Statement, upsert
from storage.texts import from_json, pack, to_json, unpack
from storage.times import micros, micros_or_none, moment_or_none

#: A line's name: case, call, person.
Key = tuple[str, int, str]

_COLUMNS = (
    "case_id",
    "call",
    "staff",
    "position",
    "notice",
    "off_shift",
    "said",
    "said_at",
    "said_by",
    "place",
    "words",
    "helper",
)
_READ = (*(roll_lines.c[name] for name in _COLUMNS), roll_lines.c.noted_at, notices.c.state)
_with_notice = select(*_READ).join(notices, notices.c.id == roll_lines.c.notice, isouter=True)
_OF_CALL = Statement(
    _with_notice.where(
        roll_lines.c.case_id == bindparam("of_case"), roll_lines.c.call == bindparam("number", type_=Integer)
    ).order_by(roll_lines.c.position)
)
_ONE = Statement(
    _with_notice.where(
        roll_lines.c.case_id == bindparam("of_case"),
        roll_lines.c.call == bindparam("number", type_=Integer),
        roll_lines.c.staff == bindparam("who"),
    ).with_for_update(of=roll_lines)
)
_KEEP = upsert(roll_lines, *_COLUMNS, keep=("position", "off_shift"))
_NOTE = Statement(
    update(roll_lines)
    .where(
        roll_lines.c.case_id == bindparam("of_case"),
        roll_lines.c.call == bindparam("number", type_=Integer),
        roll_lines.c.staff == bindparam("who"),
    )
    .values(noted_at=bindparam("at", type_=BigInteger))
)


def of_call(database: Database, case_id: str, call: int) -> list[RollLine]:
    """Everybody of a call, in the order they were asked."""
    return [_line(row) for row in database.read(_OF_CALL, of_case=case_id, number=call)]


def one(database: Database, key: Key) -> RollLine | None:
    """One line, locked."""
    case_id, call, staff = key
    row = database.first(_ONE, of_case=case_id, number=call, who=staff)
    return None if row is None else _line(row)


def keep(database: Database, lines: dict[Key, RollLine]) -> None:
    """Inside a transaction: writes lines, whose cases are there."""
    database.write_all(_KEEP, [_row(key, line) for key, line in lines.items()])


def note(database: Database, noted: Iterable[tuple[Key, datetime]]) -> None:
    """Inside a transaction: what the timeline knows by now."""
    rows = [{"of_case": key[0], "number": key[1], "who": key[2], "at": micros(at)} for key, at in noted]
    database.write_all(_NOTE, rows)


def _line(row: Row) -> RollLine:
    _, _, staff, position, notice, off_shift, said, said_at, said_by, place, words, helper, noted_at, state = row
    return RollLine(
        staff=staff,
        position=position,
        notice=notice,
        off_shift=bool(off_shift),
        said=None if said is None else Said(said),
        at=moment_or_none(said_at),
        by=said_by,
        place=None if place is None else from_json(place),
        words="" if words is None else unpack(words),
        helper=helper,
        noted_at=moment_or_none(noted_at),
        state=None if state is None else NoticeState(state),
    )


def _row(key: Key, line: RollLine) -> Values:
    fields: dict[str, Any] = {"case_id": key[0], "call": key[1], "staff": key[2], "position": line.position}
    return fields | {
        "notice": line.notice,
        "off_shift": line.off_shift,
        "said": None if line.said is None else line.said.value,
        "said_at": micros_or_none(line.at),
        "said_by": line.by,
        "place": None if line.place is None else to_json(line.place),
        "words": pack(line.words) if line.words else None,
        "helper": line.helper,
    }
