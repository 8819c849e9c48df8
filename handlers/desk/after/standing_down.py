"""Whoever leads ends the response: everybody who was told hears it, and what is left is recovery and aftermath."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.cases import Case, Happening, Status
from handlers.desk.actions.telling import privately
from handlers.desk.after.offering import notice_to, offer_review, reports_made
from handlers.desk.after.unsettled import unsettled_lines
from handlers.desk.cases.care import has_it_now
from handlers.desk.cases.copies import amend_cards, copies_in_use, lane_of
from handlers.desk.cases.news import News, about
from handlers.desk.live.marking import let_reporter_go
from handlers.desk.live.sheets import sheet_for
from handlers.desk.live.waking import wake_soon
from handlers.desk.safe.finishing import end_calls, missing_lines
from handlers.desk.team.teamwork import case_button, concerned, tell_team
from handlers.desk.telling.outside import channels_of, follow_outside
from handlers.desk.telling.watching import unwatched, wait_for_silence
from handlers.desk.updates.watch import updates_begun
from handlers.desk.visit import Visit
from handlers.messages import Message, Span
from handlers.rights import may_direct
from handlers.stand_down import StandDown
from playbooks.model import Kind
from playbooks.phrases import Phrases


def ask_end(visit: Visit, case: Case) -> None:
    """The first tap: is it really over? What is critical and open is shown, in private."""
    if not _may(visit, case):
        return
    say = visit.say
    lines = [say("End the response of {number}?", number=case.number) + about(case)]
    lines.append(say("Everybody who was told hears that the danger is over."))
    lines += [*missing_lines(visit, case, say), *unsettled_lines(visit, case, say)]
    yes = case_button(case, say("Yes, it is over"), "end-yes", "primary")
    _privately(visit, case, Message((Span("\n".join(lines)),), ((yes,),)))


def _privately(visit: Visit, case: Case, message: Message) -> None:
    """To whoever tapped, also when that was in a group's chat."""
    if visit.inbound.private:
        visit.tell(message, case)
        return
    for recipient in privately([visit.staff]):
        visit.uow.queue(notice_to(visit, case, recipient, message, lane_of(case), f"end:{case.id}:{visit.staff.id}"))
        visit.toast(visit.say("I have written to you in our private chat."))


def end_response(visit: Visit, case: Case) -> None:
    """It is over. What nobody did in the response need not be done any more, but for what is critical."""
    if not _may(visit, case):
        return
    told = _who_is_told(visit, case)
    over = end_calls(visit, _over(visit, case))
    unwatched(visit, over)
    visit.uow.keep_case(over)
    open_rows = [row.id for row in sheet_for(visit, over).work if row.unsettled] if over.checklist else []
    visit.uow.record(
        case.id, Happening("stood down", visit.staff.id, told | ({"open": open_rows} if open_rows else {}))
    )
    let_reporter_go(visit, over)
    amend_cards(visit, over)
    news = News(lambda say: _words(visit, over, say))
    tell_team(visit, over, news)
    follow_outside(visit, over, news)
    offer_review(visit, over, told)
    visit.toast(visit.say("The response is over."))


def _over(visit: Visit, case: Case) -> Case:
    """Whoever ends a response that nobody took has it: they see to what is left."""
    now = visit.uow.now
    if case.status is Status.OPEN:
        case = has_it_now(visit, case, visit.staff.id)
        visit.uow.record(case.id, Happening("acknowledged", visit.staff.id))
    checklist = replace(case.checklist, over=True) if case.checklist is not None else None
    over = replace(case, stood_down=StandDown(visit.staff.id, now), updates=None, checklist=checklist)
    return wake_soon(visit, replace(over, version=case.version + 1, doubted_by=None))


def _who_is_told(visit: Visit, case: Case) -> dict[str, Any]:
    """Groups, people and outside channels that hear it, for the timeline."""
    copies = copies_in_use(visit, case)
    chats = [visit.directory.group_by_chat.get(copy.chat) for copy in copies if copy.staff is None]
    people = [copy.staff for copy in copies if copy.staff is not None] + [p.id for p in concerned(visit, case)]
    told: dict[str, Any] = {
        "groups": [group.id for group in chats if group is not None],
        "people": [staff for staff in dict.fromkeys(people) if staff != visit.staff.id],
    }
    outside = list(channels_of(visit, case.groups))
    return told | ({"outside": outside} if outside else {})


def _words(visit: Visit, case: Case, say: Phrases) -> str:
    over = say("{number}: the response is over, says {name}. Thank you.", number=case.number, name=visit.staff.name)
    lines = ["✅ " + over + about(case)]
    left = sum(row.is_open for row in sheet_for(visit, case).work) if case.checklist is not None else 0
    if left:
        # TRANSLATORS: After an emergency: steps of its checklist that are left, such as cleaning up.
        lines.append(say.many("{n} step is left to do afterwards.", "{n} steps are left to do afterwards.", n=left))
    return "\n".join(lines)


def told_that_it_is_over(visit: Visit, case: Case, place: str) -> None:
    """Somebody above or outside has heard it."""
    report = reports_made(visit, case).get(int(place)) if place.isdecimal() and len(place) <= 2 else None
    if report is None or case.stood_down is None:
        visit.toast(visit.say("That was noted already."))
        return
    over = replace(case.stood_down, informed=(*case.stood_down.informed, report.id))
    visit.uow.keep_case(replace(case, stood_down=over, version=case.version + 1))
    visit.uow.record(case.id, Happening("informed", visit.staff.id, {"report": report.id, "over": True}))
    visit.toast(visit.say("Noted."))


def go_on_after_all(visit: Visit, case: Case) -> None:
    """It was ended too soon: everything is as before, and everybody hears it at once."""
    if case.stood_down is None or case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        visit.toast(visit.say("That is decided already."))
        return
    if not may_direct(visit.staff, case):
        visit.toast(visit.say("Only whoever is in charge, or a manager, can decide that."), alert=True)
        return
    checklist = replace(case.checklist, over=False) if case.checklist is not None else None
    on = replace(case, stood_down=None, checklist=checklist, version=case.version + 1)
    on = wake_soon(visit, updates_begun(visit, on))
    wait_for_silence(visit, on, visit.uow.now)
    visit.uow.keep_case(on)
    visit.uow.record(case.id, Happening("resumed", visit.staff.id))
    amend_cards(visit, on)

    def words(say: Phrases) -> str:
        return "🚨 " + say(
            "{number} is not over: it goes on, says {name}.", number=case.number, name=visit.staff.name
        )

    tell_team(visit, on, News(words))
    follow_outside(visit, on, News(words))
    visit.toast(visit.say("{number} goes on.", number=case.number))


def _may(visit: Visit, case: Case) -> bool:
    say = visit.say
    if case.kind is not Kind.EMERGENCY:
        visit.toast(say("That button does nothing here."))
    elif not may_direct(visit.staff, case):
        visit.toast(say("Only whoever is in charge, or a manager, can decide that."), alert=True)
    elif case.status not in (Status.OPEN, Status.ACKNOWLEDGED) or case.stood_down is not None:
        visit.toast(say("It is over already."))
    else:
        return True
    return False
