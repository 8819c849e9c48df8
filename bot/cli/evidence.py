"""Writing a case's evidence into a folder."""

from __future__ import annotations

import sys
from itertools import count
from pathlib import Path

import click

from bot.cli.failing import ENVIRONMENT_FAILED
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
    return str(_put(content, folder, name))


def _put(content: bytes, folder: Path, name: str) -> Path:
    """Where the content stands now: under `name`, or under another if something else has that."""
    folder.mkdir(parents=True, exist_ok=True)
    stem, suffix = Path(name).stem, Path(name).suffix
    for attempt in count(1):
        path = folder / (name if attempt == 1 else f"{stem}-{attempt}{suffix}")
        try:
            _create(path, content)
        except FileExistsError:
            if not path.is_file() or path.read_bytes() != content:
                continue
        return path
    raise AssertionError("numbers never end")


def _create(path: Path, content: bytes) -> None:
    """All of it or nothing. Raises FileExistsError, or another OSError."""
    with path.open("xb") as file:
        try:
            file.write(content)
            file.flush()
        except OSError:
            path.unlink()
            raise
