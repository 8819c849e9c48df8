"""The service on a terminal, for `muster demo` and `muster chat`: the same intake, desk and dispatcher as ever."""

from __future__ import annotations

import asyncio
import importlib
import signal
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import click

from bot import log as logging_setup
from bot.channels.terminal.channel import TerminalChannel
from bot.channels.terminal.showing import PlainScreen, Screen
from bot.channels.terminal.source import StandardInput
from bot.clock import Clock
from bot.config import Sending, Settings
from bot.library.finding import CurrentFinder
from bot.library.starting import publish_folder
from bot.service import Service
from bot.storage_thread import StorageThread
from bot.wiring import make_clock, make_house, make_library, open_store
from handlers.people import Directory, Staff
from playbooks.phrases import Phrases, phrases
from playbooks.problems import instead
from storage import Store

FILES = Path("muster-files")
#: A terminal has no limits of its own.
_SENDING = Sending(per_second=1000, per_group_minute=10_000, at_once=50)
_WHERE_WERE_WE = "/start"  # shows the live question again, or what can be done
_LOOK_AGAIN = 0.01  # seconds, while something due waits to be shown


@dataclass(frozen=True, slots=True)
class Talk:
    """Who sits at the terminal (`you`, a staff id), what to do before (`prepare`), and the first and last words.

    Documents that people get are saved in the folder `files`.
    """

    settings: Settings
    you: str
    prepare: Callable[[Store], None]
    welcome: Callable[[Phrases, Staff], str]
    farewell: Callable[[Phrases], str]
    files: Path = FILES


def talk(setup: Talk) -> None:
    """Talks until the lines end, `/quit`, Ctrl-D or Ctrl-C."""
    logging_setup.set_up(setup.settings.log_format, "error")
    asyncio.run(_talk(setup))


async def _talk(setup: Talk) -> None:
    clock, storage = make_clock(setup.settings), StorageThread()
    try:
        store = await storage.run(open_store, setup.settings, clock)
        try:
            await _converse(setup, store, storage, clock)
        finally:
            await storage.run(store.close)
    finally:
        storage.close()


async def _converse(setup: Talk, store: Store, storage: StorageThread, clock: Clock) -> None:
    used_before = await storage.run(lambda: bool(store.directory.staff))
    await storage.run(setup.prepare, store)
    editions = await storage.run(publish_folder, store, setup.settings, clock.now().date())
    people = _People(await storage.run(lambda: store.directory))
    you = person_at_terminal(people.directory, setup.you)
    say, screen = phrases(you.language), make_screen(you)
    lines = StandardInput(*([_WHERE_WERE_WE] if used_before else []))

    async def settled() -> None:
        """Everything received has had its turn, and everything due has been shown."""
        await service.quiet()
        while await storage.run(_something_due, store, clock):
            service.dispatcher.wake()
            await asyncio.sleep(_LOOK_AGAIN)
            await service.quiet()
        people.directory = await storage.run(lambda: store.directory)

    channel = TerminalChannel(you, lambda: people.directory, screen, lines, clock, settled, setup.files)
    house = make_house(setup.settings, CurrentFinder(editions), None)
    house = replace(house, alert_bot="staff", outside=frozenset(), events=None)
    watching = make_library(setup.settings, store, storage, clock, house)
    service = Service(store, storage, [channel], house, clock, _SENDING, beside=watching)
    screen.say(setup.welcome(say, you))
    lines.start()
    await service.run(_stopping(channel))
    screen.farewell(setup.farewell(say))


@dataclass(slots=True)
class _People:
    """The organisation as it was when the last line had been dealt with."""

    directory: Directory


def _something_due(store: Store, clock: Clock) -> bool:
    due = store.next_notice()
    return due is not None and due <= clock.now()


def _stopping(channel: TerminalChannel) -> asyncio.Event:
    """What stops the talk: the end of the lines, and the signals that mean the same."""
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, channel.ended.set)
    return channel.ended


def make_screen(you: Staff) -> Screen:
    """Colours where somebody looks, plain lines where nobody does."""
    if sys.stdin.isatty() and sys.stdout.isatty():
        rich_screen = importlib.import_module("bot.channels.terminal.rich_screen")
        screen: Screen = rich_screen.RichScreen(you.name)
        return screen
    return PlainScreen(you.id)


def person_at_terminal(directory: Directory, wanted: str) -> Staff:
    """Whom `wanted` means. Raises click.UsageError when nobody with an account has that id."""
    people = {person.id: person for person in directory.staff if person.active and person.telegram is not None}
    if wanted not in people:
        raise click.UsageError(f"there is nobody called {wanted} with an account; {instead(wanted, people)}")
    return people[wanted]
