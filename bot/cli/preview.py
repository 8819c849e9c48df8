"""`muster preview PLAYBOOK`: the questions with their branches and the checklist, as a picture."""

from __future__ import annotations

from pathlib import Path

import click

from bot.cli.failing import said_in_one_line
from bot.cli.printing import chosen, write_made
from bot.documents.press import Job
from handlers.printing.flow import flow_of
from playbooks.loading import LIBRARY
from playbooks.words import LANGUAGES

ENDINGS = (".svg", ".png", ".pdf")


@click.command("preview")
@click.argument("named", metavar="PLAYBOOK")
@click.option("--language", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Of its texts.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Ends in .svg, .png or .pdf; without it, PLAYBOOK.svg and PLAYBOOK.png here.",
)
@click.option(
    "--playbooks",
    envvar="MUSTER_PLAYBOOKS",
    default=LIBRARY,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of playbooks (default: those that come with Muster).",
)
def command(named: str, language: str, output: Path | None, playbooks: Path) -> None:
    """Draw the playbook PLAYBOOK, a file or an id: what is asked and where each answer leads, what follows from the
    answers, and what is done side by side."""
    if output is not None and output.suffix.lower() not in ENDINGS:
        raise click.BadParameter(f"{output} must end in .svg, .png or .pdf", param_hint="--output")
    with said_in_one_line():
        playbook = chosen(named, playbooks)
        picture = flow_of(playbook, language)
        for file in [output] if output is not None else [Path(f"{playbook.id}.svg"), Path(f"{playbook.id}.png")]:
            form = {".svg": "svg", ".png": "png", ".pdf": "pdf"}[file.suffix.lower()]
            write_made(Job(picture.template, form, language, picture.data), file)  # type: ignore[arg-type]
