"""Asking for more people, giving a case back, and opening it again. What somebody else did first stands."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.cases import Case, Happening, Status
from handlers.desk.cases.copies import amend_cards
from handlers.desk.cases.news import News, ask_everyone, tell_reporter
from handlers.desk.cases.releasing import release
from handlers.desk.clocks.deadlines import watch
from handlers.desk.telling.outside import follow_outside
from handlers.desk.telling.paging import Words, take_rows, take_step
from handlers.desk.telling.watching import reaches, wait_for_silence, watched_anew
from handlers.desk.visit import Visit
from handlers.escalation.deciding import step_asked_for
from handlers.rights import may_acknowledge, may_call_more, may_resolve
from playbooks.phrases import Phrases


def ask_more(visit: Visit, case: Case, drawn: int) -> None:
    """Does not wait any longer: the next step is taken now. The wait for the one after it begins anew."""
    if case.status is not Status.OPEN:
        visit.toast(visit.say("It is not waiting for anybody any more."))
        return

    def words(say: Phrases) -> str:
        return say("{name} asks: please take {number}.", name=visit.staff.name, number=case.number)

    _call(visit, case, drawn, words, "now")


def ask_help(visit: Visit, case: Case, drawn: int) -> None:
    """Whoever has it keeps it, and more people are called."""
    if case.status is not Status.ACKNOWLEDGED:
        visit.toast(visit.say("Nobody has it now. Take it, or call more people."))
        return

    def words(say: Phrases) -> str:
        return say("{name} needs help with {number}.", name=visit.staff.name, number=case.number)

    _call(visit, case, drawn, words, "help")


def _call(visit: Visit, case: Case, drawn: int, words: Words, why: str) -> None:
    escalation = case.escalation
    index = step_asked_for(escalation, reaches(visit, case)) if escalation is not None else None
    if not may_call_more(visit.staff, case, visit.directory):
        visit.toast(visit.say("This is not for you to open."), alert=True)
    elif escalation is not None and drawn < escalation.drawn:
        visit.toast(visit.say("More people have just been called."))
    elif index is None:
        visit.toast(visit.say("There is nobody else who can be called."), alert=True)
    else:
        take_step(visit, case, index, words, why=why)
        visit.toast(visit.say("More people are being called."))


def give_back(visit: Visit, case: Case) -> None:
    """Whoever has it cannot go on: it is everybody's again."""
    say = visit.say
    if case.status is not Status.ACKNOWLEDGED:
        visit.toast(say("Nobody has it now."))
    elif not may_resolve(visit.staff, case, visit.directory):
        visit.toast(say("Only the person who took it, or a manager, can give it back."), alert=True)
    else:
        release(visit, case, "given back")
        visit.toast(say("{number} is open again.", number=case.number))


def still_on_it(visit: Visit, case: Case) -> None:
    """They are: that counts as having done something."""
    if case.status is not Status.ACKNOWLEDGED or case.acknowledged_by != visit.staff.id:
        visit.toast(visit.say("You do not have it any more."), alert=True)
        return
    if case.escalation is not None:
        changed = replace(case, escalation=replace(case.escalation, reminded=0, due=None))
        visit.uow.keep_case(changed)
        visit.uow.record(case.id, Happening("confirmed", visit.staff.id))
        wait_for_silence(visit, changed, visit.uow.now)
    visit.toast(visit.say("Good. It stays with you."))


def reopen(visit: Visit, case: Case, drawn: int) -> None:
    """It was not over after all. Only a button that was drawn as it stands now does it."""
    say = visit.say
    if not may_acknowledge(visit.staff, case, visit.directory):
        visit.toast(say("Only the responsible people can open it again."), alert=True)
    elif case.status is not Status.RESOLVED or drawn != case.version:
        visit.toast(say("That has changed since. Please look at it again."), alert=True)
    else:
        _open_again(visit, case)
        visit.toast(say("{number} is open again.", number=case.number))


def _open_again(visit: Visit, case: Case) -> None:
    again = replace(case, status=Status.OPEN, acknowledged_by=None, acknowledged_at=None, ending=None)
    again = replace(again, stood_down=None, version=case.version + 1)
    again = watched_anew(visit, again)
    visit.uow.keep_case(again)
    visit.uow.record(case.id, Happening("reopened", visit.staff.id))
    watch(visit, again)  # its deadlines run on
    amend_cards(visit, again)
    words = _said_by(visit, case)
    ask_everyone(visit, again, News(words, rows=take_rows(again)))
    follow_outside(visit, again, News(words))
    tell_reporter(visit, again, News(words))


def _said_by(visit: Visit, case: Case) -> Callable[[Phrases], str]:
    def words(say: Phrases) -> str:
        return say("{name} has opened {number} again.", name=visit.staff.name, number=case.number)

    return words
