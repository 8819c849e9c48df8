"""Writing a batch: every kind of row once, for all its turns, in an order that foreign keys allow."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.delivery import Notice, NoticeState
from handlers.ports import Invitation
from storage import (
    actions,
    aliases,
    attachments,
    cases,
    drills,
    inbox,
    outbox,
    overrides,
    readings,
    rolls,
    timelines,
    timers,
)
from storage.batch import Batch
from storage.codec.messages import dump_message
from storage.database import Database
from storage.known import Row
from storage.outbox import Queued
from storage.schema import conversations, counters, invitations
from storage.statements import upsert
from storage.times import micros, micros_or_none

Claim = Callable[[Notice], bool]

_KEEP_SESSIONS = upsert(conversations, "key", "session")
_KEEP_COUNTERS = upsert(counters, "series", "year", "value")
_KEEP_INVITATIONS = upsert(
    invitations, "token_hash", "role", "site", "expires_at", "made_by", "used_by", "used_at", "staff"
)


def flush(batch: Batch, claim: Claim, me: str, now: int) -> None:
    """Inside the batch's transaction: writes all of it. `me` owns what `claim` claims; `now` in microseconds."""
    _write_conversations(batch)
    _write_people(batch, now)
    _write_notices(batch, claim, me, now)
    if batch.results:
        outbox.settle(batch.database, batch.results, me, now)
    readings.keep(batch.database, batch.view.readings.values())
    if batch.view.timers:
        timers.change(batch.database, batch.view.timers)
    done = [item for item in batch.done if item not in batch.quarantined]
    inbox.settle(batch.database, done, batch.failed, batch.quarantined, now)


def keep_invitation(database: Database, invitation: Invitation) -> None:
    """Inside a transaction: writes a new or used invitation."""
    database.write_all(_KEEP_INVITATIONS, [_invitation_row(invitation)])


def _write_conversations(batch: Batch) -> None:
    database, view, rows = batch.database, batch.view, batch.rows
    database.write_all(_KEEP_SESSIONS, list(rows.sessions.values()))
    counted = [{"series": series, "year": year, "value": value} for (series, year), value in view.counters.items()]
    database.write_all(_KEEP_COUNTERS, counted)
    database.write_all(cases.KEEP, list(rows.cases.values()))
    database.write_all(timelines.APPEND, rows.entries)
    database.write_all(attachments.ATTACH, rows.files)
    if view.actions:
        actions.keep(database, (action for action in view.actions.values() if action is not None))
    drills.write(database, view.drill_heads, view.drill_logs, view.standings)
    drills.keep_results(database, view.results.values())
    rolls.keep(database, view.roll)
    rolls.note(database, view.noted.items())


def _write_people(batch: Batch, now: int) -> None:
    view, database = batch.view, batch.database
    for invitation in view.invitations.values():
        keep_invitation(database, invitation)
    if view.staff or view.moves or view.overrides or view.aliases or view.open_groups or view.standings:
        before = batch.directory
        overrides.keep(database, view.overrides, now)
        aliases.keep(database, view.aliases.values())
        version = batch.people.write(list(view.staff.values()), view.moves, view.open_groups)
        batch.next_directory = replace(before, version=version) if version == before.version + 1 else None
        outbox.move(database, view.moves)


def _write_notices(batch: Batch, claim: Claim, me: str, now: int) -> None:
    view, database = batch.view, batch.database
    last_of_key = {notice.key: notice.id for notice in view.notices.values() if notice.key is not None}
    busy: set[str] = set()
    if last_of_key:
        batch.dropped, busy = outbox.overtaken(database, last_of_key, me)
        outbox.drop(database, batch.dropped, now)
    moved = dict(view.moves)
    queued: list[Queued] = []
    rows: list[Row] = []
    for notice in view.notices.values():
        if notice.chat in moved:
            notice = replace(notice, chat=moved[notice.chat])
        if notice.key is not None and last_of_key[notice.key] != notice.id:
            rows.append(outbox.new_row(notice, NoticeState.DROPPED, None, now))
            continue
        claimed = notice.key not in busy and _may_go(notice, now) and claim(notice)
        state, owner = (NoticeState.SENDING, me) if claimed else (NoticeState.QUEUED, None)
        rows.append(outbox.new_row(notice, state, owner, now))
        queued.append(Queued(notice, claimed))
    outbox.line_up(database, rows)
    outbox.insert_all(database, rows)
    outbox.reword(database, {notice: dump_message(message) for notice, message in view.wordings.items()})
    batch.notices = queued


def _may_go(notice: Notice, now: int) -> bool:
    return notice.not_before is None or micros(notice.not_before) <= now


def _invitation_row(invitation: Invitation) -> Row:
    return {
        "token_hash": invitation.token_hash,
        "role": invitation.role.value,
        "site": invitation.site,
        "expires_at": micros(invitation.expires_at),
        "made_by": invitation.made_by,
        "used_by": invitation.used_by,
        "used_at": micros_or_none(invitation.used_at),
        "staff": invitation.staff,
    }
