"""`muster check [PATH]`: what is wrong with playbooks, as lines an editor can jump to."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

import click

from bot.clock import RealClock
from playbooks.lint import lint_files
from playbooks.loading import LIBRARY, Malformed, Problem, read_yaml


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--org",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Organisation file: playbooks may only tell groups it names.",
)
def command(path: Path | None, org: Path | None) -> None:
    """Lint the playbook or the folder of playbooks at PATH (without it, the library that comes with Muster).

    Prints `file:line:column: what is wrong; what to do` and exits with 1 when there are errors; warnings are
    printed and pass.
    """
    place = path or LIBRARY
    problems: list[Problem] = []
    groups: frozenset[str] | None = None
    if org is not None:
        try:
            groups = groups_of(org)
        except Malformed as malformed:
            problems += malformed.problems
    problems += lint_files(place, RealClock().now().date(), groups)
    _report(problems)


def groups_of(org: Path) -> frozenset[str]:
    """The ids of the groups that an organisation file names. Raises Malformed."""
    document = read_yaml(org)
    groups = document.data.get("groups", []) if isinstance(document.data, dict) else []
    return frozenset(str(group["id"]) for group in groups if isinstance(group, dict) and "id" in group)


def _report(problems: Iterable[Problem]) -> None:
    errors = 0
    for problem in problems:
        click.echo(str(problem))
        errors += problem.level == "error"
    if errors:
        sys.exit(1)
