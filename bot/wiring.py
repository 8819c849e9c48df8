"""The one place where settings become a service. Nothing connects anywhere at import; everything does here."""

from __future__ import annotations

import importlib
from datetime import timedelta
from pathlib import Path

from bot.calendars.places import check_calendars
from bot.calendars.watcher import CalendarWatcher
from bot.channels.port import Channel, ChannelRefused, Outside
from bot.clock import Clock, RealClock
from bot.config import LIBRARY_FOLDER, Settings, SettingsError, StaffBot
from bot.ids import id_maker, new_token, process_name
from bot.library.finding import CurrentFinder
from bot.library.watcher import LibraryWatcher
from bot.storage_thread import StorageThread
from handlers.house import House
from handlers.organisation import read_organisation
from handlers.people import Directory
from handlers.probes import Probe
from playbooks.drills import load_scenarios, scenario_folder
from playbooks.loading import read_yaml
from storage import Store


def make_clock(settings: Settings) -> Clock:
    """The real clock, faster only where a demonstration asked for it."""
    return RealClock(settings.clock_speed)


def open_store(settings: Settings, clock: Clock, *, serving: bool = True) -> Store:
    """The configured database, migrated; not `serving`: beside a service that runs. Raises StorageError."""
    owner = process_name()
    return Store.open(
        settings.database_url, clock=clock.now, new_id=id_maker(clock.now), owner=owner, serving=serving
    )


def import_organisation(store: Store, file: Path, settings: Settings | None = None) -> None:
    """Imports the organisation file. Raises its problems; then nothing is imported.

    With `settings`, the outside channels and calendars that it names must be there.
    """
    directory = read_organisation(read_yaml(file))
    if settings is not None:
        check_outside(settings, directory)
        check_calendars(settings.calendar, directory)
    store.import_organisation(directory)


def make_house(settings: Settings, finder: CurrentFinder, username: str | None) -> House:
    """How this installation is set up, as turns see it."""
    return House(
        finder,
        alert_bot="duty" if settings.duty_bot.token else "staff",
        enrolment=settings.enrolment,
        bot_username=username,
        new_token=new_token,
        outside=frozenset(settings.outside),
        probe=make_probe(settings),
        scenarios=load_scenarios(scenario_folder(settings.playbooks)),
        events=None if settings.events.url is None else "full" if settings.events.details else "ids",
    )


def make_probe(settings: Settings) -> Probe | None:
    """The test alerts to be sent. Raises SettingsError when the outside channel that they name is not there."""
    given = settings.probe
    if given.chat is None:
        return None
    outside = given.outside.lower() if given.outside else None
    if outside is not None and outside not in settings.outside:
        raise SettingsError(f"{outside_setting(outside)} is not set, and MUSTER_PROBE__OUTSIDE names it")
    every, within = timedelta(minutes=given.every), timedelta(minutes=given.within)
    return Probe(given.chat, every, within, given.answered, outside)


def make_channels(settings: Settings) -> list[Channel]:
    """A Telegram channel for each bot that has a token. Raises ChannelRefused when there is none at all."""
    bots = {"staff": settings.staff_bot, "duty": settings.duty_bot}
    channels = [_telegram(name, bot) for name, bot in bots.items() if bot.token is not None]
    if not channels or settings.staff_bot.token is None:
        raise ChannelRefused(
            "MUSTER_STAFF_BOT__TOKEN is not set; BotFather gives you one, or try `muster demo` first"
        )
    return channels


def make_ways_out(settings: Settings, clock: Clock) -> list[Outside]:
    """What goes out besides chats: to outside channels, and case events. Raises SettingsError."""
    return [*make_outside(settings), *_make_events(settings, clock)]


def _make_events(settings: Settings, clock: Clock) -> list[Outside]:
    url, secret = settings.events.url, settings.events.secret
    if url is None or secret is None:
        return []
    module = importlib.import_module("bot.channels.events")
    return [module.EventsChannel(url.get_secret_value(), secret.get_secret_value(), clock)]


def make_calendars(settings: Settings, store: Store, storage: StorageThread, clock: Clock) -> CalendarWatcher:
    """What looks at duty calendars, if the organisation has any."""
    every = timedelta(minutes=settings.calendar_minutes)
    return CalendarWatcher(store, storage, clock, settings.calendar, every)


def make_library(
    settings: Settings, store: Store, storage: StorageThread, clock: Clock, house: House
) -> list[LibraryWatcher]:
    """What watches the folder of playbooks, and has the house's finder follow what is published.

    The playbooks that come with Muster change with the program only, and are looked at as it starts.
    """
    if not isinstance(house.find, CurrentFinder):
        return []
    is_bundled = settings.playbooks.resolve() == LIBRARY_FOLDER.resolve()
    folder = settings.playbooks if settings.publish == "folder" and not is_bundled else None
    return [LibraryWatcher(store, storage, clock, house.find, folder)]


def make_outside(settings: Settings) -> list[Outside]:
    """The outside channels. Raises SettingsError naming a setting that is no address, and never showing it."""
    if not settings.outside:
        return []
    module = importlib.import_module("bot.channels.outside")
    found: list[Outside] = []
    for name, url in settings.outside.items():
        try:
            found.append(module.OutsideChannel(name, url.get_secret_value()))
        except module.NotAnAddress:
            raise SettingsError(
                f"{outside_setting(name)} is not an address that apprise knows; it looks like mailtos://… or json://…"
            ) from None
    return found


def check_outside(settings: Settings, directory: Directory) -> None:
    """Raises SettingsError when a group names an outside channel that is not there."""
    for group in directory.groups:
        for name in group.outside:
            if name not in settings.outside:
                raise SettingsError(
                    f"{outside_setting(name)} is not set, and group {group.id} of the organisation names it"
                )


def outside_setting(name: str) -> str:
    """The setting that holds the address of the outside channel `name`."""
    return f"MUSTER_OUTSIDE__{name.upper()}"


def _telegram(name: str, bot: StaffBot) -> Channel:
    telegram = importlib.import_module("bot.channels.telegram")
    assert bot.token is not None
    channel: Channel = telegram.make(bot.library, bot=name, token=bot.token.get_secret_value(), api_base=bot.api_base)
    return channel
