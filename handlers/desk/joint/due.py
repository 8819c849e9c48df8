"""The one timer of a joint review: the next morning on which those who have said nothing are reminded."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from handlers.cases import Case, Happening, Status
from handlers.desk.actions.waiting import morning, today
from handlers.desk.joint.asking import remind_groups
from handlers.desk.joint.board import tell_lead
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.incidents.joint import JointReview, open_review
from handlers.incidents.reminding import next_reminder
from handlers.incidents.review_words import group_name
from handlers.ports import Timer, UnitOfWork
from playbooks.phrases import Phrases

KIND = "joint"  # of our timers


def wait_for_reminder(visit: Visit, case: Case, review: JointReview) -> None:
    """Sets the timer to the next morning on which somebody is reminded, later than today."""
    called = review.called_at.astimezone(ZoneInfo(visit.directory.timezone)).date()
    following = next_reminder(review, called, today(visit))
    if following is not None:
        data = {"case": case.id, "review": str(review.number)}
        due = morning(visit, following)
        visit.uow.set_timer(Timer(_key(case), f"{visit.house.staff_bot}:0", due, KIND, data))


def stop_reminders(visit: Visit, case: Case) -> None:
    """It is over."""
    visit.uow.cancel_timer(_key(case))


def review_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Reminds those who have said nothing; from the day on whoever leads it hears who that is, and is to decide.

    A timer whose review was decided meanwhile, or whose case was a false alarm, does nothing.
    """
    case = uow.case(event.data["case"])
    review = open_review(case.reviews) if case is not None and case.status is not Status.WITHDRAWN else None
    if case is None or review is None or event.data["review"] != str(review.number):
        return
    visit = from_muster(inbound, uow, house)
    late = today(visit) > review.due
    if review.waiting:
        data = {"review": review.number, "groups": list(review.waiting)}
        uow.record(case.id, Happening("review reminded", None, data))
        remind_groups(visit, case, review, lambda say, group: _asked_again(visit, group, late, say))
    if today(visit) >= review.due:
        tell_lead(visit, case, review, lambda say: _to_decide(review, late, say))
    wait_for_reminder(visit, case, review)


def _asked_again(visit: Visit, group: str, late: bool, say: Phrases) -> str:
    name = group_name(group, visit.directory, say)
    if late:
        return "⏰ " + say("{group} should have answered by now.", group=name)
    return "⏰ " + say("{group} has not answered yet.", group=name)


def _to_decide(review: JointReview, late: bool, say: Phrases) -> str:
    if review.waiting:
        return "⏰ " + say("Not everybody has answered. Please call them, or decide without them.")
    return "⏰ " + (say("It should have been decided by now.") if late else say("It is to be decided today."))


def _key(case: Case) -> str:
    return f"{KIND}:{case.id}"
