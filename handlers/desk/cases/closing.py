"""Closing a case: whether somebody may now, and what everybody hears of it."""

from __future__ import annotations

from dataclasses import replace

from handlers.alerts.cards import clock_time, name_of, status_line
from handlers.alerts.ending_words import ending_lines
from handlers.cases import Case, Happening, Status
from handlers.desk.after.offering import remind_of_review
from handlers.desk.after.unsettled import list_unsettled, unsettled
from handlers.desk.cases.copies import amend_cards
from handlers.desk.cases.news import News, about, tell_everyone, tell_reporter
from handlers.desk.live.joining import end_watching
from handlers.desk.safe.finishing import end_calls
from handlers.desk.telling.outside import follow_outside
from handlers.desk.telling.watching import unwatched, was_asked
from handlers.desk.visit import Visit
from handlers.ending import Ending
from handlers.events import Tapped
from handlers.rights import may_resolve
from playbooks.model import Kind, Playbook
from playbooks.phrases import Phrases


def may_close(visit: Visit, case: Case) -> bool:
    """Whether they may close it as it stands now; if not, they are told why, on the button or in a message."""
    say = visit.say
    if case.status is Status.OPEN:
        answer(visit, say("Take it first."))
    elif case.status is not Status.ACKNOWLEDGED:
        answer(visit, why_not(visit, case))
    elif not may_resolve(visit.staff, case, visit.directory):
        answer(visit, say("Only the person who took it, or a manager, can resolve it."), alert=True)
    elif unsettled(visit, case):
        answer(visit, say("Critical steps are open. They are listed in our private chat."))
        list_unsettled(visit, case)
    else:
        return True
    return False


def answer(visit: Visit, words: str, alert: bool = False) -> None:
    """On the button that was tapped; in the chat when nothing was."""
    if isinstance(visit.inbound.event, Tapped):
        visit.toast(words, alert=alert)
    else:
        visit.tell(words)


def why_not(visit: Visit, case: Case) -> str:
    """Why a case that is not open cannot be taken, or one that nobody has cannot be closed."""
    say = visit.say
    if case.status is not Status.ACKNOWLEDGED or case.acknowledged_at is None:
        return status_line(case, visit.directory, visit.uow.now, say)
    if case.acknowledged_by == visit.staff.id:
        return say("You have taken it already.")
    when = clock_time(case.acknowledged_at, visit.directory, visit.uow.now, say.language)
    return say("Already taken by {name} {time}", name=name_of(case.acknowledged_by, visit.directory), time=when)


def close(visit: Visit, case: Case, ending: Ending | None = None) -> None:
    """Closes the case: cards are edited, the reporter and whoever was called are told, with what came of it."""
    closed = replace(case, status=Status.RESOLVED, ending=ending, version=case.version + 1)
    unwatched(visit, case)
    end_watching(visit, closed)
    closed = end_calls(visit, closed)
    visit.uow.keep_case(closed)
    visit.uow.record(case.id, Happening("resolved", visit.staff.id, ending.data if ending else {}))
    amend_cards(visit, closed)
    edition = visit.uow.editions.by_digest(case.edition)
    news = News(lambda say: _worded(visit, closed, edition.playbook if edition else None, say))
    tell_reporter(visit, closed, news)
    follow_outside(visit, closed, news)
    if case.kind is Kind.EMERGENCY and case.stood_down is None:  # else it was offered then
        remind_of_review(visit, closed)
    if case.kind is Kind.EMERGENCY or was_asked(case):
        tell_everyone(visit, closed, news)
    visit.toast(visit.say("{number} is resolved.", number=case.number))


def _worded(visit: Visit, case: Case, playbook: Playbook | None, say: Phrases) -> str:
    words = say("{number} is resolved ({name}).", number=case.number, name=visit.staff.name) + about(case)
    return "\n".join([words, *(ending_lines(case, playbook, say) if playbook else [])])
