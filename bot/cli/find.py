"""`muster find TEXT`: which playbooks fit a text, best first."""

from __future__ import annotations

import json
from pathlib import Path

import click

from bot.channels.terminal.showing import harmless
from bot.cli.wording import print_json
from handlers.aliases import AliasState
from playbooks.finder import Finder, Found
from playbooks.loading import LIBRARY, Library, load_library


@click.command()
@click.argument("text", nargs=-1)
@click.option("--json", "as_json", is_flag=True, help='Print [{"entry": …, "score": …}].')
@click.option("--limit", default=3, show_default=True, type=click.IntRange(1, 50), help="How many at most.")
@click.option(
    "--playbooks",
    envvar="MUSTER_PLAYBOOKS",
    default=LIBRARY,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of playbooks (default: those that come with Muster).",
)
@click.option("--proposals", is_flag=True, help="Instead: the phrases that corrections in chat proposed (/phrases).")
def command(text: tuple[str, ...], as_json: bool, limit: int, playbooks: Path, proposals: bool) -> None:
    """Rank the playbooks that fit TEXT, as staff would type it."""
    if proposals:
        _show_proposals(as_json)
        return
    if not text:
        raise click.UsageError("Missing argument 'TEXT...'.")
    library = load_library(playbooks)
    for problem in library.problems:
        click.echo(str(problem), err=True)
    found = Finder(library).find(" ".join(text), limit)
    if as_json:
        click.echo(json.dumps([{"entry": each.entry, "score": each.score} for each in found]))
        return
    for each in found:
        click.echo(f"{each.score:5.2f}  {each.entry:32} {_title(each, library)}")
    if not found:
        click.echo("Nothing fits.")


def _show_proposals(as_json: bool) -> None:
    # Imported only here: finding needs no database, and is called often by scripts.
    from bot.cli.looking import the_database

    with the_database() as desk:
        aliases = desk.store.directory.aliases
    waiting = [alias for alias in aliases if alias.state is AliasState.PROPOSED]
    if as_json:
        print_json([{"text": a.text, "entry": a.entry, "at": a.proposed_at.isoformat()} for a in waiting])
        return
    for alias in waiting:
        click.echo(f"{alias.entry:32}  {harmless(alias.text)}")
    if not waiting:
        click.echo("no proposals")


def _title(found: Found, library: Library) -> str:
    playbook_id, _, choice_id = found.entry.partition("/")
    playbook = library.editions[playbook_id].playbook
    title = playbook.title.text("en")
    choices = (choice for question in playbook.questions for choice in getattr(question, "choices", ()))
    label = next((choice.label.text("en") for choice in choices if choice.id == choice_id), None)
    return f"{title}: {label}" if label else title
