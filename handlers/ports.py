"""What handlers need from outside, as protocols; `storage` and `bot` fill them in.

Everything is synchronous: turns run on the storage room's own threads, so that the event loop only ever waits
for the network.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol

from handlers.actions import Action
from handlers.aliases import Alias
from handlers.cases import Case, Entry, Happening
from handlers.delivery import Copy, Notice, Told
from handlers.drills.results import Result
from handlers.drills.standing import Standing
from handlers.media import CaseFile, Media
from handlers.messages import Message
from handlers.people import Directory, Role, Staff
from handlers.readings.reading import Reading
from handlers.rollcall.calls import RollLine
from handlers.shifts import Override
from playbooks.edition import Edition

if TYPE_CHECKING:
    from handlers.engine.session import Session


@dataclass(frozen=True, slots=True)
class Timer:
    """Becomes an `Elapsed` event of `conversation` when `due`. A later timer with the same key replaces it.

    One of a drill reads that run's clock: it is due when the clock shows `shown`, and moves with every ruling.
    """

    key: str
    conversation: str
    due: datetime
    kind: str
    data: dict[str, str]
    drill: str | None = None
    shown: datetime | None = None


#: When a timer is due that reads a clock which stands still.
NEVER = datetime(9999, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Invitation:
    """A single-use right to enrol; only the hash of its token is kept."""

    token_hash: str
    role: Role
    site: str | None
    expires_at: datetime
    made_by: str | None  # staff id; None: made on the command line
    used_by: str | None = None
    used_at: datetime | None = None
    staff: str | None = None  # who of the list it is for: they get an account and keep role, sites and groups


class Editions(Protocol):
    """Playbook editions: the current one of each playbook, and every one that was ever used, by content hash."""

    def current(self, playbook: str) -> Edition | None: ...
    def by_digest(self, digest: str) -> Edition | None: ...
    def all_current(self) -> Sequence[Edition]: ...


class UnitOfWork(Protocol):
    """One turn's view of what is stored. What a turn keeps, records and queues is committed together or not at all.

    Reads see this turn's own writes. A case that is read is locked until the commit.  Cases of a drill are there only
    for whoever names its run (`drill`, an id); without it, only real ones are.
    """

    @property
    def drill(self) -> str | None:
        """Id of the run that this turn is in; None in real life."""

    @property
    def now(self) -> datetime: ...
    @property
    def directory(self) -> Directory: ...
    @property
    def editions(self) -> Editions: ...

    def new_id(self) -> str:
        """A fresh sortable id (26 characters, as ULID)."""

    # sessions
    def session(self, conversation: str) -> Session | None: ...
    def keep_session(self, conversation: str, session: Session) -> None: ...
    def glance_at_sessions(self, conversations: Collection[str]) -> Mapping[str, Session]:
        """Those of these sessions that there are, to look at: they are not locked, and may change meanwhile."""

    # cases
    def case(self, case_id: str, drill: str | None = None) -> Case | None: ...
    def case_by_number(self, number: str, drill: str | None = None) -> Case | None: ...
    def drill_of(self, case_id: str) -> str | None:
        """The run that a case belongs to; None for a real one. Locks nothing."""

    def glance(self, case_id: str, drill: str | None = None) -> Case | None:
        """A case to look at, as it was last committed or as this turn left it. It is not locked."""

    def cases_of_message(self, bot: str, chat: int, reference: int) -> Sequence[str]:
        """Ids of the cases that the platform message `reference` in `chat` is about.

        They are several when it tells small news that went out together.
        """

    def key_of_message(self, bot: str, chat: int, reference: int) -> str | None:
        """The key of the notice about a case that the platform message `reference` in `chat` is, if it has one."""

    def open_cases(self, reporter: str, drill: str | None = None) -> Sequence[Case]:
        """Cases that `reporter` reported and that are neither resolved nor withdrawn, newest first (at most 50)."""

    def cases_of_group(self, group: str | None, drill: str | None = None) -> Sequence[Case]:
        """Cases that `group` was told of (None: all) and that are neither resolved nor withdrawn, newest first.

        At most a thousand; they are not locked.
        """

    def fresh_cases(self, playbook: str, since: datetime, drill: str | None = None) -> Sequence[Case]:
        """Open cases of `playbook` opened then or later, newest first (at most 20). They are not locked."""

    def raised_at(self, site: str, since: datetime) -> Mapping[str, int]:
        """How often each emergency (a playbook's id) was raised in earnest at a site since then, as committed."""

    def next_number(self, series: str, year: int) -> int:
        """The next number (from 1) of `series` (C, I, E, DC, …) in `year`, without gaps or repeats."""

    def keep_case(self, case: Case) -> None:
        """Writes a new or changed case."""

    def record(self, case_id: str, happening: Happening, at: datetime | None = None) -> None:
        """Appends to the case's hash-chained timeline, at `now` (in a drill: `at` what its clock shows)."""

    def timeline(self, case_id: str) -> Sequence[Entry]: ...

    def broken_at(self, case_id: str) -> int | None:
        """The first entry of its timeline that is not what was once written, or that the case itself contradicts.

        Whether the contents of files are whole takes longer, and is not looked at.
        """

    # drills
    def drill_log(self, drill_id: str) -> Sequence[Entry]:
        """The log of a run from its first entry on; it is locked until the commit."""

    def drill_by_number(self, number: str) -> str | None:
        """The id of the run with this number, planned in an earlier turn. Locks nothing."""

    def log(self, drill_id: str, happening: Happening) -> Entry:
        """Appends to a run's hash-chained log, at `now` in real time. The first entry makes the run."""

    def keep_standing(self, standing: Standing, *, is_open: bool) -> None:
        """Writes how a run stands; the directory shows it from the next turn on, for as long as `is_open`."""

    def keep_result(self, result: Result) -> None:
        """Writes what came of a finished run, in place of what was known of it."""

    def drill_results(self) -> Sequence[Result]:
        """What came of every finished run, the oldest first. They are not locked."""

    def move_timers(self, drill_id: str, due: Callable[[datetime], datetime | None]) -> None:
        """Sets every timer of a run to when its clock will show what it waits for (None: it stands still)."""

    def drop_timers(self, drill_id: str) -> None:
        """Cancels every timer of a run."""

    def attach(self, case_id: str, media: Media, by: str, bot: str = "staff") -> bool:
        """Keeps an attachment of a case, heard by `bot`; False if the case already has it.

        What belongs to a drill's run, and to no case of it, is kept under the run's id.
        """

    def files(self, case_id: str) -> Sequence[CaseFile]:
        """A case's attachments, in the order they came."""

    # roll calls
    def roll(self, case_id: str, call: int) -> Sequence[RollLine]:
        """Everybody who was asked in a call of a case, in the order they were asked. They are not locked."""

    def roll_line(self, case_id: str, call: int, staff: str) -> RollLine | None:
        """One person's line of a call, locked until the commit; None: they were not asked."""

    def keep_roll(self, case_id: str, call: int, lines: Sequence[RollLine]) -> None:
        """Writes new or changed lines, but for `noted_at` and `state`."""

    def note_roll(self, case_id: str, call: int, lines: Sequence[RollLine]) -> None:
        """The timeline knows now what these lines say; what was said since stays news."""

    # notices
    def queue(self, notice: Notice) -> None:
        """Puts a notice into the outbox; queued ones with the same key are dropped in its favour.

        Whoever is not on the list of staff any more hears nothing, and sees nothing that they have change.
        """

    def cards(self, case_id: str) -> Sequence[Copy]:
        """The copies of a case's alert card (notices queued with `card=True`, not their edits)."""

    def told(self, case_id: str) -> Sequence[Told]:
        """Every notice by which somebody was told of a case (`handlers.delivery.tells`), oldest first."""

    def shown_to(self, staff: str) -> Sequence[str]:
        """The newest open cases whose card was sent to somebody, or was to be, at most fifty."""

    def was_sent(self, notice_id: str) -> bool:
        """Whether the platform has taken a notice."""

    def failed(self) -> int:
        """How much of what was due could not be done, by a mistake of Muster's own."""

    def given_up(self) -> int:
        """How many alerts, and messages to outside channels, were given up and never sent after all."""

    def reword(self, notice_id: str, message: Message) -> bool:
        """Replaces the words of a notice that is still queued; False if it is no longer."""

    # timers
    def set_timer(self, timer: Timer) -> None: ...
    def cancel_timer(self, key: str) -> None: ...

    # people
    def keep_staff(self, staff: Staff) -> None:
        """Writes a new or changed person; the directory shows it from the next turn on."""

    def move_group(self, chat: int, to: int) -> None:
        """A group chat has a new number: its group, and what is queued for it, follow."""

    def note_group(self, group: str, reachable: bool) -> None:
        """A group's chat can be reached, or cannot; the directory shows it from the next turn on."""

    def keep_override(self, override: Override) -> None:
        """Keeps what was agreed about a roster; the directory shows it from the next turn on."""

    def keep_alias(self, alias: Alias) -> None:
        """Writes a new or settled alias; the directory shows it from the next turn on."""

    # reading what is new
    def readings(self, staff: str) -> Sequence[Reading]:
        """What somebody was asked to read, or saw, of playbooks."""

    def readings_about(self, playbooks: Collection[str]) -> Sequence[Reading]:
        """The same of everybody, about these playbooks."""

    def keep_reading(self, reading: Reading) -> None:
        """Writes that somebody was asked, or has read."""

    def invitation(self, token_hash: str) -> Invitation | None: ...
    def keep_invitation(self, invitation: Invitation) -> None: ...

    # corrective actions
    def action(self, action_id: str) -> Action | None:
        """A corrective action, locked until the commit."""

    def keep_action(self, action: Action) -> None:
        """Writes a new or changed action. The case that it names must be kept, too."""

    def open_actions(self) -> Sequence[Action]:
        """All that are open, the first due first (at most a thousand). They are not locked."""

    def actions_of_case(self, case_id: str) -> Sequence[Action]:
        """A case's actions, settled ones too, in the order they were made. They are not locked."""

    def actions_of_source(self, source: str) -> Sequence[Action]:
        """The actions that came from a case or a drill's run (its number), as `actions_of_case`."""
