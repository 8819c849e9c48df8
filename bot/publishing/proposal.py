"""What publishing a file or folder would change: which editions, what differs in them, and what is in flight."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from playbooks.changed import differences
from playbooks.edition import Edition
from storage import Store

SHORT = 12  # characters of a digest that are shown


@dataclass(frozen=True, slots=True)
class Change:
    """An edition that is to take the place of `before` (None: the playbook is new)."""

    edition: Edition
    before: Edition | None
    lines: Sequence[str]
    in_flight: int  # conversations under way or set aside, which stay on the editions they began with

    @property
    def title(self) -> str:
        playbook = self.edition.playbook
        if self.before is None:
            return f"{playbook.id}: new, version {playbook.version} ({self.edition.digest[:SHORT]})"
        was = self.before.playbook.version
        versions = f"version {was} → {playbook.version}" if was != playbook.version else f"version {was}, as before"
        return f"{playbook.id}: {versions} ({self.before.digest[:SHORT]} → {self.edition.digest[:SHORT]})"

    def as_json(self) -> dict[str, Any]:
        """For scripts."""
        return {
            "playbook": self.edition.playbook.id,
            "edition": self.edition.digest,
            "version": self.edition.playbook.version,
            "before": self.before.digest if self.before is not None else None,
            "version_before": self.before.playbook.version if self.before is not None else None,
            "differences": list(self.lines),
            "in_flight": self.in_flight,
        }


def changes(store: Store, editions: Sequence[Edition]) -> list[Change]:
    """What of `editions` is not current."""
    found = []
    for edition in editions:
        before = store.editions.current(edition.playbook.id)
        if before is None or before.digest != edition.digest:
            found.append(_change(store, edition, before))
    return found


def _change(store: Store, edition: Edition, before: Edition | None) -> Change:
    lines = differences(before.playbook, edition.playbook) if before is not None else ()
    return Change(edition, before, lines, len(store.in_flight(edition.playbook.id)))
