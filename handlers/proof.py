"""Proof of reach: who was told of a case, by which bot or outside channel, when it arrived and when they saw it.

*Accepted* is what the platform says: it took the message.  *Seen* is what only a person can do: tap a button of the
case, or reply to one of its messages, in the chat that was told.  That somebody wrote something else in that chat
proves that they had it open, not that they read this, and does not count.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from handlers.cases import Entry
from handlers.delivery import OUTSIDE, NoticeState, Told
from handlers.people import Directory

#: The kind of the timeline's entries that say who saw a case, where, and by doing what.
SEEN = "seen"

#: What took longer than this from the queue to the platform came late, and says so.
LATE = timedelta(minutes=1)


class Standing(StrEnum):
    """How far a copy came. The names are what scripts read."""

    WAITING = "waiting"
    DELIVERED = "delivered"
    SEEN = "seen"
    FAILED = "failed"


class Why(StrEnum):
    """Why somebody could not be reached. The names are what scripts read."""

    BLOCKED = "blocked"  # they stopped the bot
    NEVER_STARTED = "never-started"
    GONE = "gone"  # a group chat that was deleted or that the bot is not in; an account that is no more
    NO_ACCOUNT = "no-account"  # they never linked one
    LEFT = "left"  # they were taken off the list before it went out
    REFUSED = "refused"  # the platform would not have it
    GIVEN_UP = "given-up"  # tried as long as it makes sense


@dataclass(frozen=True, slots=True)
class Copy:
    """One way in which somebody was told: `staff`, `group` or `outside`, or a chat that is nobody's any more."""

    standing: Standing
    staff: str | None = None
    group: str | None = None
    outside: str | None = None
    bot: str | None = None
    queued_at: datetime | None = None
    accepted_at: datetime | None = None
    seen_at: datetime | None = None
    seen_by: str | None = None
    why: Why | None = None
    detail: str = ""  # as the platform said it

    @property
    def who(self) -> tuple[str | None, ...]:
        """The same for all copies of one person, group or channel."""
        return self.staff, self.group, self.outside

    @property
    def late(self) -> timedelta | None:
        """From the queue to the platform."""
        return self.accepted_at - self.queued_at if self.accepted_at and self.queued_at else None

    @property
    def unseen(self) -> timedelta | None:
        """From the platform to the eye."""
        return self.seen_at - self.accepted_at if self.seen_at and self.accepted_at else None


def proof_of(told: Sequence[Told], entries: Sequence[Entry], directory: Directory) -> tuple[Copy, ...]:
    """Each copy, in the order in which they were sent; then people who could not be sent one at all."""
    by_chat: dict[tuple[str, int], list[Told]] = {}
    for one in told:
        by_chat.setdefault((one.bot, one.chat), []).append(one)
    sights = [entry for entry in entries if entry.kind == SEEN]
    copies = [_copy(_furthest(same), same[0].queued_at, sights, directory) for same in by_chat.values()]
    return (*copies, *_without_account(entries, directory))


def people_of(copies: Iterable[Copy], entries: Sequence[Entry]) -> tuple[Copy, ...]:
    """One for each person, group and channel: the copy that came furthest.

    Whoever did anything with the case since they were told has seen it, in whichever chat that was.
    """
    best: dict[tuple[str | None, ...], Copy] = {}
    for one in copies:
        copy = _by_deeds(one, entries)
        known = best.get(copy.who)
        if known is None or _RANK.index(copy.standing) > _RANK.index(known.standing):
            best[copy.who] = copy
    return tuple(best.values())


_LONG_AGO = datetime.min.replace(tzinfo=UTC)
_RANK = (Standing.FAILED, Standing.WAITING, Standing.DELIVERED, Standing.SEEN)


def _by_deeds(copy: Copy, entries: Sequence[Entry]) -> Copy:
    if copy.standing is Standing.SEEN or copy.staff is None:
        return copy
    since = copy.queued_at or _LONG_AGO
    deed = next((entry for entry in entries if entry.actor == copy.staff and entry.at >= since), None)
    return copy if deed is None else replace(copy, standing=Standing.SEEN, seen_at=deed.at, seen_by=deed.actor)


def _furthest(same: Sequence[Told]) -> Told:
    """Of several notices to one chat the first that arrived, else the newest: a card may be sent anew."""
    return next((one for one in same if one.state is NoticeState.SENT), same[-1])


def _copy(one: Told, queued_at: datetime, sights: Sequence[Entry], directory: Directory) -> Copy:
    group = directory.group_by_chat.get(one.chat)
    copy = Copy(
        _STANDING[one.state],
        one.staff,
        group.id if one.staff is None and group is not None else None,
        one.bot.removeprefix(OUTSIDE) if one.bot.startswith(OUTSIDE) else None,
        one.bot,
        queued_at,
        one.settled_at if one.state is NoticeState.SENT else None,
    )
    if copy.standing is Standing.FAILED:
        return replace(copy, why=reason(one.state, one.why, private=one.chat > 0), detail=one.why)
    seen = next((entry for entry in sights if _sees(entry, copy, queued_at)), None)
    if seen is None or copy.standing is not Standing.DELIVERED:
        return copy
    return replace(copy, standing=Standing.SEEN, seen_at=seen.at, seen_by=seen.actor)


_STANDING = {
    NoticeState.QUEUED: Standing.WAITING,
    NoticeState.SENDING: Standing.WAITING,
    NoticeState.SENT: Standing.DELIVERED,
    NoticeState.DEAD: Standing.FAILED,
    NoticeState.DROPPED: Standing.FAILED,
}


def _sees(entry: Entry, copy: Copy, since: datetime) -> bool:
    """Whether an entry says that this copy was seen."""
    if entry.at < since or entry.data.get("bot") != copy.bot:
        return False
    if copy.staff is not None:
        return entry.actor == copy.staff and "group" not in entry.data
    return copy.group is not None and entry.data.get("group") == copy.group


def _without_account(entries: Sequence[Entry], directory: Directory) -> Iterator[Copy]:
    named = [str(person) for entry in entries for person in entry.data.get("without_account", ())]
    for person in dict.fromkeys(named):
        known = directory.staff_by_id.get(person)
        if known is None or known.telegram is None:
            yield Copy(Standing.FAILED, staff=person, why=Why.NO_ACCOUNT)


def reason(state: NoticeState, why: str, *, private: bool) -> Why:
    """Why a notice was not delivered, from what was noted when it was given up."""
    words = why.lower()
    if state is NoticeState.DROPPED:
        return Why.LEFT
    if words.startswith(("given up", "not known to have arrived")):
        return Why.GIVEN_UP
    if not words.startswith("blocked"):
        return Why.REFUSED
    if private and ("initiate" in words or "not found" in words):
        return Why.NEVER_STARTED
    return Why.BLOCKED if private and "deactivated" not in words else Why.GONE
