"""Corrective actions as JSON for scripts: the one place that decides their fields (see `docs/scripting.md`)."""

from __future__ import annotations

from datetime import date
from typing import Any

from bot.cli.wording import iso
from handlers.actions import Action


def action_json(action: Action, today: date) -> dict[str, Any]:
    """A corrective action. `today`: on the organisation's clocks, for whether it is overdue."""
    target = action.target
    return {
        "id": action.id,
        "number": action.number,
        "what": action.what,
        "owner": {"staff": action.owner.staff, "group": action.owner.group},
        "due": action.due.isoformat(),
        "overdue": action.is_open and action.due < today,
        "state": action.state.value,
        "origin": action.origin.value,
        "source": action.source,
        "case": action.case,
        "target": {"playbook": target.playbook, "edition": target.edition, "step": target.step} if target else None,
        "made_by": action.made_by,
        "made_at": action.made_at.isoformat(),
        "settled_by": action.settled_by,
        "settled_at": iso(action.settled_at),
        "words": action.words,
        "proof": action.proof,
        "version": action.version,
    }
