"""Complaints about one matter: linked, to be looked into together, while each keeps its own reply and deadline."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case, Happening
from handlers.desk.cases.copies import amend_cards
from handlers.desk.visit import Visit
from handlers.messages import Button, Row
from handlers.rights import may_merge
from handlers.taps import Tap


def link(visit: Visit, case: Case, other: Case) -> Case:
    """Links `case` to the first complaint of the matter, and gives it back."""
    first = _first_of(visit, other)
    if first.id == case.id or case.parent is not None:
        visit.toast(visit.say("They are linked already."))
        return case
    linked = replace(case, linked=(first.number,), parent=first.number, version=case.version + 1)
    _keep(visit, linked, "linked", first.number)
    numbers = (*first.linked, case.number)
    _keep(visit, replace(first, linked=numbers, version=first.version + 1), "linked", case.number)
    visit.toast(visit.say("{number} and {other} are linked.", number=case.number, other=first.number))
    return linked


def unlink(visit: Visit, case: Case) -> None:
    """They are about different matters after all."""
    say = visit.say
    first = visit.uow.case_by_number(case.parent) if case.parent else None
    if not may_merge(visit.staff, case, visit.directory):
        visit.toast(say("Only the responsible people, or its reporter, can do that."), alert=True)
    elif first is None:
        visit.toast(say("That has changed since. Please look at it again."), alert=True)
    else:
        _keep(visit, replace(case, linked=(), parent=None, version=case.version + 1), "unlinked", first.number)
        left = tuple(number for number in first.linked if number != case.number)
        _keep(visit, replace(first, linked=left, version=first.version + 1), "unlinked", case.number)
        visit.toast(say("{number} stands alone again.", number=case.number))


def link_rows(visit: Visit, case: Case) -> tuple[Row, ...]:
    """The button that undoes a link."""
    if case.parent is None or not may_merge(visit.staff, case, visit.directory):
        return ()
    # TRANSLATORS: Button on a complaint that is linked to another: it is about something else after all.
    label = visit.say("Not the same as {number}", number=case.parent)
    return ((Button(label, Tap("c", case.id, case.version, "unlink").data),),)


def _first_of(visit: Visit, case: Case) -> Case:
    """A chain of links would be nobody's: all are linked to the first."""
    first = visit.uow.case_by_number(case.parent) if case.parent else None
    return first or case


def _keep(visit: Visit, case: Case, kind: str, number: str) -> None:
    visit.uow.keep_case(case)
    visit.uow.record(case.id, Happening(kind, visit.staff.id, {"number": number}))
    amend_cards(visit, case)
