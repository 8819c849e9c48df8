"""Runs and the calendar: leads are reminded when one is to begin, and one that is repeated is planned anew."""

from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

from handlers.cases import Happening
from handlers.desk.drills.setting import show_plan
from handlers.desk.drills.steps import Play, run_by_id, set_date
from handlers.drills.folding import read_run
from handlers.drills.run import Drill
from handlers.drills.standing import State
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Message, Span
from handlers.numbers import case_number, year_of
from handlers.ports import UnitOfWork
from playbooks.drills import Pinned


def begin_run(
    uow: UnitOfWork, house: House, pinned: Pinned, by: str, site: str | None, *, practice: bool = False
) -> Play:
    """A run of this scenario, with the playbooks as they are today: the first entry of its log."""
    year = year_of(uow.now, ZoneInfo(uow.directory.timezone))
    data = {
        "number": case_number("D", year, uow.next_number("D", year)),
        "scenario": pinned.content,
        "digest": pinned.digest,
        "editions": {edition.playbook.id: edition.digest for edition in uow.editions.all_current()},
        "site": site,
        **({"practice": True} if practice else {}),
    }
    drill_id = uow.new_id()
    run = read_run(drill_id, [uow.log(drill_id, Happening("planned", by, data))])
    assert run is not None
    play = Play.of(uow, house, run)
    play.keep()
    return play


def run_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """It is time: whoever leads the run gets its plan, with the button that starts it."""
    run = run_by_id(uow, event.data["drill"])
    if run is None or run.state is not State.PLANNED:
        return
    play = Play.of(uow, house, run)
    for lead in run.leads:
        say = play.say_to(lead)
        words = say("It is time for {number}. Start it when everybody is ready.", number=run.number)
        play.tell(lead, Message((Span(words),)))
        if (person := uow.directory.staff_by_id.get(lead)) is not None:
            show_plan(play, person)


def close_run(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """It is long over: turns and sending need not know of it any more. Its log stays."""
    run = run_by_id(uow, event.data["drill"])
    if run is not None and not run.closed:
        Play.of(uow, house, run).log("closed", None)


def plan_again(play: Play, actor: str) -> Drill | None:
    """A run that is repeated is planned for next time: the same people and places, the scenario as it is now."""
    before = play.run
    if before.every is None:
        return None
    following = repeat(play, actor)
    following.log("set", actor, every=before.every)
    begins = (before.starts or play.uow.now) + timedelta(days=before.every)
    set_date(following, actor, max(begins, play.uow.now + timedelta(days=1)).isoformat())
    return following.run


def repeat(play: Play, actor: str) -> Play:
    """A new run of the same scenario with the same people, with scenario and playbooks as they are now."""
    before = play.run
    pinned = play.house.scenarios.by_id.get(before.scenario.id, before.pinned)
    following = begin_run(play.uow, play.house, pinned, before.planned_by, before.site)
    for staff, role in before.people.items():
        if following.run.people.get(staff) is not role:
            following.log("cast", actor, staff=staff, role=role.value)
    reach = {"groups": list(before.groups), "outside": list(before.outside)}
    following.log("set", actor, **reach, announced=before.announced, after=before.id)
    play.log("again", actor, drill=following.run.id, number=following.run.number)
    return following
