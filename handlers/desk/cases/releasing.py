"""Somebody took a case and nothing more was heard: they are asked, and then it goes back to everybody."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.alerts.cards import name_of
from handlers.cases import Case, Happening, Status
from handlers.delivery import Notice
from handlers.desk.cases.copies import amend_cards, copies_in_use, lane_of
from handlers.desk.cases.news import News, ask_everyone, tell_reporter
from handlers.desk.telling.outside import follow_outside
from handlers.desk.telling.paging import take_rows
from handlers.desk.telling.watching import wait_for_answer, watched_anew
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Span
from handlers.people import Staff
from handlers.taps import Tap
from handlers.team import COMMANDER, give_up
from handlers.team_changes import team_changes
from playbooks.phrases import Phrases, phrases


def ask_taker(visit: Visit, case: Case, heard: datetime) -> None:
    """Asks whoever has the case whether they are still on it. Somebody who cannot be asked cannot keep it."""
    taker = visit.directory.staff_by_id.get(case.acknowledged_by or "")
    if taker is None or not taker.active or taker.telegram is None:
        release(visit, case, "gone")
        return
    assert case.escalation is not None
    changed = replace(case, escalation=replace(case.escalation, reminded=case.escalation.reminded + 1))
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("reminded", None, {"who": taker.id}))
    _send_question(visit, changed, taker, taker.telegram)
    wait_for_answer(visit, changed, heard)


def _send_question(visit: Visit, case: Case, taker: Staff, chat: int) -> None:
    copy = next((copy for copy in copies_in_use(visit, case) if copy.chat == chat), None)
    say = phrases(taker.language)
    bot = visit.house.alert_bot if taker.reachable else visit.house.staff_bot
    words = say("You have taken {number}. Are you still on it?", number=case.number)
    words += f"\n{case.headline}" if case.headline else ""
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            copy.bot if copy else bot,
            chat,
            Message((Span(words),), _choices(case, say)),
            lane=lane_of(case),
            reply_to=copy.notice if copy else None,
            case=case.id,
            staff=taker.id,
            key=f"still:{case.id}",
            critical=True,
            language=taker.language,
        )
    )


def _choices(case: Case, say: Phrases) -> tuple[tuple[Button, ...], ...]:
    def button(label: str, action: str) -> Button:
        return Button(label, Tap("c", case.id, case.version, action).data)

    # TRANSLATORS: Buttons under “Are you still on it?”, for somebody who took a case.
    return (
        (button(say("Still on it"), "still"), button(say("Give back"), "back")),
        (button(say("Resolve"), "done"),),
    )


def release(visit: Visit, case: Case, why: str) -> None:
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

    def words(say: Phrases) -> str:
        if why == "given back":
            return say("{name} has given {number} back. Please take it.", name=visit.staff.name, number=case.number)
        name = name_of(taker, visit.directory)
        if why == "off shift":
            return say("{name} is off shift. Please take {number}.", name=name, number=case.number)
        return say("Nothing was heard of {name} about {number}. Please take it.", name=name, number=case.number)

    def to_reporter(say: Phrases) -> str:
        return say("{number} is open again. Others are being asked to take it.", number=case.number)

    ask_everyone(visit, free, News(words, rows=take_rows(free)))
    follow_outside(visit, free, News(words))
    tell_reporter(visit, free, News(to_reporter))
