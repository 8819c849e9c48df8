"""`muster publish [PATH]`: new editions of what changed."""

from __future__ import annotations

import getpass
import sys
from collections.abc import Collection, Sequence
from pathlib import Path

import click

from bot.channels.terminal.showing import harmless
from bot.cli.failing import INPUT_IS_WRONG
from bot.cli.looking import Desk, the_database
from bot.cli.wording import print_json
from bot.publishing.history import show_history
from bot.publishing.proposal import Change, changes
from bot.publishing.standing import show_standing
from handlers.publications import Publication, Release, Way
from playbooks.edition import Edition
from playbooks.lint import lint_library
from playbooks.loading import read_library
from playbooks.problems import instead
from storage import Store

NAME = 60  # characters of who published


@click.command()
@click.argument("path", required=False, type=click.Path(exists=True, path_type=Path))
@click.option("--withdraw", "withdrawn", metavar="PLAYBOOK", multiple=True, help="Offer it no longer; repeatable.")
@click.option("--anyway", is_flag=True, help="Also when conversations in flight hold what `map` does not know.")
@click.option("--dry-run", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--by", metavar="NAME", help="Who publishes; without it, the name you are logged in with.")
@click.option("--status", "standing", is_flag=True, help="Publish nothing; say who has read what is new, by group.")
@click.option("--history", is_flag=True, help="Publish nothing; say what was published, when and by whom.")
@click.option("--json", "as_json", is_flag=True, help="A JSON object, for scripts.")
def command(
    path: Path | None,
    withdrawn: tuple[str, ...],
    anyway: bool,
    dry_run: bool,
    by: str | None,
    standing: bool,
    history: bool,
    as_json: bool,
) -> None:
    """Publish the playbook or the folder of playbooks at PATH (without it, the folder in MUSTER_PLAYBOOKS).

    What changed is checked, and all of it is published or nothing. Each change is shown in a line. What is
    published and not at PATH stays as it is. Conversations in flight stay on the editions they began with, unless
    the new one says by its `map` that they go on with it.

    Exits with 1, and publishes nothing, when a file has an error, or when a conversation that is to go on with the
    new edition holds an answer that its `map` does not know.
    """
    if standing:
        show_standing(as_json)
        return
    if history:
        show_history(as_json)
        return
    with the_database(begins=True) as desk:
        place = path or desk.settings.playbooks
        editions = [] if withdrawn and path is None else _good_editions(desk, place)
        _known(withdrawn, desk.store)
        found = changes(desk.store, editions)
        release = Release([change.edition for change in found], withdrawn, Way.COMMAND, (by or _me())[:NAME])
        objections = [] if anyway else [line for change in found for line in change.objections()]
        made = () if dry_run or objections else desk.store.issue(release)
    if as_json:
        print_json(_as_json(found, withdrawn, made))
    else:
        _show(found, withdrawn, dry_run)
    for objection in objections:
        click.echo(objection, err=True)
    if objections:
        sys.exit(INPUT_IS_WRONG)


def _good_editions(desk: Desk, place: Path) -> Sequence[Edition]:
    """Reads, and lints what is not published; with an error in it nothing goes on. Problems go to standard error."""
    library, current = read_library(place), desk.store.editions.all_current()
    known, groups = {edition.digest for edition in current}, frozenset(desk.store.directory.group_by_id) or None
    fresh = [id_ for id_, edition in library.editions.items() if edition.digest not in known]
    beside = [edition.playbook.id for edition in current]
    problems = lint_library(library, desk.clock.now().date(), fresh, groups, beside)
    for problem in problems:
        click.echo(harmless(str(problem)), err=True)
    if any(problem.level == "error" for problem in problems):
        sys.exit(INPUT_IS_WRONG)
    return tuple(library)


def _known(withdrawn: Collection[str], store: Store) -> None:
    current = [edition.playbook.id for edition in store.editions.all_current()]
    for playbook in withdrawn:
        if playbook not in current:
            click.echo(f"there is no playbook `{playbook}`; {instead(playbook, current)}", err=True)
            sys.exit(INPUT_IS_WRONG)


def _me() -> str:
    try:
        return getpass.getuser()
    except (OSError, KeyError):  # a container's user need not have a name
        return "somebody"


def _show(found: Sequence[Change], withdrawn: Collection[str], dry_run: bool) -> None:
    for change in found:
        click.echo(harmless(change.title))
        for line in change.lines:
            click.echo(harmless(f"  {line}"))
        if change.edition.playbook.addresses:
            click.echo(f"  addresses {', '.join(change.edition.playbook.addresses)}")
        if change.asked:
            click.echo(f"  to be read by {change.asked} {'person' if change.asked == 1 else 'people'}:")
            for words in change.edition.playbook.changes:
                click.echo(harmless(f"    • {words.text('en')}"))
        for line in (*change.in_flight.lines(), *(f"warning: {remark}" for remark in change.remarks())):
            click.echo(f"  {line}")
    for playbook in withdrawn:
        click.echo(f"{playbook}: no longer offered")
    if not found and not withdrawn:
        click.echo("nothing has changed")
    elif dry_run:
        click.echo("nothing was published: this was a dry run")


def _as_json(found: Sequence[Change], withdrawn: Collection[str], made: Sequence[Publication]) -> dict[str, object]:
    return {
        "changes": [change.as_json() for change in found],
        "withdrawn": list(withdrawn),
        "published": bool(made),
    }
