"""Who takes an emergency takes part in it and is offered command; while nobody leads, everybody is asked again."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.cases import Case, Status
from handlers.desk.alarm.needs import missing_news
from handlers.desk.team.teamwork import tell_team
from handlers.desk.visit import Visit
from handlers.engine.session import Session
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.people import Role, Staff
from handlers.ports import Timer, UnitOfWork
from handlers.team import COMMANDER, join, missing
from handlers.team_roles import needed_roles
from playbooks.model import Kind

#: The kind of our timers.
KIND = "in charge"

TIMES = 3  # that everybody is asked

_NOBODYS_CHAT = 0  # as the timers that watch cases: no chat has this number
_MUSTER = Staff("", "Muster", Role.STAFF)


def with_taker(case: Case, staff: str, at: datetime) -> Case:
    """An emergency with whoever took it in its team; where there is a checklist, being shown that does it."""
    without = case.kind is Kind.EMERGENCY and case.checklist is None
    return replace(case, team=join(case.team, staff, at)) if without else case


def nobody_leads(case: Case) -> bool:
    """Whether it is an emergency that goes on with nobody in charge."""
    under_way = case.status in (Status.OPEN, Status.ACKNOWLEDGED)
    return case.kind is Kind.EMERGENCY and under_way and case.team.commander is None


def taken_words(visit: Visit, case: Case) -> str:
    """What whoever took it reads on the button: that they have it, and that somebody should lead."""
    if nobody_leads(case):
        return visit.say("You have taken {number}. Nobody is in charge yet: take command, too?", number=case.number)
    return visit.say("You have taken {number}.", number=case.number)


def wait_for_command(visit: Visit, case: Case, asked: int = 0) -> None:
    """Sets the timer after which everybody is asked to take command, unless somebody has by then."""
    wait = visit.directory.reports.in_charge
    if wait and nobody_leads(case) and asked < TIMES:
        conversation = f"{visit.house.staff_bot}:{_NOBODYS_CHAT}"
        data = {"case": case.id, "asked": str(asked)}
        visit.uow.set_timer(Timer(f"charge:{case.id}", conversation, visit.uow.now + wait, KIND, data))


def command_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """The time is over: everybody who was told hears that nobody leads, and what else is missing, with buttons."""
    case = uow.case(event.data["case"])
    edition = uow.editions.by_digest(case.edition) if case is not None else None
    if case is None or edition is None or not nobody_leads(case):
        return
    visit = Visit(inbound, uow, house, _MUSTER, uow.directory, Session(tag=""))
    lacking = missing(case.team, (COMMANDER, *needed_roles(edition.playbook, case.level)))
    tell_team(visit, case, missing_news(case, edition.playbook, lacking))
    wait_for_command(visit, case, int(event.data["asked"]) + 1)
