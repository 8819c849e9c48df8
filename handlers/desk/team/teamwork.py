"""What every change of a case's team has in common: who is asking, of what role, and who hears of it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from handlers.alerts.addressing import Recipient
from handlers.cases import Case, Status
from handlers.delivery import Notice
from handlers.desk.cases.copies import amend_cards, copies_in_use, lane_of
from handlers.desk.cases.news import News, tell_copy
from handlers.desk.live.joining import show_to
from handlers.desk.live.waking import wake_soon
from handlers.desk.safe.calls import count_soon
from handlers.desk.visit import Visit
from handlers.messages import Button, ButtonStyle, Message, Row, Span
from handlers.people import Staff
from handlers.rollcall.calls import open_roll
from handlers.rosters import on_duty
from handlers.taps import Tap, mark
from handlers.team import Team
from handlers.team_changes import team_changes
from handlers.team_roles import may_be_many, role_name, roles_of
from playbooks.model import Playbook
from playbooks.phrases import Phrases, phrases

MOST = 12  # people offered at once

Words = Callable[[Phrases], str]
Rows = Callable[[Phrases], tuple[Row, ...]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a button is about: a role (and its number on buttons), and perhaps somebody."""

    playbook: Playbook
    role: str
    number: int
    whom: Staff | None

    @property
    def many(self) -> bool:
        return may_be_many(self.playbook, self.role)

    def name(self, say: Phrases) -> str:
        """What the role is called."""
        return role_name(self.playbook, self.role, say)


def asked(visit: Visit, case: Case, argument: str) -> Asked | None:
    """Reads `3` or `3.9f8a2c11` (a role, a person); says so if the case is over or there is no such role."""
    edition = visit.uow.editions.by_digest(case.edition)
    number, _, who = argument.partition(".")
    roles = roles_of(edition.playbook) if edition else ()
    if case.status not in (Status.OPEN, Status.ACKNOWLEDGED):
        visit.toast(visit.say("It is over already."))
    elif edition is None or not number.isdecimal() or len(number) > 2 or int(number) >= len(roles):
        visit.toast(visit.say("That button does nothing here."))
    else:
        whom = next((person for person in visit.directory.staff if person.active and mark(person.id) == who), None)
        return Asked(edition.playbook, roles[int(number)], int(number), whom)
    return None


def keep_team(visit: Visit, case: Case, team: Team) -> Case:
    """The case with this team: kept, on the timeline, on its cards, and on the checklists of all who take part."""
    changed = wake_soon(visit, replace(case, team=team, version=case.version + 1))
    visit.uow.keep_case(changed)
    for happening in team_changes(case.team, team, visit.staff.id or None):
        visit.uow.record(case.id, happening)
    for one in team.participants:
        person = visit.directory.staff_by_id.get(one.staff)
        if person is not None and not case.team.takes_part(one.staff):
            changed = show_to(visit, changed, person)
    amend_cards(visit, changed)
    going_on = open_roll(case.calls)
    if going_on is not None and (team.commander, team.everybody) != (case.team.commander, case.team.everybody):
        count_soon(visit, case.id, going_on.number)  # whoever leads sees who is missing, whoever comes is asked
    return changed


def tell_team(visit: Visit, case: Case, news: News) -> None:
    """To every chat that has the card, and to those who take part without one; whoever did it knows."""
    reached = set()
    for copy in copies_in_use(visit, case):
        reached.add(copy.chat)
        if copy.staff != visit.staff.id:
            tell_copy(visit, case, copy, news)
    for person in concerned(visit, case):
        if person.telegram not in reached and person.id != visit.staff.id:
            tell_person(visit, case, person, news)


def concerned(visit: Visit, case: Case) -> Iterator[Staff]:
    """Who reported it and who takes part, as far as they can be told; once each."""
    known = visit.directory.staff_by_id
    ids = dict.fromkeys((case.reporter, *case.also, *(one.staff for one in case.team.participants)))
    found = (known[staff] for staff in ids if staff in known)
    return (person for person in found if person.active and person.telegram is not None)


def tell_person(visit: Visit, case: Case, person: Staff, news: News) -> None:
    """To somebody's private chat, by the bot that reaches them."""
    if person.telegram is None:
        return
    copy = next((copy for copy in copies_in_use(visit, case) if copy.chat == person.telegram), None)
    if copy is not None:
        tell_copy(visit, case, copy, news)
        return
    say = phrases(person.language)
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.house.staff_bot,
            person.telegram,
            Message((Span(news.words(say)),), news.rows(say) if news.rows else ()),
            lane=lane_of(case),
            case=case.id,
            staff=person.id,
            critical=True,
            language=person.language,
        )
    )


def tell_recipients(
    visit: Visit, case: Case, recipients: Iterable[Recipient], words: Words, rows: Rows | None = None
) -> None:
    """To each of these chats once, as a reply to the card where they have it."""
    news = News(words, rows=rows)
    copies = {copy.chat: copy for copy in copies_in_use(visit, case)}
    for recipient in {one.chat: one for one in recipients}.values():
        person = visit.directory.staff_by_id.get(recipient.staff or "")
        if recipient.chat in copies:
            tell_copy(visit, case, copies[recipient.chat], news)
        elif person is not None:
            tell_person(visit, case, person, news)


def candidates(visit: Visit, case: Case, but: Iterable[str]) -> list[Staff]:
    """Who could do something: those who take part, then those on duty, then other members of the case's groups."""
    directory, now = visit.directory, visit.uow.now
    groups = [directory.group_by_id[group] for group in case.groups if group in directory.group_by_id]
    ids = [one.staff for one in case.team.participants]
    ids += [person.id for group in groups for person in on_duty(directory, group.id, now)]
    ids += [member for group in groups for member in group.members]
    without = set(but)
    known = (directory.staff_by_id.get(staff) for staff in dict.fromkeys(ids) if staff not in without)
    return [person for person in known if person is not None and person.active and person.telegram is not None][:MOST]


def case_button(case: Case, label: str, action: str, style: ButtonStyle = "plain") -> Button:
    """A button about a case as it stands."""
    return Button(label, Tap("c", case.id, case.version, action).data, style)
