"""Who takes an emergency takes part in it and is offered command; while nobody leads, everybody is asked again."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import reduce

from handlers.cases import Case, Status
from handlers.command_looking import command_wait
from handlers.desk.alarm.needs import missing_news
from handlers.desk.team.teamwork import keep_team, tell_team
from handlers.desk.visit import Visit
from handlers.engine.session import Session
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.people import Role, Staff
from handlers.ports import UnitOfWork
from handlers.team import COMMANDER, join, leave, missing
from handlers.team_roles import needed_roles
from playbooks.model import Kind

TIMES = 3  # that everybody is asked

_MUSTER = Staff("", "Muster", Role.STAFF)


def with_taker(case: Case, staff: str, at: datetime) -> Case:
    """An emergency with whoever took it in its team; where there is a checklist, being shown that does it."""
    without = case.kind is Kind.EMERGENCY and case.checklist is None
    return replace(case, team=join(case.team, staff, at)) if without else case


def nobody_leads(case: Case) -> bool:
    """Whether it is an emergency that goes on with nobody in charge."""
    return _goes_on(case) and case.team.commander is None


def _goes_on(case: Case) -> bool:
    return case.kind is Kind.EMERGENCY and case.status in (Status.OPEN, Status.ACKNOWLEDGED)


def taken_words(visit: Visit, case: Case) -> str:
    """What whoever took it reads on the button: that they have it, and that somebody should lead."""
    if nobody_leads(case):
        return visit.say("You have taken {number}. Nobody is in charge yet: take command, too?", number=case.number)
    return visit.say("You have taken {number}.", number=case.number)


def wait_for_command(visit: Visit, case: Case, asked: int = 0) -> None:
    """Sets the timer after which everybody is asked to take command, unless somebody has by then."""
    wait = visit.directory.reports.in_charge
    if wait and nobody_leads(case) and asked < TIMES:
        visit.uow.set_timer(command_wait(case.id, visit.uow.now + wait, asked))


def command_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """The time is over, or somebody may have left the organisation: what the team lacks now is asked of everybody."""
    case = uow.case(event.data["case"])
    edition = uow.editions.by_digest(case.edition) if case is not None else None
    if case is None or edition is None or not _goes_on(case):
        return
    visit = Visit(inbound, uow, house, _MUSTER, uow.directory, Session(tag=""))
    case, given_up = without(visit, case, _who_left(visit, case))
    asked = event.data.get("asked")
    waited = asked is not None and nobody_leads(case)
    needed = (COMMANDER, *needed_roles(edition.playbook, case.level)) if waited else ()
    lacking = missing(case.team, (*needed, *given_up))
    if lacking:
        tell_team(visit, case, missing_news(case, edition.playbook, lacking))
        wait_for_command(visit, case, int(asked or 0) + 1)


def lose_commander(visit: Visit, case: Case) -> None:
    """Nothing that is said to whoever leads arrives any more: somebody else is asked for at once."""
    edition, commander = visit.uow.editions.by_digest(case.edition), case.team.commander
    if edition is None or commander is None or not _goes_on(case):
        return
    case, roles = without(visit, case, [commander])
    tell_team(visit, case, missing_news(case, edition.playbook, missing(case.team, roles)))
    wait_for_command(visit, case, 1)


def _who_left(visit: Visit, case: Case) -> list[str]:
    """Those of the team who are not on the list of staff any more."""
    known = visit.directory.staff_by_id
    return [one for one in case.team.everybody if one not in known or not known[one].active]


def without(visit: Visit, case: Case, gone: Sequence[str]) -> tuple[Case, tuple[str, ...]]:
    """The case without these people (ids), and the roles that they had."""
    roles = tuple(role for one in gone for role in case.team.roles_of(one))
    team = reduce(leave, gone, case.team)
    return (keep_team(visit, case, team) if team != case.team else case), roles
