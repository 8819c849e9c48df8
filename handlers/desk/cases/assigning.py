"""Giving a case to somebody by name: whoever is in charge taps Assign and a name, those on duty first.

Being given a case is not yet having it in hand: who is given it confirms or gives it back, and if they do nothing for
as long as the first step of the policy waits, it is everybody's again.
"""

from __future__ import annotations

from dataclasses import replace

from handlers.alerts.addressing import Recipient
from handlers.cases import Case, Happening, Status
from handlers.delivery import Notice
from handlers.desk.cases.care import has_it_now
from handlers.desk.cases.casework import send_card
from handlers.desk.cases.closing import why_not
from handlers.desk.cases.copies import amend_cards, copies_in_use, language_here
from handlers.desk.cases.news import News, about, tell_copy, tell_reporter
from handlers.desk.incidents.asking import ask_findings
from handlers.desk.telling.outside import follow_outside
from handlers.desk.telling.watching import set_timer, was_asked
from handlers.desk.visit import Visit
from handlers.escalation.targets import members
from handlers.messages import Button, Message, Row, plain
from handlers.people import Staff
from handlers.rights import may_assign
from handlers.rosters import on_duty
from handlers.taps import Tap, mark
from playbooks.phrases import Phrases, phrases

NAMED = 16  # people on one list

_FREE, _HELD = "to", "re"  # actions: nobody had it when the list was drawn, or somebody had


def offer_names(visit: Visit, case: Case) -> None:
    """The people it can be given to, those on duty first; in the chat where it was asked."""
    if not _may(visit, case):
        return
    people = candidates(visit, case)
    if not people:
        visit.toast(visit.say("There is nobody it could be given to."), alert=True)
        return
    say = _say_here(visit)
    words = say("Who gets {number}? ● is on duty.", number=case.number) + about(case)
    _write_here(visit, case, plain(words, *_rows(visit, case, people[:NAMED])))


def _say_here(visit: Visit) -> Phrases:
    return phrases(language_here(visit))


def _write_here(visit: Visit, case: Case, message: Message, instead_of: int | None = None) -> None:
    notice = Notice(visit.uow.new_id(), visit.inbound.bot, visit.inbound.chat, message, edits_message=instead_of)
    visit.uow.queue(replace(notice, case=case.id, language=language_here(visit)))


def _may(visit: Visit, case: Case) -> bool:
    if not may_assign(visit.staff, case, visit.directory):
        visit.toast(visit.say("Only a manager or the group's lead can give it to somebody."), alert=True)
    elif case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        visit.toast(why_not(visit, case))
    else:
        return True
    return False


def candidates(visit: Visit, case: Case) -> list[Staff]:
    """Members of the case's groups with an account, but for whoever has it: first those on duty, then by name."""
    groups = [visit.directory.group_by_id[g] for g in case.groups if g in visit.directory.group_by_id]
    people = {person.id: person for group in groups for person in members(group, visit.directory)}
    found = [p for p in people.values() if p.telegram is not None and p.id != case.acknowledged_by]
    duty = _on_duty(visit, case)
    return sorted(found, key=lambda p: (p.id not in duty, p.name, p.id))


def _on_duty(visit: Visit, case: Case) -> set[str]:
    return {person.id for group in case.groups for person in on_duty(visit.directory, group, visit.uow.now)}


def _rows(visit: Visit, case: Case, people: list[Staff]) -> list[Row]:
    """Two names to a row."""
    duty, action = _on_duty(visit, case), _FREE if case.status is Status.OPEN else _HELD

    def button(person: Staff) -> Button:
        label = f"● {person.name}" if person.id in duty else person.name
        return Button(label, Tap("c", case.id, case.version, f"{action}={mark(person.id)}").data)

    buttons = [button(person) for person in people]
    return [tuple(buttons[i : i + 2]) for i in range(0, len(buttons), 2)]


def give_away(visit: Visit, case: Case, who: str) -> None:
    """Gives what nobody had when the names were drawn to the person marked `who`."""
    _assign(visit, case, _FREE, who)


def give_on(visit: Visit, case: Case, who: str) -> None:
    """Gives what somebody had when the names were drawn to the person marked `who`."""
    _assign(visit, case, _HELD, who)


def _assign(visit: Visit, case: Case, how: str, who: str) -> None:
    if not _may(visit, case):
        return
    person = next((p for p in candidates(visit, case) if mark(p.id) == who), None)
    if how == _FREE and case.status is Status.ACKNOWLEDGED:
        visit.toast(why_not(visit, case))
    elif person is None or (how == _HELD and case.status is Status.OPEN):
        visit.toast(visit.say("That has changed since. Please look at it again."), alert=True)
    else:
        _give(visit, case, person)


def _give(visit: Visit, case: Case, person: Staff) -> None:
    before = case.acknowledged_by
    given = has_it_now(visit, case, person.id)
    if person.id != visit.staff.id:
        given = _to_be_confirmed(visit, given)
    visit.uow.keep_case(given)
    data = {"who": person.id} | ({"before": before} if before else {})
    visit.uow.record(case.id, Happening("assigned", visit.staff.id, data))
    amend_cards(visit, given)
    _tell_them(visit, given, person)
    ask_findings(visit, given, person)
    _tell_the_rest(visit, given, person, before)
    visit.toast(_given_words(case, person, visit.say))
    if visit.tapped_message is not None:  # the names have done their part
        done = plain("✓ " + _given_words(case, person, _say_here(visit)))
        _write_here(visit, case, done, instead_of=visit.tapped_message)


def _given_words(case: Case, person: Staff, say: Phrases) -> str:
    return say("{name} has {number} now.", name=person.name, number=case.number)


def _to_be_confirmed(visit: Visit, case: Case) -> Case:
    """They have as long as anybody has before the next are asked."""
    if case.escalation is None:
        return case
    due = visit.uow.now + case.escalation.policy.steps[0].wait
    set_timer(visit, case, due)
    return replace(case, escalation=replace(case.escalation, due=due))


def _tell_them(visit: Visit, case: Case, person: Staff) -> None:
    """The card if they have none, and with a sound that it is theirs."""
    if person.id == visit.staff.id or person.telegram is None:
        return
    if all(copy.staff != person.id for copy in copies_in_use(visit, case)):
        send_card(visit, case, Recipient(person.telegram, person.language, staff=person.id))
    copy = next(copy for copy in copies_in_use(visit, case) if copy.staff == person.id)

    def words(say: Phrases) -> str:
        return say("{name} gives you {number}.", name=visit.staff.name, number=case.number) + about(case)

    tell_copy(visit, case, copy, News(words, rows=lambda say: _answers(case, say)))


def _answers(case: Case, say: Phrases) -> tuple[Row, ...]:
    # TRANSLATORS: Button for somebody who was given a case by their manager: yes, I am on it.
    yes = Button(say("I have it"), Tap("c", case.id, case.version, "still").data, "primary")
    return ((yes, Button(say("Give back"), Tap("c", case.id, case.version, "back").data)),)


def _tell_the_rest(visit: Visit, case: Case, person: Staff, before: str | None) -> None:
    def words(say: Phrases) -> str:
        given = say("{name} has given {number} to {who}.", name=visit.staff.name, number=case.number, who=person.name)
        return given + about(case)

    if person.id != case.reporter:
        tell_reporter(visit, case, News(words))
    follow_outside(visit, case, News(words))
    for copy in copies_in_use(visit, case) if was_asked(case) or before else ():
        concerned = was_asked(case) or copy.staff == before
        if concerned and copy.staff not in (visit.staff.id, person.id, case.reporter):
            tell_copy(visit, case, copy, News(words))
