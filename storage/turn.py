"""One turn's view of what is stored: the unit of work that `handlers.ports` describes.

Writes stay in memory. When the turn ends well they become rows (`rows_of`) and part of its batch; when it raises they
are forgotten, and nothing else is.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import bindparam, select

from handlers.actions import Action
from handlers.aliases import Alias
from handlers.cases import Case, Entry, Happening, Run, Status
from handlers.consistency import first_contradicted
from handlers.delivery import Copy, Notice, NoticeState, Told, tells
from handlers.drills.standing import Standing
from handlers.engine.session import Session
from handlers.media import CaseFile, Media
from handlers.messages import Message
from handlers.people import Directory, Role, Staff
from handlers.ports import NEVER, Editions, Invitation, Timer
from handlers.readings.reading import Reading
from handlers.retry import keep_mark
from handlers.rollcall.calls import RollLine
from handlers.shifts import Override
from storage import actions, cases, drills, outbox, readings, rolls
from storage.aliases import with_alias
from storage.chain import Head, first_broken, link
from storage.codec.cases import case_of, case_row
from storage.codec.media import media_fields
from storage.database import Database
from storage.known import Pending, Row, View
from storage.people import with_drill, with_moved_group, with_open_group, with_staff
from storage.schema import conversations, invitations
from storage.statements import Statement, among
from storage.texts import storable, to_json
from storage.times import micros, moment, moment_or_none

if TYPE_CHECKING:
    from storage.batch import Batch

_SESSION = Statement(
    select(conversations.c.session).where(conversations.c.key == bindparam("wanted")).with_for_update()
)
_SESSIONS = Statement(
    select(conversations.c.key, conversations.c.session).where(
        among(conversations.c.key, "wanted"), conversations.c.session.is_not(None)
    )
)
_OPEN_STATUSES = (Status.OPEN, Status.ACKNOWLEDGED)
_INVITATION = Statement(
    select(*invitations.columns).where(invitations.c.token_hash == bindparam("wanted")).with_for_update()
)


class TurnOfWork:
    """Implements `handlers.ports.UnitOfWork` for one turn of `batch`."""

    def __init__(self, batch: Batch, now: datetime) -> None:
        self._batch = batch
        self._database: Database = batch.database
        self._before = batch.view
        self._view = View()
        self._rows = Pending()
        self._now = now

    @property
    def now(self) -> datetime:
        return self._now

    @property
    def directory(self) -> Directory:
        return self._batch.directory

    @property
    def editions(self) -> Editions:
        return self._batch.editions

    def new_id(self) -> str:
        return self._batch.new_id()

    # sessions

    def session(self, conversation: str) -> Session | None:
        for view in (self._view, self._before):
            if conversation in view.sessions:
                return view.sessions[conversation]
        row = self._database.first(_SESSION, wanted=conversation)
        session = None if row is None else self._batch.sessions.load(conversation, row[0])
        self._before.sessions[conversation] = session
        return session

    def keep_session(self, conversation: str, session: Session) -> None:
        self._view.sessions[conversation] = session

    def glance_at_sessions(self, conversations: Collection[str]) -> Mapping[str, Session]:
        rows = self._database.read(_SESSIONS, wanted=self._database.many(list(conversations)))
        found = {key: self._batch.sessions.load(key, text) for key, text in rows}
        for view in (self._before, self._view):
            found.update({key: view.sessions[key] for key in conversations if key in view.sessions})
        return {key: session for key, session in found.items() if session is not None}

    # cases

    @property
    def drill(self) -> str | None:
        return None

    def case(self, case_id: str, drill: str | None = None) -> Case | None:
        found = self._case(case_id)
        return found if found is not None and found.drill == drill else None

    def drill_of(self, case_id: str) -> str | None:
        found = self._look(case_id)
        return None if found is None else found.drill

    def _case(self, case_id: str) -> Case | None:
        for view in (self._view, self._before):
            if case_id in view.cases:
                return view.cases[case_id]
        if not storable(case_id):
            return None
        return self._met(self._database.first(cases.BY_ID, wanted=case_id), case_id)

    def glance(self, case_id: str, drill: str | None = None) -> Case | None:
        found = self._look(case_id)
        return found if found is not None and found.drill == drill else None

    def _look(self, case_id: str) -> Case | None:
        known = self._before.glances
        for view in (self._view.cases, self._before.cases, known):
            if case_id in view:
                return view[case_id]
        row = self._database.first(cases.LOOK, wanted=case_id) if storable(case_id) else None
        known[case_id] = None if row is None else case_of(row)
        return known[case_id]

    def case_by_number(self, number: str, drill: str | None = None) -> Case | None:
        for view in (self._view, self._before):
            for case in view.cases.values():
                if case is not None and case.number == number:
                    return self.case(case.id, drill)
        row = self._database.first(cases.BY_NUMBER, wanted=number) if storable(number) else None
        found = None if row is None else self._met(row, row[0])
        return found if found is not None and found.drill == drill else None

    def cases_of_message(self, bot: str, chat: int, reference: int) -> Sequence[str]:
        rows = self._database.read(cases.OF_MESSAGE, in_bot=bot, in_chat=chat, message=reference)
        together = [case for case, bundle in rows if bundle is not None]
        return list(dict.fromkeys(together or [case for case, _ in rows[:1]]))

    def key_of_message(self, bot: str, chat: int, reference: int) -> str | None:
        row = self._database.first(cases.KEY_OF_MESSAGE, in_bot=bot, in_chat=chat, message=reference)
        return None if row is None else row[0]

    def open_cases(self, reporter: str, drill: str | None = None) -> Sequence[Case]:
        found: dict[str, Case] = {}
        for row in self._database.read(cases.OPEN_OF, who=reporter):
            case = self._met(row, row[0])
            if case is not None:
                found[case.id] = case
        for view in (self._before, self._view):
            found.update({key: case for key, case in view.cases.items() if case is not None})
        still = (case for case in found.values() if case.drill == drill and case.status in _OPEN_STATUSES)
        mine = [case for case in still if case.reporter == reporter]
        return sorted(mine, key=lambda case: (case.opened_at, case.id), reverse=True)[:50]

    def cases_of_group(self, group: str | None, drill: str | None = None) -> Sequence[Case]:
        rows = self._database.read(cases.OPEN, holding="%" if group is None else f'%"{group}"%')
        found = {case.id: case for case in map(case_of, rows)}
        for view in (self._before, self._view):
            found.update({key: case for key, case in view.cases.items() if case is not None})
        still = (case for case in found.values() if case.drill == drill and case.status in _OPEN_STATUSES)
        theirs = [case for case in still if group is None or group in case.groups]
        return sorted(theirs, key=lambda case: (case.opened_at, case.id), reverse=True)

    def fresh_cases(self, playbook: str, since: datetime, drill: str | None = None) -> Sequence[Case]:
        run = (Run.REAL if drill is None else Run.DRILL).value
        rows = self._database.read(cases.FRESH, since=micros(since), of_playbook=playbook, of_run=run)
        found = {case.id: case for case in map(case_of, rows)}
        for view in (self._before, self._view):
            found.update({key: case for key, case in view.cases.items() if case is not None})
        fresh = [
            c
            for c in found.values()
            if c.playbook == playbook and c.opened_at >= since and c.status in _OPEN_STATUSES and c.drill == drill
        ]
        return sorted(fresh, key=lambda case: (case.opened_at, case.id), reverse=True)[:20]

    def raised_at(self, site: str, since: datetime) -> Mapping[str, int]:
        return dict(self._database.read(cases.RAISED, at_site=site, since=micros(since)))

    def next_number(self, series: str, year: int) -> int:
        key = (series, year)
        last = self._view.counters.get(key) or self._before.counters.get(key)
        if last is None:
            last = self._batch.counter(series, year)
        self._view.counters[key] = last + 1
        return last + 1

    def keep_case(self, case: Case) -> None:
        if case.id not in self._before.cases:
            self._case(case.id)  # to know where its timeline ends
        self._view.cases[case.id] = case

    def record(self, case_id: str, happening: Happening, at: datetime | None = None) -> None:
        head = self._head(case_id)
        entry = link(head, happening, at or self._now)
        self._view.heads[case_id] = Head(entry.sequence, entry.hash)
        self._view.entries.setdefault(case_id, []).append(entry)

    def timeline(self, case_id: str) -> Sequence[Entry]:
        stored = cases.entries_of(self._database, case_id) if storable(case_id) else []
        return [*stored, *self._before.entries.get(case_id, ()), *self._view.entries.get(case_id, ())]

    def broken_at(self, case_id: str) -> int | None:
        entries, case = self.timeline(case_id), self.case(case_id)
        broken = first_broken(entries, self._head(case_id))
        return broken if broken is not None or case is None else first_contradicted(case, entries)

    def attach(self, case_id: str, media: Media, by: str, bot: str = "staff") -> bool:
        key = (case_id, media.unique)
        if key in self._view.files or key in self._before.files:
            return False
        if self._database.first(cases.HAS_FILE, of_case=case_id, unique=media.unique) is not None:
            return False
        self._view.files[key] = CaseFile(media, bot)
        self._rows.files.append(
            {
                "case_id": case_id,
                "file": media.unique,
                "by": by,
                "at": micros(self._now),
                "media": to_json(media_fields(media)),
                "bot": bot,
            }
        )
        return True

    def files(self, case_id: str) -> Sequence[CaseFile]:
        stored = cases.attachments_of(self._database, case_id) if storable(case_id) else []
        fresh = {**self._before.files, **self._view.files}
        mine = [file for (case, _), file in fresh.items() if case == case_id]
        return [*(CaseFile(a.media, a.bot, a.digest, a.given_up or "") for a in stored), *mine]

    # drills

    def drill_log(self, drill_id: str) -> Sequence[Entry]:
        if not storable(drill_id):
            return []
        self._drill_head(drill_id)
        stored = drills.entries_of(self._database, drill_id)
        return [*stored, *self._before.drill_logs.get(drill_id, ()), *self._view.drill_logs.get(drill_id, ())]

    def drill_by_number(self, number: str) -> str | None:
        return drills.id_of(self._database, number) if storable(number) else None

    def log(self, drill_id: str, happening: Happening) -> Entry:
        entry = link(self._drill_head(drill_id), happening, self._now)
        self._view.drill_heads[drill_id] = Head(entry.sequence, entry.hash)
        self._view.drill_logs.setdefault(drill_id, []).append(entry)
        return entry

    def keep_standing(self, standing: Standing, *, is_open: bool) -> None:
        self._view.standings[standing.id] = (standing, is_open)

    def move_timers(self, drill_id: str, due: Callable[[datetime], datetime | None]) -> None:
        for key, conversation, kind, data, shown in drills.timers_of(self._database, drill_id):
            if key not in self._view.timers and key not in self._before.timers:
                self._view.timers[key] = Timer(key, conversation, NEVER, kind, data, drill_id, shown)
        for key, timer in {**self._before.timers, **self._view.timers}.items():
            if timer is not None and timer.drill == drill_id and timer.shown is not None:
                self._view.timers[key] = replace(timer, due=due(timer.shown) or NEVER)

    def drop_timers(self, drill_id: str) -> None:
        self.move_timers(drill_id, lambda shown: shown)
        for key, timer in {**self._before.timers, **self._view.timers}.items():
            if timer is not None and timer.drill == drill_id:
                self._view.timers[key] = None

    # roll calls

    def roll(self, case_id: str, call: int) -> Sequence[RollLine]:
        found = {line.staff: line for line in rolls.of_call(self._database, case_id, call)}
        for view in (self._before, self._view):
            mine = {key[2]: line for key, line in view.roll.items() if key[:2] == (case_id, call)}
            found.update({staff: replace(line, state=_state(found.get(staff))) for staff, line in mine.items()})
        lines = (self._as_noted((case_id, call, line.staff), line) for line in found.values())
        return sorted(lines, key=lambda line: line.position)

    def roll_line(self, case_id: str, call: int, staff: str) -> RollLine | None:
        key = (case_id, call, staff)
        for view in (self._view, self._before):
            if key in view.roll:
                return self._as_noted(key, view.roll[key])
        found = rolls.one(self._database, key) if storable(case_id) else None
        return None if found is None else self._as_noted(key, found)

    def _as_noted(self, key: rolls.Key, line: RollLine) -> RollLine:
        noted = self._view.noted.get(key) or self._before.noted.get(key)
        return line if noted is None else replace(line, noted_at=noted)

    def keep_roll(self, case_id: str, call: int, lines: Sequence[RollLine]) -> None:
        self._view.roll.update({(case_id, call, line.staff): line for line in lines})

    def note_roll(self, case_id: str, call: int, lines: Sequence[RollLine]) -> None:
        self._view.noted.update({(case_id, call, line.staff): line.at for line in lines if line.at is not None})

    # notices

    def queue(self, notice: Notice) -> None:
        self._view.notices[notice.id] = notice

    def cards(self, case_id: str) -> Sequence[Copy]:
        stored = cases.copies_of(self._database, case_id) if storable(case_id) else []
        queued = [*self._before.notices.values(), *self._view.notices.values()]
        fresh = [
            Copy(notice.id, notice.bot, notice.chat, notice.staff, NoticeState.QUEUED, None)
            for notice in {notice.id: notice for notice in queued}.values()
            if notice.card and notice.case == case_id
        ]
        return [*stored, *fresh]

    def told(self, case_id: str) -> Sequence[Told]:
        stored = cases.told_of(self._database, case_id) if storable(case_id) else []
        fresh = {**self._before.notices, **self._view.notices}
        mine = [notice for notice in fresh.values() if notice.case == case_id and tells(notice)]
        return [*stored, *(Told(n.id, n.bot, n.chat, n.staff, NoticeState.QUEUED, self._now) for n in mine)]

    def undelivered(self, staff: str, bot: str) -> Sequence[str]:
        rows = self._database.read(cases.UNDELIVERED, reader=staff, by_bot=bot)
        newest = sorted(rows, key=lambda row: row[1], reverse=True)
        return list(dict.fromkeys(row[0] for row in newest))[:50]

    def was_sent(self, notice_id: str) -> bool:
        return outbox.was_sent(self._database, notice_id)

    def given_up(self) -> int:
        return outbox.given_up(self._database)

    def reword(self, notice_id: str, message: Message) -> bool:
        fresh = self._view.notices.get(notice_id) or self._before.notices.get(notice_id)
        if fresh is not None:
            self._view.notices[notice_id] = replace(fresh, message=message)
            return True
        before = outbox.queued_words(self._database, notice_id)
        if before is None:
            return False
        self._view.wordings[notice_id] = keep_mark(before, message)
        return True

    # timers

    def set_timer(self, timer: Timer) -> None:
        self._view.timers[timer.key] = timer

    def cancel_timer(self, key: str) -> None:
        self._view.timers[key] = None

    # people

    def keep_staff(self, staff: Staff) -> None:
        holder = None if staff.telegram is None else self.directory.staff_by_account.get(staff.telegram)
        if staff.active and holder is not None and holder.id != staff.id:
            raise ValueError(f"account {staff.telegram} already belongs to {holder.id}")
        self._view.staff[staff.id] = staff

    def move_group(self, chat: int, to: int) -> None:
        self._view.moves.append((chat, to))

    def note_group(self, group: str, reachable: bool) -> None:
        self._view.open_groups[group] = reachable

    def keep_override(self, override: Override) -> None:
        self._view.overrides.append(override)

    def keep_alias(self, alias: Alias) -> None:
        self._view.aliases[alias.id] = alias

    def readings(self, staff: str) -> Sequence[Reading]:
        return self._fresh_readings(readings.of_person(self._database, staff), lambda each: each.staff == staff)

    def readings_about(self, playbooks: Collection[str]) -> Sequence[Reading]:
        stored = readings.about(self._database, playbooks)
        return self._fresh_readings(stored, lambda each: each.playbook in playbooks)

    def _fresh_readings(self, stored: list[Reading], wanted: Callable[[Reading], bool]) -> list[Reading]:
        found = {reading.key: reading for reading in stored}
        for view in (self._before, self._view):
            found.update({key: reading for key, reading in view.readings.items() if wanted(reading)})
        return [found[key] for key in sorted(found)]

    def keep_reading(self, reading: Reading) -> None:
        self._view.readings[reading.key] = reading

    def invitation(self, token_hash: str) -> Invitation | None:
        for known in (self._view.invitations, self._before.invitations):
            if token_hash in known:
                return known[token_hash]
        row = self._database.first(_INVITATION, wanted=token_hash) if storable(token_hash) else None
        return None if row is None else _invitation_of(row)

    def keep_invitation(self, invitation: Invitation) -> None:
        self._view.invitations[invitation.token_hash] = invitation

    # corrective actions

    def action(self, action_id: str) -> Action | None:
        for view in (self._view, self._before):
            if action_id in view.actions:
                return view.actions[action_id]
        row = self._database.first(actions.BY_ID, wanted=action_id) if storable(action_id) else None
        self._before.actions[action_id] = None if row is None else actions.action_of(row)
        return self._before.actions[action_id]

    def keep_action(self, action: Action) -> None:
        self._view.actions[action.id] = action

    def open_actions(self) -> Sequence[Action]:
        found = self._actions(self._database.read(actions.OPEN))
        return sorted((one for one in found if one.is_open), key=lambda one: (one.due, one.number))

    def actions_of_case(self, case_id: str) -> Sequence[Action]:
        found = self._actions(self._database.read(actions.OF_CASE, of_case=case_id) if storable(case_id) else [])
        return sorted((one for one in found if one.case == case_id), key=lambda one: one.number)

    def actions_of_source(self, source: str) -> Sequence[Action]:
        found = self._actions(self._database.read(actions.OF_SOURCE, of_source=source) if storable(source) else [])
        return sorted((one for one in found if one.source == source), key=lambda one: one.number)

    def _actions(self, rows: Sequence[tuple[object, ...]]) -> list[Action]:
        """What is stored, as this turn and those before it in the batch left it, and what they added."""
        found: dict[str, Action] = {action.id: action for action in map(actions.action_of, rows)}
        for view in (self._before, self._view):
            found.update({key: action for key, action in view.actions.items() if action is not None})
        return list(found.values())

    # the end

    def finish(self) -> tuple[View, Pending]:
        """What this turn leaves, and its rows. Raises TypeError or LookupError when something cannot be stored."""
        rows = self._rows
        for conversation, session in self._view.sessions.items():
            text = self._batch.sessions.dump(conversation, session)
            rows.sessions[conversation] = {"key": conversation, "session": text}
        for case_id in {**self._view.cases, **self._view.heads}:
            rows.cases[case_id] = self._case_row(case_id)
        for case_id, entries in self._view.entries.items():
            rows.entries.extend(cases.entry_row(case_id, entry) for entry in entries)
        return self._view, rows

    def new_directory(self) -> Directory:
        """The directory as later turns see it."""
        directory = self.directory
        for person in self._view.staff.values():
            directory = with_staff(directory, person)
        for chat, to in self._view.moves:
            directory = with_moved_group(directory, chat, to)
        for group, reachable in self._view.open_groups.items():
            directory = with_open_group(directory, group, reachable)
        if self._view.overrides:
            directory = replace(directory, overrides=(*directory.overrides, *self._view.overrides))
        for standing, still in self._view.standings.values():
            directory = with_drill(directory, standing, still)
        for alias in self._view.aliases.values():
            directory = replace(directory, aliases=with_alias(directory.aliases, alias))
        return directory

    def _met(self, row: tuple[object, ...] | None, case_id: str) -> Case | None:
        if case_id not in self._before.cases:
            self._before.cases[case_id] = None if row is None else case_of(row)
            self._before.heads[case_id] = Head() if row is None else cases.head_of(row)
        return self._case(case_id)

    def _head(self, case_id: str) -> Head:
        head = self._view.heads.get(case_id)
        if head is None:
            self._case(case_id)
            head = self._before.heads.get(case_id, Head())
        return head

    def _drill_head(self, drill_id: str) -> Head:
        """Where a run's log ends, as this turn sees it."""
        for view in (self._view, self._before):
            if drill_id in view.drill_heads:
                return view.drill_heads[drill_id]
        return drills.head_of(self._database, drill_id)

    def _case_row(self, case_id: str) -> Row:
        case = self._case(case_id)
        if case is None:
            raise LookupError(f"something was recorded on case {case_id}, which is not there")
        head = self._head(case_id)
        return case_row(case) | {"entries": head.entries, "head": head.hash}


def _state(stored: RollLine | None) -> NoticeState | None:
    return None if stored is None else stored.state


def _invitation_of(row: tuple[object, ...]) -> Invitation:
    token_hash, role, site, expires_at, made_by, used_by, used_at, staff = row
    used = moment_or_none(used_at)  # type: ignore[arg-type]
    return Invitation(token_hash, Role(role), site, moment(expires_at), made_by, used_by, used, staff)  # type: ignore[arg-type]
