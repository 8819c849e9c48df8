"""A unit of work in memory: everything it is told is there at once; nothing is ever rolled back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime

from handlers.actions import Action
from handlers.aliases import Alias
from handlers.cases import Case, Entry, Happening, Status
from handlers.delivery import Copy, Notice, NoticeState, Told, tells
from handlers.drills.results import Result
from handlers.drills.standing import Standing
from handlers.engine.session import Session
from handlers.media import CaseFile, Media
from handlers.messages import Message
from handlers.people import Directory, Staff
from handlers.ports import NEVER, Invitation, Timer
from handlers.readings.reading import Reading
from handlers.rollcall.calls import RollLine
from handlers.shifts import Override
from playbooks.edition import Edition
from playbooks.forms import form_by_digest
from playbooks.model import Kind
from storage.chain import Head, link


@dataclass
class Shelf:
    """Playbook editions in memory."""

    editions: dict[str, Edition] = field(default_factory=dict)
    newest: dict[str, str] = field(default_factory=dict)

    def put(self, edition: Edition) -> None:
        self.editions[edition.digest] = edition
        self.newest[edition.playbook.id] = edition.digest

    def current(self, playbook: str) -> Edition | None:
        return self.editions.get(self.newest.get(playbook, ""))

    def by_digest(self, digest: str) -> Edition | None:
        return self.editions.get(digest) or form_by_digest(digest)

    def all_current(self) -> Sequence[Edition]:
        return [self.editions[digest] for digest in self.newest.values()]


@dataclass
class MemoryUnitOfWork:
    """Implements `handlers.ports.UnitOfWork`. `queued` holds every notice ever queued, `states` where each stands."""

    directory: Directory = field(default_factory=Directory)
    editions: Shelf = field(default_factory=Shelf)
    now: datetime = datetime(2026, 3, 1, 6, 0, tzinfo=UTC)
    sessions: dict[str, Session] = field(default_factory=dict)
    cases: dict[str, Case] = field(default_factory=dict)
    entries: dict[str, list[Entry]] = field(default_factory=dict)
    counters: dict[tuple[str, int], int] = field(default_factory=dict)
    attachments: dict[str, dict[str, Media]] = field(default_factory=dict)
    case_files: dict[str, dict[tuple[datetime, str], CaseFile]] = field(default_factory=dict)
    queued: dict[str, Notice] = field(default_factory=dict)
    states: dict[str, NoticeState] = field(default_factory=dict)
    references: dict[str, int] = field(default_factory=dict)
    times: dict[str, tuple[datetime, datetime]] = field(default_factory=dict)  # when queued, and when settled
    whys: dict[str, str] = field(default_factory=dict)  # of what was given up
    timers: dict[str, Timer] = field(default_factory=dict)
    invitations: dict[str, Invitation] = field(default_factory=dict)
    actions: dict[str, Action] = field(default_factory=dict)
    logs: dict[str, list[Entry]] = field(default_factory=dict)
    results: dict[str, Result] = field(default_factory=dict)
    drill: None = None
    read: dict[tuple[str, str, int], Reading] = field(default_factory=dict)
    lines: dict[tuple[str, int], dict[str, RollLine]] = field(default_factory=dict)
    ids: int = 0

    def new_id(self) -> str:
        self.ids += 1
        return f"{self.ids:026d}"

    def session(self, conversation: str) -> Session | None:
        return self.sessions.get(conversation)

    def keep_session(self, conversation: str, session: Session) -> None:
        self.sessions[conversation] = session

    def case(self, case_id: str, drill: str | None = None) -> Case | None:
        found = self.cases.get(case_id)
        return found if found is not None and found.drill == drill else None

    def glance_at_sessions(self, conversations: Collection[str]) -> Mapping[str, Session]:
        return {key: self.sessions[key] for key in conversations if key in self.sessions}

    def glance(self, case_id: str, drill: str | None = None) -> Case | None:
        return self.case(case_id, drill)

    def case_by_number(self, number: str, drill: str | None = None) -> Case | None:
        here = (case for case in self.cases.values() if case.drill == drill)
        return next((case for case in here if case.number == number), None)

    def drill_of(self, case_id: str) -> str | None:
        found = self.cases.get(case_id)
        return None if found is None else found.drill

    def cases_of_message(self, bot: str, chat: int, reference: int) -> Sequence[str]:
        here = (bot, chat, reference)
        about = (n.case for n in self.queued.values() if (n.bot, n.chat, self.references.get(n.id)) == here)
        return list(dict.fromkeys(case for case in about if case is not None))

    def key_of_message(self, bot: str, chat: int, reference: int) -> str | None:
        for notice in self.queued.values():
            here = (notice.bot, notice.chat, self.references.get(notice.id)) == (bot, chat, reference)
            if here and notice.case is not None:
                return notice.key
        return None

    def open_cases(self, reporter: str, drill: str | None = None) -> Sequence[Case]:
        over = (Status.RESOLVED, Status.WITHDRAWN)
        still = (case for case in self.cases.values() if case.drill == drill and case.status not in over)
        mine = [case for case in still if case.reporter == reporter]
        return sorted(mine, key=lambda case: case.opened_at, reverse=True)[:50]

    def cases_of_group(self, group: str | None, drill: str | None = None) -> Sequence[Case]:
        over = (Status.RESOLVED, Status.WITHDRAWN)
        still = (case for case in self.cases.values() if case.drill == drill and case.status not in over)
        theirs = [case for case in still if group is None or group in case.groups]
        return sorted(theirs, key=lambda case: (case.opened_at, case.id), reverse=True)

    def fresh_cases(self, playbook: str, since: datetime, drill: str | None = None) -> Sequence[Case]:
        over = (Status.RESOLVED, Status.WITHDRAWN)
        found = [c for c in self.cases.values() if c.playbook == playbook and c.opened_at >= since]
        still = [case for case in found if case.drill == drill and case.status not in over]
        return sorted(still, key=lambda case: (case.opened_at, case.id), reverse=True)[:20]

    def raised_at(self, site: str, since: datetime) -> Mapping[str, int]:
        real = (case for case in self.cases.values() if case.kind is Kind.EMERGENCY and case.drill is None)
        still = (case for case in real if case.status is not Status.WITHDRAWN and case.opened_at >= since)
        return Counter(case.playbook for case in still if case.site == site)

    def next_number(self, series: str, year: int) -> int:
        self.counters[series, year] = self.counters.get((series, year), 0) + 1
        return self.counters[series, year]

    def keep_case(self, case: Case) -> None:
        self.cases[case.id] = case

    def record(self, case_id: str, happening: Happening, at: datetime | None = None) -> None:
        _append(self.entries.setdefault(case_id, []), happening, at or self.now)

    def timeline(self, case_id: str) -> Sequence[Entry]:
        return list(self.entries.get(case_id, ()))

    def broken_at(self, case_id: str) -> int | None:
        return None  # nothing here is ever changed

    def attach(self, case_id: str, media: Media, by: str, bot: str = "staff") -> bool:
        files = self.attachments.setdefault(case_id, {})
        if media.unique in files:
            return False
        files[media.unique] = media
        self.case_files.setdefault(case_id, {})[self.now, media.unique] = CaseFile(media, bot)
        return True

    def files(self, case_id: str) -> Sequence[CaseFile]:
        files = self.case_files.get(case_id, {})
        return [files[key] for key in sorted(files)]

    def drill_log(self, drill_id: str) -> Sequence[Entry]:
        return list(self.logs.get(drill_id, ()))

    def drill_by_number(self, number: str) -> str | None:
        return next((key for key, log in self.logs.items() if log[0].data.get("number") == number), None)

    def log(self, drill_id: str, happening: Happening) -> Entry:
        return _append(self.logs.setdefault(drill_id, []), happening, self.now)

    def keep_standing(self, standing: Standing, *, is_open: bool) -> None:
        others = tuple(run for run in self.directory.drills if run.id != standing.id)
        self.directory = replace(self.directory, drills=(*others, standing) if is_open else others)

    def keep_result(self, result: Result) -> None:
        self.results[result.drill] = result

    def drill_results(self) -> Sequence[Result]:
        return sorted(self.results.values(), key=lambda one: (one.ended_at, one.drill))

    def move_timers(self, drill_id: str, due: Callable[[datetime], datetime | None]) -> None:
        for key, timer in self.timers.items():
            if timer.drill == drill_id and timer.shown is not None:
                self.timers[key] = replace(timer, due=due(timer.shown) or NEVER)

    def drop_timers(self, drill_id: str) -> None:
        self.timers = {key: timer for key, timer in self.timers.items() if timer.drill != drill_id}

    def roll(self, case_id: str, call: int) -> Sequence[RollLine]:
        lines = [self._with_state(line) for line in self.lines.get((case_id, call), {}).values()]
        return sorted(lines, key=lambda line: line.position)

    def roll_line(self, case_id: str, call: int, staff: str) -> RollLine | None:
        line = self.lines.get((case_id, call), {}).get(staff)
        return None if line is None else self._with_state(line)

    def _with_state(self, line: RollLine) -> RollLine:
        return replace(line, state=self.states.get(line.notice or ""))

    def keep_roll(self, case_id: str, call: int, lines: Sequence[RollLine]) -> None:
        here = self.lines.setdefault((case_id, call), {})
        for line in lines:
            before = here.get(line.staff)
            here[line.staff] = replace(line, noted_at=before.noted_at if before else None)

    def note_roll(self, case_id: str, call: int, lines: Sequence[RollLine]) -> None:
        here = self.lines.get((case_id, call), {})
        for line in lines:
            if line.at is not None:
                here[line.staff] = replace(here[line.staff], noted_at=line.at)

    def queue(self, notice: Notice) -> None:
        person = self.directory.staff_by_id.get(notice.staff or "")
        if person is not None and not person.active:
            return
        for other in self.queued.values():
            if notice.key is not None and other.key == notice.key and self.states[other.id] is NoticeState.QUEUED:
                self.states[other.id] = NoticeState.DROPPED
        self.queued[notice.id] = notice
        self.states[notice.id] = NoticeState.QUEUED
        self.times[notice.id] = (self.now, self.now)

    def cards(self, case_id: str) -> Sequence[Copy]:
        cards = [notice for notice in self.queued.values() if notice.card and notice.case == case_id]
        return [Copy(n.id, n.bot, n.chat, n.staff, self.states[n.id], self.references.get(n.id)) for n in cards]

    def told(self, case_id: str) -> Sequence[Told]:
        mine = [notice for notice in self.queued.values() if notice.case == case_id and tells(notice)]
        return [self._told(notice) for notice in mine]

    def _told(self, notice: Notice) -> Told:
        state, times = self.states[notice.id], self.times.get(notice.id, (self.now, self.now))
        waits = state in (NoticeState.QUEUED, NoticeState.SENDING)
        why = self.whys.get(notice.id, "")
        return Told(
            notice.id, notice.bot, notice.chat, notice.staff, state, times[0], None if waits else times[1], why
        )

    def shown_to(self, staff: str) -> Sequence[str]:
        told = {notice.case for notice in self.queued.values() if notice.card and notice.staff == staff}
        return [case.id for case in self.cases_of_group(None) if case.id in told]

    def was_sent(self, notice_id: str) -> bool:
        return self.states.get(notice_id) is NoticeState.SENT

    def failed(self) -> int:
        return 0

    def given_up(self) -> int:
        dead = [n for n in self.queued.values() if n.drill is None and self.states[n.id] is NoticeState.DEAD]
        return sum(notice.critical or notice.bot.startswith("outside-") for notice in dead)

    def reword(self, notice_id: str, message: Message) -> bool:
        if self.states.get(notice_id) is not NoticeState.QUEUED:
            return False
        self.queued[notice_id] = replace(self.queued[notice_id], message=message)
        return True

    def set_timer(self, timer: Timer) -> None:
        self.timers[timer.key] = timer

    def cancel_timer(self, key: str) -> None:
        self.timers.pop(key, None)

    def keep_staff(self, staff: Staff) -> None:
        known = staff.id in self.directory.staff_by_id
        people = tuple(staff if person.id == staff.id else person for person in self.directory.staff)
        self.directory = replace(self.directory, staff=people if known else (*people, staff))

    def move_group(self, chat: int, to: int) -> None:
        groups = tuple(replace(g, chat=to) if g.chat == chat else g for g in self.directory.groups)
        self.directory = replace(self.directory, groups=groups)
        for notice in [notice for notice in self.queued.values() if notice.chat == chat]:
            sent = self.states[notice.id] is NoticeState.SENT
            if self.states[notice.id] in (NoticeState.QUEUED, NoticeState.SENDING) or (sent and notice.card):
                self.queued[notice.id] = replace(notice, chat=to)
            if sent and notice.card:
                self.references.pop(notice.id, None)

    def note_group(self, group: str, reachable: bool) -> None:
        groups = tuple(replace(g, reachable=reachable) if g.id == group else g for g in self.directory.groups)
        self.directory = replace(self.directory, groups=groups)

    def keep_override(self, override: Override) -> None:
        self.directory = replace(self.directory, overrides=(*self.directory.overrides, override))

    def keep_alias(self, alias: Alias) -> None:
        others = tuple(known for known in self.directory.aliases if known.id != alias.id)
        self.directory = replace(self.directory, aliases=(*others, alias))

    def readings(self, staff: str) -> Sequence[Reading]:
        return [reading for key, reading in sorted(self.read.items()) if key[0] == staff]

    def readings_about(self, playbooks: Collection[str]) -> Sequence[Reading]:
        return [reading for key, reading in sorted(self.read.items()) if key[1] in playbooks]

    def keep_reading(self, reading: Reading) -> None:
        self.read[reading.key] = reading

    def invitation(self, token_hash: str) -> Invitation | None:
        return self.invitations.get(token_hash)

    def keep_invitation(self, invitation: Invitation) -> None:
        self.invitations[invitation.token_hash] = invitation

    def action(self, action_id: str) -> Action | None:
        return self.actions.get(action_id)

    def keep_action(self, action: Action) -> None:
        self.actions[action.id] = action

    def open_actions(self) -> Sequence[Action]:
        return sorted((a for a in self.actions.values() if a.is_open), key=lambda a: (a.due, a.number))

    def actions_of_case(self, case_id: str) -> Sequence[Action]:
        return sorted((a for a in self.actions.values() if a.case == case_id), key=lambda a: a.number)

    def actions_of_source(self, source: str) -> Sequence[Action]:
        return sorted((a for a in self.actions.values() if a.source == source), key=lambda a: a.number)


def _append(entries: list[Entry], happening: Happening, at: datetime) -> Entry:
    """With the hash that storage would give it, because reports show it."""
    head = Head(len(entries), entries[-1].hash) if entries else Head()
    entries.append(link(head, happening, at))
    return entries[-1]
