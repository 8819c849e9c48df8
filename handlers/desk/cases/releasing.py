"""Nobody has a case any more: it is everybody's again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Literal

from handlers.alerts.cards import name_of
from handlers.cases import Case, Happening, Status
from handlers.desk.cases.copies import amend_cards
from handlers.desk.cases.news import News, ask_everyone, tell_reporter
from handlers.desk.telling.outside import follow_outside
from handlers.desk.telling.paging import take_rows
from handlers.desk.telling.watching import watched_anew
from handlers.desk.visit import Visit
from handlers.team import COMMANDER, give_up
from handlers.team_changes import team_changes
from playbooks.phrases import Phrases

#: `gone`: they are not responsible for it any more. As the timeline has it.
Why = Literal["given back", "off shift", "silent", "unreachable", "gone"]


def release(visit: Visit, case: Case, why: Why) -> None:
    """Nobody has it any more: every card says so, everybody hears it, and the steps begin again."""
    taker = case.acknowledged_by
    free = replace(case, status=Status.OPEN, acknowledged_by=None, acknowledged_at=None, version=case.version + 1)
    free = replace(free, team=give_up(case.team, COMMANDER, taker or ""))
    free = watched_anew(visit, free)
    visit.uow.keep_case(free)
    visit.uow.record(case.id, Happening("unacknowledged", visit.staff.id or None, {"who": taker, "why": why}))
    for happening in team_changes(case.team, free.team, visit.staff.id or None):
        visit.uow.record(case.id, happening)
    amend_cards(visit, free)
    words = _words(visit, case, why)
    ask_everyone(visit, free, News(words, rows=take_rows(free)))
    follow_outside(visit, free, News(words))
    tell_reporter(visit, free, News(lambda say: _to_reporter(case, say)))


def _words(visit: Visit, case: Case, why: Why) -> Callable[[Phrases], str]:
    name, number = name_of(case.acknowledged_by, visit.directory), case.number

    def words(say: Phrases) -> str:
        match why:
            case "given back":
                return say("{name} has given {number} back. Please take it.", name=visit.staff.name, number=number)
            case "off shift":
                return say("{name} is off shift. Please take {number}.", name=name, number=number)
            case "gone":
                return say("{name} is no longer responsible for {number}. Please take it.", name=name, number=number)
            case "unreachable":
                return say("{name} cannot be reached about {number}. Please take it.", name=name, number=number)
            case "silent":
                return say("Nothing was heard of {name} about {number}. Please take it.", name=name, number=number)

    return words


def _to_reporter(case: Case, say: Phrases) -> str:
    return say("{number} is open again. Others are being asked to take it.", number=case.number)
