"""What happened with a corrective action, as a line of what happened with its case."""

from __future__ import annotations

from handlers.cases import Entry
from playbooks.phrases import Phrases

#: How what happens with an action stands on the timeline.
KINDS = ("action", "action changed", "action done", "action dropped")


def action_line(entry: Entry, name: str, say: Phrases) -> str:
    """One entry of these kinds; `name` is who did it."""
    number = entry.data.get("action", "")
    match entry.kind:
        case "action":
            return say("{name} added {action}", name=name, action=number)
        case "action done":
            return say("{name} has done {action}", name=name, action=number)
        case "action dropped":
            return say("{name} dropped {action}", name=name, action=number)
    return say("{name} changed {action}", name=name, action=number)
