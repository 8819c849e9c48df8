"""A notice about a case was given up: another way is tried, and nobody waits for people who cannot be reached.

Somebody whom the bot for alerts does not reach gets the card by the bot they talk to; a group whose chat takes
nothing is its members.  When nobody of those asked last can be reached, the next step is taken at once.
"""

from __future__ import annotations

from collections.abc import Iterable

from handlers.alerts.addressing import Addressed, Recipient
from handlers.cases import Case, Happening, Status
from handlers.delivery import OUTSIDE, NoticeState
from handlers.desk.cases.casework import record_notified, send_card
from handlers.desk.cases.copies import copies_in_use
from handlers.desk.cases.news import News, tell_copy
from handlers.desk.cases.releasing import release
from handlers.desk.cases.still_there import ask_in_a_chat
from handlers.desk.safe.calls import count_soon
from handlers.desk.team.commanding import lose_commander
from handlers.desk.telling.due import go_on
from handlers.desk.telling.group_reach import note_group_reach, tell_in_charge
from handlers.desk.telling.paging import Words, take_rows
from handlers.desk.visit import Visit, from_muster
from handlers.escalation.reached import UNDELIVERED as UNDELIVERED  # the kind of the event, and of the entry
from handlers.escalation.reached import Asked, anybody_reached, last_asked
from handlers.escalation.targets import members
from handlers.events import Elapsed, Inbound, Reachable
from handlers.house import House
from handlers.people import Group, Staff
from handlers.ports import UnitOfWork
from handlers.proof import reason
from playbooks.phrases import Phrases


