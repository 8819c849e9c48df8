"""A case's clocks in words: when a reply is due, and how the clock stands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from handlers.cases import Case, Entry, Status
from handlers.deadlines import Calendar, Deadline, State, clocks
from handlers.people import Directory
from playbooks.locale_format import clock, labelled, sign, weekday
from playbooks.model.deadlines import Milestone
from playbooks.phrases import Phrases

_CLOSED = (Status.RESOLVED, Status.WITHDRAWN)


def is_closed(case: Case) -> bool:
    """Whether every clock of the case has come to its end."""
    return case.status in _CLOSED


def closed_at(case: Case, entries: Sequence[Entry]) -> datetime | None:
    """When the case was closed, if it is."""
    closing = (entry.at for entry in reversed(entries) if entry.kind in ("resolved", "withdrawn"))
    return next(closing, None) if is_closed(case) else None


def deadlines_of(
    case: Case, directory: Directory, now: datetime, closed: datetime | None = None
) -> tuple[Deadline, ...]:
    """The clocks of a case; none if it was promised nothing. `closed`: when it was, if it is."""
    if case.terms is None:
        return ()
    calendar = directory.calendar_of(case.site)
    return clocks(case.terms, case.opened_at, calendar, now, _met(case, closed))


def _met(case: Case, closed: datetime | None) -> Mapping[Milestone, datetime]:
    met = dict(case.terms.met) if case.terms else {}
    if case.acknowledged_at is not None:
        met[Milestone.ACKNOWLEDGE] = case.acknowledged_at
    return met if closed is None else dict.fromkeys(Milestone, closed) | met


def clock_lines(
    case: Case, directory: Directory, now: datetime, say: Phrases, closed: datetime | None = None
) -> list[str]:
    """One line for each clock, and one for a pause."""
    calendar = directory.calendar_of(case.site)
    lines = [clock_line(found, calendar, now, say) for found in deadlines_of(case, directory, now, closed)]
    pause = case.terms.paused if case.terms else None
    if pause is not None and closed is None:
        lines.append(say("Clock stopped: {reason}", reason=reason_words(pause.reason, say)))
    return lines


def next_line(case: Case, directory: Directory, now: datetime, say: Phrases) -> str | None:
    """The clock that runs out first, in one line."""
    waiting = [found for found in deadlines_of(case, directory, now) if found.waits]
    first = min(waiting, key=lambda found: found.due, default=None)
    return clock_line(first, directory.calendar_of(case.site), now, say) if first else None


def clock_line(deadline: Deadline, calendar: Calendar, now: datetime, say: Phrases) -> str:
    """`Final reply: due Tue 3 Dec; legal limit Fri 6 Dec`."""
    return labelled(deadline.name.text(say.language), _stands(deadline, calendar, now, say), say.language)


def _stands(deadline: Deadline, calendar: Calendar, now: datetime, say: Phrases) -> str:
    if not deadline.waits:
        # TRANSLATORS: After the name of a reply that was owed: “Final reply: given”.
        return say("given") if deadline.state is State.MET else say("given, but late")
    parts = [_own(deadline, calendar, now, say)] if deadline.house else []
    if deadline.legal is not None:
        when = day_words(deadline.legal, calendar, now, say)
        passed = deadline.state is State.MISSED
        parts.append(say("legal limit passed {when}", when=when) if passed else say("legal limit {when}", when=when))
    return sign("; ", say.language).join(parts)


def _own(deadline: Deadline, calendar: Calendar, now: datetime, say: Phrases) -> str:
    assert deadline.house is not None
    when = day_words(deadline.house, calendar, now, say)
    if deadline.paused and now < deadline.house:
        # TRANSLATORS: Instead of the day on which a reply is due: its clock was stopped for a while.
        return say("clock stopped")
    # TRANSLATORS: After the name of a reply that is owed: “Final reply: due Tue 3 Dec”.
    return say("overdue since {when}", when=when) if now >= deadline.house else say("due {when}", when=when)


def day_words(due: datetime, calendar: Calendar, now: datetime, say: Phrases) -> str:
    """The day with whose end something is due; with the time where it is not the day's end."""
    last = (due - timedelta(microseconds=1)).astimezone(calendar.zone)
    shown = weekday(last, say.language, now.astimezone(calendar.zone))
    if calendar.end_of(last.date()) == due:
        return shown
    return f"{shown} {clock(due, say.language, calendar.zone)}"


def reason_words(reason: str, say: Phrases) -> str:
    """Why a clock was stopped."""
    return {
        "complainant": say("The complainant must answer first"),
        "authority": say("Another authority has to decide"),
        "agreed": say("Agreed with the complainant"),
    }.get(reason, reason)
