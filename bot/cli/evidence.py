"""Writing a case's evidence into a folder."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from bot.cli.failing import ENVIRONMENT_FAILED
from bot.saving import put
from handlers.cases import Case
from handlers.media import safe_name
from storage import Attachment, Store


def write_files(store: Store, case: Case, folder: Path) -> None:
    """Writes every file of the case that we have, and says what became of each; overwrites nothing."""
    files = store.attachments(case.id)
    if not files:
        click.echo(f"{case.number} has no files")
    try:
        for number, file in enumerate(files, 1):
            click.echo(_write(store, file, folder, number))
    except OSError as error:
        click.echo(f"{folder}: {error.strerror}; name a folder that can be written to", err=True)
        sys.exit(ENVIRONMENT_FAILED)


def _write(store: Store, file: Attachment, folder: Path, number: int) -> str:
    name = f"{number:02d}-{safe_name(file.media)}"
    if file.given_up is not None:
        return f"{name}: could not be fetched ({file.given_up})"
    content = None if file.digest is None else store.blob(file.digest)
    if content is None:
        return f"{name}: not fetched yet; the running service does that"
    return str(put(content, folder, name))
