"""People and groups as rows, and rows as people and groups."""

from __future__ import annotations

from dataclasses import replace

from handlers.people import Group, Role, Staff
from playbooks.words import Words
from storage.codec.organisation import Duties
from storage.database import Row, Values
from storage.schema import staff
from storage.texts import from_json, pack, to_json, unpack

STAFF_COLUMNS = tuple(column.name for column in staff.columns)
GROUP_COLUMNS = ("id", "position", "name", "chat", "members", "language", "reachable")


def staff_of(row: Row) -> Staff:
    """A person from their row."""
    return Staff(
        id=row[0],
        name=unpack(row[1]),
        role=Role(row[2]),
        language=row[3],
        telegram=row[4],
        sites=tuple(from_json(row[5])),
        active=bool(row[6]),
        reachable=bool(row[7]),
        phone=None if row[10] is None else unpack(row[10]),
    )


def changed_row(person: Staff, stored: Row | None) -> Values:
    """The row of somebody who changed in a turn, over the one they had (None: they are new)."""
    if stored is None:
        return _staff_row(person, listed=False, chose_language=True)
    chose = _chose_language(stored) or person.language != stored[3]
    return _staff_row(person, listed=is_listed(stored), chose_language=chose)


def imported_row(person: Staff, stored: Row | None) -> Values:
    """The row of somebody as an organisation file has them, who keeps a language and an account of their own."""
    if stored is None:
        return _staff_row(person, listed=True, chose_language=False)
    chose = _chose_language(stored)
    kept = replace(
        person,
        language=stored[3] if chose else person.language,
        telegram=stored[4] if person.telegram is None else person.telegram,
        reachable=bool(stored[7]) if person.telegram in (None, stored[4]) else True,
    )
    return _staff_row(kept, listed=True, chose_language=chose)


def gone_row(stored: Row) -> Values:
    """The row of somebody who is in the file no longer."""
    return dict(zip(STAFF_COLUMNS, stored, strict=True)) | {"active": False}


def is_listed(stored: Row) -> bool:
    """Whether they are there because the organisation file has them."""
    return bool(stored[8])


def _chose_language(stored: Row) -> bool:
    return bool(stored[9])


def _staff_row(person: Staff, *, listed: bool, chose_language: bool) -> Values:
    return {
        "id": person.id,
        "name": pack(person.name),
        "role": person.role.value,
        "language": person.language,
        "telegram": person.telegram,
        "sites": to_json(person.sites),
        "active": person.active,
        "reachable": person.reachable,
        "listed": listed,
        "chose_language": chose_language,
        "phone": None if person.phone is None else pack(person.phone),
    }


def group_of(row: Row, duties: dict[str, Duties]) -> Group:
    """A group from its row and what is kept with the organisation."""
    name, members = Words.model_validate(from_json(row[2])), tuple(from_json(row[4]))
    kept = Group(row[0], name, row[3], members, row[5], *duties.get(row[0], Duties()))
    return replace(kept, reachable=bool(row[6]))


def group_row(position: int, group: Group, chat: int | None, *, reachable: bool) -> Values:
    """A group as an organisation file has it, in the `chat` where it is now."""
    return {
        "id": group.id,
        "position": position,
        "name": to_json(group.name.root),
        "chat": chat,
        "members": to_json(group.members),
        "language": group.language,
        "reachable": reachable,
    }
