"""Forms: questions that Muster itself asks about a case that is there already.

A form is written and pinned as a playbook is, so that whoever is in the middle of one is not disturbed by an update;
but nobody chooses it, finds it or publishes it, and it opens no case.

    form("corrective-action")       # the edition on which a new conversation starts
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from playbooks.edition import Edition
from playbooks.loading import load_playbook, playbook_files

FORMS = Path(__file__).parent


@lru_cache(maxsize=1)
def forms() -> Mapping[str, Edition]:
    """The forms by id. Raises Malformed."""
    editions = (load_playbook(path) for path in playbook_files(FORMS) if path.suffix == ".yaml")
    return {edition.playbook.id: edition for edition in editions}


def form(name: str) -> Edition:
    """The form called `name`. Raises KeyError if there is none."""
    return forms()[name]


def form_by_digest(digest: str) -> Edition | None:
    """The form whose edition this is, as Muster asks it now."""
    return next((edition for edition in forms().values() if edition.digest == digest), None)
