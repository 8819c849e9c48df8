"""What happened in roll calls, as lines of what happened to a case."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from handlers.cases import Entry
from playbooks.locale_format import labelled, series
from playbooks.phrases import Phrases

#: What somebody is called, by their id.
Name = Callable[[str | None], str]

#: The kinds of entry that are worded here. Of single answers only a document tells.
KINDS = ("roll_call", "roll_help", "roll_helper", "roll_ended", "site_message")
IN_DOCUMENTS = (*KINDS, "roll_joined", "roll_marked", "roll_missing", "roll_visitors", "report late")


def roll_line(entry: Entry, name: Name, say: Phrases) -> str:
    """One entry of these kinds in words."""
    data = entry.data
    match entry.kind:
        case "roll_call":
            return say("Roll call: {n} asked", n=len(data.get("asked", ())))
        case "roll_help":
            return say("{name} needs help", name=name(data.get("who")))
        case "roll_helper":
            return say("{name} goes to {who}", name=name(entry.actor), who=name(data.get("who")))
        case "site_message":
            asked = len(data.get("asked", ()))
            return say.many(
                "{name} wrote to {n} person at the site",
                "{name} wrote to {n} people at the site",
                n=asked,
                name=name(entry.actor),
            )
        case "roll_ended":
            return _ended(data, say)
    return _in_documents(entry, name, say)


def _ended(data: dict[str, Any], say: Phrases) -> str:
    missing = len(data.get("missing", ())) + len(data.get("unreachable", ()))
    return say("Roll call ended: safe {safe}, missing {missing}", safe=data.get("safe", 0), missing=missing)


def _in_documents(entry: Entry, name: Name, say: Phrases) -> str:
    data = entry.data
    if entry.kind == "roll_missing":
        people = data.get("missing", ())
        counted = say.many("{n} person is missing", "{n} people are missing", n=len(people))
        return labelled(counted, series([name(staff) for staff in people], say.language), say.language)
    if entry.kind == "roll_marked":
        how = say("not at the site") if data.get("said") == "away" else say("safe")
        # TRANSLATORS: Somebody says of somebody else how they are: “Ana: Kit, safe”.
        return labelled(name(entry.actor), f"{name(data.get('who'))} · {how}", say.language)
    if entry.kind == "roll_visitors":
        return _visitors(data, say)
    if entry.kind == "roll_joined":
        # TRANSLATORS: People who came to the site after a roll call began; their names follow.
        return labelled(
            say("Asked as well"), series([name(one) for one in data["asked"]], say.language), say.language
        )
    return say("Somebody above or outside was not told in time")


def _visitors(data: dict[str, Any], say: Phrases) -> str:
    counted, expected = data.get("counted"), data.get("expected")
    if expected is None:
        return say("Visitors counted: {n}", n=counted)
    return say("Visitors counted: {n} of {total}", n=counted, total=expected)
