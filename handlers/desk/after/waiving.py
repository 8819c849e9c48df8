"""A critical step is settled from the list: done, or waived by whoever leads, with a reason in a tap or in words."""

from __future__ import annotations

from handlers.cases import Case, Status
from handlers.checklist.marks import DONE, WAIVED
from handlers.checklist.sheet import Row
from handlers.checklist.showing.row import waiver_words
from handlers.desk.after.unsettled import WAIVERS, list_unsettled, unsettled
from handlers.desk.live.awaiting import await_waiver, awaited, forget_awaited
from handlers.desk.live.marking import refusal, say_of
from handlers.desk.live.telling import text_of
from handlers.desk.visit import Visit
from handlers.events import Said
from handlers.rights import may_direct, may_work
from handlers.taps import mark

_REASON = 500  # characters


def settle_from_list(visit: Visit, case: Case, argument: str) -> None:
    """One tap on the list: the step by its mark, and what is said of it."""
    row_mark, how = argument[:8], argument[8:]
    row = next((one for one in unsettled(visit, case) if mark(one.id) == row_mark), None)
    reason = next((word for word in WAIVERS if word[0] == how), None)
    if case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        visit.toast(visit.say("It is over already."))
    elif row is None:
        visit.toast(visit.say("That is settled already."))
        list_unsettled(visit, case, edits=visit.tapped_message)
    elif how == "d":
        _done(visit, case, row)
    elif not _may_waive(visit, case):
        return
    elif how == "w":
        _ask(visit, case, row)
    elif reason is not None:
        _waive(visit, case, row, reason)
    else:
        visit.toast(visit.say("That button does nothing here."))


def took_waiver(visit: Visit) -> bool:
    """Whether what was written is the reason that was asked for just before."""
    event = visit.inbound.event
    if not isinstance(event, Said) or visit.inbound.edited or (found := awaited(visit, "v")) is None:
        return False
    case, row = found
    if not event.text.strip() or len(event.text) > _REASON:
        visit.tell("⚠️ " + visit.say("Please say it in at most {most} characters.", most=_REASON), case)
        return True
    forget_awaited(visit)
    if _may_waive(visit, case) and case.status in (Status.OPEN, Status.ACKNOWLEDGED):
        _waive(visit, case, row, event.text.strip())
    return True


def _done(visit: Visit, case: Case, row: Row) -> None:
    if not may_work(visit.staff, case, visit.directory):
        visit.toast(visit.say("This is not for you to open."), alert=True)
    elif row.step.decide:
        visit.toast(visit.say("Please use the buttons of the checklist: this step is a decision."), alert=True)
    elif why := refusal(visit, row, DONE):
        visit.toast(why, alert=True)
    else:
        changed = say_of(visit, case, row, DONE)
        visit.toast(f"✓ {text_of(visit, case, row, visit.staff.language)}"[:200])
        list_unsettled(visit, changed, edits=visit.tapped_message)


def _ask(visit: Visit, case: Case, row: Row) -> None:
    if not visit.inbound.private:
        visit.toast(visit.say("Please do that in your private chat with me."))
        return
    await_waiver(visit, case, mark(row.id))
    text = text_of(visit, case, row, visit.staff.language)
    visit.tell(f"❗ {text}\n" + visit.say("Why need it not be done? Write it in a few words."), case)


def _waive(visit: Visit, case: Case, row: Row, reason: str) -> None:
    changed = say_of(visit, case, row, WAIVED, reason)
    visit.toast(f"⊘ {waiver_words(reason, visit.say)}"[:200])
    list_unsettled(visit, changed, edits=visit.tapped_message)


def _may_waive(visit: Visit, case: Case) -> bool:
    if may_direct(visit.staff, case):
        return True
    visit.toast(visit.say("Only whoever is in charge, or a manager, can decide that."), alert=True)
    return False
