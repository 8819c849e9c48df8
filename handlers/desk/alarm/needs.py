"""What an emergency lacks, asked of everybody with a button: a role that nobody has, somebody who must be told."""

from __future__ import annotations

from collections.abc import Iterable

from handlers.cases import Case
from handlers.desk.cases.news import News
from handlers.desk.team.teamwork import case_button, tell_team
from handlers.desk.visit import Visit
from handlers.messages import Row
from handlers.team import COMMANDER, missing
from handlers.team_roles import needed_roles, role_name, roles_of
from playbooks.locale_format import series
from playbooks.model import Playbook, Report
from playbooks.phrases import Phrases

WIDE = 30  # characters of a report that a button shows


def ask_for_missing(visit: Visit, case: Case, playbook: Playbook, roles: Iterable[str]) -> None:
    """Asks for somebody for each of these roles that nobody has."""
    lacking = missing(case.team, roles)
    if lacking:
        tell_team(visit, case, missing_news(case, playbook, lacking))


def missing_news(case: Case, playbook: Playbook, lacking: tuple[str, ...]) -> News:
    """“Nobody is in charge”, or which other roles are free, with buttons that take them."""

    def words(say: Phrases) -> str:
        return "\n".join(_lines(case, playbook, lacking, say))

    def rows(say: Phrases) -> tuple[Row, ...]:
        return take_buttons(case, playbook, lacking, say)

    return News(words, rows=rows)


def _lines(case: Case, playbook: Playbook, lacking: tuple[str, ...], say: Phrases) -> list[str]:
    lines = [say("Nobody is in charge of {number}.", number=case.number)] if COMMANDER in lacking else []
    others = [role_name(playbook, role, say) for role in lacking if role != COMMANDER]
    if others:
        # TRANSLATORS: {roles} are roles that nobody has yet, as in “E-… needs: Caller”.
        lines.append(say("{number} needs: {roles}", number=case.number, roles=series(others, say.language)))
    return lines


def take_buttons(case: Case, playbook: Playbook, lacking: tuple[str, ...], say: Phrases) -> tuple[Row, ...]:
    """A button for each role that can be taken."""
    known = roles_of(playbook)
    rows: list[Row] = []
    for role in (role for role in lacking if role in known):
        # TRANSLATORS: Button that takes a role: “I take: Caller”.
        label = say("I take: {role}", role=role_name(playbook, role, say))
        label = say("I take command") if role == COMMANDER else label
        rows.append((case_button(case, label, f"take={known.index(role)}", "primary"),))
    return tuple(rows)


def level_reached(visit: Visit, before: Case, after: Case, playbook: Playbook) -> None:
    """A higher level needs more people, and somebody above or outside to be told: everybody hears what."""
    fresh = [one for one in playbook.levels_up_to(after.level) if one not in playbook.levels_up_to(before.level)]
    lower = set(needed_roles(playbook, before.level))
    lacking = tuple(role for role in missing(after.team, needed_roles(playbook, after.level)) if role not in lower)
    reports = [report for one in fresh for report in playbook.level_by_id[one].reports]
    if not lacking and not reports:
        return

    def words(say: Phrases) -> str:
        told = [report_line(report, say) for report in reports]
        return "\n".join([*_lines(after, playbook, lacking, say), *told])

    def rows(say: Phrases) -> tuple[Row, ...]:
        return (*take_buttons(after, playbook, lacking, say), *report_buttons(after, playbook, reports, say))

    tell_team(visit, after, News(words, rows=rows))


def report_line(report: Report, say: Phrases) -> str:
    """Who must be told, and how soon."""
    text = report.text.text(say.language)
    if report.within is None:
        # TRANSLATORS: {whom} is who above or outside must be told, with their number.
        return say("To be told: {whom}", whom=text)
    minutes = int(report.within.total_seconds() // 60)
    return say("To be told within {n} min: {whom}", n=minutes, whom=text)


def report_buttons(case: Case, playbook: Playbook, reports: Iterable[Report], say: Phrases) -> tuple[Row, ...]:
    """A button for each that says it is done."""
    known = [report.id for level in playbook.levels for report in level.reports]
    rows: list[Row] = []
    for report in reports:
        whom = report.text.text(say.language)
        whom = whom if len(whom) <= WIDE else whom[: WIDE - 1].rstrip() + "…"
        # TRANSLATORS: Button: I have told them.
        rows.append((case_button(case, say("✓ Told: {whom}", whom=whom), f"told={known.index(report.id)}"),))
    return tuple(rows)
