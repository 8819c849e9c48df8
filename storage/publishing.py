"""New editions taken in, all of them or none, and everything that follows from it in the same commit."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime

from handlers.drills.curing import propose
from handlers.drills.lapsing import lapses
from handlers.ports import Timer
from handlers.publications import Publication, Release, carried
from handlers.readings.asking import TOGETHER
from handlers.readings.looking import look
from playbooks.edition import Edition
from storage import publications, sessions, timers
from storage.database import Database
from storage.editions import StoredEditions
from storage.people import People


class Publishing:
    """How editions come into the database; `Store` tells what each of these is for."""

    def __init__(
        self, database: Database, people: People, editions: StoredEditions, clock: Callable[[], datetime]
    ) -> None:
        self._database = database
        self._people = people
        self._editions = editions
        self._clock = clock

    @property
    def editions(self) -> StoredEditions:
        """The published playbooks as of now."""
        return self._editions.as_of(self._people.directory().version)

    def publish(self, editions: Sequence[Edition], kept: Collection[Edition]) -> Sequence[Publication]:
        """These, and only these, are current from now on."""
        self.keep(kept)
        withdrawn = {edition.playbook.id for edition in self.editions.all_current()}
        return self.issue(Release(editions, withdrawn - {edition.playbook.id for edition in editions}))

    def keep(self, kept: Collection[Edition]) -> None:
        """These can be looked up as well, and are current for nobody."""
        with self._database.transaction():
            self._editions.keep(kept, self._clock())

    def issue(self, release: Release) -> Sequence[Publication]:
        """Makes `release` true, and sets going what follows from that."""
        now = self._clock()
        if not self._editions.differing(release, now):
            return ()
        with self._database.transaction():
            self._people.bump()  # first: of two that publish at once the later sees what the earlier did
            made = self._editions.publish(release, now)
            publications.append(self._database, made)
            timers.change(self._database, {timer.key: timer for timer in self._what_follows(release, made, now)})
        return made

    def _what_follows(self, release: Release, made: Sequence[Publication], now: datetime) -> Iterator[Timer]:
        put = {publication.edition for publication in made}
        fresh = [edition for edition in release.editions if edition.digest in put]
        replaced = {publication.edition for publication in made if publication.before is not None}
        yield from self._carry_over([edition for edition in fresh if edition.digest in replaced], now)
        if any(edition.playbook.changes for edition in fresh):
            yield look(now + TOGETHER)  # whoever must read it is asked in a moment, with what else comes by then
        if cures := [edition.playbook.id for edition in fresh if edition.playbook.addresses]:
            yield propose(cures, now)  # whoever found what it addresses can plan another run of the drill
        yield from lapses(made, self._editions.by_digest, now)  # whose trainers hear of it

    def _carry_over(self, replacing: Sequence[Edition], now: datetime) -> Iterator[Timer]:
        """What is in flight on editions that were replaced goes on with the new ones, where they say so."""
        for edition in replacing:
            if edition.playbook.map is not None:
                in_flight = sessions.holding(self._database, edition.playbook.id)
                yield from carried(edition, in_flight, self._editions.by_digest, now)
