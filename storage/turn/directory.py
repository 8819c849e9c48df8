"""The organisation as it is after a turn that changed it."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import reduce
from typing import TypeVar

from handlers.aliases import Alias
from handlers.drills.standing import Standing
from handlers.people import Directory, Staff
from storage.known import View

Change = TypeVar("Change")


def directory_after(directory: Directory, turn: View) -> Directory:
    """`directory` with everything in it that a turn changed; itself when that was nothing."""
    directory = _each(directory, _with_staff, turn.staff.values())
    directory = _each(directory, _with_moved_group, turn.moves)
    directory = _each(directory, _with_open_group, turn.open_groups.items())
    if turn.overrides:
        directory = replace(directory, overrides=(*directory.overrides, *turn.overrides))
    directory = _each(directory, _with_drill, turn.standings.values())
    return _each(directory, _with_alias, turn.aliases.values())


def _each(
    directory: Directory, put_in: Callable[[Directory, Change], Directory], changes: Iterable[Change]
) -> Directory:
    return reduce(put_in, changes, directory)


def _with_staff(directory: Directory, person: Staff) -> Directory:
    """In place of whoever had the same id."""
    if person.id not in directory.staff_by_id:
        return replace(directory, staff=(*directory.staff, person))
    return replace(directory, staff=tuple(person if p.id == person.id else p for p in directory.staff))


def _with_moved_group(directory: Directory, move: tuple[int, int]) -> Directory:
    """The group of a chat follows it to its new number."""
    chat, to = move
    return replace(directory, groups=tuple(replace(g, chat=to) if g.chat == chat else g for g in directory.groups))


def _with_open_group(directory: Directory, change: tuple[str, bool]) -> Directory:
    """A group's chat can be reached, or cannot."""
    group, reachable = change
    groups = (replace(g, reachable=reachable) if g.id == group else g for g in directory.groups)
    return replace(directory, groups=tuple(groups))


def _with_drill(directory: Directory, change: tuple[Standing, bool]) -> Directory:
    """A run as it stands now, or without it once it is closed."""
    standing, is_open = change
    others = tuple(run for run in directory.drills if run.id != standing.id)
    return replace(directory, drills=(*others, standing) if is_open else others)


def _with_alias(directory: Directory, alias: Alias) -> Directory:
    """In place of the same one as it was."""
    if all(each.id != alias.id for each in directory.aliases):
        return replace(directory, aliases=(*directory.aliases, alias))
    return replace(directory, aliases=tuple(alias if each.id == alias.id else each for each in directory.aliases))
