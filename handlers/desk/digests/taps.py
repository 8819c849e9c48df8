"""/digest and the buttons to its pages: what is open now, for whoever may see it."""

from __future__ import annotations

from handlers.alerts.addressing import group_language
from handlers.cases import Case
from handlers.delivery import Notice
from handlers.desk.actions.listing import actions_line
from handlers.desk.digests.wording import FIRST, Page, digest_message, page_of
from handlers.desk.visit import Visit
from handlers.digests.gathering import gathered
from handlers.messages import Message
from handlers.people import Group
from handlers.rights import may_see_all_open, may_see_open
from handlers.taps import MINE, Tap, mark
from playbooks.phrases import phrases


def show_digest(visit: Visit, argument: str) -> None:
    """In a private chat: all that is open, for managers; for others what their groups were told of."""
    message = _mine(visit, FIRST)
    visit.tell(
        message if message is not None else visit.say("You are in no group that is told of cases. See /cases.")
    )


def show_group_digest(visit: Visit, group: Group) -> None:
    """In a group's chat: what is open for the group."""
    visit.tell(group_digest(visit, group))


def group_digest(visit: Visit, group: Group, page: Page = FIRST, language: str | None = None) -> Message:
    """What is open for a group, in its language unless another is named."""
    language = language or group_language(group, visit.directory)
    digest = gathered(visit.uow.cases_of_group(group.id), visit.directory, visit.uow.now)
    besides = actions_line(visit, {group.id}, phrases(language))
    return digest_message(visit, group.name.text(language), digest, language, mark(group.id), page, besides)


def digest_tapped(visit: Visit, tap: Tap) -> None:
    """Another page takes the place of the tapped one, if whoever tapped may see it here."""
    message = _mine(visit, page_of(tap)) if tap.target == MINE and visit.inbound.private else _of_group(visit, tap)
    if message is None:
        visit.toast(visit.say("This is not for you to open."), alert=True)
    elif tap.action == "show":
        visit.tell(message)
    else:
        _redraw(visit, message)
    visit.toast()


def _mine(visit: Visit, page: Page) -> Message | None:
    cases = _all_that_may_be_seen(visit)
    if cases is None:
        return None
    language = visit.staff.language
    digest = gathered(cases, visit.directory, visit.uow.now)
    # TRANSLATORS: Heading of a list of all open cases, followed by day and time.
    return digest_message(visit, visit.say("Open cases"), digest, language, MINE, page, _owed(visit))


def _owed(visit: Visit) -> str:
    """What is to be put right in their groups; of all of them to whoever sees all cases."""
    mine = {group.id for group in visit.directory.groups if may_see_open(visit.staff, group)}
    return actions_line(visit, None if may_see_all_open(visit.staff) else mine, visit.say)


def _all_that_may_be_seen(visit: Visit) -> list[Case] | None:
    """None for somebody to whom no group's cases are open."""
    if may_see_all_open(visit.staff):
        return list(visit.uow.cases_of_group(None))
    mine = [group for group in visit.directory.groups if may_see_open(visit.staff, group)]
    found = {case.id: case for group in mine for case in visit.uow.cases_of_group(group.id)}
    return list(found.values()) if mine else None


def _of_group(visit: Visit, tap: Tap) -> Message | None:
    """In a group's chat only its own; in private, to those who may see it."""
    group = next((group for group in visit.directory.groups if mark(group.id) == tap.target), None)
    if group is None:
        return None
    if visit.inbound.private:
        language = visit.staff.language
        return group_digest(visit, group, page_of(tap), language) if may_see_open(visit.staff, group) else None
    return group_digest(visit, group, page_of(tap)) if group.chat == visit.inbound.chat else None


def _redraw(visit: Visit, message: Message) -> None:
    group = visit.directory.group_by_chat.get(visit.inbound.chat)
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.inbound.bot,
            visit.inbound.chat,
            message,
            edits_message=visit.tapped_message,
            staff=visit.staff.id if visit.inbound.private else None,
            language=group_language(group, visit.directory) if group else visit.staff.language,
        )
    )
