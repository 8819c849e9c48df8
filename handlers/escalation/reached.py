"""Whether anybody who was asked last to take a case can be reached at all: from what its timeline tells."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from handlers.cases import Entry
from handlers.people import Directory

#: The kind of the timeline's entries that say who could not be told, by what, and why.
UNDELIVERED = "undelivered"

_ASKS = ("notified", "escalated")
_ANEW = ("unacknowledged", "reopened")


@dataclass(frozen=True, slots=True)
class Asked:
    """Whom the last asking was for, and by which bots it did not get to them."""

    people: tuple[str, ...]
    groups: tuple[str, ...]
    outside: tuple[str, ...]
    failed: Collection[tuple[str, str, str]]  # staff, group or outside; their id; the bot

    def means(self, kind: str, who: str) -> bool:
        """Whether somebody was asked; `kind` is `staff`, `group` or `outside`."""
        return who in {"staff": self.people, "group": self.groups, "outside": self.outside}.get(kind, ())


def last_asked(entries: Sequence[Entry]) -> Asked:
    """Those of the last step that was taken; before the first, and after a new beginning, all who were told."""
    since = _last_asking(entries)
    asks = [entry for entry in entries[since:] if entry.kind in _ASKS]
    begun = since or max((i for i, entry in enumerate(entries) if entry.kind in _ANEW), default=0)
    failed = {key for entry in entries[begun:] if entry.kind == UNDELIVERED for key in _whom(entry)}
    return Asked(_named(asks, "people"), _named(asks, "groups"), _named(asks, "outside"), failed)


def _last_asking(entries: Sequence[Entry]) -> int:
    """Where the last step begins; 0 if everything counts."""
    for index in range(len(entries) - 1, -1, -1):
        entry = entries[index]
        if entry.kind in _ANEW:
            return 0
        if entry.kind == "escalated" and not entry.data.get("over"):
            return index
    return 0


def _named(asks: Iterable[Entry], name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(one) for entry in asks for one in entry.data.get(name, ())))


def _whom(entry: Entry) -> list[tuple[str, str, str]]:
    bot = str(entry.data.get("bot", ""))
    return [(kind, str(entry.data[kind]), bot) for kind in ("staff", "group", "outside") if kind in entry.data]


def anybody_reached(
    asked: Asked, brought: Iterable[tuple[str, str]], directory: Directory, bots: Collection[str]
) -> bool:
    """Whether one of those asked can be reached, as far as is known.

    `brought` says which bot (second) somebody (first, a staff id) was told by; `bots` are the bots there are.
    """
    if any(("outside", name) not in {(k, w) for k, w, _ in asked.failed} for name in asked.outside):
        return True
    if any(_group_is_reached(group, asked, directory) for group in asked.groups):
        return True
    ways: dict[str, set[str]] = {}
    for person, bot in brought:
        ways.setdefault(person, set()).add(bot)
    return any(_is_reached(person, ways.get(person, set()), asked, directory, bots) for person in asked.people)


def _group_is_reached(group_id: str, asked: Asked, directory: Directory) -> bool:
    group = directory.group_by_id.get(group_id)
    failed = any((kind, who) == ("group", group_id) for kind, who, _ in asked.failed)
    return group is not None and group.open_chat is not None and not failed


def _is_reached(staff: str, ways: set[str], asked: Asked, directory: Directory, bots: Collection[str]) -> bool:
    person = directory.staff_by_id.get(staff)
    if person is None or not person.active or person.telegram is None:
        return False
    if not person.reachable and len(bots) == 1:
        return False
    return any(("staff", staff, bot) not in asked.failed for bot in ways)
