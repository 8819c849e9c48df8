"""What came, went and moved in a list whose parts have ids."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from playbooks.difference.change import Change, Who

Say = Callable[[Any], str]


@dataclass(frozen=True, slots=True)
class Compared:
    """Parts that are only in the new list, only in the old one, in both, and those of both that moved."""

    came: tuple[Any, ...]
    went: tuple[Any, ...]
    kept: tuple[tuple[Any, Any], ...]
    moved: tuple[Any, ...]


def compared(old: Sequence[Any], new: Sequence[Any]) -> Compared:
    """Compares two lists of parts that have an `id`."""
    before, after = {part.id: part for part in old}, {part.id: part for part in new}
    kept = tuple((before[id_], part) for id_, part in after.items() if id_ in before)
    return Compared(
        tuple(part for id_, part in after.items() if id_ not in before),
        tuple(part for id_, part in before.items() if id_ not in after),
        kept,
        _moved([part.id for part in old], [part for _, part in kept]),
    )


def told(found: Compared, who: Who, part: str, came: Say, went: Say, moved: Say | None = None) -> Iterator[Change]:
    """One change for each part that came, went or moved, in the words that are made for it."""
    yield from (Change(who, came(one), f"{part}/{one.id}", "more") for one in found.came)
    yield from (Change(who, went(one), f"{part}/{one.id}", "less") for one in found.went)
    if moved is not None:
        yield from (Change(who, moved(one), f"{part}/{one.id}") for one in found.moved)


def before_it(parts: Sequence[Any], part: Any) -> Any | None:
    """The part that stands before `part`; None for the first."""
    index = [one.id for one in parts].index(part.id)
    return parts[index - 1] if index else None


def _moved(order: list[str], kept: list[Any]) -> tuple[Any, ...]:
    """As few as explain the new order: all but a longest run that stayed in order."""
    staying = _longest_rising([order.index(part.id) for part in kept])
    return tuple(part for index, part in enumerate(kept) if index not in staying)


def _longest_rising(numbers: list[int]) -> set[int]:
    """The indexes of a longest rising subsequence of `numbers`."""
    ends: list[int] = []  # the smallest last number of a run of each length
    at: list[int] = []  # its index
    previous: list[int] = []
    for index, number in enumerate(numbers):
        length = bisect_left(ends, number)
        ends[length : length + 1] = [number]
        at[length : length + 1] = [index]
        previous.append(at[length - 1] if length else -1)
    found: set[int] = set()
    index = at[-1] if at else -1
    while index >= 0:
        found.add(index)
        index = previous[index]
    return found
