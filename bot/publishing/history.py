"""`muster publish --history`: what was published, when and by whom, the newest first."""

from __future__ import annotations

from typing import Any

import click

from bot.channels.terminal.showing import harmless
from bot.cli.looking import the_database
from bot.cli.wording import print_json
from bot.publishing.proposal import SHORT
from handlers.ports import Editions
from handlers.publications import Publication, Way

SHOWN = 100  # lines, and 1000 for scripts


def show_history(as_json: bool) -> None:
    """Prints it."""
    with the_database() as desk:
        found = desk.store.publications(1000 if as_json else SHOWN)
        lines = [_line(publication, desk.store.editions) for publication in found]
    if as_json:
        print_json([publication_json(publication) for publication in found])
        return
    for line in lines:
        click.echo(harmless(line))
    if not lines:
        click.echo("nothing was published yet")


def publication_json(publication: Publication) -> dict[str, Any]:
    """One publication for scripts."""
    return {
        "at": publication.at.isoformat(),
        "playbook": publication.playbook,
        "edition": publication.edition,
        "before": publication.before,
        "way": publication.way.value,
        "by": publication.by or None,
    }


def _line(publication: Publication, editions: Editions) -> str:
    how = f"by {publication.by}" if publication.way is Way.COMMAND else "from the folder"
    what = f"{publication.playbook}: {_named(publication.edition, editions)}"
    return f"{publication.at:%Y-%m-%d %H:%M} UTC  {what} {how}"


def _named(digest: str | None, editions: Editions) -> str:
    edition = editions.by_digest(digest) if digest is not None else None
    if digest is None or edition is None:
        return "no longer offered"
    return f"version {edition.playbook.version} ({digest[:SHORT]})"
