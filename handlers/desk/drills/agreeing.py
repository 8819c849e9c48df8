"""What a run showed is put right: a finding becomes a corrective action that names the step of the playbook."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.actions import Origin, Target
from handlers.desk.actions.making import add_action, agreed_in, confirm
from handlers.desk.drills.observing import may_observe
from handlers.desk.drills.scoring import score_now
from handlers.desk.drills.steps import Play, run_by_id
from handlers.desk.visit import Visit
from handlers.drills.run import Drill
from handlers.reports.drill.findings import Finding, to_improve

#: How what a form is about begins when it is about a run; after it come the run's id and the finding's name.
ABOUT = "x:"


def run_action_submitted(visit: Visit, about: str, given: Mapping[str, Any]) -> None:
    """The form was filled in by somebody who may still do that: the action is kept, and followed up."""
    drill_id, _, name = about.removeprefix(ABOUT).partition(":")
    run = run_by_id(visit.uow, drill_id)
    if run is None or not may_observe(run, visit.staff.id):
        visit.tell(visit.say("Only those who lead the exercise can do that."))
        return
    play = Play.of(visit.uow, visit.house, run)
    found = next((one for one in to_improve(run, score_now(play)) if one.name == name), None)
    agreed = agreed_in(given, Origin.DRILL, _target(run, found, given), run.number)
    action = add_action(visit, agreed)
    play.log("agreed", visit.staff.id, action=action.number, finding=name)
    confirm(visit, action)


def _target(run: Drill, found: Finding | None, given: Mapping[str, Any]) -> Target | None:
    """The step that was found wanting; all of the playbook, where somebody says that it has to change."""
    playbook, step = run.scenario.playbook, found.step if found is not None else None
    if step is None and given.get("playbook") != "yes":
        return None
    return Target(playbook, run.editions.get(playbook), step)
