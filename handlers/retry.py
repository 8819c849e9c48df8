"""What follows from the result of a send: a plain function, tested by a table.

Sending to a chat platform has no idempotency key.  Only what certainly did not arrive is tried again freely; what may
have arrived (`Uncertain`) is tried again marked as a possible repeat: an alert until it is known to have arrived, an
ordinary prompt once.  An edit can be repeated without harm.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from handlers.delivery import (
    LIVE,
    Blocked,
    Migrated,
    Notice,
    NoticeState,
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
from playbooks.words import LANGUAGES

BACK_OFF = (1.0, 2.0, 5.0, 10.0, 30.0, 60.0, 120.0, 300.0)  # seconds; the last one goes on for ever
MOST_ATTEMPTS = 12  # for ordinary notices; about twenty minutes of an unreachable platform
UNCERTAIN_FOR = timedelta(hours=2)  # an alert whose every send is cut off for so long is shown as undelivered
FILE_PAUSE = 0.1  # seconds; what waits behind a message whose file was left out goes out after it
_LOST = ":file"
STALE = timedelta(hours=24)  # an ordinary notice older than this helps nobody


@dataclass(frozen=True, slots=True)
class Decision:
    """How the notice stands now. `hold` is seconds for which its whole chat waits."""

    state: NoticeState
    reference: int | None = None
    why: str = ""
    not_before: datetime | None = None
    hold: float = 0.0
    repeat: bool = False  # the next try says that it may be a repeat
    anew: bool = False  # the message to edit is gone: send the words as a new message
    without_file: bool = False  # what is attached cannot be made or taken: the words go out without it
    alone: bool = False  # it was sent with others, and one of them may be at fault: each goes by itself
    unreachable: bool = False  # this person or group cannot be reached any more
    moved_to: int | None = None
    refused: bool = False  # the platform did not take it, so it does not count against its limits
    throttled: bool = False  # the platform said that we send too much


def decide(
    result: SendResult, notice: Notice, attempts: int, queued_at: datetime, now: datetime, *, shared: bool = False
) -> Decision:
    """What to do about `result` of the try number `attempts` (from 1) of a notice that was queued at `queued_at`.

    `shared`: it went out in one message with others.
    """
    match result:
        case Sent(reference):
            return Decision(NoticeState.SENT, reference=reference)
        case NotModified():
            return Decision(NoticeState.SENT, reference=notice.edits_message)
        case RetryAfter(seconds):
            again = _again(notice, attempts, queued_at, now, seconds, hold=seconds, why="429")
            return replace(again, refused=True, throttled=True)
        case Blocked(why):
            return Decision(NoticeState.DEAD, why=f"blocked: {why}", unreachable=True)
        case Migrated(to):
            return Decision(NoticeState.QUEUED, why="moved", moved_to=to)
        case Rejected(why) if shared:
            return Decision(NoticeState.QUEUED, why=why, alone=True)
        case Rejected(why) if carries_file(notice) and not is_lost_file(notice):
            return Decision(NoticeState.QUEUED, why=why, without_file=True, hold=FILE_PAUSE)
        case Rejected(why):
            return _rejected(notice, why)
        case NotSent(why):
            return replace(_again(notice, attempts, queued_at, now, _back_off(attempts), why=why), refused=True)
        case Uncertain(why):
            return _uncertain(notice, attempts, queued_at, now, why)


def carries_file(notice: Notice) -> bool:
    """Whether a file is made and sent with it."""
    return notice.message.attached is not None and notice.edits is None and notice.edits_message is None


def is_lost_file(notice: Notice) -> bool:
    """Whether it is what is kept of a file that could not be sent (`lost_file`)."""
    return notice.id.endswith(_LOST)


def lost_file(notice: Notice) -> Notice:
    """What is kept among the dead of a notice whose words go out without its file; sent again, it brings the file."""
    message = replace(notice.message, rows=(), pin="")
    return replace(notice, id=notice.id + _LOST, message=message, card=False, key=None, critical=False, brief=None)


def without_file(message: Message, language: str) -> Message:
    """The words alone, and that something is missing."""
    missing = Span("\n\n" + phrases(language)("The file could not be made. Your admin can see why."), "italic")
    return replace(message, spans=(*message.spans, missing), attached=None)


def marked(message: Message, language: str) -> Message:
    """`message` with a first line that says it may be a repeat, once."""
    mark = _mark(language)
    if message.spans and message.spans[0] == mark:
        return message
    return replace(message, spans=(mark, *message.spans))


def is_marked(message: Message) -> bool:
    """Whether its first line says that it may be a repeat, in whatever language."""
    return message.spans[:1] in [(_mark(language),) for language in LANGUAGES]


def keep_mark(before: Message, message: Message) -> Message:
    """`message`, marked as a possible repeat if `before`, whose place it takes, was."""
    return replace(message, spans=(before.spans[0], *message.spans)) if is_marked(before) else message


def _mark(language: str) -> Span:
    return Span(phrases(language)("Possibly a repeat") + "\n", "italic")


def _back_off(attempts: int) -> float:
    return BACK_OFF[min(attempts, len(BACK_OFF)) - 1]


def _again(
    notice: Notice,
    attempts: int,
    queued_at: datetime,
    now: datetime,
    seconds: float,
    *,
    hold: float = 0.0,
    why: str,
) -> Decision:
    if not notice.critical and (now - queued_at > STALE or attempts >= MOST_ATTEMPTS):
        return Decision(NoticeState.DEAD, why=f"given up after {attempts} tries: {why}")
    later = now + timedelta(seconds=seconds)
    return Decision(NoticeState.QUEUED, why=why, not_before=later, hold=hold or seconds)


def _rejected(notice: Notice, why: str) -> Decision:
    if (notice.key or "").startswith(LIVE) and notice.edits is not None:
        return Decision(NoticeState.DEAD, why=why)  # whoever deleted it can have another any time
    if notice.edits is not None or notice.edits_message is not None:
        return Decision(NoticeState.QUEUED, why=why, anew=True)
    return Decision(NoticeState.DEAD, why=why)


def _uncertain(notice: Notice, attempts: int, queued_at: datetime, now: datetime, why: str) -> Decision:
    """It may have arrived. The mark on its words tells whether it may have before."""
    if notice.edits is not None or notice.edits_message is not None:
        return _again(notice, attempts, queued_at, now, _back_off(attempts), why=why)
    repeated = marked(notice.message, notice.language) is notice.message
    enough = now - queued_at > UNCERTAIN_FOR and attempts >= MOST_ATTEMPTS if notice.critical else True
    if repeated and enough:
        return Decision(NoticeState.DEAD, why=f"not known to have arrived: {why}")
    seconds = _back_off(attempts)
    later = now + timedelta(seconds=seconds)
    return Decision(NoticeState.QUEUED, why=why, not_before=later, hold=seconds, repeat=True)
