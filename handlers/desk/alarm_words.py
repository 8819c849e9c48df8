"""What happened to an emergency's alarm, level and team, as lines of what happened."""

from __future__ import annotations

from handlers.alerts.cards import name_of
from handlers.cases import Entry
from handlers.people import Directory
from playbooks.phrases import Phrases

#: The kinds of entry that are worded here.
KINDS = ("doubted", "upheld")


def alarm_line(entry: Entry, directory: Directory, say: Phrases) -> str:
    """One entry of these kinds in words."""
    name = name_of(entry.actor, directory)
    if entry.kind == "doubted":
        return say("{name} says that it is a false alarm", name=name)
    return say("{name} says that it goes on", name=name)
