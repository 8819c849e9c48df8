"""Taps on the checklist. Each says what it is about, so one on an earlier drawing means the same as it did then."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from handlers.cases import Case, Status
from handlers.checklist.live import Copy
from handlers.checklist.marks import CANNOT, DONE, FREED, MINE, NOT_APPLICABLE, OPEN
from handlers.checklist.sheet import Row, Sheet
from handlers.checklist.showing.row import REASONS
from handlers.delivery import Lane
from handlers.desk.live.awaiting import await_proof, await_reason, forget_awaited
from handlers.desk.live.drawing import redraw, send_copy
from handlers.desk.live.joining import show_to
from handlers.desk.live.marking import refusal, said_words, say_of
from handlers.desk.live.sheets import sheet_for
from handlers.desk.live.telling import text_of
from handlers.desk.safe.beginning import roll_tapped
from handlers.desk.visit import Visit
from handlers.events import Tapped
from handlers.rights import may_work
from handlers.taps import Tap, mark

PREFIX: Final = "k."
QUESTIONS: Final = "k.q"


def checklist_tapped(visit: Visit, case: Case, tap: Tap) -> None:
    """Does what a button of the checklist says, if the person may."""
    verb, _, argument = tap.action.removeprefix(PREFIX).partition("=")
    if case.checklist is None or not may_work(visit.staff, case, visit.directory, visit.inbound.chat):
        visit.toast(visit.say("This is not for you to open."), alert=True)
    elif case.status in (Status.RESOLVED, Status.WITHDRAWN) and verb not in _LOOKS:
        visit.toast(visit.say("It is over. Thank you."))
    elif verb in _LOOKS:
        _look(visit, case, verb, argument)
    elif verb in ("j", "z"):
        _join(visit, case) if verb == "j" else _undo_last(visit, case)
    else:
        _about_row(visit, case, verb, *argument.partition("=")[::2])


def _look(visit: Visit, case: Case, verb: str, argument: str) -> None:
    """Another page of one's own message; of a group's, for everybody there."""
    forget_awaited(visit)
    view = "" if verb == "m" else f"{verb}{argument}"
    if verb == "w" and visit.inbound.private:
        await_reason(visit, case, argument)
    _show(visit, case, sheet_for(visit, case), view)


def _join(visit: Visit, case: Case) -> None:
    before = case.checklist.copy_of(visit.staff.id) if case.checklist is not None else None
    show_to(visit, case, visit.staff, again=True, questions=before.questions if before else False)
    visit.toast(visit.say("The checklist is in your chat with me."))


def _undo_last(visit: Visit, case: Case) -> None:
    """Takes back what they said last."""
    said = [
        row for row in sheet_for(visit, case).work if row.settled is not None and row.settled.by == visit.staff.id
    ]
    if not said:
        visit.toast(visit.say("There is nothing of yours to take back."))
        return
    _settle(visit, case, max(said, key=lambda row: row.settled.order if row.settled else ()), OPEN)


def _about_row(visit: Visit, case: Case, verb: str, row_mark: str, more: str) -> None:
    row = next((one for one in sheet_for(visit, case).tappable if mark(one.id) == row_mark), None)
    if row is None:
        visit.toast(visit.say("That step does not apply any more."))
        _show(visit, case, sheet_for(visit, case), "")
        return
    forget_awaited(visit)
    if verb == "p":
        await_proof(visit, case, row)
    elif verb == "y":
        _call_roll(visit, case, row)
    elif verb == "c":
        _decide(visit, case, row, more)
    elif verb == "x":
        _settle(visit, case, row, CANNOT, more if more in REASONS else "")
    elif verb in _OUTCOMES:
        _settle(visit, case, row, _OUTCOMES[verb])
    else:
        visit.toast(visit.say("That button does nothing here."))


def _call_roll(visit: Visit, case: Case, row: Row) -> None:
    if row.step.roll_call:
        roll_tapped(visit, case, mark(row.id))
    else:
        visit.toast(visit.say("That button does nothing here."))


def _decide(visit: Visit, case: Case, row: Row, option_mark: str) -> None:
    chosen = next((option for option in row.step.decide if mark(option.id) == option_mark), None)
    if chosen is None:
        visit.toast(visit.say("That button does nothing here."))
    else:
        _settle(visit, case, row, chosen.id, label=chosen.label.text(visit.staff.language))


def _settle(visit: Visit, case: Case, row: Row, outcome: str, reason: str = "", label: str = "") -> None:
    if outcome == DONE and row.step.decide:
        visit.toast(visit.say("That button does nothing here."))
        return
    if why := refusal(visit, row, outcome):
        visit.toast(why, alert=True)
        await_proof(visit, case, row)
        return
    changed = settle(visit, case, row, outcome, reason)
    visit.toast(said_words(visit, row, outcome, label or text_of(visit, changed, row, visit.staff.language)))


def settle(visit: Visit, case: Case, row: Row, outcome: str, reason: str = "") -> Case:
    """Says it, and shows whoever said it what is next."""
    changed = say_of(visit, case, row, outcome, reason)
    return _show(visit, changed, sheet_for(visit, changed), "")


def _show(visit: Visit, case: Case, sheet: Sheet, view: str) -> Case:
    """Their own message at once; a group's follows with everybody else's."""
    copy = own_copy(visit, case)
    if copy is None:
        return show_to(visit, case, visit.staff) if visit.inbound.private else case
    changed = replace(copy, view=view)
    if copy.staff is None:
        assert case.checklist is not None
        case = replace(case, checklist=case.checklist.with_copy(changed))
    elif isinstance(visit.inbound.event, Tapped):
        case = redraw(visit, case, sheet, changed, Lane.ALERT)
    else:  # what they wrote stands below their message: it comes down to them
        case = send_copy(visit, case, sheet, changed)
    visit.uow.keep_case(case)
    return case


def own_copy(visit: Visit, case: Case) -> Copy | None:
    """The message that this was tapped on, or stands for it: theirs, or their group's."""
    if case.checklist is None:
        return None
    if visit.inbound.private:
        return case.checklist.copy_of(visit.staff.id)
    return case.checklist.copy_in(visit.inbound.bot, visit.inbound.chat)


_LOOKS: Final = frozenset({"m", "l", "r", "w"})
_OUTCOMES: Final[dict[str, str]] = {"d": DONE, "n": NOT_APPLICABLE, "u": OPEN, "t": MINE, "f": FREED}
