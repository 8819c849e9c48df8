"""How a command fails: one line (or the lint lines) on standard error, and an exit code that scripts can rely on.

0 done, 1 the input is wrong, 2 usage (click's own), 3 the environment failed.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from bot.channels.port import ChannelRefused, ChannelUnreachable
from bot.config import SettingsError
from playbooks.problems import Malformed
from storage import StorageError

INPUT_IS_WRONG = 1
ENVIRONMENT_FAILED = 3


@contextmanager
def said_in_one_line() -> Iterator[None]:
    """Turns what a user or an operator can mend into words and an exit code; anything else is a bug and shows."""
    try:
        yield
    except (SettingsError, Malformed) as error:
        _leave(str(error), INPUT_IS_WRONG)
    except (StorageError, ChannelRefused, ChannelUnreachable) as error:
        _leave(str(error), ENVIRONMENT_FAILED)


def written(file: Path, text: str) -> None:
    """Writes a file that was asked for, and says its name. Ends the program where that cannot be done."""
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        _leave(f"{file}: {error.strerror}; name a file that can be written", ENVIRONMENT_FAILED)
    click.echo(str(file))


def _leave(words: str, code: int) -> None:
    click.echo(words, err=True)
    sys.exit(code)
