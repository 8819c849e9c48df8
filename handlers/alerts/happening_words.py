"""What happened to a case in one line each, for its details and its report."""

from __future__ import annotations

from handlers.alerts.cards import name_of
from handlers.alerts.clock_words import reason_words
from handlers.cases import Entry
from handlers.people import Directory
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases

CLOCK = ("paused", "unpaused", "progress", "terms")
AFTER = ("stood down", "resumed", "reviewed")
TAKING = ("acknowledged", "assigned", "escalated", "unacknowledged", "reopened")


def happening_line(entry: Entry, directory: Directory, say: Phrases) -> str:
    """An entry of the timeline, except those of `alarm.words`, in words."""
    name = name_of(entry.actor, directory)
    if entry.kind in CLOCK:
        return _clock_line(name, entry, say)
    if entry.kind in TAKING:
        return _taking_line(directory, name, entry, say)
    if entry.kind in AFTER:
        return _after_line(name, entry, say)
    if entry.kind in ("noted", "status"):
        return entry_words(entry, directory, say)
    return _plain_line(name, entry, say)


def _plain_line(name: str, entry: Entry, say: Phrases) -> str:
    match entry.kind:
        case "evidence":
            return say("{name} added a file", name=name)
        case "step":
            return say("{name} settled a step", name=name)
        case "resolved":
            return say("{name} resolved it", name=name)
        case "lost":
            return say("A file could not be fetched.")
        case "withdrawn":
            return say("{name} called it off", name=name)
    return say("{name} changed an answer", name=name)


def _after_line(name: str, entry: Entry, say: Phrases) -> str:
    if entry.kind == "stood down":
        return "✅ " + say("{name} ended the response", name=name)
    if entry.kind == "resumed":
        return say("{name}: it is not over, it goes on", name=name)
    # TRANSLATORS: Somebody reviewed a case that is over: what went well, what did not, and why.
    return say("{name} looked back", name=name)


def _taking_line(directory: Directory, name: str, entry: Entry, say: Phrases) -> str:
    match entry.kind:
        case "acknowledged":
            # TRANSLATORS: A line of what happened with a case, after the time: “14:02 Ana took it”.
            return say("{name} took it", name=name)
        case "assigned":
            # TRANSLATORS: A line of what happened with a case: “14:02 Ana gave it to Kit”.
            return say("{name} gave it to {who}", name=name, who=name_of(entry.data.get("who"), directory))
        case "unacknowledged":
            return say("Nobody has it any more")
        case "reopened":
            return say("{name} opened it again", name=name)
    return _called(entry, say)


def _called(entry: Entry, say: Phrases) -> str:
    if entry.data.get("over"):
        return say("Nobody has taken it, though everybody was asked")
    passed = {part.get("why") for part in entry.data.get("passed", ())}
    if "off-duty" in passed:
        return say("Nobody was on duty: the next people were called")
    if passed or entry.data.get("why") == "unreachable":
        return say("Some could not be reached: the next people were called")
    return say("More people were called")


def _clock_line(name: str, entry: Entry, say: Phrases) -> str:
    if entry.kind == "paused":
        reason = reason_words(str(entry.data.get("reason", "")), say)
        return labelled(say("{name} stopped the clock", name=name), reason, say.language)
    if entry.kind == "unpaused":
        return say("{name} let the clock run", name=name)
    if entry.kind == "terms":
        # TRANSLATORS: A line of what happened with a case: an answer was changed, and with it the time allowed.
        return say("Other deadlines apply now")
    return say("{name} reported progress", name=name)


def entry_words(entry: Entry, directory: Directory, say: Phrases) -> str:
    """A note or a given update as a line of what happened with a case."""
    name, data = name_of(entry.actor, directory), entry.data
    said = [how_words(str(data.get("how", "")), say), str(data.get("words", data.get("text", "")))]
    return labelled(name, " · ".join(part for part in said if part), say.language)


def how_words(how: str, say: Phrases) -> str:
    """How a case stands; empty for an update that is only words."""
    return {
        # TRANSLATORS: How a case stands, and buttons: the situation is better, as it was, worse.
        "better": say("Better"),
        "stable": say("Stable"),
        "worse": say("Worse"),
    }.get(how, "")
