"""`muster doctor`: what would keep an alert from reaching somebody."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

import click

from bot.calendars.places import check_calendars
from bot.channels.terminal.showing import harmless
from bot.cli.failing import INPUT_IS_WRONG
from bot.cli.looking import Desk, the_database
from bot.config import Settings, SettingsError
from bot.wiring import check_outside, make_outside
from handlers.cases import Case, Status
from handlers.deadlines import State
from handlers.desk.health.ailments import Reader, ailments, calendars, choices, failed, given_up, unmanned
from handlers.digests.gathering import overdue
from handlers.organisation import read_organisation
from handlers.people import Directory
from playbooks.loading import load_library
from playbooks.phrases import phrases
from playbooks.problems import Malformed
from playbooks.yaml_file import read_yaml
from storage import CaseFilter

READER = Reader(phrases("en"), by_id=True)
LATE = 10  # clocks that ran out
OPEN = 10_000  # cases that are looked at


@click.command()
def command() -> None:
    """Say what is misconfigured and who cannot be reached; exit 1 if there is anything."""
    with the_database() as desk:
        found = [*_settings(desk.settings), *_outside(desk), *_organisation(desk)]
        found += late_clocks(_open_cases(desk), desk.store.directory, desk.clock.now())
        advice = [*choices(desk.settings.enrolment == "open", desk.settings.duty_bot.token is None, READER)]
        advice += to_be_compared(desk.store.directory)
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


def _organisation(desk: Desk) -> Iterator[str]:
    directory, now = desk.store.directory, desk.clock.now()
    playbooks = [edition.playbook for edition in desk.store.editions.all_current()]
    yield from ailments(directory, playbooks, READER)
    yield from given_up(desk.store.given_up(), READER)
    yield from failed(desk.store.failed(), READER)
    yield from unmanned(directory, now, READER)
    yield from calendars(directory, now, READER)


def to_be_compared(directory: Directory) -> Iterator[str]:
    """The deadline packs in use whose own note says that somebody should look at the rule itself."""
    for pack in {choice.pack.id: choice.pack for choice in directory.deadlines}.values():
        if pack.note is not None:
            yield f"deadline pack {pack.id} ({pack.source}; reviewed {pack.reviewed}): {pack.note.text('en')}"


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
