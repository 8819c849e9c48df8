"""Fields of a part that are switches or limits: one sentence for what changed in each."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from playbooks.difference.change import Change, Who
from playbooks.difference.naming import value


@dataclass(frozen=True, slots=True)
class Switch:
    """What is said when a field becomes true, and when it becomes false."""

    on: str
    off: str


def changed_fields(
    old: Any, new: Any, name: str, part: str, who: Who, words: Mapping[str, str | Switch]
) -> Iterator[Change]:
    """A change for each field of `words` that differs; `name` is what the part is called.

    `words` has a Switch for a field that is true or false, and for others what the limit is called.
    """
    for field, said in words.items():
        before, after = getattr(old, field, None), getattr(new, field, None)
        if before != after:
            yield Change(who, _sentence(name, said, before, after), f"{part}/{field}")


def _sentence(name: str, said: str | Switch, before: Any, after: Any) -> str:
    if isinstance(said, Switch):
        return f"{name} {said.on if after else said.off}."
    return f"{name}: {said} is now {value(after)} (was {value(before)})."


def other_fields(old: Any, new: Any, name: str, part: str, who: Who, told: Collection[str]) -> Iterator[Change]:
    """A change for each field that differs and of which nothing was said: nothing passes without a word.

    Of parts of different kinds only what both have can be compared.
    """
    for field in type(new).model_fields:
        if field not in told and field in type(old).model_fields and getattr(old, field) != getattr(new, field):
            yield Change(who, f"{name}: `{field}` is another one.", f"{part}/{field}")
