"""The configured database, opened to look at or to lend a hand beside a service that runs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from bot.cli.failing import said_in_one_line
from bot.clock import Clock, RealClock
from bot.config import Settings, load_settings
from bot.wiring import open_store
from storage import Store


@dataclass(frozen=True, slots=True)
class Desk:
    """What the commands that look need."""

    settings: Settings
    store: Store
    clock: Clock


@contextmanager
def the_database() -> Iterator[Desk]:
    """Opens it by the settings. What goes wrong is said in one line, and the exit code tells whose fault it is."""
    with said_in_one_line():
        settings, clock = load_settings(), RealClock()
        store = open_store(settings, clock, serving=False)
        try:
            yield Desk(settings, store, clock)
        finally:
            store.close()
