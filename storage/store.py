"""The front door: everything the service and the command line ask of the database.

A `Store` is one connection and belongs to one thread at a time.  Methods that write commit before they return, all or
nothing.  Every method may raise `StorageUnavailable`; call it again when `healthy()` says so.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime, timedelta

from sqlalchemy import bindparam, select

from handlers.actions import Action
from handlers.cases import Case, Entry
from handlers.consistency import first_contradicted
from handlers.delivery import Lane, Notice, NoticeState, Told
from handlers.drills.results import Result
from handlers.drills.standing import Standing
from handlers.engine.session import Session
from handlers.people import Directory
from handlers.ports import Editions, Invitation, Timer
from handlers.publications import Publication, Release
from handlers.readings.reading import Reading
from handlers.rollcall.calls import RollLine
from playbooks.edition import Edition
from storage import (
    actions,
    blobs,
    calendars,
    case_notices,
    cases,
    drills,
    inbox,
    outbox,
    processes,
    publications,
    readings,
    rolls,
    sessions,
    tidying,
    timelines,
    timers,
)
from storage.attachments import Attachment, attachments_of
from storage.batch import Batch
from storage.blobs import PendingFile
from storage.calendars import KeptCalendar
from storage.case_filter import CaseFilter, find_cases
from storage.chain import first_broken
from storage.codec.sessions import load_session
from storage.database import Database
from storage.editions import StoredEditions
from storage.flush import Claim, flush, keep_invitation
from storage.importing import import_organisation
from storage.inbox import Quarantined, Received
from storage.leading import Leading
from storage.opening import bring_up_to_date, connect
from storage.outbox import OutboxItem, Settled
from storage.people import People
from storage.publishing import Publishing
from storage.schema import conversations
from storage.serving import Serving
from storage.sessions import SessionMemory
from storage.statements import Statement
from storage.texts import storable
from storage.tidying import Tidied
from storage.times import micros

_SESSION = Statement(select(conversations.c.session).where(conversations.c.key == bindparam("wanted")))


def _claim_nothing(notice: Notice) -> bool:
    return False


class Store:
    """What is kept, by one connection. Made by `Store.open`."""

    def __init__(
        self,
        database: Database,
        serving: Serving,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        owner: str,
        remember: int,
    ) -> None:
        self.owner = owner
        self._database = database
        self._serving = serving
        self._clock = clock
        self._new_id = new_id
        self._people = People(database)
        self._editions = StoredEditions(database)
        self._publishing = Publishing(database, self._people, self._editions, clock)
        self._sessions = SessionMemory(remember)
        self._leading = Leading(database)

    @classmethod
    def open(
        cls,
        url: str,
        *,
        clock: Callable[[], datetime],
        new_id: Callable[[], str],
        owner: str,
        serving: bool = True,
        patience: float = 5.0,
        remember: int = 1000,
    ) -> Store:
        """Opens `url` (`sqlite:///muster.db`, `postgresql://…`) and creates or migrates its tables as needed.

        `owner` is this process's name, never used before.  `serving`: it takes turns and sends; pass False to look
        or to lend a hand (`muster cases`, `muster invite`) beside a service that runs.  `patience` in seconds is how
        long to wait for locks and connections; `remember` how many parsed sessions to keep.

        Raises StorageUnavailable, or AlreadyServed when `serving` and another service has this SQLite file.
        """
        database = connect(url, patience)
        serve = Serving(database, serving)
        try:
            bring_up_to_date(database)
            store = cls(database, serve, clock=clock, new_id=new_id, owner=owner, remember=remember)
            if serving:
                store.beat()
        except BaseException:
            database.close()
            serve.end()
            raise
        return store

    def close(self) -> None:
        """Lets go of the database. What was committed stays; nothing else was there."""
        self._leading.close()
        self._database.close()
        self._serving.end()

    @property
    def shared(self) -> bool:
        """Whether other processes may work on this database too."""
        return not self._serving.alone

    def healthy(self) -> bool:
        """Whether the database answers now; connects again if the connection was lost."""
        return self._database.healthy()

    def session(self, conversation: str) -> Session | None:
        """What a conversation remembers, to look at."""
        row = self._database.first(_SESSION, wanted=conversation)
        return None if row is None or row[0] is None else load_session(row[0])

    def in_flight(self, playbook: str) -> list[tuple[str, Session]]:
        """The conversations, with their keys, that are in the middle of a playbook or have set it aside."""
        return list(sessions.holding(self._database, playbook))

    # input and turns

    def receive(self, bot: str, updates: Sequence[Received]) -> int:
        """Keeps what came in; what came before is left out. Returns how many were new."""
        with self._database.transaction():
            return inbox.receive(self._database, bot, updates)

    @contextmanager
    def turns(
        self,
        limit: int = 50,
        claim: Claim = _claim_nothing,
        *,
        received: Mapping[str, Sequence[Received]] | None = None,
        settled: Sequence[Settled] = (),
    ) -> Iterator[Batch]:
        """Up to `limit` turns in one transaction, committed when the block is left; see `storage.batch`.

        `claim` is asked about each notice just before the commit: True takes it for this process to send.
        `received` (by bot) and `settled` join the same commit and spare theirs; when it fails they are not kept.
        """
        batch = Batch(self._database, self._people, self._editions, self._sessions, self._clock, self._new_id)
        with self._database.transaction():
            outbox.settle(self._database, settled, self.owner, micros(self._clock()))  # first: turns may ask for it
            for bot, updates in (received or {}).items():
                inbox.receive(self._database, bot, updates)
            batch.open(limit)
            yield batch
            flush(batch, claim, self.owner, micros(self._clock()))
        if batch.next_directory is not None:
            self._people.remember(batch.next_directory)

    def quarantine(self, limit: int = 100) -> list[Quarantined]:
        """What could not be handled, newest first."""
        return inbox.quarantined(self._database, limit)

    def failed(self) -> int:
        """How much of what was due could not be done, by a mistake of Muster's own."""
        return inbox.failed_ours(self._database)

    def release(self, item: int) -> bool:
        """Gives a quarantined item another turn; False when there is none with that id."""
        with self._database.transaction():
            return inbox.release(self._database, item)

    # outbox

    def claim(
        self,
        limit: int,
        now: datetime,
        bots: Collection[str] = ("staff", "duty"),
        without: Collection[tuple[str, int]] = (),
        lanes: Collection[Lane] = tuple(Lane),
    ) -> list[OutboxItem]:
        """Takes queued notices of `bots` that are due, the most urgent lane first and the oldest first within it.

        A chat with many waiting alerts or routine notices keeps no other waiting: they queue as if each had come when
        its chat could take it.  What may share a message with one of them comes with it.  Chats in `without` (bot and
        number) are passed over: they can take nothing just now.
        """
        with self._database.transaction():
            return outbox.claim(self._database, limit, now, self.owner, bots, without, lanes)

    def settle(self, results: Sequence[Settled]) -> int:
        """Writes what came of notices that are ours; returns how many still were."""
        with self._database.transaction():
            return outbox.settle(self._database, results, self.owner, micros(self._clock()))

    def orphans(self, now: datetime) -> list[OutboxItem]:
        """Takes over notices that a process died with: whether they arrived is not known."""
        self._serving.insist()
        with self._database.transaction():
            return outbox.orphans(self._database, now, self.owner, alone=self._serving.alone)

    def under_way(self) -> list[str]:
        """Ids of the notices that are this process's to send."""
        return outbox.under_way(self._database, self.owner)

    def beat(self) -> int:
        """Says that this process is alive; due every few seconds, `storage.processes.SILENCE` counts as death.

        Returns how many processes are alive.
        """
        with self._database.transaction():
            return processes.beat(self._database, self.owner, self._clock())

    def leave(self) -> None:
        """This process is about to end: what it had under way and did not finish, others may take over at once."""
        with self._database.transaction():
            processes.leave(self._database, self.owner)

    def next_notice(self) -> datetime | None:
        """When the next queued notice may go out: long ago when one may go now, None when none waits."""
        return outbox.next_due(self._database)

    def reference_of(self, notice_ids: Collection[str], *, alone: bool = False) -> dict[str, int]:
        """Platform message numbers of those notices that were sent; `alone`: that share theirs with no other."""
        return outbox.references(self._database, notice_ids, alone=alone)

    def outbox(self, states: Collection[NoticeState], limit: int = 1000) -> list[OutboxItem]:
        """Notices in these states, oldest first."""
        return outbox.show(self._database, states, limit)

    def given_up(self) -> int:
        """How many alerts, and messages to outside channels, were given up."""
        return outbox.given_up(self._database)

    def retry(self, notice_id: str) -> bool:
        """Queues a dead notice again; False when there is none with that id."""
        with self._database.transaction():
            return storable(notice_id) and outbox.retry(self._database, notice_id, self._clock())

    # timers

    def fire_timers(self, now: datetime, limit: int = 100) -> int:
        """Turns due timers into input; returns how many."""
        with self._database.transaction():
            return timers.fire(self._database, now, limit, self._new_id)

    def set_timer(self, timer: Timer) -> None:
        """Sets one from outside of a turn; it becomes input like any other."""
        with self._database.transaction():
            timers.change(self._database, {timer.key: timer})

    def clock_set_back(self, by: timedelta) -> None:
        """What waits for a length of time, and not for a time of day, is due that much earlier by the new clock."""
        with self._database.transaction():
            timers.bring_forward(self._database, by)
            outbox.bring_forward(self._database, by)
            inbox.came_by(self._database, micros(self._clock()))

    def newest_input(self) -> datetime | None:
        """When what came in last did, by the clock of then."""
        return inbox.newest(self._database)

    def next_timer(self) -> datetime | None:
        """When the next timer is due."""
        return timers.next_due(self._database)

    # the organisation and its playbooks

    @property
    def directory(self) -> Directory:
        """The organisation now."""
        return self._people.directory()

    def import_organisation(self, directory: Directory) -> None:
        """Makes the organisation what a file says; repeatable.

        People who are in the file become as it says, but keep a language they chose themselves and, where the file
        names none, their account.  People enrolled in chat stay.  People who were in the file and no longer are lose
        access at once, and get nothing that still waits for them; they are kept, inactive, because cases name them.
        """
        import_organisation(self._database, self._people, directory, self._clock())

    def calendar(self, group: str) -> KeptCalendar | None:
        """What is known of a group's duty calendar; None when it was never looked at."""
        return calendars.kept(self._database, group)

    def keep_calendar(self, calendar: KeptCalendar) -> None:
        """Writes what came of reading a group's duty calendar; if that is news, its roster is looked at now."""
        self._people.keep_calendar(calendar, micros(self._clock()))

    @property
    def editions(self) -> Editions:
        """The published playbooks."""
        return self._publishing.editions

    def publish(self, editions: Sequence[Edition], kept: Collection[Edition] = ()) -> Sequence[Publication]:
        """Makes these, and only these, the current editions; earlier ones stay for what began on them."""
        return self._publishing.publish(editions, kept)

    def issue(self, release: Release) -> Sequence[Publication]:
        """Publishes editions beside those that are current, all of them or none; returns what that changed."""
        return self._publishing.issue(release)

    def readings(self, playbooks: Collection[str]) -> list[Reading]:
        """What people were asked to read, or saw, of these playbooks."""
        return readings.about(self._database, playbooks)

    def keep_editions(self, kept: Collection[Edition]) -> None:
        """Has these looked up as well: forms, which nobody chooses, for whoever is in the middle of one."""
        self._publishing.keep(kept)

    def publications(self, limit: int = 100_000) -> list[Publication]:
        """What was published, the newest first."""
        return publications.newest(self._database, limit)

    def keep_invitation(self, invitation: Invitation) -> None:
        """Writes an invitation made on the command line."""
        with self._database.transaction():
            keep_invitation(self._database, invitation)

    # cases

    def case(self, number: str) -> Case | None:
        """The case with this number."""
        found = cases.case_by_number(self._database, number) if storable(number) else None
        return None if found is None else found[0]

    def cases(self, wanted: CaseFilter = CaseFilter(), limit: int = 100) -> list[Case]:  # noqa: B008 - immutable
        """Cases that match, newest first."""
        return find_cases(self._database, wanted, limit)

    def timeline(self, case_id: str) -> list[Entry]:
        """A case's timeline, from the first entry on."""
        return timelines.entries_of(self._database, case_id)

    def told(self, case_id: str) -> list[Told]:
        """Every notice by which somebody was told of a case, oldest first."""
        return case_notices.told_of(self._database, case_id)

    def roll(self, case_id: str, call: int) -> list[RollLine]:
        """Everybody who was asked in a call of a case, and what is known of each."""
        return rolls.of_call(self._database, case_id, call)

    def attachments(self, case_id: str) -> list[Attachment]:
        """A case's attachments, in the order they came."""
        return attachments_of(self._database, case_id)

    def actions(self, limit: int = 1000) -> list[Action]:
        """Corrective actions, open and settled, the first due first."""
        return [actions.action_of(row) for row in self._database.read(actions.EVERY, most=limit)]

    def actions_of(self, case_id: str) -> list[Action]:
        """The corrective actions of a case, in the order they were made."""
        return [actions.action_of(row) for row in self._database.read(actions.OF_CASE, of_case=case_id)]

    def verify(self, number: str) -> int | None:
        """The first entry of a case's timeline that is not what was once written; None when all is well.

        An entry that vouches for a file's content is not, either, when the content is gone or changed, nor is one
        that the case itself contradicts.
        Raises LookupError when there is no such case.
        """
        found = cases.case_by_number(self._database, number) if storable(number) else None
        if found is None:
            raise LookupError(f"there is no case {number}")
        case, head = found
        entries = timelines.entries_of(self._database, case.id)
        without = (entry.sequence for entry in entries if not blobs.is_whole(self._database, entry))
        return first_broken(entries, head) or next(without, None) or first_contradicted(case, entries)

    # drills

    def drills(self) -> list[tuple[str, str, Standing]]:
        """Id, number and standing of every run there ever was, newest first."""
        return drills.all_runs(self._database)

    def drill_log(self, drill_id: str) -> list[Entry]:
        """A run's log, from the first entry on."""
        return drills.entries_of(self._database, drill_id)

    def drill_results(self) -> list[Result]:
        """What came of every finished run, the oldest first."""
        return drills.all_results(self._database)

    def rebuild_drill_results(self) -> int:
        """Works out anew what came of every finished run, from the logs; returns how many there are."""
        with self._database.transaction():
            return drills.rebuild_results(self._database)

    def verify_drill(self, drill_id: str) -> int | None:
        """The first entry of a run's log that is not what was once written, or whose file is not; else None."""
        entries = drills.entries_of(self._database, drill_id)
        without = (entry.sequence for entry in entries if not blobs.is_whole(self._database, entry))
        return first_broken(entries, drills.head_of(self._database, drill_id)) or next(without, None)

    # what files hold

    def pending_files(
        self, limit: int, now: datetime, bots: Collection[str] = ("staff", "duty")
    ) -> list[PendingFile]:
        """Takes attachments heard by `bots` whose content is to be fetched now; others get them only if we die."""
        with self._database.transaction():
            return blobs.claim(self._database, limit, now, bots)

    def next_file(self, bots: Collection[str] = ("staff", "duty")) -> datetime | None:
        """When the next attachment is to be fetched: long ago when one waits, None when there is none."""
        return blobs.next_due(self._database, bots)

    def keep_blob(self, file: PendingFile, content: bytes) -> str:
        """Keeps what a file holds (once, however many hold it) and says so on the timeline; gives its SHA-256."""
        with self._database.transaction():
            return blobs.keep(self._database, file, content, self._clock())

    def file_failed(self, file: PendingFile, why: str, again: datetime | None = None) -> None:
        """A file could not be fetched: it is due `again` then, or given up, and the timeline says why."""
        with self._database.transaction():
            if again is None:
                blobs.give_up(self._database, file, why, self._clock())
            else:
                blobs.put_off(self._database, file, again)

    def keep_contents(self, contents: Iterable[bytes]) -> None:
        """Keeps what belongs to no case, such as what the injects of a drill show; each once."""
        with self._database.transaction():
            for content in contents:
                blobs.keep_content(self._database, content)

    def blob(self, digest: str) -> bytes | None:
        """The content with this SHA-256."""
        return blobs.content_of(self._database, digest)

    # several processes, and keeping house

    def lead(self, name: str) -> bool:
        """Whether this process leads in `name` now; at most one does, and it does until it releases or dies."""
        return self._leading.lead(name)

    def release_lead(self, name: str) -> None:
        """Lets another process lead."""
        self._leading.release(name)

    def tidy(self, now: datetime) -> Tidied:
        """Deletes what nobody will ask for again, and gives what failed another turn; see `storage.tidying`."""
        with self._database.transaction():
            return tidying.tidy(self._database, now)
