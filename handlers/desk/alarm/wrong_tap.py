"""“Wrong tap: call it off”: the one button under the words that the alarm is out."""

from __future__ import annotations

from handlers.cases import Case, Status
from handlers.desk.alarm.calling_off import call_off, is_slip, withdraw
from handlers.desk.effects import apply
from handlers.desk.visit import Visit
from handlers.engine import drop
from handlers.messages import Button, plain
from handlers.rights import may_call_off
from handlers.taps import Tap
from playbooks.model import Kind


def wrong_tap(visit: Visit, case: Case) -> None:
    """“Wrong tap: call it off”, under the words that the alarm is out."""
    say = visit.say
    if case.kind is not Kind.EMERGENCY or not (case.reporter == visit.staff.id or may_call_off(visit.staff, case)):
        visit.toast(say("This is not for you to open."), alert=True)
    elif case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        visit.toast(say("It is over already."))
    elif not is_slip(visit, case) and may_call_off(visit.staff, case):
        _make_sure(visit, case)
    elif call_off(visit, case):
        visit.toast(say("{number} is called off.", number=case.number))
        leave_conversation(visit, case)
    else:
        words = say("The alarm stays on until somebody in charge agrees. They are being asked.")
        visit.toast(words, alert=True)


def _make_sure(visit: Visit, case: Case) -> None:
    """Whoever leads needs nobody's agreement, but a second tap: people are running by now."""
    words = visit.say("Call off {number}? Everybody will be told to stop.", number=case.number)
    # TRANSLATORS: Button under “Call off E-…? Everybody will be told to stop.”
    yes = Button(visit.say("Yes, call it off"), Tap("c", case.id, case.version, "sure").data, "danger")
    visit.tell(plain(words, (yes,)), case)


def surely_off(visit: Visit, case: Case) -> None:
    """The second tap of whoever leads."""
    say = visit.say
    if not may_call_off(visit.staff, case):
        visit.toast(say("Only whoever is in charge, or a manager, can decide that."), alert=True)
    elif case.status not in (Status.OPEN, Status.ACKNOWLEDGED) or case.kind is not Kind.EMERGENCY:
        visit.toast(say("It is over already."))
    else:
        withdraw(visit, case)
        visit.toast(say("{number} is called off.", number=case.number))
        leave_conversation(visit, case)


def leave_conversation(visit: Visit, case: Case) -> None:
    """The questions about it are over too, for whoever is here."""
    here = visit.inbound.private and visit.inbound.bot == visit.house.staff_bot
    if here and any(frame.id == case.id for frame in visit.session.frames):
        apply(visit, drop(visit.session, case.id, visit.at))
