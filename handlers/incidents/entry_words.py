"""What was found about an incident, as a line of what happened with its case."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.alerts.cards import name_of
from handlers.cases import Entry
from handlers.incidents.category import about_of
from handlers.incidents.matrix import Matrix
from handlers.incidents.words import about_words, level_words
from handlers.people import Directory
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases

GRADED, CATEGORY = "graded", "category"

#: The kinds of entry that are worded here.
FINDINGS = (GRADED, CATEGORY)


def finding_entry(entry: Entry, directory: Directory, say: Phrases) -> str:
    """One entry of these kinds in words."""
    name = name_of(entry.actor, directory) if entry.actor is not None else ""
    was: Mapping[str, Any] = entry.data.get("before", {})
    if entry.kind == CATEGORY:
        words = say("Category") if not name else say("{name} set the category", name=name)
        return labelled(words, _change(_about(was, say), _about(entry.data, say)), say.language)
    words = say("Risk") if not name else say("{name} graded the risk", name=name)
    change = _change(_level(was, directory.risk, say), _level(entry.data, directory.risk, say))
    return labelled(words, change, say.language)


def _change(before: str, now: str) -> str:
    """“🟨 Moderate → 🟥 Extreme”."""
    return f"{before} → {now or '–'}" if before else now or "–"


def _about(data: Mapping[str, Any], say: Phrases) -> str:
    return about_words(about_of(data), say)


def _level(data: Mapping[str, Any], matrix: Matrix, say: Phrases) -> str:
    return level_words(str(data["level"]), matrix, say.language) if "level" in data else ""
