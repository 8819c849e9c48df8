"""The world as a turn inside a run sees it: exercise time, the run's people, its own cases, conversations and timers.

A unit of work around the real one.  The desk is given it instead, and does in it what it always does.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import Any, cast

from handlers.actions import Action
from handlers.aliases import Alias
from handlers.cases import Case, Entry, Happening
from handlers.delivery import Lane, Notice, Told
from handlers.drills.alone import for_one
from handlers.drills.fence import EVENTS, fenced, may_reach
from handlers.drills.folding import went_on
from handlers.drills.run import Drill
from handlers.engine.session import Session
from handlers.people import Directory, Staff
from handlers.ports import NEVER, Editions, Timer, UnitOfWork
from handlers.shifts import Override
from playbooks.edition import Edition

#: What stands between a name of real life and the run it is used in.
AT = "@"


def in_run(uow: UnitOfWork, run: Drill) -> UnitOfWork:
    """`uow` as turns of `run` see it."""
    return cast(UnitOfWork, Exercise(uow, run))


class Exercise:
    """Implements `handlers.ports.UnitOfWork` inside one run. What is not here is as in real life."""

    def __init__(self, uow: UnitOfWork, run: Drill) -> None:
        self._uow = uow
        self.run = run

    def __getattr__(self, name: str) -> Any:
        return getattr(self._uow, name)

    @property
    def drill(self) -> str | None:
        return self.run.id

    @property
    def now(self) -> datetime:
        """What the exercise clock shows."""
        return self.run.clock.shows(self._uow.now)

    @cached_property
    def directory(self) -> Directory:
        return fenced(self._uow.directory, self.run)

    @cached_property
    def editions(self) -> Editions:
        return cast(Editions, _Pinned(self._uow.editions, self.run))

    # conversations

    def session(self, conversation: str) -> Session | None:
        return self._uow.session(self._own(conversation))

    def keep_session(self, conversation: str, session: Session) -> None:
        self._uow.keep_session(self._own(conversation), session)

    def glance_at_sessions(self, conversations: Collection[str]) -> Mapping[str, Session]:
        found = self._uow.glance_at_sessions([self._own(one) for one in conversations])
        return {key.removesuffix(AT + self.run.id): session for key, session in found.items()}

    # cases

    def glance(self, case_id: str, drill: str | None = None) -> Case | None:
        return self._uow.glance(case_id, self.run.id)

    def case(self, case_id: str, drill: str | None = None) -> Case | None:
        return self._uow.case(case_id, self.run.id)

    def case_by_number(self, number: str, drill: str | None = None) -> Case | None:
        return self._uow.case_by_number(number, self.run.id)

    def open_cases(self, reporter: str, drill: str | None = None) -> Sequence[Case]:
        return self._uow.open_cases(reporter, self.run.id)

    def cases_of_group(self, group: str | None, drill: str | None = None) -> Sequence[Case]:
        return self._uow.cases_of_group(group, self.run.id)

    def fresh_cases(self, playbook: str, since: datetime, drill: str | None = None) -> Sequence[Case]:
        return self._uow.fresh_cases(playbook, since, self.run.id)

    def record(self, case_id: str, happening: Happening, at: datetime | None = None) -> None:
        """On the case's timeline in exercise time, and on the run's log."""
        self._uow.record(case_id, happening, self.now)
        case = self.case(case_id)
        playbook = case.playbook if case is not None else ""
        data = {"case": case_id, "playbook": playbook, "kind": happening.kind, "data": happening.data}
        self.note(Happening("did", happening.actor, data))

    def note(self, happening: Happening) -> Entry:
        """On the run's log."""
        entry = self._uow.log(self.run.id, happening)
        self.run = went_on(self.run, entry)
        return entry

    # notices

    def queue(self, notice: Notice) -> None:
        """The one place where notices of a run are written: to nobody off its list."""
        if self.run.practice and notice.bot == EVENTS:
            return
        if not may_reach(self.run.standing, self._uow.directory, notice.bot, notice.chat):
            self.note(Happening("fenced", None, {"bot": notice.bot, "staff": notice.staff, "case": notice.case}))
            return
        wait = self.run.clock.when(notice.not_before) or NEVER if notice.not_before is not None else None
        key = self._own(notice.key) if notice.key is not None else None
        lane = max(notice.lane, Lane.ALERT)  # what is played never takes the room that is kept for what is real
        self._uow.queue(replace(notice, lane=lane, key=key, not_before=wait, brief=None, drill=self.run.id))

    def key_of_message(self, bot: str, chat: int, reference: int) -> str | None:
        key = self._uow.key_of_message(bot, chat, reference)
        return None if key is None else key.removesuffix(AT + self.run.id)

    def told(self, case_id: str) -> Sequence[Told]:
        shows = self.run.clock.shows
        return [
            replace(
                one,
                queued_at=shows(one.queued_at),
                settled_at=None if one.settled_at is None else shows(one.settled_at),
            )
            for one in self._uow.told(case_id)
        ]

    # timers

    def set_timer(self, timer: Timer) -> None:
        """It reads the exercise clock, and moves with it."""
        due = self.run.clock.when(timer.due) or NEVER
        key = self._own(timer.key)
        self._uow.set_timer(replace(timer, key=key, due=due, drill=self.run.id, shown=timer.due))

    def cancel_timer(self, key: str) -> None:
        self._uow.cancel_timer(self._own(key))

    # people

    def keep_staff(self, staff: Staff) -> None:
        """Somebody chose a language: that is theirs in earnest, too. Nothing else of them changes in a run."""
        real = self._uow.directory.staff_by_id.get(staff.id)
        if real is not None:
            self._uow.keep_staff(replace(real, language=staff.language))

    def shown_to(self, staff: str) -> Sequence[str]:
        return ()

    # what a run must not leave behind in earnest

    def keep_override(self, override: Override) -> None:
        """Nobody's duty changes by what is agreed in an exercise."""

    def keep_alias(self, alias: Alias) -> None:
        """The finder learns from what happens, not from what is played."""

    def keep_action(self, action: Action) -> None:
        """What is to be put right after a played case is on the log, for those who look at the run."""
        data = {"number": action.number, "what": action.what, "case": action.case}
        self.note(Happening("action", None, data))

    def open_actions(self) -> Sequence[Action]:
        return ()

    def _own(self, name: str) -> str:
        return f"{name}{AT}{self.run.id}"


class _Pinned:
    """Playbooks in the editions that the run was planned with; others as they are. Whoever practises is alone."""

    def __init__(self, editions: Editions, run: Drill) -> None:
        self._editions = editions
        self._pinned = run.editions
        self._alone = run.practice

    def current(self, playbook: str) -> Edition | None:
        digest = self._pinned.get(playbook)
        found = self.by_digest(digest) if digest is not None else None
        return found or self._played(self._editions.current(playbook))

    def by_digest(self, digest: str) -> Edition | None:
        return self._played(self._editions.by_digest(digest))

    def _played(self, edition: Edition | None) -> Edition | None:
        return for_one(edition) if self._alone and edition is not None else edition

    def all_current(self) -> Sequence[Edition]:
        found = (self.current(edition.playbook.id) for edition in self._editions.all_current())
        return [edition for edition in found if edition is not None]
