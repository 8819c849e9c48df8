"""Publishing the folder of playbooks as a process starts."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import structlog

from bot.config import Settings
from bot.library.folder import Found, read_folder
from bot.library.taking import Standing, at_start, left_behind
from handlers.publications import Release, Way
from playbooks.edition import Edition
from playbooks.forms import forms
from storage import Store

log = structlog.get_logger()


def publish_folder(store: Store, settings: Settings, today: date) -> Sequence[Edition]:
    """Publishes what is new in the folder of playbooks, and returns what is current then.

    A folder with an error in it is said and publishes nothing; only where nothing was ever published, what is good
    of it is taken.  Where `muster publish` has the word, the folder is taken that first time only.
    """
    store.keep_editions(forms().values())
    known = store.editions.all_current()
    if settings.publish == "command" and known:
        return known
    found = read_folder(settings.playbooks, today, lambda digest: store.editions.by_digest(digest) is not None)
    for problem in found.errors:
        log.error("playbook not loaded", problem=str(problem))
    if not found.errors:
        _take(store, found)
    elif not known:
        store.issue(Release(tuple(_good(found))))
    return store.editions.all_current()


def standing_of(store: Store) -> Standing:
    """What is published now."""
    editions = store.editions
    ways: dict[str, Way] = {}
    for publication in store.publications():
        ways.setdefault(publication.playbook, publication.way)
    current = {edition.playbook.id: edition.digest for edition in editions.all_current()}
    return Standing(current, ways, lambda digest: editions.by_digest(digest) is not None, store.shared)


def _take(store: Store, found: Found) -> None:
    standing = standing_of(store)
    for playbook in left_behind(found.library.editions, standing):
        log.warning("the folder holds an earlier edition; `muster publish` would bring it back", playbook=playbook)
    store.issue(at_start(found.library.editions, standing))


def _good(found: Found) -> Sequence[Edition]:
    """The playbooks without an error of their own."""
    broken = {problem.file for problem in found.errors}
    sources = found.library.sources
    return [edition for id_, edition in found.library.editions.items() if sources[id_].document.file not in broken]
