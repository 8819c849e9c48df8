"""`muster simulate PLAYBOOK`: walk a playbook in the terminal as staff would, before anybody else sees it."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import click
from pydantic import SecretStr

from bot.channels.terminal.phone_screen import PhoneScreen
from bot.cli.demo import SAMPLE_ORGANISATION
from bot.cli.failing import INPUT_IS_WRONG, said_in_one_line
from bot.cli.talking import make_screen
from bot.clock import RealClock
from bot.config import load_settings
from bot.rehearsal.world import CannotDo, World
from bot.simulation.calendars import read_calendars
from bot.simulation.chosen import Chosen, NoSuchPlaybook, choose
from bot.simulation.conversing import converse, length_of, welcome
from bot.simulation.seeds import Seeds, read_seeds
from bot.simulation.setting import (
    Simulated,
    WrongWish,
    all_reading,
    moment,
    with_accounts,
    working_at,
    you_at,
)
from bot.simulation.stage import Stage
from bot.simulation.telling import Telling
from bot.simulation.walk import Walk
from handlers.organisation import read_organisation
from handlers.people import Directory
from playbooks.words import LANGUAGES
from playbooks.yaml_file import read_yaml

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@dataclass(frozen=True, slots=True)
class _Wishes:
    """How the walk was asked for."""

    words: str
    at: str | None
    site: str | None
    you: str | None
    language: str | None
    phone: bool
    wait: timedelta | None
    calendars: Mapping[str, SecretStr]


def _length(context: click.Context, parameter: click.Parameter, value: str | None) -> timedelta | None:
    length = length_of(value) if value else None
    if value and length is None:
        raise click.BadParameter("write a length of time such as 90s, 15min, 2h or 1d")
    return length


@click.command("simulate")
@click.argument("playbook")
@click.argument("words", nargs=-1)
@click.option("--answers", type=_FILE, help="A file with answers (and steps) that are given already.")
@click.option("--at", help="When: 03:00, sat 03:00 or 2026-03-07 03:00, on the organisation's clock; else now.")
@click.option("--site", metavar="ID", help="The site you are at.")
@click.option("--as", "you", metavar="ID", help="Who you are; else the first of the frontline staff.")
@click.option("--language", type=click.Choice(LANGUAGES), help="What everybody reads; else your own.")
@click.option("--org", type=_FILE, help="Organisation file; else MUSTER_ORG, else the sample.")
@click.option("--phone", is_flag=True, help="As narrow as a phone: 40 columns, labels cut where they would be.")
@click.option("--wait", callback=_length, metavar="TIME", help="Let so much time pass in the end: 30min, 2h.")
def command(
    playbook: str,
    words: tuple[str, ...],
    answers: Path | None,
    at: str | None,
    site: str | None,
    you: str | None,
    language: str | None,
    org: Path | None,
    phone: bool,
    wait: timedelta | None,
) -> None:
    """Walk PLAYBOOK (a file, or an id of the library) as a member of staff, and see who would be told, and when.

    WORDS are what staff typed first: what they say already is filled in. What is wrong with the file is shown first.
    Nothing is stored and nothing is sent.
    """
    with said_in_one_line(), _wrong_in_one_line():
        settings = load_settings()
        directory = read_organisation(read_yaml(org or settings.org or SAMPLE_ORGANISATION))
        chosen = choose(playbook, settings.playbooks, RealClock().now().date(), directory)
        seeds = read_seeds(answers, chosen.edition.playbook) if answers else Seeds()
        for problem in chosen.problems:
            click.echo(str(problem))
        _walk(
            chosen,
            directory,
            seeds,
            _Wishes(" ".join(words), at, site, you, language, phone, wait, settings.calendar),
        )


@contextmanager
def _wrong_in_one_line() -> Iterator[None]:
    try:
        yield
    except (NoSuchPlaybook, WrongWish, CannotDo) as error:
        click.echo(str(error), err=True)
        sys.exit(INPUT_IS_WRONG)


def _walk(chosen: Chosen, directory: Directory, seeds: Seeds, wishes: _Wishes) -> None:
    unlinked = {person.id for person in directory.staff if person.telegram is None}
    you = you_at(directory, wishes.you, wishes.site)
    people = with_accounts(all_reading(directory, wishes.language or you.language))
    people = working_at(people, you, wishes.site)
    starts = moment(wishes.at, RealClock().now(), ZoneInfo(directory.timezone))
    setting = Simulated(people=people, published=chosen.editions, starts=starts)
    with TemporaryDirectory(prefix="muster-") as folder:
        world = World(Path(folder), setting)
        try:
            here = world.store.directory.staff_by_id[you.id]
            screen = PhoneScreen(here.id) if wishes.phone else make_screen(here)
            stage = Stage(world, here, screen, Telling(people, unlinked))
            unread = read_calendars(world.store, wishes.calendars, world.now)
            welcome(stage, chosen.edition.playbook, RealClock().now(), unread)
            walk = Walk(stage, chosen.edition.playbook)
            converse(stage, walk, seeds, wishes.words)
            if wishes.wait is not None:
                stage.wait(wishes.wait)
            stage.screen.farewell("\n".join(stage.telling.lines(walk.say, stage.now)))
        finally:
            world.close()
