"""What differs between two editions of a playbook, one plain line for each thing, in the order of the file.

step `aed`: within 3min → 2min
question `fax`: gone
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from playbooks.model import Dropped, Playbook, StepMap
from playbooks.words import LANGUAGES

#: Parts that have ids, by the field they stand in, and what one of them is called.
_PARTS = {
    "questions": "question",
    "choices": "choice",
    "steps": "step",
    "decide": "option",
    "roles": "role",
    "levels": "level",
    "tracks": "track",
    "variables": "variable",
    "outcomes": "outcome",
}
_NESTED = ("resolution",)
_LONGEST = 40  # characters of a value that is shown
_UNSEEN = ("id", "version", "reviewed", "sources", "map")  # nobody's work changes with these
_SECONDS = re.compile(r"^(\d+)s$")

Fields = dict[str, Any]


def differences(before: Playbook, after: Playbook) -> list[str]:
    """One line each; empty when nobody would notice."""
    old, moved = _dump(before), after.map
    renamed = _rename(old, moved) if moved is not None and moved.from_ == before.version else []
    return [*renamed, *_fields(old, _dump(after), "")]


def _rename(old: Fields, moved: StepMap) -> list[str]:
    """Calls the parts of the edition before as the new one does; a line for each that is called otherwise now."""
    lines = []
    for part in old.get("questions", ()):
        for inner in part.get("questions", ()):
            new = moved.questions.get(f"{part['id']}.{inner['id']}")
            lines += _called(inner, new, "question")
        lines += _called(part, moved.questions.get(part["id"]), "question")
    for part in old.get("steps", ()):
        for step in (*part.get("steps", ()), part):
            lines += _called(step, moved.steps.get(step["id"]), "step")
    return lines


def _called(part: Fields, new: str | Dropped | None, what: str) -> list[str]:
    if not isinstance(new, str):
        return []
    was, part["id"] = part["id"], new
    return [f"{what} `{was}` is `{new}` now"]


def _dump(playbook: Playbook) -> Fields:
    fields: Fields = playbook.model_dump(mode="json", by_alias=True, exclude_defaults=True)
    return {name: value for name, value in fields.items() if name not in _UNSEEN}


def _fields(old: Fields, new: Fields, of: str) -> Iterator[str]:
    for name in [*new, *(name for name in old if name not in new)]:
        before, after = old.get(name), new.get(name)
        if before == after:
            continue
        if name in _PARTS:
            yield from _parts(before or [], after or [], _PARTS[name], of)
        elif name in _NESTED and before and after:
            yield from _fields(before, after, f"{of}{name}, ")
        else:
            yield f"{_subject(of)}{_field(name, before, after)}"


def _parts(old: list[Fields], new: list[Fields], what: str, of: str) -> Iterator[str]:
    before, after = {part["id"]: part for part in old}, {part["id"]: part for part in new}
    for id_, part in after.items():
        if id_ not in before:
            yield f"{of}{what} `{id_}`: new"
        else:
            yield from _fields(before[id_], part, f"{of}{what} `{id_}`, ")
    yield from (f"{of}{what} `{id_}`: gone" for id_ in before if id_ not in after)
    if [id_ for id_ in before if id_ in after] != [id_ for id_ in after if id_ in before]:
        yield f"{of}{what}s: in another order"


def _subject(of: str) -> str:
    return of.removesuffix(", ") + ": " if of else ""


def _field(name: str, before: Any, after: Any) -> str:
    if _is_words(before) and _is_words(after):
        reworded = [lang for lang in LANGUAGES if before.get(lang) != after.get(lang)]
        return f"{name} reworded ({', '.join(reworded)})"
    if _is_short(before) and _is_short(after):
        return f"{name} {_shown(before)} → {_shown(after)}"
    return f"{name} {'added' if before is None else 'taken out' if after is None else 'changed'}"


def _is_words(value: Any) -> bool:
    return isinstance(value, dict) and bool(value) and set(value) <= set(LANGUAGES)


def _is_short(value: Any) -> bool:
    return value is None or (isinstance(value, str | int | float | bool) and len(str(value)) <= _LONGEST)


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "–" if value is None else _SECONDS.sub(_length, str(value))


def _length(seconds: re.Match[str]) -> str:
    """`180s` as an author would have written it."""
    count = int(seconds[1])
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if count and count % length == 0:
            return f"{count // length}{unit}"
    return seconds[0]
