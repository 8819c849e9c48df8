"""`muster check [PATH]`: what is wrong with playbooks, as lines an editor can jump to."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator
from datetime import date
from pathlib import Path

import click

from bot.clock import RealClock
from handlers.organisation import read_organisation
from handlers.organisation.deadlines import pack_files
from handlers.people import Directory
from playbooks.drill_lint import lint_scenario, lint_scenarios
from playbooks.drills import SCENARIOS, scenario_folder
from playbooks.lint import lint_files
from playbooks.loading import LIBRARY, load_library, playbook_files
from playbooks.model import Playbook
from playbooks.packs import PACKS, lint_pack, lint_packs
from playbooks.problems import Malformed, Problem, instead
from playbooks.yaml_file import Document, read_yaml


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--org",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="MUSTER_ORG",
    show_envvar=True,
    help="Organisation file: playbooks may only tell groups it names.",
)
def command(path: Path | None, org: Path | None) -> None:
    """Lint the playbook or the folder of playbooks at PATH (without it, the library and the
    deadline packs that come with Muster).

    Prints `file:line:column: what is wrong; what to do` and exits with 1 when there are errors; warnings are
    printed and pass.
    """
    problems: list[Problem] = []
    today = RealClock().now().date()
    groups: frozenset[str] | None = None
    if org is not None:
        try:
            document = read_yaml(org)
            directory = read_organisation(document)
            groups = frozenset(directory.group_by_id)
            problems += _unknown_playbooks(document, directory, path or LIBRARY)
            own = pack_files(document)
            problems += (p for file in own for p in lint_pack(file, directory.languages, today))
        except Malformed as malformed:
            problems += malformed.problems
    problems += _lint(path or LIBRARY, today, groups)
    if path is None:
        problems += lint_packs(PACKS, today)
    _report(problems)


def _lint(place: Path, today: date, groups: frozenset[str] | None) -> list[Problem]:
    """Playbooks and the scenarios of drills that play them; `place` may also be a folder of scenarios, or one."""
    folder = place if place.is_dir() else place.parent
    if folder.name == SCENARIOS.name:
        known = _playbooks_of(folder)
        return lint_scenarios(place, known, today) if place.is_dir() else lint_scenario(place, known, today)
    problems = lint_files(place, today, groups)
    scenarios = scenario_folder(place) if place.is_dir() else None
    return problems + lint_scenarios(scenarios, _by_id(place), today) if scenarios is not None else problems


def _playbooks_of(scenarios: Path) -> dict[str, Playbook]:
    """The playbooks that a folder of scenarios is in, or beside."""
    beside = scenarios.parent / LIBRARY.name
    return _by_id(beside if beside.is_dir() else scenarios.parent)


def _by_id(folder: Path) -> dict[str, Playbook]:
    return {edition.playbook.id: edition.playbook for edition in load_library(folder)}


def _unknown_playbooks(document: Document, directory: Directory, place: Path) -> Iterator[Problem]:
    """Routes for playbooks that are not there. One playbook alone is no library to judge by."""
    known = [file.stem for file in playbook_files(place)] if place.is_dir() else None
    named = [("routing", i, route.when) for i, route in enumerate(directory.routing)]
    named += [("deadlines", i, choice.when) for i, choice in enumerate(directory.deadlines)]
    for part, index, when in named:
        for name in when.playbook:
            if known is not None and name not in known:
                wrong = f"there is no playbook `{name}`"
                yield document.problem((part, index, "when", "playbook"), wrong, instead(name, known))


def _report(problems: Collection[Problem]) -> None:
    for problem in problems:
        click.echo(str(problem))
    if any(problem.level == "error" for problem in problems):
        sys.exit(1)
