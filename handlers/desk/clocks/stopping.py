"""Stopping a case's clocks for a reason, letting them go on, and noting that the complainant heard how it stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.alerts.clock_words import clock_lines, deadlines_of, is_closed, reason_words
from handlers.cases import Case, Happening
from handlers.deadlines import Pause, Terms
from handlers.desk.clocks.deadlines import watch
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span
from handlers.rights import may_stop_clock
from handlers.taps import Tap
from playbooks.model.deadlines import Milestone

REASONS = ("complainant", "authority", "agreed")


def clock_rows(visit: Visit, case: Case) -> tuple[Row, ...]:
    """The buttons of a case's clocks, for those who may use them."""
    if case.terms is None or is_closed(case) or not may_stop_clock(visit.staff, case):
        return ()
    say = visit.say
    # TRANSLATORS: Buttons: the time allowed for an answer stands still, and runs on again.
    label, action = (say("Stop the clock"), "clock-stop")
    if case.terms.paused is not None:
        label, action = (say("Let the clock run"), "clock-run")
    rows: list[Row] = [(_button(case, label, action),)]
    deadlines = deadlines_of(case, visit.directory, visit.uow.now)
    if any(deadline.milestone is Milestone.PROGRESS and deadline.waits for deadline in deadlines):
        # TRANSLATORS: Button: the complainant has been told how far we are.
        rows.append((_button(case, say("Progress reported"), "clock-told"),))
    return tuple(rows)


def _button(case: Case, label: str, action: str) -> Button:
    return Button(label, Tap("c", case.id, case.version, action).data)


def ask_why(visit: Visit, case: Case) -> None:
    """Offers the reasons for which the clocks may stand still."""
    terms = _allowed(visit, case)
    if terms is None or _stopped_already(visit, terms):
        return
    words = visit.say("Why does the clock of {number} stop? A legal limit may run on.", number=case.number)
    rows = tuple((_button(case, reason_words(reason, visit.say), f"clock-{reason}"),) for reason in REASONS)
    visit.tell(Message((Span(words),), rows), case)


def stop(reason: str) -> Callable[[Visit, Case], None]:
    """An action that stops the clocks for `reason`."""

    def stopped(visit: Visit, case: Case) -> None:
        terms = _allowed(visit, case)
        if terms is None or _stopped_already(visit, terms):
            return
        pauses = (*terms.pauses, Pause(visit.uow.now, reason, visit.staff.id))
        _keep(visit, case, replace(terms, pauses=pauses), Happening("paused", visit.staff.id, {"reason": reason}))

    return stopped


def run_on(visit: Visit, case: Case) -> None:
    """Lets the clocks run on from now."""
    terms = _allowed(visit, case)
    if terms is None:
        return
    if terms.paused is None:
        visit.toast(visit.say("The clock runs already."))
        return
    ended = replace(terms.paused, end=visit.uow.now)
    _keep(visit, case, replace(terms, pauses=(*terms.pauses[:-1], ended)), Happening("unpaused", visit.staff.id))


def progress(visit: Visit, case: Case) -> None:
    """The complainant has heard how it stands."""
    terms = _allowed(visit, case)
    if terms is None:
        return
    if Milestone.PROGRESS in dict(terms.met):
        visit.toast(visit.say("That was noted already."))
        return
    met = (*terms.met, (Milestone.PROGRESS, visit.uow.now))
    _keep(visit, case, replace(terms, met=met), Happening("progress", visit.staff.id))


def _allowed(visit: Visit, case: Case) -> Terms | None:
    say = visit.say
    if case.terms is None or is_closed(case):
        visit.toast(say("No clock runs for this."))
        return None
    if not may_stop_clock(visit.staff, case):
        visit.toast(say("Only the person who took it, or a manager, can do that."), alert=True)
        return None
    return case.terms


def _stopped_already(visit: Visit, terms: Terms) -> bool:
    if terms.paused is not None:
        visit.toast(visit.say("The clock is stopped already."))
    return terms.paused is not None


def _keep(visit: Visit, case: Case, terms: Terms, happening: Happening) -> None:
    changed = replace(case, terms=terms, version=case.version + 1)
    visit.uow.keep_case(changed)
    visit.uow.record(case.id, happening)
    watch(visit, changed)
    lines = [case.number, *clock_lines(changed, visit.directory, visit.uow.now, visit.say)]
    visit.tell(Message((Span("\n".join(lines)),), clock_rows(visit, changed)), changed)


ACTIONS: dict[str, Callable[[Visit, Case], None]] = {
    "clock-stop": ask_why,
    "clock-run": run_on,
    "clock-told": progress,
    **{f"clock-{reason}": stop(reason) for reason in REASONS},
}
