"""The configured database, opened to look at or to lend a hand beside a service that runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from bot.cli.failing import said_in_one_line
from bot.clock import Clock, RealClock
from bot.config import Settings, load_settings
from bot.wiring import open_store
from storage import Store

_SQLITE = "sqlite:///"


@dataclass(frozen=True, slots=True)
class Desk:
    """What the commands that look need."""

    settings: Settings
    store: Store
    clock: Clock


@contextmanager
def the_database(*, begins: bool = False) -> Iterator[Desk]:
    """Opens it by the settings. What goes wrong is said in one line, and the exit code tells whose fault it is.

    `begins`: the command writes what an installation begins with, so that there may well be no database yet.
    """
    with said_in_one_line():
        settings, clock = load_settings(), RealClock()
        if not begins:
            _say_if_new(settings.database_url)
        store = open_store(settings, clock, serving=False)
        try:
            yield Desk(settings, store, clock)
        finally:
            store.close()


def _say_if_new(url: str) -> None:
    """Whoever is in another folder than the service would take an empty database for theirs."""
    file = Path(url.removeprefix(_SQLITE))
    if url.startswith(_SQLITE) and file.parent.is_dir() and not file.exists():
        click.echo(f"{file} is new: no database was there (MUSTER_DATABASE_URL names it)", err=True)
