"""The hash chain of a timeline.

    hash = sha256(previous + canonical JSON of {actor, at, data, kind, sequence}), in hexadecimal

Canonical JSON has sorted keys, no spaces and only ASCII; `at` is ISO 8601 in UTC with microseconds; `previous` is the
hash of the entry before, empty for the first.  Anybody with the exported timeline can check it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from handlers.cases import Entry, Happening
from storage.texts import to_canonical_json
from storage.times import micros, moment


@dataclass(frozen=True, slots=True)
class Head:
    """Where a timeline ends: how many entries it has, and the hash of the last."""

    entries: int = 0
    hash: str = ""


def link(head: Head, happening: Happening, at: datetime) -> Entry:
    """The entry that puts `happening` after `head`. Raises TypeError when its data is not JSON."""
    at = moment(micros(at))
    sequence = head.entries + 1
    hash_ = _hash(head.hash, sequence, at, happening.kind, happening.actor, happening.data)
    return Entry(sequence, at, happening.kind, happening.actor, happening.data, head.hash, hash_)


def first_broken(entries: Iterable[Entry], head: Head) -> int | None:
    """The first sequence number at which `entries` are not what was once written, or None when all is well.

    `head` is what the case says its timeline ends with: a tail that was cut off shows too.
    """
    end = Head()
    for entry in entries:
        expected = _hash(end.hash, end.entries + 1, entry.at, entry.kind, entry.actor, entry.data)
        if (entry.sequence, entry.previous, entry.hash) != (end.entries + 1, end.hash, expected):
            return end.entries + 1
        end = Head(entry.sequence, entry.hash)
    return None if end == head else min(end.entries, head.entries) + 1


def _hash(previous: str, sequence: int, at: datetime, kind: str, actor: str | None, data: object) -> str:
    covered = {
        "actor": actor,
        "at": at.isoformat(timespec="microseconds"),
        "data": data,
        "kind": kind,
        "sequence": sequence,
    }
    return hashlib.sha256((previous + to_canonical_json(covered)).encode()).hexdigest()
