"""Roles taken, assigned, handed over and given up, each with a tap. A handover is an offer until it is accepted."""

from __future__ import annotations

from collections.abc import Callable

from handlers.alerts.cards import name_of
from handlers.cases import Case
from handlers.desk.alarm.needs import ask_for_missing
from handlers.desk.cases.care import taken_with_command
from handlers.desk.cases.news import News
from handlers.desk.team.teamwork import Asked, asked, candidates, case_button, keep_team, tell_person, tell_team
from handlers.desk.visit import Visit
from handlers.messages import Message, Row, Span
from handlers.people import Staff
from handlers.rights import may_direct
from handlers.taps import mark
from handlers.team import COMMANDER, Team, accept, assign, decline, give_up, join, leave, offer, take
from playbooks.phrases import Phrases


def take_role(visit: Visit, case: Case, argument: str) -> None:
    """Takes a role that nobody has. Of two people who tap together, the first has it."""
    this = asked(visit, case, argument)
    if this is None:
        return
    say, who = visit.say, visit.staff.id
    holders = case.team.holders(this.role)
    if who in holders:
        visit.toast(say("You have it already."))
    elif holders and not this.many:
        visit.toast(say("{name} has it and can hand it over.", name=name_of(holders[0], visit.directory)), alert=True)
    else:
        case = _also_taken(visit, case, this)
        _given(visit, case, this, take(case.team, this.role, who, visit.uow.now, many=this.many), visit.staff)
        visit.toast(say("Yours: {role}", role=this.name(say)))


def _also_taken(visit: Visit, case: Case, this: Asked) -> Case:
    return taken_with_command(visit, case) if this.role == COMMANDER else case


def _given(visit: Visit, case: Case, this: Asked, team: Team, whom: Staff) -> Case:
    changed = keep_team(visit, case, team)

    def words(say: Phrases) -> str:
        # TRANSLATORS: Who does what from now on: “E-…: In charge: Ana”.
        return say("{number}: {role}: {name}", number=case.number, role=this.name(say), name=whom.name)

    tell_team(visit, changed, News(words))
    return changed


def hand_over(visit: Visit, case: Case, argument: str) -> None:
    """Asks to whom, then offers the role to them. It stays with its holder until they accept."""
    this = asked(visit, case, argument)
    if this is None:
        return
    say, who = visit.say, visit.staff.id
    if not case.team.holds(who, this.role):
        visit.toast(say("You do not have it."), alert=True)
    elif this.whom is None:
        # TRANSLATORS: Asked of whoever has a role in an emergency, which {role} is.
        _ask_whom(visit, case, this, "give", say("Who takes over? {role}", role=this.name(say)))
    elif not _can_be_told(visit, this.whom):
        visit.toast(say("They cannot be reached here."), alert=True)
    else:
        _offer(visit, case, this, this.whom)


def _offer(visit: Visit, case: Case, this: Asked, whom: Staff) -> None:
    changed = keep_team(visit, case, offer(case.team, this.role, visit.staff.id, whom.id, visit.uow.now))

    def words(say: Phrases) -> str:
        asks = say("{name} wants to hand this over to you:", name=visit.staff.name)
        return f"{asks} {this.name(say)}\n{case.number}" + (f" · {case.headline}" if case.headline else "")

    def rows(say: Phrases) -> tuple[Row, ...]:
        # TRANSLATORS: Buttons under “Ana wants to hand this over to you: In charge”.
        yes = case_button(changed, say("I take it"), f"acc={this.number}", "primary")
        return ((yes, case_button(changed, say("I cannot"), f"dec={this.number}")),)

    tell_person(visit, changed, whom, News(words, rows=rows))
    visit.toast(visit.say("{name} is asked. It is yours until they accept.", name=whom.name))


def accept_role(visit: Visit, case: Case, argument: str) -> None:
    """Says yes to what was offered."""
    this = asked(visit, case, argument)
    if this is None:
        return
    if case.team.offered(this.role, visit.staff.id) is None:
        visit.toast(visit.say("That is not offered any more."), alert=True)
        return
    case = _also_taken(visit, case, this)
    _given(visit, case, this, accept(case.team, this.role, visit.staff.id, visit.uow.now), visit.staff)
    visit.toast(visit.say("Yours: {role}", role=this.name(visit.say)))


