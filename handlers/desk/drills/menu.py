"""`/drill`: the runs somebody leads or plays in, and for whoever may plan them the scenarios there are."""

from __future__ import annotations

from handlers.desk.drills.calendar import begin_run
from handlers.desk.drills.injecting import take_part_rows
from handlers.desk.drills.observing import may_observe, show_sheet
from handlers.desk.drills.panel import show_panel, state_name
from handlers.desk.drills.setting import role_name, show_plan
from handlers.desk.drills.steps import Play, run_by_id
from handlers.desk.programme.certificates import certificates_row
from handlers.desk.programme.grid import grid_row
from handlers.desk.visit import Visit
from handlers.drills.standing import State
from handlers.messages import Button, Row, plain
from handlers.rights import may_plan_drills
from playbooks.locale_format import sentences


def show_drills(visit: Visit, argument: str) -> None:
    """What there is for this person."""
    shown = [run.id for run in visit.directory.drills if visit.staff.id in run.people]
    for drill_id in shown:
        _show(visit, drill_id)
    if may_plan_drills(visit.staff):
        _offer(visit)
    elif not shown:
        words = visit.say("No exercise is planned for you. Everything you report now is real.")
        lines = sentences([words, visit.say("To practise alone: /practice")], visit.staff.language)
        visit.tell(plain(lines, certificates_row(visit.say)))


def _show(visit: Visit, drill_id: str) -> None:
    run = run_by_id(visit.uow, drill_id)
    if run is None:
        return
    play = Play.of(visit.uow, visit.house, run)
    if visit.staff.id in run.leads and run.state is State.PLANNED:
        show_plan(play, visit.staff)
    elif visit.staff.id in run.leads:
        show_panel(play, visit.staff.id, anew=True)
    else:
        role = role_name(run.people[visit.staff.id], visit.say)
        words = f"{run.number} · {state_name(run.state, visit.say)} · {role}"
        rows = take_part_rows(run, visit.staff.id, visit.say) if run.standing.is_live else ()
        play.tell(visit.staff.id, plain(words, *rows))
        if run.standing.is_live and may_observe(run, visit.staff.id):
            show_sheet(play, visit.staff)


def _offer(visit: Visit) -> None:
    if not visit.house.scenarios.by_id:
        visit.tell(visit.say("There is no scenario here. Put some beside the playbooks."))
        return
    if visit.inbound.bot != visit.house.staff_bot:
        return
    visit.new_render()
    rows: list[Row] = [
        (Button(one.scenario.title.text(visit.staff.language), visit.button_data(f"drill={one.scenario.id}")),)
        for one in visit.house.scenarios
    ]
    rows += [grid_row(visit.say), certificates_row(visit.say)]
    words = [visit.say("Plan an exercise. Which scenario?"), visit.say("To practise alone: /practice")]
    visit.draw(plain("\n".join(words), *rows), replaces=False)


def plan_drill(visit: Visit, scenario: str) -> None:
    """A run of this scenario is planned, with the playbooks as they are today, and its plan is shown."""
    pinned = visit.house.scenarios.by_id.get(scenario)
    if pinned is None or not may_plan_drills(visit.staff):
        visit.toast(visit.say("This is not for you to open."), alert=True)
        return
    sites = visit.directory.sites_of(visit.staff)
    site = sites[0].id if len(sites) == 1 else None
    show_plan(begin_run(visit.uow, visit.house, pinned, visit.staff.id, site), visit.staff)
