"""`muster export [PLAYBOOK…]`: checklist cards and forms on paper, for when phones die."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

import click

from bot.cli.failing import said_in_one_line
from bot.cli.printing import chosen, write_made
from bot.clock import RealClock
from bot.documents.press import Job
from handlers.organisation import read_organisation
from handlers.people import Directory
from handlers.printing.cards import Place, cards_of
from playbooks.loading import LIBRARY, load_library
from playbooks.model import Kind, Playbook
from playbooks.problems import instead
from playbooks.words import LANGUAGES
from playbooks.yaml_file import read_yaml

_ORDER = (Kind.EMERGENCY, Kind.INCIDENT, Kind.COMPLAINT)


@click.command("export")
@click.argument("named", metavar="[PLAYBOOK]...", nargs=-1)
@click.option("--language", type=click.Choice(LANGUAGES), help="Without it, the organisation's first, or English.")
@click.option(
    "--org",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="MUSTER_ORG",
    show_envvar=True,
    help="Organisation file: what differs from site to site is filled in from it.",
)
@click.option("--site", metavar="ID", help="Which of its sites; not needed if there is one.")
@click.option(
    "-o",
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="A .pdf; without it, PLAYBOOK.pdf or cards.pdf here.",
)
@click.option(
    "--playbooks",
    envvar="MUSTER_PLAYBOOKS",
    default=LIBRARY,
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="Folder of playbooks (default: those that come with Muster).",
)
def command(
    named: tuple[str, ...],
    language: str | None,
    org: Path | None,
    site: str | None,
    output: Path | None,
    playbooks: Path,
) -> None:
    """Print playbooks as cards to hang up and work with a pen: A4, large letters, boxes to tick, time limits, numbers
    to call, and a form for what happened. PLAYBOOK is a file or an id; without any, the whole library."""
    if output is not None and output.suffix.lower() != ".pdf":
        raise click.BadParameter(f"{output} must end in .pdf", param_hint="--output")
    if site is not None and org is None:
        raise click.UsageError("--site is a site of an organisation; name its file with --org")
    with said_in_one_line():
        found = [chosen(one, playbooks) for one in named] or _all(playbooks)
        directory = read_organisation(read_yaml(org)) if org is not None else Directory(name="")
        place = _place(directory, site)
        reads = language or directory.languages[0]
        file = output or Path(f"{found[0].id if len(found) == 1 else 'cards'}.pdf")
        today = RealClock().now().astimezone(ZoneInfo(directory.timezone)).date()
        cards = cards_of(found, place, reads, today, file.name)
        write_made(Job(cards.template, "pdf", reads, cards.data), file)


def _all(library: Path) -> list[Playbook]:
    """The emergencies first."""
    every = [edition.playbook for edition in load_library(library)]
    return sorted(every, key=lambda playbook: (_ORDER.index(playbook.kind), playbook.id))


def _place(directory: Directory, site: str | None) -> Place:
    by_id = directory.site_by_id
    if site is None:
        only = directory.sites[0] if len(directory.sites) == 1 else None
        if only is None and directory.sites:
            raise click.UsageError(f"which site? --site takes one of {', '.join(by_id)}")
        return Place(directory.name, only)
    if site not in by_id:
        raise click.BadParameter(f"there is no site `{site}`; {instead(site, by_id)}", param_hint="--site")
    return Place(directory.name, by_id[site])
