"""A duty passes from one person to another: the roster says so, and everybody concerned is told."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from handlers.alerts.addressing import group_language
from handlers.alerts.cards import MARKS, clock_time, status_line
from handlers.bundling import brief
from handlers.cases import Case
from handlers.delivery import Lane, Notice
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span, plain
from handlers.people import Group, Staff
from handlers.rosters import Period
from handlers.rosters.watching import look_after
from handlers.shifts import Override
from handlers.taps import Tap
from playbooks.locale_format import clock
from playbooks.phrases import Phrases, phrases

CASES = 10  # in a note
_BEFORE = timedelta(microseconds=1)


def take_over(visit: Visit, group: Group, instead_of: Staff | None, stretch: Period) -> None:
    """Whoever taps is on duty for `stretch`; they get a note of what is open, the other and the chat are told."""
    _agree(visit, group, visit.staff, instead_of, stretch)
    visit.tell(duty_note(visit, group, visit.staff, stretch))
    _look_again(visit, group, visit.uow.now)  # so that nobody is told of it again
    if instead_of is not None:
        tell_privately(visit, instead_of, lambda say: plain(_taken(visit, group, stretch, say)))
    _tell_chat(visit, group, lambda say: plain(_taken(visit, group, stretch, say)))


def swap(visit: Visit, group: Group, asked_by: Staff, given: Period, returned: Period) -> None:
    """Whoever taps takes `given` from `asked_by`, who takes `returned` for it."""
    _agree(visit, group, visit.staff, asked_by, given)
    _agree(visit, group, asked_by, visit.staff, returned)
    _look_again(visit, group, visit.uow.now - _BEFORE)  # one of them may have begun

    def words(say: Phrases) -> Message:
        lines = [say("Shifts of {group} swapped:", group=group.name.text(say.language))]
        lines.append(f"{visit.staff.name}: {span_words(visit, given, say)}")
        lines.append(f"{asked_by.name}: {span_words(visit, returned, say)}")
        return plain("\n".join(lines))

    visit.tell(words(visit.say))
    tell_privately(visit, asked_by, words)
    _tell_chat(visit, group, words)


def ask(visit: Visit, whom: Staff, words: Callable[[Phrases], Message]) -> None:
    """Puts a question to `whom`; until they agree nothing changes, and whoever asked is told so."""
    tell_privately(visit, whom, words)
    visit.tell(visit.say("I have asked {name}. Until they agree it stays with you.", name=whom.name))


def duty_note(visit: Visit, group: Group, person: Staff, stretch: Period) -> Message:
    """You are on duty, until when, and the group's open cases with a button for each."""
    say = phrases(person.language)
    until = clock_time(stretch.until, visit.directory, visit.uow.now, say.language)
    name = group.name.text(say.language)
    cases = visit.uow.cases_of_group(group.id)
    head = say("You are on duty for {group} until {time}.", group=name, time=until)
    lines = [_case_line(visit, case, say) for case in cases[:CASES]]
    if len(cases) > CASES:
        lines.append(say("and {n} more", n=len(cases) - CASES))
    rows: list[Row] = [(Button(case.number, Tap("c", case.id, case.version, "show").data),) for case in cases[:CASES]]
    opened = say("Open cases:") if cases else say("No open cases.")
    return Message((Span(head, "bold"), Span("\n" + "\n".join([opened, *lines]))), tuple(rows))


def span_words(visit: Visit, stretch: Period, say: Phrases) -> str:
    """`15:00–23:00`, or with the day in front when it is not today."""
    directory = visit.directory
    begins = clock_time(stretch.since, directory, visit.uow.now, say.language)
    return f"{begins}–{clock(stretch.until, say.language, ZoneInfo(directory.timezone))}"


def _case_line(visit: Visit, case: Case, say: Phrases) -> str:
    edition = visit.uow.editions.by_digest(case.edition)
    title = edition.playbook.title.text(say.language) if edition else case.playbook
    status = status_line(case, visit.directory, visit.uow.now, say)
    return f"{MARKS[case.severity]} {case.number} · {case.headline or title}\n{status}"


def _agree(visit: Visit, group: Group, staff: Staff, instead_of: Staff | None, stretch: Period) -> None:
    other = instead_of.id if instead_of is not None else None
    since, until = stretch.since, stretch.until
    visit.uow.keep_override(Override(visit.uow.new_id(), group.id, staff.id, other, since, until, visit.staff.id))


def _look_again(visit: Visit, group: Group, told: datetime) -> None:
    visit.uow.set_timer(look_after(visit.directory, group, visit.uow.now, told))


def _taken(visit: Visit, group: Group, stretch: Period, say: Phrases) -> str:
    until = clock_time(stretch.until, visit.directory, visit.uow.now, say.language)
    name = group.name.text(say.language)
    return say("{name} has taken over {group} until {time}.", name=visit.staff.name, group=name, time=until)


def tell_privately(visit: Visit, person: Staff, words: Callable[[Phrases], Message], *, small: bool = False) -> None:
    """To somebody else who has an account, in their language; `small` news may come together with others."""
    if person.telegram is not None and person.active and person.id != visit.staff.id:
        _queue(visit, person.telegram, person.language, words, person.id, small=small)


def _tell_chat(visit: Visit, group: Group, words: Callable[[Phrases], Message]) -> None:
    if group.chat is not None:
        _queue(visit, group.chat, group_language(group, visit.directory), words, small=True)


def _queue(
    visit: Visit,
    chat: int,
    language: str,
    words: Callable[[Phrases], Message],
    staff: str | None = None,
    *,
    small: bool,
) -> None:
    bot = visit.house.staff_bot if staff is not None else visit.house.alert_bot
    message = words(phrases(language))
    lane, line = (Lane.ROUTINE, brief(message.text)) if small else (Lane.PROMPT, None)
    visit.uow.queue(Notice(visit.uow.new_id(), bot, chat, message, lane, staff=staff, language=language, brief=line))
