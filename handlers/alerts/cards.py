"""The alert card: one case at a glance, and what can be done with one tap."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers.alerts.ending_words import ending_lines
from handlers.cases import Case, Status
from handlers.escalation.targets import unmanned
from handlers.incidents.words import about_line, grade_line
from handlers.messages import Button, ButtonStyle, Message, Row, Span
from handlers.people import Directory
from handlers.taps import Tap
from handlers.team import COMMANDER
from handlers.team_roles import role_name
from playbooks.locale_format import clock, day, labelled, series, sign
from playbooks.model import Kind, Playbook, Severity
from playbooks.phrases import Phrases, phrases

MARKS = {Severity.LOW: "⚪", Severity.NORMAL: "🟡", Severity.HIGH: "🟠", Severity.CRITICAL: "🔴"}


@dataclass(frozen=True, slots=True)
class Progress:
    """How far an emergency's checklist is."""

    done: int
    total: int


def card(
    case: Case,
    playbook: Playbook,
    directory: Directory,
    language: str,
    now: datetime,
    progress: Progress | None = None,
    coming: str | None = None,
) -> Message:
    """The card for a reader of `language`, as the case stands at `now`; `coming` says what happens next."""
    say = phrases(language)
    head = f"{MARKS[case.severity]} {case.number} · {playbook.title.text(language)}"
    lines = _what_and_where(case, playbook, directory, say)
    lines += [line for line in (grade_line(case.grade, directory.risk, say), about_line(case.about, say)) if line]
    lines.append(_reported(case, directory, now, say))
    if case.linked:
        lines.append(say("The same matter: {numbers}", numbers=series(case.linked, language)))
    lines += _team(case, playbook, directory, say)
    lines += _stood_down(case, directory, now, say)
    lines += ending_lines(case, playbook, say)
    if progress is not None and progress.total:
        lines.append(say("Checklist: {done} of {total}", done=progress.done, total=progress.total))
    lines += _nobody_on_duty(case, directory, language, now, say)
    body = "\n" + "\n".join(lines) + "\n"
    spans = [Span(head, "bold"), Span(body), Span(status_line(case, directory, now, say), "bold")]
    spans += [Span(f"\n{coming}")] if coming else []
    return Message(tuple(spans), (*rows(case, say), *_way_in(case, progress, say)))


def _what_and_where(case: Case, playbook: Playbook, directory: Directory, say: Phrases) -> list[str]:
    """A locked phone shows the first lines of an alert only: in an emergency they say where to go."""
    what = [f"{kind_name(case.kind, say)} · {severity_name(case.severity, say)}", *_level(case, playbook, say)]
    where = [*_where(case, directory, say), *([case.headline] if case.headline else [])]
    return [*where, *what] if case.kind is Kind.EMERGENCY else [*what, *where]


def _stood_down(case: Case, directory: Directory, now: datetime, say: Phrases) -> list[str]:
    if case.stood_down is None:
        return []
    when = clock_time(case.stood_down.at, directory, now, say.language)
    # TRANSLATORS: On an emergency’s card: the danger is over, and what is left is to clean up and look back.
    return ["✅ " + say("Response over {time} ({name})", time=when, name=name_of(case.stood_down.by, directory))]


def _nobody_on_duty(case: Case, directory: Directory, language: str, now: datetime, say: Phrases) -> list[str]:
    """Why it goes on to others sooner: nobody who ought to take it is there."""
    if case.status is not Status.OPEN:
        return []
    groups = unmanned(case, directory, now)
    return [say("Nobody is on duty for {group} now.", group=group.name.text(language)) for group in groups]


def _way_in(case: Case, progress: Progress | None, say: Phrases) -> tuple[Row, ...]:
    """Where there is something to work on, a way to take part."""
    if progress is None or not progress.total or case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        return ()
    # TRANSLATORS: Button: take part, and get the checklist as a message of my own.
    return ((Button("☑ " + say("My checklist"), Tap("c", case.id, 0, "k.j").data),),)


def rows(case: Case, say: Phrases) -> tuple[Row, ...]:
    """What can be done with the case now."""
    details = _button(case, say("Details"), "show")
    # TRANSLATORS: Button on an alert, for managers: give the case to somebody by name.
    assign = _button(case, say("Assign"), "assign")
    if case.status is Status.OPEN:
        # TRANSLATORS: Button on an alert: “I have seen it and it is mine now”. “Taken” in other texts is this.
        take = _button(case, say("Acknowledge"), "ack", "primary")
        # TRANSLATORS: Button on an alert: do not wait, ask the next people now to take it.
        return ((take, details), (_button(case, say("Call more people"), "more"), assign))
    if case.status is Status.ACKNOWLEDGED:
        # TRANSLATORS: Button on a case that somebody took: nothing is left to do, close it.
        close = _button(case, say("Resolve"), "done", "success")
        # TRANSLATORS: Button on a case that somebody took: I cannot go on, others should take it.
        back = _button(case, say("Give back"), "back")
        # TRANSLATORS: Button on a case that somebody took: others should come as well.
        return ((close, details), (_button(case, say("Need help"), "help"), back), (assign,))
    return ((details,),)


