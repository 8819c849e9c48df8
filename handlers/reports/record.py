"""Everything that a report of a case is made from, and how one reader reads it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from functools import cached_property
from zoneinfo import ZoneInfo

from handlers.actions import Action
from handlers.alerts.cards import name_of
from handlers.alerts.clock_words import closed_at
from handlers.cases import Case, Entry
from handlers.checklist.laying_out import Grounds, sheet_of
from handlers.checklist.sheet import Sheet
from handlers.delivery import Told
from handlers.media import CaseFile
from handlers.people import Directory
from handlers.ports import UnitOfWork
from handlers.reports.masking import masked, names_in
from handlers.rollcall.calls import RollLine
from playbooks.locale_format import clock, day
from playbooks.model import Kind, Playbook
from playbooks.phrases import Phrases, phrases


@dataclass(frozen=True, slots=True)
class Record:
    """A case with all that is kept of it, as things stand at `now`.

    `editions` gives the playbook of a content hash; `broken` is the first entry of the timeline that is not what was
    once written, None when all are.
    """

    case: Case
    playbook: Playbook
    entries: Sequence[Entry]
    files: Sequence[CaseFile]
    told: Sequence[Told]
    directory: Directory
    now: datetime
    editions: Callable[[str], Playbook | None]
    broken: int | None = None
    actions: Sequence[Action] = ()
    rolls: Mapping[int, Sequence[RollLine]] = field(default_factory=dict)  # who was asked, by the number of the call


def record_of(uow: UnitOfWork, case: Case) -> Record:
    """The record of a case as this turn sees it. Raises LookupError if its edition is not stored."""

    def playbook(digest: str) -> Playbook | None:
        edition = uow.editions.by_digest(digest) if digest else None
        return None if edition is None else edition.playbook

    mine = playbook(case.edition)
    if mine is None:
        raise LookupError(f"edition {case.edition} of {case.playbook} is not stored")
    return Record(
        case,
        mine,
        uow.timeline(case.id),
        uow.files(case.id),
        uow.told(case.id),
        uow.directory,
        uow.now,
        playbook,
        uow.broken_at(case.id),
        uow.actions_of_case(case.id),
        {call.number: uow.roll(case.id, call.number) for call in case.calls},
    )


@dataclass(frozen=True)
class Reading:
    """A record in one language; not `personal`: without what tells who the people are that it is about."""

    record: Record
    language: str
    personal: bool = True
    made_for: str | None = None  # staff id

    @property
    def case(self) -> Case:
        return self.record.case

    @property
    def playbook(self) -> Playbook:
        return self.record.playbook

    @property
    def directory(self) -> Directory:
        return self.record.directory

    @property
    def say(self) -> Phrases:
        return phrases(self.language)

    @cached_property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.directory.timezone)

    # words

    def text(self, words: str) -> str:
        """What somebody wrote, as far as this reader may see it."""
        return words if self.personal else masked(words, self._names)

    def name(self, staff: str | None) -> str:
        """What a member of staff is called."""
        return name_of(staff, self.directory)

    def time(self, at: datetime) -> str:
        """`3 Nov 14:02`; of an emergency to the second. With the day where that is not clear."""
        there = at.astimezone(self.zone)
        shown = f"{there:%H:%M:%S}" if self.case.kind is Kind.EMERGENCY else clock(at, self.language, self.zone)
        dated = self._several_days or there.date() != self._began.date()
        return f"{day(there, self.language, self._began)} {shown}" if dated else shown

    def date_and_time(self, at: datetime) -> str:
        """`3 Nov 2026 14:02`."""
        there = at.astimezone(self.zone)
        return f"{day(there, self.language)} {clock(at, self.language, self.zone)}"

    @cached_property
    def ended(self) -> datetime | None:
        """When the case was closed, if it is."""
        return closed_at(self.case, self.record.entries)

    # the checklist

    @cached_property
    def sheet(self) -> Sheet | None:
        """Its rows as they stand, each with the limit it had; None for a case without a checklist."""
        if self.case.checklist is None or self.case.stood_down is None:
            return self._sheet(over=False)
        over, before = self._sheet(over=True), self._sheet(over=False)
        assert over is not None
        assert before is not None
        limits = {row.id: row.due for row in before.rows}
        return replace(over, rows=tuple(replace(row, due=row.due or limits.get(row.id)) for row in over.rows))

    def _sheet(self, *, over: bool) -> Sheet | None:
        """`over`: what was to be done in the response need not be done any more, and nothing of it has a limit."""
        case, record = self.case, self.record
        if case.checklist is None:
            return None
        return sheet_of(
            Grounds(
                self.playbook,
                case.checklist.board,
                case.answers,
                case.checklist.began,
                record.now,
                self.playbook.levels_up_to(case.level),
                self._afterwards,
                over,
                record.editions,
            )
        )

    @cached_property
    def _afterwards(self) -> datetime | None:
        """From when the times of what comes after the response count."""
        case = self.case
        if case.kind is not Kind.EMERGENCY:
            return case.checklist.began if case.checklist is not None else None
        return case.stood_down.at if case.stood_down is not None else None

    @cached_property
    def _names(self) -> frozenset[str]:
        return names_in(self.case.answers)

    @cached_property
    def _began(self) -> datetime:
        return self.case.opened_at.astimezone(self.zone)

    @cached_property
    def _several_days(self) -> bool:
        moments = [entry.at for entry in self.record.entries]
        return any(moment.astimezone(self.zone).date() != self._began.date() for moment in moments)
