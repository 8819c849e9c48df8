"""What a set of answers makes of a case: how bad, where, in one line, and whose it is. Plain functions."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from types import MappingProxyType
from typing import Any
from zoneinfo import ZoneInfo

from handlers.engine import show_answer
from handlers.engine.answers import values_of
from handlers.engine.questions.base import named_if_bare, shortened
from handlers.engine.session import Frame
from handlers.given import Given
from handlers.incidents.category import About, guessed
from handlers.incidents.grade import Grade, by_answers, lifted
from handlers.people import Directory, RouteWhen
from playbooks.model import Level, Playbook, Question, Severity

HEADLINE = 120  # characters
_ORDER = tuple(Severity)
_NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Assessment:
    """`unknown_groups` were named by a playbook, but the organisation has none called so.

    `level`, `about` and `grade` are what the answers and the playbook's rules say, whatever somebody chose.
    """

    severity: Severity
    site: str | None
    place: dict[str, Any] | None
    headline: str
    groups: tuple[str, ...]
    unknown_groups: tuple[str, ...] = ()
    level: str | None = None
    about: About | None = None
    grade: Grade | None = None


def assess(
    playbook: Playbook,
    frame: Frame,
    directory: Directory,
    language: str,
    now: datetime,
    chosen: str | None = None,
    outcomes: Mapping[str, str] = _NOTHING,
) -> Assessment:
    """Reads severity, level, place, headline and groups off what a frame holds so far.

    `chosen` is the level that somebody set; without one it stands at the level that the rules say.  `outcomes`: how
    the steps of its checklist ended.
    """
    given = Given(playbook, values_of(frame), outcomes, now)
    facts = assess_given(given, frame.site, directory, language, chosen)
    return replace(facts, headline=facts.headline or shortened(frame.said, HEADLINE))


def assess_given(
    given: Given,
    site: str | None,
    directory: Directory,
    language: str,
    chosen: str | None = None,
    grade: Grade | None = None,
) -> Assessment:
    """The same, from bare answers; `site` is where it is known to be whatever is answered, `grade` what somebody
    graded it."""
    playbook, by_reporter = given.playbook, by_answers(given, directory.risk)
    severity = lifted(severity_of(given), grade or by_reporter, directory.risk)
    level = level_of(given, severity)
    given = replace(given, reached=playbook.levels_up_to(chosen or level))
    place = given.answers.get(playbook.place) if playbook.place else None
    site = site or site_of(place, directory)
    groups, unknown = groups_of(given, severity, site, directory, grade or by_reporter)
    headline = headline_of(playbook, given.answers, language, directory)
    return Assessment(severity, site, place, headline, groups, unknown, level, guessed(given), by_reporter)


def severity_of(given: Given) -> Severity:
    """The highest severity whose rule holds, at least the playbook's own."""
    held = (rule.severity for rule in given.playbook.severity_rules if given.holds(rule.when))
    return max((given.playbook.severity, *held), key=_ORDER.index)


def level_of(given: Given, severity: Severity) -> str | None:
    """The highest of the playbook's levels that holds; None without any."""
    held = (level.id for level in reversed(given.playbook.levels) if _is_reached(level, given, severity))
    return next(held, None)


def _is_reached(level: Level, given: Given, severity: Severity) -> bool:
    bad_enough = level.severity_at_least is None or at_least(severity, level.severity_at_least)
    return bad_enough and given.holds(level.when)


def at_least(severity: Severity, floor: str) -> bool:
    """Whether `severity` is `floor` or worse."""
    return _ORDER.index(severity) >= _ORDER.index(Severity(floor))


def site_of(place: Mapping[str, Any] | None, directory: Directory) -> str | None:
    """The site that a chosen place belongs to, if exactly one has it."""
    place_id = (place or {}).get("place")
    sites = [site.id for site in directory.sites if place_id and (site.id == place_id or site.place(place_id))]
    return sites[0] if len(sites) == 1 else None


def groups_of(
    given: Given, severity: Severity, site: str | None, directory: Directory, grade: Grade | None = None
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """The groups to tell, and those that are named but do not exist.

    The organisation's first matching route is taken; every route of the playbook that holds, and what each level that
    was reached and the grade notify, are added.
    """
    first = next((route for route in directory.routing if matches(route.when, given, severity, site)), None)
    named = list(first.notify) if first else []
    for extra in given.playbook.routing:
        if given.holds(extra.when):
            named += extra.notify
    for level in given.reached:
        named += given.playbook.level_by_id[level].notify
    risk = directory.risk.level(grade.level) if grade is not None else None
    named += risk.notify if risk is not None else ()
    unique = tuple(dict.fromkeys(named))
    known = tuple(group for group in unique if group in directory.group_by_id)
    return known, tuple(group for group in unique if group not in directory.group_by_id)


def matches(when: RouteWhen, given: Given, severity: Severity, site: str | None) -> bool:
    """Whether a case is as a route wants it; every field that is given must match."""
    return (
        (when.kind is None or when.kind == given.playbook.kind)
        and (not when.playbook or given.playbook.id in when.playbook)
        and (not when.site or site in when.site)
        and (when.severity_at_least is None or at_least(severity, when.severity_at_least))
        and given.holds(when.answers)
    )


def headline_of(playbook: Playbook, answers: Mapping[str, Any], language: str, directory: Directory) -> str:
    """One line of at most `HEADLINE` characters, from the answers that the playbook names; empty without any."""
    parts = [
        _headline_part(playbook.question_by_id[question], answers[question], language, directory)
        for question in playbook.headline
        if question in playbook.question_by_id and answers.get(question) is not None
    ]
    return one_line(" · ".join(part for part in parts if part))


def _headline_part(question: Question, value: Any, language: str, directory: Directory) -> str:
    shown = show_answer(question, value, language, directory, ZoneInfo(directory.timezone))
    return named_if_bare(question, shown, language)


def one_line(text: str) -> str:
    """`text` with line breaks and runs of blanks folded, cut with an ellipsis where it is too long for a card."""
    folded = " ".join(text.split())
    return folded if len(folded) <= HEADLINE else folded[: HEADLINE - 1].rstrip() + "…"
