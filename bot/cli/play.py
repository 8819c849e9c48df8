"""`muster play`: runs conversation transcripts and shows where they differ from what was expected."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.failing import INPUT_IS_WRONG, said_in_one_line
from bot.rehearsal.rehearsing import rehearse, transcripts_in

_PLACE = click.Path(exists=True, path_type=Path)


@click.command("play")
@click.argument("places", metavar="FILE|FOLDER…", nargs=-1, required=True, type=_PLACE)
@click.option("--update", is_flag=True, help="Write the words that were really said into the files.")
def command(places: tuple[Path, ...], update: bool) -> None:
    """Run transcripts. Exits with 1 if one of them went differently."""
    files = list(transcripts_in(list(places)))
    if not files:
        click.echo(f"{places[0]}: holds no transcripts; their names end in .yaml", err=True)
        sys.exit(INPUT_IS_WRONG)
    with said_in_one_line():
        wrong = sum(not _play(file, update) for file in files)
    click.echo(f"{len(files)} played, {wrong} wrong" if wrong else f"{len(files)} played, all as expected")
    sys.exit(INPUT_IS_WRONG if wrong else 0)


def _play(file: Path, update: bool) -> bool:
    """Whether it went as the file says, after the update if one was asked for."""
    rehearsed = rehearse(file)
    if update and not rehearsed.good:
        file.write_text(rehearsed.rewritten, encoding="utf-8")
        click.echo(f"wrote {file}")
        rehearsed = rehearse(file)
    click.echo(rehearsed.report)
    return rehearsed.good
