"""The watch over a case: who is asked next and when, as one timer, from the announcement until it is over."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from handlers.cases import Case, Status
from handlers.desk.telling.outside import channels_of
from handlers.desk.updates.watch import updates_begun
from handlers.desk.visit import Visit
from handlers.escalation.choosing import policy_for
from handlers.escalation.deciding import Ask, Reaches, next_step, silent_from
from handlers.escalation.policy import Escalation, Step
from handlers.escalation.targets import other_groups, targets
from handlers.ports import Timer

#: The kind of a timer that is about a case and not about a conversation.
CASE_TIMER = "case"

_NOBODYS_CHAT = 0  # such timers are kept in order by themselves; no chat has this number


def watched(visit: Visit, case: Case) -> Case:
    """The case with its own copy of the policy, and the first wait begun."""
    return wait_for_next(visit, replace(case, escalation=Escalation(policy_for(case, visit.directory))))


def watched_anew(visit: Visit, case: Case) -> Case:
    """The watch begins again, by the same policy: nobody has the case any more, and everybody is being told so."""
    before = case.escalation or Escalation(policy_for(case, visit.directory))
    fresh = Escalation(before.policy, before.chain + 1, case.version, asked_at=visit.uow.now)
    return wait_for_next(visit, replace(case, escalation=fresh))


def watched_closer(visit: Visit, case: Case) -> Case:
    """It got worse: the policy for that holds from now on, if nobody has it yet."""
    if case.status is not Status.OPEN or case.escalation is None:
        return case
    before = case.escalation
    fresh = replace(before, policy=policy_for(case, visit.directory), chain=before.chain + 1, done=0, over=False)
    return wait_for_next(visit, replace(case, escalation=fresh))


def taken_over(visit: Visit, case: Case) -> Case:
    """Somebody has it: nobody else is asked, but they are, should they go silent; and for updates."""
    case = updates_begun(visit, case)
    if case.escalation is None:
        return case
    changed = replace(case, escalation=replace(case.escalation, reminded=0, next=None, due=None))
    wait_for_silence(visit, changed, visit.uow.now)
    return changed


def unwatched(visit: Visit, case: Case) -> None:
    """It is over."""
    visit.uow.cancel_timer(_key(case))


def was_asked(case: Case) -> bool:
    """Whether people were called in after the card: they must hear how it went on."""
    return case.escalation is not None and case.escalation.asked_at is not None


def wait_for_next(visit: Visit, case: Case) -> Case:
    """Sets the timer to the next step; the case that is given back says which that is, and when."""
    if case.escalation is None:
        return case
    zone = ZoneInfo(visit.directory.timezone)
    step = next_step(case.escalation, visit.uow.now, reaches(visit, case), zone)
    set_timer(visit, case, step.due)
    index = step.index if isinstance(step, Ask) else None
    return replace(case, escalation=replace(case.escalation, next=index, due=step.due))


def wait_for_silence(visit: Visit, case: Case, heard: datetime) -> None:
    """Sets the timer to when whoever has the case, last heard of then, would be asked about it."""
    due = silent_from(case.escalation, heard) if case.escalation is not None else None
    if due is None:
        unwatched(visit, case)
    else:
        set_timer(visit, case, due)


def wait_for_answer(visit: Visit, case: Case, heard: datetime) -> None:
    """The same once they were asked: however late that was, they have their time to answer."""
    due = silent_from(case.escalation, heard) if case.escalation is not None else None
    if due is None or case.escalation is None or case.escalation.policy.release is None:
        wait_for_silence(visit, case, heard)
    else:
        set_timer(visit, case, max(due, visit.uow.now + case.escalation.policy.release))


def set_timer(visit: Visit, case: Case, due: datetime) -> None:
    """One timer to a case; what it was set for is told by how the case stands when it is due."""
    assert case.escalation is not None
    conversation = f"{visit.house.staff_bot}:{_NOBODYS_CHAT}"
    data = {"case": case.id, "mark": mark_of(case)}
    visit.uow.set_timer(Timer(_key(case), conversation, due, CASE_TIMER, data))


def mark_of(case: Case) -> str:
    """Changes with whatever makes a timer that is already on its way meaningless."""
    escalation = case.escalation
    if escalation is None:
        return ""
    return f"{case.status.value}:{escalation.chain}:{escalation.done}:{escalation.reminded}"


def reaches(visit: Visit, case: Case) -> Reaches:
    """Whether a step has anybody to ask as things are now."""
    two_bots = visit.house.alert_bot != visit.house.staff_bot

    def reached(step: Step) -> bool:
        own = case.groups if "group" in step.notify else ()
        if channels_of(visit, (*own, *other_groups(step, visit.directory))):
            return True
        found = targets(step, case, visit.directory, visit.uow.now).recipients
        staff = visit.directory.staff_by_id
        return any(r.staff is None or two_bots or staff[r.staff].reachable for r in found)

    return reached


def _key(case: Case) -> str:
    return f"case:{case.id}"
