"""`muster run`: the service, configured from the environment."""

from __future__ import annotations

import asyncio
import gc
import signal

import click
import structlog

from bot import log as logging_setup
from bot.calendars.places import check_calendars
from bot.channels.port import Channel, Outside
from bot.cli.failing import said_in_one_line
from bot.clock import Clock
from bot.config import Settings, SettingsError, load_settings
from bot.front_door import FrontDoor
from bot.heartbeat import Heartbeat
from bot.library.finding import CurrentFinder
from bot.library.starting import publish_folder
from bot.opening import open_all
from bot.service import Part, Service
from bot.storage_thread import StorageThread
from bot.wiring import (
    check_outside,
    import_organisation,
    make_calendars,
    make_channels,
    make_clock,
    make_house,
    make_library,
    make_ways_out,
    open_store,
)
from handlers.house import House
from storage import Store

log = structlog.get_logger()


@click.command("run")
def command() -> None:
    """Start the service. It stops cleanly on SIGTERM and SIGINT."""
    gc.disable()  # until we serve: what start-up makes stays for ever, and looking through it again and again costs
    with said_in_one_line():
        settings = load_settings()
        logging_setup.set_up(settings.log_format, settings.log_level)
        asyncio.run(_run(settings))


async def _run(settings: Settings) -> None:
    stop = _stop_on_signals()
    clock, storage = make_clock(settings), StorageThread()
    channels, outside = make_channels(settings), make_ways_out(settings, clock)
    try:
        store = await storage.run(open_store, settings, clock)
        try:
            house = await prepare(settings, store, storage, channels, clock, stop)
            await _serve(settings, store, storage, channels, outside, house, clock, stop)
        finally:
            for channel in [*channels, *outside]:
                await channel.close()
            await storage.run(store.close)
    finally:
        storage.close()


async def prepare(
    settings: Settings,
    store: Store,
    storage: StorageThread,
    channels: list[Channel],
    clock: Clock,
    stop: asyncio.Event | None = None,
) -> House:
    """Everything that can be wrong is found here, before the first message is taken."""
    if settings.org is not None:
        await storage.run(import_organisation, store, settings.org, settings)
    directory = await storage.run(lambda: store.directory)
    check_outside(settings, directory)
    check_calendars(settings.calendar, directory)
    editions = await storage.run(publish_folder, store, settings, clock.now().date())
    if not editions:
        raise SettingsError(f"MUSTER_PLAYBOOKS: no usable playbook in {settings.playbooks}")
    await open_all(channels, clock, stop)
    house = make_house(settings, CurrentFinder(editions), channels[0].username)
    if house.scenarios.files:
        await storage.run(store.keep_contents, house.scenarios.files.values())
    return house


async def _serve(
    settings: Settings,
    store: Store,
    storage: StorageThread,
    channels: list[Channel],
    outside: list[Outside],
    house: House,
    clock: Clock,
    stop: asyncio.Event,
) -> None:
    polling = settings.webhook.url is None
    library = make_library(settings, store, storage, clock, house)
    beside: list[Part] = [make_calendars(settings, store, storage, clock), *library]
    service = Service(store, storage, channels, house, clock, settings.sending, polling, outside, beside)
    gc.freeze()
    gc.enable()
    url = settings.heartbeat.url and settings.heartbeat.url.get_secret_value()
    async with FrontDoor(settings, service), Heartbeat(url or None, service.health.status, clock):
        log.info("started", bots=[channel.bot for channel in channels], polling=polling)
        await service.run(stop)


def _stop_on_signals() -> asyncio.Event:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    return stop
