"""Whether a group's chat can be reached: the bot for alerts was taken out of it, the chat is gone, or it is back."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case, Status
from handlers.delivery import Copy
from handlers.desk.cases.copies import amend_copies, copies_in_use
from handlers.desk.telling.lead import tell_lead
from handlers.desk.visit import Visit
from handlers.messages import Message, plain
from handlers.people import Group
from playbooks.phrases import Phrases


def note_group_reach(visit: Visit, group: Group, yes: bool) -> list[Case]:
    """Notes it, tells those in charge when it was lost, and gives back the group's cases that are not over."""
    if group.reachable == yes:
        return []
    visit.uow.note_group(group.id, yes)
    groups = (replace(g, reachable=yes) if g.id == group.id else g for g in visit.directory.groups)
    visit.directory = replace(visit.directory, groups=tuple(groups))
    if not yes:
        tell_in_charge(visit, group)
    found = (visit.uow.case(case.id) for case in visit.uow.cases_of_group(group.id))
    open_cases = [case for case in found if case is not None and case.status in (Status.OPEN, Status.ACKNOWLEDGED)]
    for case in open_cases if yes else ():
        amend_copies(visit, case, _copies_in(visit, case, group))  # they may be old by now
    return open_cases


def _copies_in(visit: Visit, case: Case, group: Group) -> list[Copy]:
    return [copy for copy in copies_in_use(visit, case) if copy.chat == group.chat]


def tell_in_charge(visit: Visit, group: Group) -> None:
    """That nothing gets into the group's chat: to its lead, else to duty managers and admins."""

    def words(say: Phrases) -> Message:
        name = group.name.text(say.language)
        told = say(
            "Nothing gets into the chat of {group}. Its members are told one by one. Please add me to it again.",
            group=name,
        )
        return plain("⚠️ " + told)

    tell_lead(visit, group, words)
