"""What kind of case it is, how bad, where, who has it, and how it ended."""

from __future__ import annotations

from collections.abc import Iterator

from handlers.alerts.cards import kind_name, place_name, severity_name
from handlers.cases import Status
from handlers.incidents.words import about_words, grade_words, unmarked
from handlers.reports.paper import Cell, Facts, Section, Tone
from handlers.reports.record import Reading
from handlers.team import COMMANDER
from handlers.team_roles import role_name
from playbooks.locale_format import duration, series
from playbooks.model import Severity

_TONES: dict[Severity, Tone] = {Severity.CRITICAL: "bad", Severity.HIGH: "watch"}


def facts(reading: Reading) -> Section:
    """Labels and what they stand for; only what is known."""
    rows = (*_what(reading), *_who(reading), *_when(reading), *_ended(reading), *_related(reading))
    return Section("", (Facts(tuple(row for row in rows if row[1].text)),))


def _what(reading: Reading) -> Iterator[tuple[str, Cell]]:
    case, say = reading.case, reading.say
    # TRANSLATORS: Labels at the top of a case's report: complaint, incident or emergency; how bad; where.
    yield say("Kind"), Cell(kind_name(case.kind, say))
    yield say("Severity"), Cell(severity_name(case.severity, say), _TONES.get(case.severity, ""))
    risk = grade_words(case.grade, reading.directory.risk, reading.language) if case.grade is not None else ""
    yield say("Risk"), Cell(unmarked(risk))
    yield say("Category"), Cell(about_words(case.about, say))
    level = reading.playbook.level_by_id.get(case.level or "")
    yield say("Level"), Cell(level.name.text(reading.language) if level else "")
    place = place_name(case.place, case.site, reading.directory, reading.language)
    yield say("Place"), Cell(reading.text(place))
    yield say("State"), _state(reading)


def _state(reading: Reading) -> Cell:
    case, say = reading.case, reading.say
    return {
        # TRANSLATORS: How a case stands, in its report: nobody has taken it; somebody has; closed; a false alarm.
        Status.OPEN: Cell(say("Not taken yet"), "bad"),
        Status.ACKNOWLEDGED: Cell(say("Under way"), "watch"),
        Status.RESOLVED: Cell(say("Resolved"), "good"),
        Status.WITHDRAWN: Cell(say("Called off: a false alarm"), "muted"),
    }[case.status]


def _who(reading: Reading) -> Iterator[tuple[str, Cell]]:
    case, say, language = reading.case, reading.say, reading.language
    reporters = [reading.name(staff) for staff in (case.reporter, *case.also)]
    yield say("Reported by"), Cell(series(reporters, language))
    yield say("Taken by"), Cell(reading.name(case.acknowledged_by) if case.acknowledged_by else "")
    leader = case.team.commander
    yield role_name(reading.playbook, COMMANDER, say), Cell(reading.name(leader) if leader else "")
    by_id = reading.directory.group_by_id
    groups = [by_id[group].name.text(language) if group in by_id else group for group in case.groups]
    # TRANSLATORS: Label: the groups that have to deal with a case.
    yield say("Responsible"), Cell(series(groups, language))


def _when(reading: Reading) -> Iterator[tuple[str, Cell]]:
    case, say = reading.case, reading.say
    yield say("Reported at"), Cell(reading.date_and_time(case.opened_at))
    if case.acknowledged_at is not None:
        after = duration(case.acknowledged_at - case.opened_at, reading.language)
        # TRANSLATORS: When somebody took a case: “3 Nov 2026 14:02, after 5 minutes”.
        yield say("Taken at"), Cell(say("{time}, after {length}", time=_at(reading), length=after))
    ended = reading.ended
    if ended is not None:
        lasted = duration(ended - case.opened_at, reading.language)
        closed = say("{time}, after {length}", time=reading.date_and_time(ended), length=lasted)
        yield say("Closed at"), Cell(closed)


def _at(reading: Reading) -> str:
    assert reading.case.acknowledged_at is not None
    return reading.date_and_time(reading.case.acknowledged_at)


def _ended(reading: Reading) -> Iterator[tuple[str, Cell]]:
    ending, say = reading.case.ending, reading.say
    if ending is None:
        return
    resolution = reading.playbook.resolution
    known = resolution.outcome_by_id.get(ending.outcome) if resolution else None
    outcome = known.label.text(reading.language) if known else ending.outcome
    yield say("Outcome"), Cell("\n".join(part for part in (outcome, reading.text(ending.words)) if part))
    yield say("Reply to the customer"), Cell(reading.text(ending.reply))


def _related(reading: Reading) -> Iterator[tuple[str, Cell]]:
    case, say = reading.case, reading.say
    # TRANSLATORS: Labels before numbers of other cases: about the same matter; the one that this case is part of.
    yield say("The same matter"), Cell(series(case.linked, reading.language))
    yield say("Goes on as"), Cell(case.part_of or "")
