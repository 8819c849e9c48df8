"""Two open cases of one matter: one becomes part of the other, and can be made a case of its own again."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case, Happening, Status
from handlers.desk.alike.joining import is_over, take_over
from handlers.desk.alike.likeness import looks_like
from handlers.desk.alike.linking import link
from handlers.desk.cases.copies import amend_cards
from handlers.desk.cases.news import News, tell_everyone, tell_others, tell_reporter
from handlers.desk.live.joining import end_watching
from handlers.desk.safe.finishing import end_calls
from handlers.desk.telling.outside import follow_outside
from handlers.desk.telling.paging import take_rows
from handlers.desk.telling.watching import unwatched, watched_anew
from handlers.desk.visit import Visit
from handlers.engine import pointed_at
from handlers.messages import Button, Row
from handlers.rights import may_acknowledge, may_merge
from handlers.taps import Tap
from handlers.team import join
from playbooks.model import Kind
from playbooks.phrases import Phrases


def same_as(visit: Visit, case: Case, number: str) -> None:
    """“The same as E-…”: complaints are linked, of other cases this one becomes part of that one."""
    other = visit.uow.case_by_number(number)
    say = visit.say
    if not may_merge(visit.staff, case, visit.directory):
        visit.toast(say("Only the responsible people, or its reporter, can do that."), alert=True)
    elif other is None or is_over(case) or is_over(other) or not _fit(case, other):
        visit.toast(say("That has changed since. Please look at it again."), alert=True)
    elif case.kind is Kind.COMPLAINT:
        link(visit, case, other)
    else:
        _merge(visit, case, other)
        visit.toast(say("{number} goes on as {other}.", number=case.number, other=other.number))


def _fit(case: Case, other: Case) -> bool:
    return case.id != other.id and (case.playbook, case.run) == (other.playbook, other.run)


def _merge(visit: Visit, case: Case, into: Case) -> None:
    gone = replace(case, status=Status.WITHDRAWN, part_of=into.number, doubted_by=None, version=case.version + 1)
    unwatched(visit, case)
    end_watching(visit, gone)
    gone = end_calls(visit, gone)
    visit.uow.keep_case(gone)
    visit.uow.record(case.id, Happening("merged", visit.staff.id, {"number": into.number}))
    amend_cards(visit, gone)

    def words(say: Phrases) -> str:
        return say("{number} is the same as {other} and goes on there.", number=case.number, other=into.number)

    tell_others(visit, gone, News(words))
    follow_outside(visit, gone, News(words))
    tell_reporter(visit, gone, News(words))
    _take_in(visit, case, into)
    visit.session = pointed_at(visit.session, case.id, into.id)


def _take_in(visit: Visit, case: Case, into: Case) -> None:
    """Its people take part in the other, and its answers are the other's where that one has none."""
    team = into.team
    for participant in case.team.participants:
        team = join(team, participant.staff, visit.uow.now)
    also = tuple(dict.fromkeys((*into.also, case.reporter, *case.also)))
    also = tuple(who for who in also if who != into.reporter)
    changed = replace(into, team=team, also=also, version=into.version + 1)
    visit.uow.keep_case(changed)
    visit.uow.record(into.id, Happening("took in", visit.staff.id, {"number": case.number}))
    amend_cards(visit, changed)
    take_over(visit, changed, case.answers)


def apart_again(visit: Visit, case: Case) -> None:
    """It was another matter after all: it is open again, and everybody hears of it."""
    say = visit.say
    if not may_acknowledge(visit.staff, case, visit.directory):
        visit.toast(say("Only the responsible people can open it again."), alert=True)
        return
    if case.part_of is None:
        visit.toast(say("That has changed since. Please look at it again."), alert=True)
        return
    again = replace(case, status=Status.OPEN, part_of=None, version=case.version + 1)
    again = replace(again, acknowledged_by=None, acknowledged_at=None)
    again = watched_anew(visit, again)
    visit.uow.keep_case(again)
    visit.uow.record(case.id, Happening("reopened", visit.staff.id, {"number": case.part_of}))
    amend_cards(visit, again)

    def words(say: Phrases) -> str:
        return say("{name} has opened {number} again.", name=visit.staff.name, number=case.number)

    tell_everyone(visit, again, News(words, rows=take_rows(again)))
    follow_outside(visit, again, News(words))
    tell_reporter(visit, again, News(words))
    visit.toast(say("{number} is open again.", number=case.number))


def merge_rows(visit: Visit, case: Case) -> tuple[Row, ...]:
    """Buttons for a case in full: the same as another that is open, or not the same after all."""
    say = visit.say
    if case.part_of is not None and may_acknowledge(visit.staff, case, visit.directory):
        # TRANSLATORS: Button on a case that has become part of another: it was another matter after all.
        return ((_button(case, say("Not the same: open again"), "apart"),),)
    edition = visit.uow.editions.by_digest(case.edition)
    if edition is None or is_over(case) or case.linked or not may_merge(visit.staff, case, visit.directory):
        return ()
    other = looks_like(visit.uow, edition.playbook, case.site, case.place, case.answers, case.run, case.id)
    if other is None or other.opened_at > case.opened_at:
        return ()
    # TRANSLATORS: Button: this case and the one with that number are about the same matter.
    return ((_button(case, say("The same as {number}", number=other.number), f"same={other.number}"),),)


def _button(case: Case, label: str, action: str) -> Button:
    return Button(label, Tap("c", case.id, case.version, action).data)
