"""`muster doctor`: what would keep an alert from reaching somebody."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.calendars.places import check_calendars, with_calendar
from bot.channels.terminal.showing import harmless
from bot.cli.failing import INPUT_IS_WRONG
from bot.cli.looking import Desk, the_database
from bot.config import Settings, SettingsError
from bot.wiring import check_outside, make_outside
from handlers.cases import Case, Status
from handlers.deadlines import State
from handlers.delivery import NoticeState
from handlers.desk.calendar_words import finding_lines, trouble_words
from handlers.desk.outside import bot_of
from handlers.digests.gathering import overdue
from handlers.organisation import read_organisation
from handlers.people import Directory, Role, RouteWhen
from handlers.rosters import gaps
from playbooks.loading import load_library
from playbooks.model import Playbook
from playbooks.phrases import phrases
from playbooks.problems import Malformed
from playbooks.yaml_file import read_yaml
from storage import CaseFilter

AHEAD = timedelta(days=7)  # for which gaps in rosters are told
SHOWN = 3  # gaps of one group
LATE = 10  # clocks that ran out
OPEN = 10_000  # cases that are looked at


@click.command()
def command() -> None:
    """Say what is misconfigured and who cannot be reached; exit 1 if there is anything."""
    with the_database() as desk:
        directory, playbooks = desk.store.directory, _playbooks(desk)
        found = [*_settings(desk.settings), *_outside(desk), *ailments(directory, playbooks), *_outbox(desk)]
        found += [*unmanned(directory, desk.clock.now()), *calendars(directory, desk.clock.now())]
        found += late_clocks(_open_cases(desk), directory, desk.clock.now())
        advice = list(_advice(desk.settings))
    for line in found:
        click.echo(harmless(line))
    if not found:
        click.echo("all is well")
    for line in advice:
        click.echo(f"to consider: {line}")
    if found:
        sys.exit(INPUT_IS_WRONG)


def _settings(settings: Settings) -> Iterator[str]:
    if settings.staff_bot.token is None:
        yield "MUSTER_STAFF_BOT__TOKEN is not set: `muster run` will not start"
    if settings.org is not None:
        yield from _organisation_file(settings.org)
    for problem in load_library(settings.playbooks).problems:
        yield f"MUSTER_PLAYBOOKS: {problem}"
    try:
        make_outside(settings)
    except SettingsError as error:
        yield str(error)


def _outside(desk: Desk) -> Iterator[str]:
    try:
        check_outside(desk.settings, desk.store.directory)
        check_calendars(desk.settings.calendar, desk.store.directory)
    except SettingsError as error:
        yield str(error)


def _organisation_file(file: Path) -> Iterator[str]:
    try:
        read_organisation(read_yaml(file))
    except Malformed as malformed:
        yield from (f"MUSTER_ORG: {problem}" for problem in malformed.problems)


def _advice(settings: Settings) -> Iterator[str]:
    """What is a choice, not a fault."""
    if settings.enrolment == "open":
        yield "MUSTER_ENROLMENT is open: whoever finds the bot is let in as staff; fine for a trial"
    if settings.duty_bot.token is None:
        yield "MUSTER_DUTY_BOT__TOKEN is not set: alerts share the staff bot's quota and its fate"


def _playbooks(desk: Desk) -> list[Playbook]:
    return [edition.playbook for edition in desk.store.editions.all_current()]


def _outbox(desk: Desk) -> Iterator[str]:
    dead = desk.store.outbox([NoticeState.DEAD], 1000)
    outside = {bot_of(name) for name in desk.settings.outside}
    alerts = sum(item.notice.critical or item.notice.bot in outside for item in dead)
    if alerts:
        yield f"{alerts} alerts could not be delivered: see `muster outbox`"


def ailments(directory: Directory, playbooks: list[Playbook]) -> Iterator[str]:
    """What is wrong with an organisation, one line each, worst first."""
    if not directory.staff:
        yield "nobody is on the list: import an organisation with `muster org import FILE`"
        return
    yield from _groups(directory)
    yield from _routing(directory, playbooks)
    yield from _people(directory)


def _groups(directory: Directory) -> Iterator[str]:
    for group in directory.groups:
        members = [directory.staff_by_id[m] for m in group.members if m in directory.staff_by_id]
        reachable = [p for p in members if p.active and p.reachable and p.telegram is not None]
        if group.chat is None and not reachable and not group.outside:
            yield f"group {group.id}: nobody can be reached; its alerts go nowhere"
        elif not any(person.active for person in members):
            yield f"group {group.id}: has no members, only a chat"
        elif group.chat is None:
            yield f"group {group.id}: has no chat; only its members are told, one by one"


def unmanned(directory: Directory, now: datetime) -> Iterator[str]:
    """When nobody is on duty for a group in the seven days from `now`, one line for each group."""
    zone = ZoneInfo(directory.timezone)
    for group in directory.groups:
        found = gaps(directory, group.id, now, now + AHEAD)
        if found:
            times = [
                f"{g.since.astimezone(zone):%a %d %b %H:%M} to {g.until.astimezone(zone):%a %H:%M}" for g in found
            ]
            more = f" and {len(times) - SHOWN} more times" if len(times) > SHOWN else ""
            yield f"group {group.id}: nobody is on duty {', '.join(times[:SHOWN])}{more}"


def _open_cases(desk: Desk) -> list[Case]:
    wanted = (CaseFilter(status=status) for status in (Status.OPEN, Status.ACKNOWLEDGED))
    return [case for some in wanted for case in desk.store.cases(some, OPEN)]


def late_clocks(cases: Iterable[Case], directory: Directory, now: datetime) -> Iterator[str]:
    """Clocks of open cases that ran out, the longest ago first, and how many more there are."""
    late = [(c.passed, case, c) for case in cases for c in overdue(case, directory, now) if c.passed is not None]
    for since, case, clock in sorted(late, key=lambda found: found[0])[:LATE]:
        there = since.astimezone(directory.calendar_of(case.site).zone)
        what = "legal limit missed" if clock.state is State.MISSED else "overdue"
        yield f"{case.number}: {clock.milestone.value}, {what} since {there:%a %d %b %H:%M}"
    if len(late) > LATE:
        yield f"{len(late) - LATE} more clocks ran out; see `muster cases --json`"


def calendars(directory: Directory, now: datetime) -> Iterator[str]:
    """Rosters that are calendars: those that cannot be read, or were not yet, and events that put nobody on duty."""
    say = phrases("en")
    for group in with_calendar(directory):
        assert group.roster is not None
        plan = group.roster.plan
        if plan.trouble is not None:
            yield f"group {group.id}: {' '.join(trouble_words(group, plan, directory, now, say).splitlines())}"
        elif plan.shifts is None:
            yield f"group {group.id}: its duty calendar was never read; `muster run` does, all the time"
        for line in finding_lines(plan.findings, directory, now, say):
            yield f"group {group.id}, duty calendar: {line}"


def _routing(directory: Directory, playbooks: list[Playbook]) -> Iterator[str]:
    if not any(route.when == RouteWhen() for route in directory.routing):
        yield "routing: not every case is routed; add a last route without `when`"
    managers = [p for p in directory.staff if p.role in (Role.DUTY_MANAGER, Role.ADMIN) and p.active]
    if not any(p.telegram is not None for p in managers):
        yield "no duty manager or admin has an account: a case without a group would reach nobody"
    for playbook in playbooks:
        for group in sorted({name for route in playbook.routing for name in route.notify}):
            if group not in directory.group_by_id:
                yield f"playbook {playbook.id}: tells group {group}, which the organisation does not have"


def _people(directory: Directory) -> Iterator[str]:
    for person in directory.staff:
        duty = _duty(person.id, directory)
        if person.active and person.telegram is None:
            yield f"{person.id}: has no account{duty}; send them a link (`muster invite --staff {person.id}`)"
        elif person.active and not person.reachable:
            yield f"{person.id}: blocked or never started the bot{duty}; ask them to open it and send /start"


def _duty(staff: str, directory: Directory) -> str:
    groups = [group.id for group in directory.groups if staff in group.members]
    return f", but is to be told as one of {', '.join(groups)}" if groups else ""
