"""The conversation at the terminal: a welcome, what is given beforehand, then line by line to the end."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter, ValidationError

from bot.channels.terminal.lines import is_farewell
from bot.channels.terminal.showing import Screen
from bot.simulation.seeds import Seeds
from bot.simulation.stage import Stage
from bot.simulation.walk import Walk
from playbooks.locale_format import moment
from playbooks.model import Playbook
from playbooks.model.base import Duration
from playbooks.phrases import phrases

_LENGTH: TypeAdapter[timedelta] = TypeAdapter(Duration)
_WAIT = "/wait "


def length_of(text: str) -> timedelta | None:
    """`90s`, `15min`, `2h` or `1d` as a length of time; None for anything else."""
    try:
        return _LENGTH.validate_python(text)
    except ValidationError:
        return None


def welcome(stage: Stage, playbook: Playbook, today: datetime, unread: Iterable[str] = ()) -> None:
    """Says where one is, whose duty calendars are `unread`, and what can be typed besides answers."""
    you, directory, screen = stage.you, stage.world.store.directory, stage.screen
    say, sites = phrases(you.language), directory.sites_of(you)
    place = sites[0].name.text(you.language) if sites else directory.name
    at = moment(stage.now, you.language, ZoneInfo(directory.timezone), today)
    title = playbook.title.text(you.language)
    screen.say(say("Simulation of “{title}”. Nothing is stored, nothing is sent.", title=title))
    screen.say(say("You are {name}, {place}. It is {moment}.", name=you.name, place=place, moment=at))
    for group in unread:
        name = directory.group_by_id[group].name.text(you.language)
        screen.say(say("The duty calendar of {group} cannot be read.", group=name))
    screen.say(say("A number taps a button. /wait 15min lets time pass, /told shows who was told, /quit ends."))


def converse(stage: Stage, walk: Walk, seeds: Seeds, words: str) -> None:
    """From the first `words` to the last line that is typed."""
    if not walk.begin(words):
        stage.screen.say(walk.say("It cannot be started here."))
        return
    walk.answer(seeds)
    settled = walk.settle(seeds)
    for line in _lines(stage.screen):
        stage.screen.echo(line)
        _do(stage, walk, line)
        walk.answer(seeds)
        settled = settled or walk.settle(seeds)


def _do(stage: Stage, walk: Walk, line: str) -> None:
    length = length_of(line.removeprefix(_WAIT)) if line.startswith(_WAIT) else None
    if length is not None:
        stage.wait(length)
    elif line == "/told":
        for told in stage.telling.lines(walk.say, stage.now):
            stage.screen.say(told)
    else:
        walk.line(line)


def _lines(screen: Screen) -> Iterator[str]:
    """What is typed, until the end of it."""
    while True:
        screen.prompt()
        line = sys.stdin.readline()
        if not line or is_farewell(line.strip()):
            return
        if line.strip():
            yield line.strip()
