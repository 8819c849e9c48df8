"""Who saw a case: noted once for each person and chat, on the timeline, where nobody can change it later."""

from __future__ import annotations

from typing import Any, Literal

from handlers.cases import Case, Happening
from handlers.desk.visit import Visit
from handlers.proof import SEEN


def note_sight(visit: Visit, case: Case, how: Literal["tapped", "replied"]) -> None:
    """They did something in a chat that was told of the case: so they have seen it there."""
    where = _where(visit)
    if _seen_before(visit, case, where):
        return
    here = (visit.inbound.bot, visit.inbound.chat)
    if any((one.bot, one.chat) == here for one in visit.uow.told(case.id)):
        visit.uow.record(case.id, Happening(SEEN, visit.staff.id, {**where, "how": how}))


def _where(visit: Visit) -> dict[str, Any]:
    """The bot, and the group if it was in one: never the number of somebody's private chat."""
    group = None if visit.inbound.private else visit.directory.group_by_chat.get(visit.inbound.chat)
    return {"bot": visit.inbound.bot} if group is None else {"bot": visit.inbound.bot, "group": group.id}


def _seen_before(visit: Visit, case: Case, where: dict[str, Any]) -> bool:
    entries = visit.uow.timeline(case.id)
    mine = (entry.data for entry in entries if entry.kind == SEEN and entry.actor == visit.staff.id)
    return any({name: data.get(name) for name in where} == where and len(data) == len(where) + 1 for data in mine)