def decline_role(visit: Visit, case: Case, argument: str) -> None:
    """Says no; whoever offered it hears that it stays with them."""
    this = asked(visit, case, argument)
    offered = case.team.offered(this.role, visit.staff.id) if this is not None else None
    if this is None or offered is None:
        visit.toast(visit.say("That is not offered any more."), alert=True)
        return
    changed = keep_team(visit, case, decline(case.team, this.role, visit.staff.id))

    def words(say: Phrases) -> str:
        return say("{name} cannot take over: {role}. It stays yours.", name=visit.staff.name, role=this.name(say))

    holder = visit.directory.staff_by_id.get(offered.by)
    if holder is not None:
        tell_person(visit, changed, holder, News(words))
    visit.toast(visit.say("Noted."))


def assign_role(visit: Visit, case: Case, argument: str) -> None:
    """Whoever leads gives a role to somebody, who has it at once and can say that they cannot."""
    this = asked(visit, case, argument)
    if this is None:
        return
    say = visit.say
    if not may_direct(visit.staff, case):
        visit.toast(say("Only whoever is in charge, or a manager, can decide that."), alert=True)
    elif this.whom is None:
        # TRANSLATORS: Asked of whoever leads in an emergency: who is to have the role {role}?
        _ask_whom(visit, case, this, "asg", say("Who? {role}", role=this.name(say)))
    elif not _can_be_told(visit, this.whom):
        visit.toast(say("They cannot be reached here."), alert=True)
    else:
        _assign(visit, case, this, this.whom)


def _assign(visit: Visit, case: Case, this: Asked, whom: Staff) -> None:
    team = assign(case.team, this.role, whom.id, visit.uow.now, many=this.many)
    changed = _given(visit, case, this, team, whom)

    def words(say: Phrases) -> str:
        return say("{number}: this is yours now: {role}", number=case.number, role=this.name(say))

    def rows(say: Phrases) -> tuple[Row, ...]:
        return ((case_button(changed, say("I cannot"), f"drop={this.number}"),),)

    if whom.id != visit.staff.id:
        tell_person(visit, changed, whom, News(words, rows=rows))
    visit.toast(visit.say("Done."))


def drop_role(visit: Visit, case: Case, argument: str) -> None:
    """Gives a role up: everybody hears that it is free, and that somebody is needed."""
    this = asked(visit, case, argument)
    if this is None:
        return
    if not case.team.holds(visit.staff.id, this.role):
        visit.toast(visit.say("You do not have it."))
        return
    changed = keep_team(visit, case, give_up(case.team, this.role, visit.staff.id))
    ask_for_missing(visit, changed, this.playbook, (this.role,))
    visit.toast(visit.say("You do not have it any more."))


def take_part(visit: Visit, case: Case) -> None:
    """“I take part”."""
    if case.team.takes_part(visit.staff.id):
        visit.toast(visit.say("You take part already."))
        return
    keep_team(visit, case, join(case.team, visit.staff.id, visit.uow.now))
    visit.toast(visit.say("You take part in {number}.", number=case.number))


def leave_team(visit: Visit, case: Case) -> None:
    """“I am leaving”: what they had is free again, and asked for."""
    edition = visit.uow.editions.by_digest(case.edition)
    if not case.team.takes_part(visit.staff.id) or edition is None:
        visit.toast(visit.say("You do not take part."))
        return
    had = case.team.roles_of(visit.staff.id)
    changed = keep_team(visit, case, leave(case.team, visit.staff.id))
    ask_for_missing(visit, changed, edition.playbook, had)
    visit.toast(visit.say("You take part no longer."))


def _ask_whom(visit: Visit, case: Case, this: Asked, action: str, words: str) -> None:
    people = candidates(visit, case, (visit.staff.id, *case.team.holders(this.role)))
    if not people:
        visit.toast(visit.say("There is nobody else who can be asked."), alert=True)
        return
    keys = [case_button(case, person.name, f"{action}={this.number}.{mark(person.id)}") for person in people]
    rows = tuple(tuple(keys[at : at + 2]) for at in range(0, len(keys), 2))
    visit.tell(Message((Span(words),), rows), case)


def _can_be_told(visit: Visit, person: Staff) -> bool:
    return person.active and person.telegram is not None


TAPS: dict[str, Callable[[Visit, Case, str], None]] = {
    "take": take_role,
    "give": hand_over,
    "acc": accept_role,
    "dec": decline_role,
    "asg": assign_role,
    "drop": drop_role,
}
