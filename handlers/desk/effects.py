"""Does what the engine says should happen, in its order."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case, Status
from handlers.delivery import Lane
from handlers.desk.alarm import levels
from handlers.desk.alarm.calling_off import call_off
from handlers.desk.alarm.whereabouts import note_place
from handlers.desk.alike.joining import add_report, answer_joined, is_over, join_alarm, joins
from handlers.desk.alike.linking import link
from handlers.desk.cases.amending import amend_answer
from handlers.desk.cases.casework import (
    announce,
    edition_of,
    is_open_case,
    open_case,
)
from handlers.desk.cases.change_button import change_row
from handlers.desk.cases.notes import add_note
from handlers.desk.forms.submitting import form_submitted
from handlers.desk.kept import give_files
from handlers.desk.live.joining import show_to
from handlers.desk.live.marking import closing_words
from handlers.desk.live.sending import handed
from handlers.desk.receipts import alarm_is_out, received
from handlers.desk.saying import said_again
from handlers.desk.visit import Visit
from handlers.engine.session import Frame
from handlers.engine.turn import (
    Amended,
    Answered,
    AtWork,
    Cancelled,
    Drafted,
    Draw,
    Effect,
    Finished,
    Handed,
    Started,
    Submitted,
    Tell,
    Toast,
    Turn,
    Unclaimed,
    Wake,
)
from handlers.messages import Message, Span
from handlers.ports import Timer
from playbooks.model import Kind


def apply(visit: Visit, turn: Turn) -> None:
    """Takes over the turn's session and carries out its effects."""
    visit.session = replace(turn.session, desk=visit.session.desk) if visit.session.desk else turn.session
    for effect in turn.effects:
        _apply_one(visit, effect)


def _apply_one(visit: Visit, effect: Effect) -> None:  # noqa: C901  (one line for each kind of effect)
    match effect:
        case Draw(message, replaces, amends):
            visit.draw(message, replaces, amends)
        case Tell(message):
            visit.tell(message)
        case Toast(text, alert):
            visit.toast(text, alert)
        case Wake():
            _wake(visit, effect)
        case Answered():
            note_place(visit, effect.value)
            _answered(visit, effect)
        case Started(frame):
            _started(visit, frame)
        case Submitted(frame):
            _submitted(visit, effect)
        case AtWork(frame, arrived):
            _at_work(visit, frame, arrived)
        case Handed(frame):
            _handed(visit, frame)
        case Unclaimed(frame):
            _onto_the_case(visit, frame)
        case Finished(frame):
            _finished(visit, effect)
        case Amended(frame):
            _amended(visit, frame)
        case Cancelled(frame):
            said_again(visit, frame)
            _cancelled(visit, frame)
        case Drafted():
            pass  # the engine has told them; the draft is in the session


def _answered(visit: Visit, effect: Answered) -> None:
    if joins(effect.frame):
        answer_joined(visit, effect)
    elif is_open_case(visit, effect.frame):
        amend_answer(visit, effect)


def _started(visit: Visit, frame: Frame) -> None:
    """An emergency calls people before the first question is answered; the rest waits until it is submitted."""
    if frame.kind is not Kind.EMERGENCY or visit.uow.case(frame.id) is not None:
        return
    first = visit.uow.case(frame.same) if frame.same is not None else None
    if first is not None:
        join_alarm(visit, first)
        give_files(visit, first, frame.loose)
        return
    case = open_case(visit, frame)
    told = announce(visit, case)
    opened = visit.uow.case(case.id) or case
    levels.opened(visit, opened, edition_of(visit, frame).playbook)
    visit.tell(alarm_is_out(visit, case, told), case)
    give_files(visit, opened, frame.loose)


def _cancelled(visit: Visit, frame: Frame) -> None:
    """Of an emergency people were told: it is called off, or whoever is in charge is asked to agree."""
    case = visit.uow.case(frame.id) if frame.kind is Kind.EMERGENCY and not joins(frame) else None
    if case is not None and not call_off(visit, case):
        visit.tell(visit.say("The alarm stays on until somebody in charge agrees. They are being asked."), case)


def _onto_the_case(visit: Visit, frame: Frame) -> None:
    """A photo taken in the middle of an emergency is worth having, whatever was being asked."""
    case = visit.uow.case(frame.case)
    if case is not None:
        add_note(visit, case)


def _wake(visit: Visit, wake: Wake) -> None:
    conversation = visit.inbound.conversation
    visit.uow.set_timer(Timer(f"idle:{conversation}", conversation, wake.due, "idle", {}))


def _submitted(visit: Visit, effect: Submitted) -> None:
    """Opens the case and tells the reporter its number, once. A form goes to the case that it is about."""
    if effect.frame.about is not None:
        form_submitted(visit, effect.frame, effect.frame.about)
        return
    if visit.uow.case(effect.frame.id) is not None:
        return
    other = visit.uow.case(effect.frame.same) if effect.frame.same is not None else None
    if other is not None and joins(effect.frame) and not is_over(other):
        add_report(visit, effect.frame, other)
        give_files(visit, other, effect.frame.loose)
    else:
        _reported(visit, effect.frame, other)


def _reported(visit: Visit, frame: Frame, other: Case | None) -> None:
    """A case of its own; a complaint about the same as `other` is linked to that."""
    case = open_case(visit, replace(frame, same=None))
    case = link(visit, case, other) if other is not None and case.kind is Kind.COMPLAINT else case
    told = announce(visit, case)
    give_files(visit, case, frame.loose)
    visit.tell(received(visit, case, told), case)
    visit.remember(recent=case.id, recent_at=visit.uow.now.isoformat())
    show_to(visit, visit.uow.case(case.id) or case, visit.staff)


def _at_work(visit: Visit, frame: Frame, arrived: bool) -> None:
    """Whoever reported it works on the checklist now: it is the lowest message of their chat, whenever they come."""
    case = visit.uow.case(frame.case)
    if case is not None and arrived:
        show_to(visit, case, visit.staff, again=True, questions=frame.deferred)
        visit.remember(work=case.id)


def _handed(visit: Visit, frame: Frame) -> None:
    case = visit.uow.case(frame.case)
    if case is not None and case.checklist is not None:
        handed(visit, case)


def _finished(visit: Visit, effect: Finished) -> None:
    """An emergency's last words; a complaint or incident had them when it was submitted."""
    frame = effect.frame
    case = visit.uow.case(frame.case) if frame.kind is Kind.EMERGENCY else None
    if case is None or case.status in (Status.RESOLVED, Status.WITHDRAWN):
        return
    words = closing_words(visit, case)
    lane = Lane.PROMPT if case.checklist is None else Lane.ALERT  # after the checklist's own edit, at the chat's pace
    visit.tell(replace(words, rows=change_row(visit, case)), case, lane)


def _amended(visit: Visit, frame: Frame) -> None:
    """What was changed is on the case since each answer; here it is only said."""
    case = visit.uow.case(frame.id)
    if case is None:
        return
    changed = bool(frame.corrections) or any(answer.how != "prefilled" for answer in frame.answers.values())
    words = visit.say("{number} is as it was.", number=case.number)
    if changed:
        words = visit.say("{number} is changed.", number=case.number)
    visit.tell(Message((Span(words),), change_row(visit, case)), case)
