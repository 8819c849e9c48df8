"""A drill for a team, from the programme: the scenario is chosen, and the team plays."""

from __future__ import annotations

from handlers.desk.drills.calendar import begin_run
from handlers.desk.drills.setting import show_plan
from handlers.desk.drills.steps import Play, run_by_id
from handlers.desk.visit import Visit
from handlers.drills.coverage import members_of
from handlers.drills.run import Drill
from handlers.drills.standing import State
from handlers.people import Group
from handlers.taps import mark
from playbooks.drills import Pinned
from playbooks.model.scenario import DrillRole


def plan_for(visit: Visit, argument: str) -> None:
    """`argument` names the scenario and the team, by their marks. One that is planned already is shown instead."""
    scenario, _, team = argument.partition(".")
    pinned = next((one for one in visit.house.scenarios if mark(one.scenario.id) == scenario), None)
    group = next((group for group in visit.directory.groups if mark(group.id) == team), None)
    if pinned is None or group is None:
        visit.toast(visit.say("That button does nothing here."))
        return
    planned = _planned(visit, pinned, group)
    play = Play.of(visit.uow, visit.house, planned) if planned is not None else _begun(visit, pinned, group)
    show_plan(play, visit.staff)
    visit.toast(play.run.number)


def _players(visit: Visit, group: Group) -> list[str]:
    """Whoever plans it directs it; the others of the team play."""
    found = members_of(group, visit.directory)
    return [person.id for person in found if person.telegram is not None and person.id != visit.staff.id]


def _planned(visit: Visit, pinned: Pinned, group: Group) -> Drill | None:
    players = set(_players(visit, group))
    for standing in visit.directory.drills:
        if standing.state is State.PLANNED and visit.staff.id in standing.leads and players <= set(standing.people):
            run = run_by_id(visit.uow, standing.id)
            if run is not None and run.scenario.id == pinned.scenario.id:
                return run
    return None


def _begun(visit: Visit, pinned: Pinned, group: Group) -> Play:
    play = begin_run(visit.uow, visit.house, pinned, visit.staff.id, _site(visit, group))
    for player in _players(visit, group):
        play.log("cast", visit.staff.id, staff=player, role=DrillRole.PLAYER.value)
    return play


def _site(visit: Visit, group: Group) -> str | None:
    """Where all of the team work, if that is one place; else where the trainer does."""
    sites = {site.id for person in members_of(group, visit.directory) for site in visit.directory.sites_of(person)}
    mine = {site.id for site in visit.directory.sites_of(visit.staff)}
    return next((found.pop() for found in (sites, mine) if len(found) == 1), None)
