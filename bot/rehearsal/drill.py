"""A drill without people: planned, started and led by a virtual director, on a clock that is moved by hand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from bot.rehearsal.people import CannotDo
from bot.rehearsal.setting import Setting, account_of
from bot.rehearsal.transcript import Sends
from bot.rehearsal.virtual import Virtual
from bot.rehearsal.world import World
from handlers.cases import Entry
from handlers.drills.run import Drill
from handlers.drills.score import Score, score_of
from handlers.people import Directory, Group, Role, Staff
from handlers.taps import mark
from playbooks.drills import Scenarios
from playbooks.edition import Edition
from playbooks.model import Playbook
from playbooks.model.scenario import Scenario

LOOK = timedelta(seconds=20)  # how often the players look at what is expected
_DIRECTOR = "virtual-director"
_ON_DUTY = 5  # players who are in every group


@dataclass(frozen=True, kw_only=True)
class Rehearsed(Setting):
    """An organisation's sites and groups, with virtual people in them, and scenarios to play."""

    people: Directory
    published: tuple[Edition, ...]
    plays: Scenarios

    def directory(self) -> Directory:
        return self.people

    def editions(self) -> Sequence[Edition]:
        return self.published

    def scenarios(self) -> Scenarios:
        return self.plays


def rehearse(folder: Path, setting: Rehearsed, scenario: Scenario, players: int) -> tuple[Drill, list[Entry], Score]:
    """Plays it to its end: the run, its log and its score. Raises CannotDo where a button is not where it must be."""
    playbook = next((one.playbook for one in setting.published if one.playbook.id == scenario.playbook), None)
    if playbook is None:
        raise CannotDo(f"there is no playbook {scenario.playbook}")
    names = [f"virtual-{number:02}" for number in range(1, players + 1)]
    world = World(folder, replace(setting, people=_with_virtual_people(setting.people, names)))
    try:
        virtual = _begun(world, scenario, playbook, names)
        began = world.now
        while world.now - began < scenario.length - LOOK:
            world.passes(seconds=LOOK.total_seconds())
            virtual.look()
        _rules(world, virtual.drill_id, "end")
        run = virtual.run
        return run, world.store.drill_log(run.id), score_of(run, world.now, playbook)
    finally:
        world.close()


def _with_virtual_people(directory: Directory, names: Sequence[str]) -> Directory:
    """The first player is a duty manager; the first few are in every group, so that every alarm finds somebody."""
    staff = [_virtual(_DIRECTOR, "Director", Role.TRAINER)]
    staff += [_virtual(name, f"Player {name[-2:]}", Role.STAFF) for name in names]
    staff[1] = replace(staff[1], role=Role.DUTY_MANAGER)
    groups = tuple(_played(group, names[:_ON_DUTY]) for group in directory.groups)
    return replace(directory, staff=tuple(staff), groups=groups, overrides=())


def _virtual(name: str, called: str, role: Role) -> Staff:
    return Staff(name, called, role, telegram=account_of(name))


def _played(group: Group, members: Sequence[str]) -> Group:
    return replace(group, members=tuple(members), chat=None, roster=None, lead=None, outside=(), digest=None)


def _begun(world: World, scenario: Scenario, playbook: Playbook, names: Sequence[str]) -> Virtual:
    """Planned, cast and started by the director's own taps, with everybody taking part."""
    director = world.person(_DIRECTOR)
    director.says("/drill")
    director.taps(scenario.title.text("en"))
    drill_id = world.store.drills()[0][0]
    for name in names:
        _rules(world, drill_id, f"plan=put.player.0.{mark(name)}")
    _rules(world, drill_id, "start")
    for name in names:
        person = world.person(name)
        person.sends([Sends(data=f"x.{drill_id}.0.in")], person.chat)
    return Virtual(world, drill_id, playbook, names[-1], names[0], names[1], _DIRECTOR)


def _rules(world: World, drill_id: str, action: str) -> None:
    director = world.person(_DIRECTOR)
    director.sends([Sends(data=f"x.{drill_id}.0.{action}")], director.chat)