def _button(case: Case, label: str, action: str, style: ButtonStyle = "plain") -> Button:
    return Button(label, Tap("c", case.id, case.version, action).data, style)


def status_line(case: Case, directory: Directory, now: datetime, say: Phrases) -> str:
    """Who has it, since when."""
    if case.status is Status.WITHDRAWN:
        if case.part_of is not None:
            return say("Goes on as {number}", number=case.part_of)
        # TRANSLATORS: The last line of a case: it was a false alarm.
        return say("Called off: a false alarm")
    if case.status is Status.RESOLVED:
        return say("Resolved")
    if case.acknowledged_by is None or case.acknowledged_at is None:
        return _not_taken(case, directory, now, say)
    when = clock_time(case.acknowledged_at, directory, now, say.language)
    # TRANSLATORS: {time} is “14:02”, or “3 Nov 14:02” on another day.
    return say("Taken by {name} {time}", name=name_of(case.acknowledged_by, directory), time=when)


def _not_taken(case: Case, directory: Directory, now: datetime, say: Phrases) -> str:
    escalation = case.escalation
    if escalation is None or escalation.asked_at is None:
        return say("Not taken yet")
    if escalation.over:
        return say("Nobody has taken it, though everybody was asked")
    when = clock_time(escalation.asked_at, directory, now, say.language)
    # TRANSLATORS: {time} is “14:02”: when people were last asked to take it.
    return say("Not taken yet, asked again {time}", time=when)


def place_name(place: Mapping[str, Any] | None, site: str | None, directory: Directory, language: str) -> str:
    """Where it is, in words: site and place, coordinates, or what the reporter wrote."""
    here = directory.site_by_id.get(site or "")
    found = here.place((place or {}).get("place", "")) if here else None
    names = [part.name.text(language) for part in (here, found) if part is not None]
    if place and "latitude" in place:
        names.append(f"{place['latitude']:.5f}, {place['longitude']:.5f}")
    if place and "text" in place:
        names.append(" ".join(str(place["text"]).split()))
    return sign(", ", language).join(names)


def name_of(staff: str | None, directory: Directory) -> str:
    """What somebody is called; their id if the directory does not know them (any more)."""
    person = directory.staff_by_id.get(staff or "")
    return person.name if person else staff or "Muster"


def clock_time(moment: datetime, directory: Directory, now: datetime, language: str) -> str:
    """`14:02` on the organisation's clocks, with the date in front when that is not today."""
    timezone = ZoneInfo(directory.timezone)
    there, here = moment.astimezone(timezone), now.astimezone(timezone)
    time = clock(there, language, timezone)
    return time if there.date() == here.date() else f"{day(there, language, here)} {time}"


def kind_name(kind: Kind, say: Phrases) -> str:
    """The word for a kind of case."""
    return {
        Kind.COMPLAINT: say("Complaint"),
        # TRANSLATORS: A kind of case: something went wrong or somebody was hurt, but no danger now.
        Kind.INCIDENT: say("Incident"),
        Kind.EMERGENCY: say("Emergency"),
    }[kind]


def severity_name(severity: Severity, say: Phrases) -> str:
    """The word for how bad it is."""
    return {
        # TRANSLATORS: How bad a case is; stands alone, as in “Complaint · Low”.
        Severity.LOW: say("Low"),
        Severity.NORMAL: say("Normal"),
        Severity.HIGH: say("High"),
        Severity.CRITICAL: say("Critical"),
    }[severity]


def _level(case: Case, playbook: Playbook, say: Phrases) -> list[str]:
    level = playbook.level_by_id.get(case.level or "")
    # TRANSLATORS: How far an emergency has grown, by the plan's own names: “Level: Orange”.
    return [say("Level: {level}", level=level.name.text(say.language))] if level else []


def _team(case: Case, playbook: Playbook, directory: Directory, say: Phrases) -> list[str]:
    if case.team.commander is None:
        return []
    return [labelled(role_name(playbook, COMMANDER, say), name_of(case.team.commander, directory), say.language)]


def _where(case: Case, directory: Directory, say: Phrases) -> list[str]:
    place = place_name(case.place, case.site, directory, say.language)
    if not place:
        return []
    if case.place and "last" in case.place:
        # TRANSLATORS: Nobody has said yet where the emergency is; this is where its reporter was a short while ago.
        return [say("Where: not said yet. Last known place: {place}", place=place)]
    return [say("Where: {place}", place=place)]


def _reported(case: Case, directory: Directory, now: datetime, say: Phrases) -> str:
    name, when = name_of(case.reporter, directory), clock_time(case.opened_at, directory, now, say.language)
    if case.also:
        others = series([name_of(who, directory) for who in case.also], say.language)
        # TRANSLATORS: {others} are people who reported the same a little later.
        return say("Reported by {name} {time}, then by {others}", name=name, time=when, others=others)
    return say("Reported by {name} {time}", name=name, time=when)
