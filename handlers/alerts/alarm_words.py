"""What happened to an emergency's alarm, level and team, as lines of what happened."""

from __future__ import annotations

from handlers.alerts.cards import name_of
from handlers.cases import Entry
from handlers.people import Directory
from handlers.team_roles import role_name
from playbooks.locale_format import labelled
from playbooks.model import Playbook
from playbooks.phrases import Phrases

_SHORT = ("doubted", "upheld", "reported too", "apart", "informed")
_NUMBERED = ("merged", "took in", "linked", "unlinked")

#: The kinds of entry that are worded here.
KINDS = (*_SHORT, *_NUMBERED, "level", "role")


def alarm_line(entry: Entry, directory: Directory, playbook: Playbook, say: Phrases) -> str:
    """One entry of these kinds in words."""
    name = name_of(entry.actor, directory)
    if entry.kind == "role":
        holder = entry.data.get("who")
        who = name_of(holder, directory) if holder else say("nobody yet")
        return labelled(role_name(playbook, str(entry.data.get("role")), say), who, say.language)
    if entry.kind == "level":
        level = playbook.level_by_id.get(str(entry.data.get("level")))
        return say("Level: {level}", level=level.name.text(say.language) if level else "–")
    if entry.kind in _NUMBERED:
        return _numbered(entry, name, say)
    match entry.kind:
        case "doubted":
            return say("{name} says that it is a false alarm", name=name)
        case "upheld":
            return say("{name} says that it goes on", name=name)
        case "reported too":
            return say("{name} reported it, too", name=name)
        case "apart":
            return say("What {name} reported is another one", name=name)
    return say("{name} told somebody outside", name=name)


def _numbered(entry: Entry, name: str, say: Phrases) -> str:
    number = str(entry.data.get("number", ""))
    match entry.kind:
        case "merged":
            return say("It goes on as {number} ({name})", number=number, name=name)
        case "took in":
            return say("{number} is part of it now ({name})", number=number, name=name)
        case "linked":
            return say("{name} linked it to {number}", name=name, number=number)
    return say("{name} took the link to {number} off", name=name, number=number)
