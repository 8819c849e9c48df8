"""`muster org import FILE`, `muster org check FILE`: the organisation."""

from __future__ import annotations

import asyncio
import sys
from pathlib import Path

import click

from bot.calendars.places import check_calendars
from bot.calendars.report import look_once
from bot.channels.terminal.showing import harmless
from bot.cli.failing import INPUT_IS_WRONG, said_in_one_line
from bot.cli.looking import the_database
from bot.clock import RealClock
from bot.config import load_settings
from bot.wiring import check_outside
from handlers.organisation import read_organisation
from handlers.people import Directory
from playbooks.yaml_file import read_yaml

_FILE = click.argument("file", type=click.Path(dir_okay=False, path_type=Path))


@click.group("org")
def command() -> None:
    """The organisation: its sites, staff, groups and routing."""


@command.command("check")
@_FILE
@click.option("--calendars", is_flag=True, help="Read the duty calendars that it names, and say what they say.")
def check(file: Path, calendars: bool) -> None:
    """Say what is wrong with FILE, by line; change nothing."""
    with said_in_one_line():
        directory = _read(file)
        click.echo(f"{file}: {_summary(directory)}")
        reports = asyncio.run(look_once(directory, load_settings().calendar, RealClock().now())) if calendars else ()
    for report in reports:
        for line in report.lines:
            click.echo(harmless(line))
    if not all(report.ok for report in reports):
        sys.exit(INPUT_IS_WRONG)


@command.command("import")
@_FILE
def import_(file: Path) -> None:
    """Make the organisation what FILE says. Repeatable; a file with a mistake changes nothing."""
    with said_in_one_line():
        directory = _read(file)
    with the_database(begins=True) as desk:
        check_outside(desk.settings, directory)
        check_calendars(desk.settings.calendar, directory)
        desk.store.import_organisation(directory)
    click.echo(f"imported {_summary(directory)}")


def _read(file: Path) -> Directory:
    return read_organisation(read_yaml(file))


def _summary(directory: Directory) -> str:
    people, groups, sites = len(directory.staff), len(directory.groups), len(directory.sites)
    return f"{directory.name}: {people} staff, {groups} groups, {sites} sites"
