"""Where a group's duty calendar is. Addresses may hold a secret: they are in no text made here."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from pydantic import SecretStr

from bot.config import SettingsError
from handlers.organisation.rosters import CALENDAR_NAME, is_address, refusal
from handlers.people import Directory, Group
from handlers.shifts import Feed


@dataclass(frozen=True, slots=True)
class Place:
    """An address to ask, or a file to read."""

    address: str = field(default="", repr=False)
    file: Path | None = None


def place_of(feed: Feed, settings: Mapping[str, SecretStr]) -> Place | None:
    """Where the calendar is; None when the setting that says so is not there or is no address."""
    source = feed.source
    if CALENDAR_NAME.fullmatch(source):
        given = settings.get(source.lower())
        source = given.get_secret_value() if given is not None else ""
    if not source or (is_address(source) and refusal(source)):
        return None
    if not is_address(source):
        return Place(file=Path(source))
    scheme, rest = source.split("://", 1)
    return Place(address=f"https://{rest}" if scheme == "webcal" else source)


def check_calendars(settings: Mapping[str, SecretStr], directory: Directory) -> None:
    """Raises SettingsError naming a setting that a group's calendar needs and that is not there, or is no address."""
    for problem in _wrong(settings, directory):
        raise SettingsError(problem)


def _wrong(settings: Mapping[str, SecretStr], directory: Directory) -> Iterator[str]:
    for group in with_calendar(directory):
        assert group.roster is not None
        assert group.roster.feed is not None
        name = group.roster.feed.source
        setting = f"MUSTER_CALENDAR__{name.upper()}"
        if not CALENDAR_NAME.fullmatch(name):
            continue
        given = settings.get(name.lower())
        if given is None:
            yield f"{setting} is not set, and the roster of group {group.id} is that calendar"
        elif is_address(given.get_secret_value()) and (why := refusal(given.get_secret_value())):
            yield f"{setting}: {why}"


def with_calendar(directory: Directory) -> tuple[Group, ...]:
    """The groups whose roster is a calendar."""
    return tuple(group for group in directory.groups if group.roster is not None and group.roster.feed is not None)
