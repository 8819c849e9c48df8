"""Playbook editions: every one that was ever published, parsed once and kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from sqlalchemy import bindparam, select, text, update

from playbooks.edition import Edition
from playbooks.forms import form_by_digest
from storage.database import Database, Values
from storage.schema import editions
from storage.statements import Statement, upsert

_CURRENT = Statement(
    select(editions.c.playbook, editions.c.digest).where(text("current")).order_by(editions.c.playbook)
)
_ONE = Statement(select(editions.c.content).where(editions.c.digest == bindparam("wanted")))
_RETIRE = Statement(update(editions).where(text("current")).values(current=False))
_PUBLISH = upsert(editions, "digest", "playbook", "content", "first_seen", "current", keep=("first_seen", "content"))


class StoredEditions:
    """The `Editions` port. An edition never changes, so what was read once stays read."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._known: dict[str, Edition] = {}
        self._current: dict[str, Edition] | None = None
        self._version = -1

    def current(self, playbook: str) -> Edition | None:
        """The edition on which new conversations start."""
        return self._all().get(playbook)

    def all_current(self) -> Sequence[Edition]:
        """The current edition of every playbook, by playbook id."""
        return tuple(self._all().values())

    def by_digest(self, digest: str) -> Edition | None:
        """Any edition that was ever published."""
        if digest not in self._known:
            row = self._database.first(_ONE, wanted=digest)
            found = form_by_digest(digest) if row is None else Edition.from_content(row[0])
            if found is None:
                return None
            self._known[digest] = found
        return self._known[digest]

    def publish(self, published: Sequence[Edition], at: int, kept: Iterable[Edition] = ()) -> None:
        """Inside a transaction: makes these, and only these, the current editions. `at` in microseconds.

        Those that are `kept` can be looked up as well from now on: forms, for whoever is in the middle of one.
        """
        self._database.write(_RETIRE)
        self._database.write_all(_PUBLISH, [_row(edition, at, current=False) for edition in kept])
        self._database.write_all(_PUBLISH, [_row(edition, at, current=True) for edition in published])
        self._known.update((edition.digest, edition) for edition in published)  # true whether or not it is committed
        self._current = None

    def as_of(self, version: int) -> StoredEditions:
        """The editions when the organisation is at `version`: publishing, by any process, is a new version."""
        if version != self._version:
            self._version, self._current = version, None
        return self

    def _all(self) -> dict[str, Edition]:
        if self._current is None:
            found = {playbook: self.by_digest(digest) for playbook, digest in self._database.read(_CURRENT)}
            self._current = {playbook: edition for playbook, edition in found.items() if edition is not None}
        return self._current


def _row(edition: Edition, at: int, *, current: bool) -> Values:
    return {
        "digest": edition.digest,
        "playbook": edition.playbook.id,
        "content": edition.content,
        "first_seen": at,
        "current": current,
    }
