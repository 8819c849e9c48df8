"""Saying how a row stands: onto the timeline and the board, and what follows from it."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case, Happening
from handlers.checklist.board import added
from handlers.checklist.marks import CANNOT, DONE, NOT_APPLICABLE, OPEN, PROOF, Mark
from handlers.checklist.record import happening
from handlers.checklist.sheet import Row, Sheet
from handlers.desk.after.offering import offer_end
from handlers.desk.live.opening import edition_to_open, tell_opened
from handlers.desk.live.sheets import playbook_of, sheet_for
from handlers.desk.live.telling import tell_cannot
from handlers.desk.live.waking import wake_soon
from handlers.desk.visit import Visit
from handlers.engine.questions.base import shortened
from handlers.events import Tapped
from handlers.messages import Message, Span
from handlers.ports import Timer
from playbooks.model import Kind

#: The kind of a timer that lets the reporter's own conversation know that the work is over.
WORK = "work"


def say_of(visit: Visit, case: Case, row: Row, outcome: str, reason: str = "") -> Case:
    """Records what somebody said about a row, whatever others said meanwhile, and gives back the case."""
    assert case.checklist is not None
    edition = edition_to_open(visit, row) if outcome == DONE else ""
    mark = Mark(row.id, outcome, visit.staff.id, visit.inbound.at, _identity(visit), reason, edition)
    visit.uow.record(case.id, happening(mark))
    board = added(case.checklist.board, mark)
    moved = max(visit.inbound.at, case.checklist.moved_at or visit.inbound.at)
    changed = replace(case, checklist=replace(case.checklist, board=board, moved_at=moved))
    if edition:
        changed = tell_opened(visit, changed, edition)
    if outcome == CANNOT and row.step.critical:
        tell_cannot(visit, changed, row, reason)
    changed = _maybe_over(visit, changed, sheet_for(visit, case), sheet_for(visit, changed))
    changed = wake_soon(visit, changed)
    visit.uow.keep_case(changed)
    return changed


def _identity(visit: Visit) -> str:
    """What tells this mark from others of the same moment: the tap's own number, or the message's."""
    event = visit.inbound.event
    return event.tap_id if isinstance(event, Tapped) else f"{visit.inbound.conversation}:{visit.inbound.message}"


def refusal(visit: Visit, row: Row, outcome: str) -> str:
    """Why that cannot be said of the row now; empty if it can. What others said is no reason: the later counts."""
    say = visit.say
    if outcome == DONE and row.step.evidence_required and not row.standing.proofs:
        return say("Send the proof first: a photo, a file or your location.")
    return ""


def said_words(visit: Visit, row: Row, outcome: str, text: str) -> str:
    """What whoever said it reads on the button."""
    say, words = visit.say, shortened(text, 80)
    if outcome == DONE and row.step.confirm > 1 and len({*row.confirmed_by, visit.staff.id}) < row.step.confirm:
        return "◔ " + say("Noted. Somebody else must say so, too.")
    sign = {NOT_APPLICABLE: "↷", CANNOT: "✗", OPEN: "↶", PROOF: "📎"}.get(outcome, "✓")
    return f"{sign} {words}"


def _maybe_over(visit: Visit, case: Case, before: Sheet, sheet: Sheet) -> Case:
    """Once what was to be done at once is settled the reporter hears the last words, and goes on as before."""
    checklist = case.checklist
    assert checklist is not None
    if sheet.done == sheet.total and before.done < before.total:
        visit.uow.record(case.id, Happening("finished", visit.staff.id))
    over = sheet.calm or case.stood_down is not None
    if checklist.over is over:
        return case
    if over:
        let_reporter_go(visit, case)
    if over and case.stood_down is None:
        offer_end(visit, case)
    return replace(case, checklist=replace(checklist, over=over))


def let_reporter_go(visit: Visit, case: Case) -> None:
    """Their own conversation is woken, and ends with the last words."""
    reporter = visit.directory.staff_by_id.get(case.reporter)
    if case.kind is not Kind.EMERGENCY or reporter is None or reporter.telegram is None or not reporter.active:
        return
    if reporter.id == visit.staff.id and visit.inbound.bot == visit.house.staff_bot and visit.inbound.private:
        return  # their conversation is the one that is going on
    conversation = f"{visit.house.staff_bot}:{reporter.telegram}"
    visit.uow.set_timer(Timer(f"work:{conversation}", conversation, visit.uow.now, WORK, {"case": case.id}))


def closing_words(visit: Visit, case: Case) -> Message:
    """What the playbook says at the end."""
    closing = playbook_of(visit, case).closing.text(visit.staff.language)
    return Message((Span(case.number, "bold"), Span("\n" + closing)))
