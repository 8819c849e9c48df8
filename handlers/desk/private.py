"""Private chats: what somebody on the list says, taps or sends to one of our bots."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

from handlers.cases import Case
from handlers.desk.actions.settling import forget_action, took_proof
from handlers.desk.actions.tapping import action_tapped
from handlers.desk.after.waiving import took_waiver
from handlers.desk.alarm.overhearing import offer_alarm
from handlers.desk.alarm.shouting import awaited_message, send_to_all
from handlers.desk.cases.cards import case_tapped
from handlers.desk.cases.changing import closed_meanwhile, over_meanwhile
from handlers.desk.cases.ending import awaited_ending, forget_ending
from handlers.desk.cases.notes import ask_which, awaited_note, forget_note, replied_cases
from handlers.desk.commands import run_command
from handlers.desk.digests.taps import digest_tapped
from handlers.desk.duty.taps import duty_tapped
from handlers.desk.early import take_early
from handlers.desk.effects import apply
from handlers.desk.joint.viewing import took_view
from handlers.desk.live.sending import handed, means_work, took_awaited, work_case
from handlers.desk.menus import show_alerts_only
from handlers.desk.safe.listening import took_for_roll
from handlers.desk.safe.tapping import roll_call_tapped
from handlers.desk.starting import suggest
from handlers.desk.tapping import menu_tapped
from handlers.desk.updates.updating import note_or_update
from handlers.desk.visit import Visit
from handlers.engine import step
from handlers.events import Commanded, Elapsed, Said, Shared, Tapped
from handlers.taps import Tap, read_tap

#: Albums arrive one file at a time: what comes within this time of a report still belongs to it.
LATE = timedelta(minutes=2)


def in_private(visit: Visit) -> None:
    """Sends the event where it belongs. A reply to a case's message is a note on it, whatever question is live."""
    over_meanwhile(visit)
    if not (closed_meanwhile(visit) or took_awaited(visit) or took_waiver(visit) or took_for_roll(visit)):
        _dispatch(visit)
    over_meanwhile(visit)


def _dispatch(visit: Visit) -> None:
    event = visit.inbound.event
    if isinstance(event, Tapped):
        _tapped(visit, event)
    elif isinstance(event, Commanded):
        run_command(visit, event)
    elif (loud := awaited_message(visit)) is not None:
        send_to_all(visit, loud)
    elif took_proof(visit) or _noted(visit) or awaited_ending(visit):
        pass
    elif visit.inbound.edited:
        _edited(visit)
    elif visit.session.live is None and means_work(visit) and (case := work_case(visit)) is not None:
        handed(visit, case)
    elif visit.inbound.bot != visit.house.staff_bot and visit.session.live is None:
        if not isinstance(event, Elapsed):
            show_alerts_only(visit)
    else:
        _talk(visit)


def _noted(visit: Visit) -> bool:
    """Whether it belongs to a case: a note on it, or the update that was asked for."""
    wanted = str(visit.session.desk.get("note_as", ""))
    replied = replied_cases(visit)
    if len(replied) > 1:
        ask_which(visit)
        return True
    case = replied[0] if replied else awaited_note(visit) or _late_file(visit)
    if case is not None and not took_view(visit, case, "" if replied else wanted):
        note_or_update(visit, case, as_update=wanted == "update" and not replied)
    return case is not None


def _talk(visit: Visit) -> None:
    event, frame = visit.inbound.event, visit.session.live
    if frame is not None:
        apply(visit, step(visit.session, event, visit.at, visit.inbound.message))
        if isinstance(event, Said):
            offer_alarm(visit, frame, event.text)
    elif isinstance(event, Said):
        suggest(visit, event.text)
    elif not isinstance(event, Elapsed):
        take_early(visit)


def _late_file(visit: Visit) -> Case | None:
    """The case just reported, for a file of an album that arrives when nothing is asked any more."""
    event, desk = visit.inbound.event, visit.session.desk
    if not isinstance(event, Shared) or event.album is None or visit.session.live or "recent" not in desk:
        return None
    fresh = visit.uow.now - datetime.fromisoformat(desk["recent_at"]) <= LATE
    return visit.uow.case(desk["recent"]) if fresh else None


def _edited(visit: Visit) -> None:
    """An edited message is not taken as a new answer: by now it may be another question's turn."""
    if visit.session.live is not None:
        visit.tell(visit.say("You changed a message you had sent. To change an answer, use /review."))


def _tapped(visit: Visit, event: Tapped) -> None:
    tap = read_tap(event.data)
    forget_note(visit)
    forget_action(visit)
    if tap is None or not tap.action.startswith("o-"):
        forget_ending(visit)
    if tap is None:
        visit.toast(visit.say("That button does nothing here."))
    elif tap.scope in _ABOUT:
        _ABOUT[tap.scope](visit, tap)
    elif tap.action.startswith("m."):
        menu_tapped(visit, tap)
    else:
        apply(visit, step(visit.session, event, visit.at, visit.inbound.message))


#: By what a button belongs to (`handlers.taps`): a case, an action, a roll call, duties, a digest.
_ABOUT: dict[str, Callable[[Visit, Tap], None]] = {
    "c": case_tapped,
    "a": action_tapped,
    "r": roll_call_tapped,
    "d": duty_tapped,
    "g": digest_tapped,
}
