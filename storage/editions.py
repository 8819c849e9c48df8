"""Playbook editions: every one that was ever published, parsed once and kept in memory."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime

from sqlalchemy import bindparam, select, text, update

from handlers.publications import Publication, Release
from playbooks.edition import Edition
from playbooks.forms import form_by_digest
from storage.database import Database, Values
from storage.schema import editions
from storage.statements import Statement, among, insert_new, upsert
from storage.times import micros

_CURRENT = Statement(
    select(editions.c.playbook, editions.c.digest).where(text("current")).order_by(editions.c.playbook)
)
_ONE = Statement(select(editions.c.content).where(editions.c.digest == bindparam("wanted")))
_RETIRE = Statement(update(editions).where(text("current"), among(editions.c.playbook, "gone")).values(current=False))
_COLUMNS = ("digest", "playbook", "content", "first_seen", "current")
_PUBLISH = upsert(editions, *_COLUMNS, keep=("first_seen", "content"))
_KEEP = insert_new(editions, *_COLUMNS)


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

    def differing(self, release: Release, at: datetime) -> list[Publication]:
        """What of `release` is not as it says already."""
        return list(_differing(release, dict(self._database.read(_CURRENT)), at))

    def publish(self, release: Release, at: datetime) -> list[Publication]:
        """Inside a transaction, in which nobody else publishes: makes `release` true, and tells what that changed."""
        made = self.differing(release, at)
        changed = {publication.edition for publication in made}
        rows = [_row(edition, at, current=True) for edition in release.editions if edition.digest in changed]
        self._database.write(_RETIRE, gone=self._database.many([publication.playbook for publication in made]))
        self._database.write_all(_PUBLISH, rows)
        self._known.update((edition.digest, edition) for edition in release.editions)  # true, committed or not
        self._current = None
        return made

    def keep(self, kept: Iterable[Edition], at: datetime) -> None:
        """Inside a transaction: these can be looked up from now on, and are current for nobody."""
        self._database.write_all(_KEEP, [_row(edition, at, current=False) for edition in kept])

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


def _differing(release: Release, current: Mapping[str, str], at: datetime) -> Iterator[Publication]:
    for edition in release.editions:
        playbook, before = edition.playbook.id, current.get(edition.playbook.id)
        if before != edition.digest:
            yield Publication(playbook, edition.digest, before, at, release.way, release.by)
    for playbook in sorted(set(release.withdrawn) & set(current)):
        yield Publication(playbook, None, current[playbook], at, release.way, release.by)


def _row(edition: Edition, at: datetime, *, current: bool) -> Values:
    return {
        "digest": edition.digest,
        "playbook": edition.playbook.id,
        "content": edition.content,
        "first_seen": micros(at),
        "current": current,
    }
