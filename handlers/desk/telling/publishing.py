"""Case events for other programs: every entry of a case's timeline, as JSON, queued in the turn that writes it.

Unless the installation wants details, people are ids and nothing that anybody wrote or said goes along.
"""

from __future__ import annotations

import json
from typing import Any, cast

from handlers.cases import Case, Happening
from handlers.delivery import Lane, Notice
from handlers.house import House
from handlers.messages import plain
from handlers.ports import UnitOfWork

#: The name under which the outbox carries events.
BOT = "events"

#: What of a happening holds ids and our own words only.
_HARMLESS = (
    "number",
    "severity",
    "groups",
    "people",
    "outside",
    "question",
    "step",
    "outcome",
    "how",
    "next",
    "level",
    "role",
    "who",
    "bot",
    "group",
    "how",
    "staff",
    "action",
    "due",
    "call",
    "site",
    "asked",
    "unreachable",
    "missing",
    "safe",
    "help",
    "away",
    "read",
    "said",
)


def published(uow: UnitOfWork, house: House) -> UnitOfWork:
    """`uow`, publishing what is recorded with it, where this installation publishes events."""
    return uow if house.events is None else cast(UnitOfWork, _Publishing(uow, house.events == "full"))


class _Publishing:
    """Does what its unit of work does, and queues an event for each entry of a timeline."""

    def __init__(self, uow: UnitOfWork, full: bool) -> None:
        self._uow = uow
        self._full = full

    def __getattr__(self, name: str) -> Any:
        return getattr(self._uow, name)

    def record(self, case_id: str, happening: Happening) -> None:
        self._uow.record(case_id, happening)
        case = self._uow.case(case_id)
        if case is not None:
            self._publish(case, happening)

    def _publish(self, case: Case, happening: Happening) -> None:
        uow, event_id = self._uow, self._uow.new_id()
        event = {
            "id": event_id,
            "type": f"case.{happening.kind}",
            "at": uow.now.isoformat(),
            "actor": happening.actor,
            "case": _case(case, self._full),
            "data": happening.data if self._full else _harmless(happening.data),
        }
        # Due now rather than at once: so it takes its turn in the outbox, behind every event before it.  The lane is
        # the one that is not held to a message a second.
        words = plain(json.dumps(event))
        uow.queue(Notice(event_id, BOT, 0, words, Lane.PROMPT, critical=True, not_before=uow.now))


def _case(case: Case, full: bool) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": case.id,
        "number": case.number,
        "kind": case.kind.value,
        "run": case.run.value,
        "exercise": case.drill is not None,
        "playbook": case.playbook,
        "severity": case.severity.value,
        "level": case.level,
        "status": case.status.value,
        "site": case.site,
        "place": (case.place or {}).get("place"),
        "groups": list(case.groups),
        "reporter": case.reporter,
        "opened_at": case.opened_at.isoformat(),
        "acknowledged_by": case.acknowledged_by,
        "acknowledged_at": case.acknowledged_at.isoformat() if case.acknowledged_at else None,
        "version": case.version,
    }
    return {**told, "place": case.place, "headline": case.headline, "answers": case.answers} if full else told


def _harmless(data: dict[str, Any]) -> dict[str, Any]:
    return {name: data[name] for name in _HARMLESS if name in data}
