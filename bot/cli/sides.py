"""What `muster diff` compares: files, folders, and editions that were published."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from playbooks.edition import Edition
from playbooks.loading import load_library, load_playbook
from playbooks.problems import Malformed, instead
from storage import Store

PUBLISHED = "published"
_DIGEST = re.compile(r"[0-9a-f]{6,64}")


class NoSuchSide(Exception):
    """Nothing is called so. The text says what there is."""


@dataclass(frozen=True, slots=True)
class Side:
    """Editions by playbook id; `whole` when it is all there is, so that what is missing on it has gone."""

    editions: Mapping[str, Edition]
    whole: bool


def read_side(named: str, stored: Callable[[], Store]) -> Side:
    """The file or folder `named`, or what `stored` has under that name.

    `published`: all that is current. `fire`: the current edition. `fire@3`: the newest of version 3.
    `fire@9e0a77` or `9e0a77`: the edition whose digest begins so. Raises NoSuchSide and Malformed.
    """
    path = Path(named)
    if path.is_dir():
        return _folder(path)
    if path.is_file():
        return _one(load_playbook(path))
    if named.endswith((".yaml", ".yml")) or "/" in named:
        raise NoSuchSide(f"there is no file {named}")
    if named == PUBLISHED:
        return Side({edition.playbook.id: edition for edition in stored().editions.all_current()}, whole=True)
    playbook, _, which = named.partition("@")
    return _one(_published(playbook, which, stored()))


def _folder(path: Path) -> Side:
    library = load_library(path)
    if library.problems:
        raise Malformed(library.problems)
    return Side(library.editions, whole=True)


def _one(edition: Edition) -> Side:
    return Side({edition.playbook.id: edition}, whole=False)


def _published(playbook: str, which: str, stored: Store) -> Edition:
    current = {edition.playbook.id: edition for edition in stored.editions.all_current()}
    if not which and playbook in current:
        return current[playbook]
    listed = _listed(stored, playbook if which else None)
    wanted = which or playbook
    if _DIGEST.fullmatch(wanted) and not wanted.isdecimal():
        return _by_digest(wanted, listed, stored)
    if (which and not listed) or not which:
        raise NoSuchSide(
            f"no file, and no playbook that was published, is called `{playbook}`; {instead(playbook, current)}"
        )
    editions = [edition for digest in listed if (edition := stored.editions.by_digest(digest)) is not None]
    found = next((edition for edition in editions if str(edition.playbook.version) == which), None)
    if found is None:
        versions = ", ".join(dict.fromkeys(str(edition.playbook.version) for edition in editions))
        raise NoSuchSide(f"version {which} of {playbook} was never published here; there is {versions}")
    return found


def _listed(stored: Store, playbook: str | None) -> list[str]:
    """The digests of all that was published, or of all that `playbook` was, the newest first."""
    made = stored.publications()
    return list(dict.fromkeys(one.edition for one in made if one.edition and playbook in (None, one.playbook)))


def _by_digest(beginning: str, listed: Sequence[str], stored: Store) -> Edition:
    found = [digest for digest in listed if digest.startswith(beginning)]
    if len(found) != 1:
        how = "no edition begins" if not found else f"{len(found)} editions begin"
        raise NoSuchSide(f"{how} with {beginning}; write more of it, or another")
    edition = stored.editions.by_digest(found[0])
    assert edition is not None
    return edition
