"""Whether what a case says now is what its timeline tells: somebody with the database's tools can change both."""

from __future__ import annotations

import json
from collections.abc import Sequence

from handlers.cases import Case, Entry, Status

_STATUS = {
    "opened": Status.OPEN,
    "acknowledged": Status.ACKNOWLEDGED,
    "assigned": Status.ACKNOWLEDGED,
    "unacknowledged": Status.OPEN,
    "reopened": Status.OPEN,
    "resolved": Status.RESOLVED,
    "withdrawn": Status.WITHDRAWN,
    "merged": Status.WITHDRAWN,
}


#: What says who has it: the last of these holds.
_TAKING = ("acknowledged", "assigned", "unacknowledged", "reopened")


def first_contradicted(case: Case, entries: Sequence[Entry]) -> int | None:
    """The sequence number of the entry that tells otherwise than the case, or None when they agree.

    Compared is what each entry tells for certain: number, edition, reporter, opening, level, grade, category, who
    took it, how it stands, and that no answer is one that nobody gave.
    """
    last: dict[str, Entry] = {}
    for entry in entries:
        last[entry.kind] = entry
    opened = last.get("opened")
    taken = next((entry for entry in reversed(entries) if entry.kind in _TAKING), None)
    standing = next((entry for entry in reversed(entries) if entry.kind in _STATUS), None)
    if opened is not None and _opened_otherwise(case, opened):
        return opened.sequence
    if taken is not None and _taken_otherwise(case, taken):
        return taken.sequence
    level = last.get("level", opened)
    if level is not None and _level_otherwise(case, level):
        return level.sequence
    for kind in ("graded", "category"):
        if kind in last and _found_otherwise(case, last[kind]):
            return last[kind].sequence
    if standing is not None and _STATUS[standing.kind] is not case.status:
        return standing.sequence
    return _answer_nobody_gave(case, entries)


def _taken_otherwise(case: Case, last: Entry) -> bool:
    who = last.data.get("who") if last.kind == "assigned" else last.actor
    told = (who, last.at) if last.kind in ("acknowledged", "assigned") else (None, None)
    return told != (case.acknowledged_by, case.acknowledged_at)


def _level_otherwise(case: Case, last: Entry) -> bool:
    return bool(last.data.get("level") != case.level)


def _found_otherwise(case: Case, last: Entry) -> bool:
    """Whether the last word on a grade or a category was another one."""
    found = case.grade if last.kind == "graded" else case.about
    told = {name: value for name, value in last.data.items() if name != "before"}
    return told != (found.data if found is not None else {})


def _opened_otherwise(case: Case, opened: Entry) -> bool:
    if "number" not in opened.data:
        return False
    return (opened.data["number"], opened.data.get("edition"), opened.actor) != (
        case.number,
        case.edition,
        case.reporter,
    )


def _answer_nobody_gave(case: Case, entries: Sequence[Entry]) -> int | None:
    given: dict[str, dict[str, int]] = {}
    for entry in entries:
        if entry.kind in ("answered", "corrected"):
            value = entry.data.get("value", entry.data.get("after"))
            given.setdefault(str(entry.data.get("question")), {})[_canonical(value)] = entry.sequence
    in_parts = {path.partition(".")[0] for path in given if "." in path}  # a round of a repeated group was changed
    for question, value in case.answers.items():
        told = given.get(question, {}) if question not in in_parts else {}
        if told and _canonical(value) not in told:
            return max(told.values())
    return None


def _canonical(value: object) -> str:
    return json.dumps(value, sort_keys=True, default=repr)
