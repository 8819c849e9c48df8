"""What happened in roll calls, as lines of what happened to a case."""

from __future__ import annotations

from handlers.alerts.cards import name_of
from handlers.cases import Entry
from handlers.people import Directory
from playbooks.phrases import Phrases

#: The kinds of entry that are worded here. Single answers are in the counts.
KINDS = ("roll_call", "roll_help", "roll_helper", "roll_ended", "site_message")


def roll_line(entry: Entry, directory: Directory, say: Phrases) -> str:
    """One entry of these kinds in words."""
    name, who = name_of(entry.actor, directory), name_of(str(entry.data.get("who", "")), directory)
    match entry.kind:
        case "roll_call":
            return say("Roll call: {n} asked", n=len(entry.data.get("asked", ())))
        case "roll_help":
            return say("{name} needs help", name=who)
        case "roll_helper":
            return say("{name} goes to {who}", name=name, who=who)
        case "site_message":
            return say("{name} wrote to {n} people at the site", name=name, n=len(entry.data.get("asked", ())))
    return _ended(entry, say)


def _ended(entry: Entry, say: Phrases) -> str:
    missing = len(entry.data.get("missing", ())) + len(entry.data.get("unreachable", ()))
    return say("Roll call ended: safe {safe}, missing {missing}", safe=entry.data.get("safe", 0), missing=missing)
