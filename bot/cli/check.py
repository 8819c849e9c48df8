"""`muster check [PATH]`: what is wrong with playbooks and the organisation, as lines an editor can jump to."""

from __future__ import annotations

import sys
from collections.abc import Collection
from datetime import date
from pathlib import Path

import click

from bot.channels.terminal.showing import harmless
from bot.checking.organisation import Organisation, is_organisation, lint_together
from bot.checking.playbooks import lint_place
from bot.cli.failing import said_in_one_line
from bot.clock import RealClock
from bot.config import Settings, load_settings
from playbooks.packs import PACKS, lint_packs
from playbooks.problems import Malformed, Problem


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--org",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Organisation file to judge by; without it, the one in MUSTER_ORG.",
)
def command(path: Path | None, org: Path | None) -> None:
    """Lint the playbook, the folder of playbooks or the organisation file at PATH.

    Without PATH: the configured playbooks (those that come with Muster, unless MUSTER_PLAYBOOKS names others), the
    configured organisation (MUSTER_ORG), the deadline packs, and whether all of them fit together.

    Prints `file:line:column: what is wrong; what to do` and exits with 1 when there are errors; warnings are
    printed and pass.
    """
    with said_in_one_line():
        settings = load_settings()
    today = RealClock().now().date()
    if path is not None and is_organisation(path):
        _report(_check_organisation(path, settings.playbooks, today))
    else:
        _report(_check_playbooks(path, org or settings.org, settings, today))


def _check_playbooks(path: Path | None, org: Path | None, settings: Settings, today: date) -> list[Problem]:
    place, organisation = path or settings.playbooks, None
    problems: list[Problem] = []
    try:
        organisation = Organisation.read(org) if org is not None else None
    except Malformed as malformed:
        problems += malformed.problems
    problems += lint_place(place, today, organisation.groups if organisation is not None else None)
    if organisation is not None:
        problems += lint_together(organisation, place, today)
    if path is None:
        problems += lint_packs(PACKS, today)
    return problems


def _check_organisation(file: Path, place: Path, today: date) -> list[Problem]:
    """The file, and what of it does not fit the configured playbooks; what is wrong with those is not said."""
    try:
        return list(lint_together(Organisation.read(file), place, today))
    except Malformed as malformed:
        return list(malformed.problems)


def _report(problems: Collection[Problem]) -> None:
    for problem in dict.fromkeys(problems):
        click.echo(harmless(str(problem)))
    if any(problem.level == "error" for problem in problems):
        sys.exit(1)