def undelivered(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """Notes it if they were asked to take the case, tries another way, and goes on if there is nobody left."""
    case = uow.case(event.data["case"])
    if case is None or case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        return
    visit = from_muster(inbound, uow, house)
    for call in case.calls:
        count_soon(visit, case.id, call.number)  # who was not reached is missing
    whom = _whom(visit)
    if whom == ("staff", case.team.commander) and inbound.bot == house.staff_bot:
        lose_commander(visit, case)
        case = uow.case(case.id) or case
    holder = whom == ("staff", case.acknowledged_by) and (_is_unconfirmed(case) or _was_reminded(case))
    if whom is None or not (holder or last_asked(uow.timeline(case.id)).means(*whom)):
        return
    why = reason(NoticeState.DEAD, event.data.get("why", ""), private=inbound.private)
    kind, who = whom
    uow.record(case.id, Happening(UNDELIVERED, None, {kind: who, "bot": inbound.bot, "why": why.value}))
    _try_another_way(visit, case, kind, who)
    if holder and not _has_a_way_left(visit, case, who):
        _holder_is_not_reached(visit, case)
    else:
        go_on_if_nobody_is_reached(visit, case)


def _holder_is_not_reached(visit: Visit, case: Case) -> None:
    """Whoever took it may be busy with it, in a group's chat; whoever was only given it does not have it."""
    if _is_unconfirmed(case):
        release(visit, case, "unreachable")
    else:
        ask_in_a_chat(visit, case)


def _was_reminded(case: Case) -> bool:
    """Whether whoever has it was asked about it, and has not answered."""
    return case.status is Status.ACKNOWLEDGED and case.escalation is not None and case.escalation.reminded > 0


def _is_unconfirmed(case: Case) -> bool:
    """Whether somebody was given it and has not yet said that they have it."""
    return case.status is Status.ACKNOWLEDGED and case.escalation is not None and case.escalation.due is not None


def _has_a_way_left(visit: Visit, case: Case, who: str) -> bool:
    """Whether a bot that has not failed may still bring it to them."""
    lost = last_asked(visit.uow.timeline(case.id)).failed
    is_open = visit.directory.staff_by_id[who].reachable
    bots = {visit.house.staff_bot, *([visit.house.alert_bot] if is_open else ())}
    return any(("staff", who, bot) not in lost for bot in bots)


def _whom(visit: Visit) -> tuple[str, str] | None:
    """Whose chat it is: `staff`, `group` or `outside`, and the id."""
    inbound, directory = visit.inbound, visit.directory
    if inbound.bot.startswith(OUTSIDE):
        return "outside", inbound.bot.removeprefix(OUTSIDE)
    if inbound.private:
        person = directory.staff_by_account.get(inbound.chat)
        return None if person is None else ("staff", person.id)
    group = directory.group_by_chat.get(inbound.chat)
    return None if group is None else ("group", group.id)


def _try_another_way(visit: Visit, case: Case, kind: str, who: str) -> None:
    if kind == "staff":
        _by_the_other_bot(visit, case, visit.directory.staff_by_id[who])
    elif kind == "group":
        group = visit.directory.group_by_id[who]
        if group.reachable:  # else those in charge have heard it
            tell_in_charge(visit, group)
        tell_members_instead(visit, case, group)


def _by_the_other_bot(visit: Visit, case: Case, person: Staff) -> None:
    other = visit.house.staff_bot
    brought = {copy.bot for copy in visit.uow.cards(case.id) if copy.staff == person.id}
    if visit.inbound.bot == other or other in brought or person.telegram is None:
        return
    recipient = Recipient(person.telegram, person.language, staff=person.id)
    send_card(visit, case, recipient, by=other)
    record_notified(visit, case, Addressed((recipient,)))


def tell_members_instead(visit: Visit, case: Case, group: Group) -> None:
    """The card to each member who does not have it; who had it before the last asking is asked by a reply to it."""
    asked_at = case.escalation.asked_at if case.escalation else None
    had = {one.staff for one in visit.uow.told(case.id) if asked_at is not None and one.queued_at < asked_at}
    copies = {copy.staff: copy for copy in copies_in_use(visit, case) if copy.staff is not None}
    fresh: list[Recipient] = []
    for person in members(group, visit.directory):
        if person.telegram is None or person.id == case.acknowledged_by:
            continue
        recipient = Recipient(person.telegram, person.language, staff=person.id)
        if person.id not in copies:
            send_card(visit, case, recipient)
            fresh.append(recipient)
        elif person.id in had and case.status is Status.OPEN:
            tell_copy(visit, case, copies[person.id], News(_please(case), rows=take_rows(case)))
    if fresh:
        record_notified(visit, case, Addressed(tuple(fresh)))


def _please(case: Case) -> Words:
    def words(say: Phrases) -> str:
        return say("{number} is not taken yet. Please take it.", number=case.number)

    return words


def go_on_if_nobody_is_reached(visit: Visit, case: Case) -> None:
    """The next step is taken now when none of those asked last can be told."""
    if case.status is Status.OPEN and not _is_anybody_reached(visit, case, last_asked(visit.uow.timeline(case.id))):
        go_on(visit, case)


def _is_anybody_reached(visit: Visit, case: Case, asked: Asked) -> bool:
    return anybody_reached(asked, _brought(visit, case), visit.directory, _bots(visit.house))


def _brought(visit: Visit, case: Case) -> Iterable[tuple[str, str]]:
    lost = (NoticeState.DEAD, NoticeState.DROPPED)
    told = (one for one in visit.uow.told(case.id) if one.state not in lost)
    return [(one.staff, one.bot) for one in told if one.staff is not None]


def _bots(house: House) -> frozenset[str]:
    return frozenset((house.staff_bot, house.alert_bot))


def group_heard(visit: Visit) -> None:
    """Something of a group's chat reached the bot for alerts: that it is in there, or that it no longer is."""
    group, event = visit.directory.group_by_chat.get(visit.inbound.chat), visit.inbound.event
    if group is None:
        return
    yes = event.yes if isinstance(event, Reachable) else True
    for case in note_group_reach(visit, group, yes):
        if not yes:
            tell_members_instead(visit, case, group)
            go_on_if_nobody_is_reached(visit, case)
