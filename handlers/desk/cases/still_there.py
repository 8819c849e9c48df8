"""Whoever took a case and went silent is asked about it, in private or else in a group's chat; who cannot be asked
cannot keep it, nor can who is not responsible for it any more.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from handlers.alerts.addressing import group_language
from handlers.cases import Case, Happening, Status
from handlers.delivery import Notice
from handlers.desk.cases.copies import copies_in_use, lane_of
from handlers.desk.cases.releasing import release
from handlers.desk.telling.watching import wait_for_answer
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Button, Row, plain
from handlers.people import Staff
from handlers.ports import UnitOfWork
from handlers.rights import may_acknowledge
from handlers.taps import Tap
from playbooks.phrases import Phrases, phrases


@dataclass(frozen=True, slots=True)
class _Place:
    """Where somebody is asked; `staff` is None in a group's chat."""

    bot: str
    chat: int
    language: str
    staff: str | None = None
    reply_to: str | None = None


def ask_taker(visit: Visit, case: Case, heard: datetime) -> None:
    """Asks whoever has the case, and was last heard of at `heard`, whether they are still on it."""
    taker = _taker(visit, case)
    if taker is None:
        release(visit, case, "gone")
        return
    place = _in_private(visit, case, taker) or _in_a_chat(visit, case)
    if place is None:
        release(visit, case, "unreachable")
        return
    assert case.escalation is not None
    changed = replace(case, escalation=replace(case.escalation, reminded=case.escalation.reminded + 1))
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, Happening("reminded", None, {"who": taker.id}))
    _ask(visit, changed, taker, place)
    wait_for_answer(visit, changed, heard)


def ask_in_a_chat(visit: Visit, case: Case) -> None:
    """The question did not get to whoever has the case: it is asked in a group's chat, where there is one."""
    taker, place = _taker(visit, case), _in_a_chat(visit, case)
    if taker is None or place is None:
        release(visit, case, "unreachable")
    else:
        _ask(visit, case, taker, place)


def holder_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """The organisation has changed: what somebody has who may not have it any more goes back to everybody."""
    case = uow.case(event.data["case"])
    if case is None or case.status is not Status.ACKNOWLEDGED or case.stood_down is not None:
        return
    visit = from_muster(inbound, uow, house)
    if _taker(visit, case) is None:
        release(visit, case, "gone")


def _taker(visit: Visit, case: Case) -> Staff | None:
    """Whoever has it, if they still may."""
    taker = visit.directory.staff_by_id.get(case.acknowledged_by or "")
    return taker if taker is not None and may_acknowledge(taker, case, visit.directory) else None


def _in_private(visit: Visit, case: Case, taker: Staff) -> _Place | None:
    """By the bot for alerts, or if that does not get to them by the one they talk to, where these are two."""
    house = visit.house
    if taker.telegram is None or not (taker.reachable or house.alert_bot != house.staff_bot):
        return None
    bot = house.alert_bot if taker.reachable else house.staff_bot
    mine = (copy.notice for copy in copies_in_use(visit, case) if (copy.bot, copy.chat) == (bot, taker.telegram))
    return _Place(bot, taker.telegram, taker.language, taker.id, next(mine, None))


def _in_a_chat(visit: Visit, case: Case) -> _Place | None:
    """The first chat of a group that has the card."""
    by_chat = visit.directory.group_by_chat
    copy = next((copy for copy in copies_in_use(visit, case) if copy.chat in by_chat), None)
    if copy is None:
        return None
    return _Place(copy.bot, copy.chat, group_language(by_chat[copy.chat], visit.directory), reply_to=copy.notice)


def _ask(visit: Visit, case: Case, taker: Staff, place: _Place) -> None:
    say = phrases(place.language)
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            place.bot,
            place.chat,
            plain(_question(case, taker, place, say), *_choices(case, say)),
            lane=lane_of(case),
            reply_to=place.reply_to,
            case=case.id,
            staff=place.staff,
            key=f"still:{case.id}",
            critical=True,
            language=place.language,
        )
    )


def _question(case: Case, taker: Staff, place: _Place, say: Phrases) -> str:
    headline = f"\n{case.headline}" if case.headline else ""
    if place.staff is not None:
        return say("You have taken {number}. Are you still on it?", number=case.number) + headline
    # TRANSLATORS: Asked in a group's chat of somebody by name, who has no private chat with us.
    return (
        say("{name}, you have taken {number}. Are you still on it?", name=taker.name, number=case.number) + headline
    )


def _choices(case: Case, say: Phrases) -> tuple[Row, ...]:
    def button(label: str, action: str) -> Button:
        return Button(label, Tap("c", case.id, case.version, action).data)

    # TRANSLATORS: Buttons under “Are you still on it?”, for somebody who took a case.
    return (
        (button(say("Still on it"), "still"), button(say("Give back"), "back")),
        (button(say("Resolve"), "done"),),
    )
