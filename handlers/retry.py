"""What follows from how a send went: a plain function, tested by a table.

match decide(result, notice, attempts, now, queued_at):
    case Done(reference): ...
    case Retry(at, message): ...      # `message`: the words to use from now on
    case Moved(to): ...               # again at once, to the group's new number
    case Dead(why): ...
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.delivery import (
    Blocked,
    Lane,
    Migrated,
    Notice,
    NotModified,
    NotSent,
    Rejected,
    RetryAfter,
    SendResult,
    Sent,
    Uncertain,
)
from handlers.messages import Message, Span
from playbooks.phrases import phrases

#: How long to wait after the first, second, … failed attempt; the last one repeats.
BACKOFF = tuple(timedelta(seconds=s) for s in (1, 2, 5, 15, 30, 60, 120, 300))
#: An alert must not wait five minutes when the platform is back after one.
URGENT_BACKOFF = BACKOFF[:5]

#: Words nobody waits for any more are not sent.
TOO_OLD = {
    Lane.URGENT: timedelta(days=7),
    Lane.ALERT: timedelta(days=7),
    Lane.PROMPT: timedelta(hours=24),
    Lane.ROUTINE: timedelta(days=3),
}


@dataclass(frozen=True, slots=True)
class Done:
    """It is there; `reference` is the platform's message number, None when unchanged (an edit that said the same)."""

    reference: int | None


@dataclass(frozen=True, slots=True)
class Retry:
    """Send again at `at`, as `message` (marked, when the first may have arrived)."""

    at: datetime
    message: Message


@dataclass(frozen=True, slots=True)
class Moved:
    """The chat has the number `to` now; send there at once."""

    to: int


@dataclass(frozen=True, slots=True)
class Dead:
    """Give up, for this reason."""

    why: str


Decision = Done | Retry | Moved | Dead


def decide(
    result: SendResult, notice: Notice, attempts: int, now: datetime, queued_at: datetime | None = None
) -> Decision:
    """What to do after attempt number `attempts` (from 1) of sending `notice` came to `result`."""
    match result:
        case Sent(reference):
            return Done(reference)
        case NotModified():
            return Done(None)
        case Migrated(to):
            return Moved(to)
        case Blocked(why):
            return Dead(f"blocked: {why}" if why else "blocked")
        case Rejected(why):
            return Dead(f"rejected: {why}")
    if queued_at is not None and now - queued_at > TOO_OLD[notice.lane]:
        return Dead("too old")
    match result:
        case RetryAfter(seconds):
            return Retry(now + timedelta(seconds=max(seconds, 0)), notice.message)
        case NotSent():
            return Retry(now + backoff(notice.lane, attempts), notice.message)
        case Uncertain(why):
            return _uncertain(notice, attempts, now, why)


def backoff(lane: Lane, attempts: int) -> timedelta:
    """How long to wait after `attempts` tries."""
    steps = URGENT_BACKOFF if lane in (Lane.URGENT, Lane.ALERT) else BACKOFF
    return steps[min(max(attempts, 1), len(steps)) - 1]


def _uncertain(notice: Notice, attempts: int, now: datetime, why: str) -> Decision:
    """It may have arrived. An edit can be repeated freely; a critical alert must be; a prompt is drawn once more."""
    again = now + backoff(notice.lane, attempts)
    if notice.edits is not None or notice.edits_message is not None:
        return Retry(again, notice.message)
    marked = marked_as_repeat(notice)
    if notice.critical or (notice.lane is not Lane.ROUTINE and marked is not notice.message):
        return Retry(again, marked)
    return Dead(f"uncertain: {why}")


def marked_as_repeat(notice: Notice) -> Message:
    """The notice's words under a line that says, in its reader's language, that they may be there already."""
    mark = Span("↻ " + phrases(notice.language)("Possible repeat") + "\n", "italic")
    message = notice.message
    return message if message.spans[:1] == (mark,) else replace(message, spans=(mark, *message.spans))


def too_old(notice: Notice, queued_at: datetime, now: datetime) -> bool:
    """Whether nobody waits any more for a notice that was never tried."""
    return now - queued_at > TOO_OLD[notice.lane]
