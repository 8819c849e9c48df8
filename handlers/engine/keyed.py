"""Cache keys for things that have no useful hash of their own."""

from __future__ import annotations

from collections.abc import Hashable
from typing import Generic, TypeVar

T = TypeVar("T")


class Keyed(Generic[T]):
    """`thing` under a key that says everything about it.

    An `id()` may be (part of) the key: the cache that holds this also holds the thing, so the number stays its own.
    """

    __slots__ = ("key", "thing")

    def __init__(self, key: Hashable, thing: T) -> None:
        self.key = key
        self.thing = thing

    def __hash__(self) -> int:
        return hash(self.key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Keyed) and bool(self.key == other.key)
