"""/duty: who is on duty in the groups that are told, who comes next, and buttons to change it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from handlers.alerts.cards import clock_time
from handlers.desk.duty.calendar_words import since_words
from handlers.desk.health.testing import test_row
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span
from handlers.people import Directory, Group, Staff
from handlers.rights import may_see_open, may_stand_in
from handlers.rosters import AHEAD, Period, next_on_duty, period_at
from handlers.taps import MINE, Tap, mark
from playbooks.locale_format import series, sign
from playbooks.phrases import Phrases, phrases

MINUTE = timedelta(minutes=1)
_EPOCH = datetime.fromisoformat("1970-01-01T00:00+00:00")


def show_duty(visit: Visit, argument: str) -> None:
    """Every group with who is on duty; buttons for those the person stands in for."""
    message = duty_list(visit.directory, visit.staff.language, visit.uow.now)
    mine = [g for g in visit.directory.groups if g.roster is not None and may_stand_in(visit.staff, g)]
    rows = tuple(row for group in mine for row in _buttons(visit, group, several=len(mine) > 1))
    visit.tell(Message(message.spans, (*rows, *_open_row(visit), test_row(visit))))


def _open_row(visit: Visit) -> tuple[Row, ...]:
    """What is open, for those to whom it is."""
    if not any(may_see_open(visit.staff, group) for group in visit.directory.groups):
        return ()
    # TRANSLATORS: Button: a list of all cases that are not closed.
    return ((Button(visit.say("What is open"), Tap("g", MINE, 0, "show").data),),)


def duty_list(directory: Directory, language: str, now: datetime) -> Message:
    """The groups and who is on duty for them at `now`, for a reader of `language`."""
    say = phrases(language)
    spans = [Span(say("Who is told:"), "bold")]
    for group in directory.groups:
        if group.roster is None:
            spans.append(Span(f"\n{group.name.text(language)}{sign(': ', language)}", "bold"))
            spans.append(Span(_members(group, directory, say)))
        else:
            spans.append(Span(f"\n{group.name.text(language)}", "bold"))
            spans.extend(Span("\n" + line) for line in _roster_lines(directory, group, now, say))
    return Message(tuple(spans)) if directory.groups else Message((Span(say("No groups have been set up yet.")),))


def duty_button(group: Group, at: datetime, action: str, label: str) -> Row:
    """A button about the duty of `group` at `at`, in whole minutes (rounded up)."""
    return (Button(label, Tap("d", mark(group.id), minute_of(at), action).data),)


def minute_of(at: datetime) -> int:
    """`at` in minutes since 1970, rounded up: a shift that begins then has begun."""
    return -((_EPOCH - at) // MINUTE)


def moment_of(minute: int) -> datetime:
    """The moment that `minute_of` wrote."""
    return _EPOCH + minute * MINUTE


def names_of(people: Sequence[Staff], say: Phrases) -> str:
    """Names in a row, with a mark on whoever cannot be reached."""
    return series([_name(person, say) for person in people], say.language)


def _members(group: Group, directory: Directory, say: Phrases) -> str:
    people = (directory.staff_by_id.get(member) for member in group.members)
    return names_of([p for p in people if p is not None and p.active], say) or say("nobody yet")


def _roster_lines(directory: Directory, group: Group, now: datetime, say: Phrases) -> Iterator[str]:
    current, then = period_at(directory, group.id, now), next_on_duty(directory, group.id, now)
    if current is not None:
        yield _now_line(directory, current, now, say)
    if then is not None:
        time = clock_time(then.since, directory, now, say.language)
        # TRANSLATORS: Who comes on duty next; {time} is “15:00” or “3 Nov 07:00”.
        yield say("From {time}: {names}", time=time, names=names_of(then.staff, say))
    plan = group.roster.plan if group.roster is not None else None
    if plan is not None and plan.failing_since is not None:
        yield "⚠️ " + since_words(group, plan.failing_since, directory, now, say)


def _now_line(directory: Directory, current: Period, now: datetime, say: Phrases) -> str:
    names = names_of(current.staff, say)
    if current.until >= now + AHEAD:
        return say("On duty: {names}", names=names) if names else say("Nobody is on duty.")
    time = clock_time(current.until, directory, now, say.language)
    if not names:
        return say("Nobody is on duty until {time}.", time=time)
    return say("On duty until {time}: {names}", time=time, names=names)


def _buttons(visit: Visit, group: Group, several: bool) -> Iterator[Row]:
    """With `several` groups each button says which it is about."""
    say, now = visit.say, visit.uow.now
    which = f" · {group.name.text(say.language)}" if several else ""
    current = period_at(visit.directory, group.id, now)
    on = current.staff if current is not None else ()
    if visit.staff.id in {person.id for person in on}:
        yield duty_button(group, now, "give", say("Hand over") + which)
    else:
        for person in on:
            label = say("Take over from {name}", name=person.name)
            yield duty_button(group, now, f"take={mark(person.id)}", label + which)
        if not on:
            yield duty_button(group, now, "take", say("Take over") + which)
    yield duty_button(group, now, "swap", say("Swap a shift") + which)


def _name(person: Staff, say: Phrases) -> str:
    """Whoever has no account, or blocked us, is on the list and is told of nothing: that must be seen."""
    told = person.telegram is not None and person.reachable
    return person.name if told else say("{name} (cannot be reached)", name=person.name)
