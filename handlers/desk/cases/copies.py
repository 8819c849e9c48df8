"""The copies of a case's card: worded for each reader, and kept up with the case."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace

from handlers.alerts.addressing import group_language
from handlers.alerts.cards import Progress, card
from handlers.alerts.next_words import next_step_line
from handlers.alerts.team_rows import team_rows
from handlers.assessment import headline_of
from handlers.cases import Case
from handlers.delivery import Copy, Lane, Notice, NoticeState
from handlers.desk.live.sheets import sheet_for
from handlers.desk.visit import Visit, from_muster
from handlers.events import Elapsed, Inbound
from handlers.house import House
from handlers.messages import Message
from handlers.ports import UnitOfWork
from handlers.rights import may_see
from playbooks.model import Kind
from playbooks.phrases import phrases

_ON_ITS_WAY = (NoticeState.SENDING, NoticeState.SENT)


def lane_of(case: Case) -> Lane:
    """Emergencies go before everything else."""
    return Lane.URGENT if case.kind is Kind.EMERGENCY else Lane.ALERT


def card_for(visit: Visit, case: Case, language: str, told_progress: bool = True, leads: bool = False) -> Message:
    """The case's card as it stands now, its headline in the reader's language as well.

    A card beside a message of the checklist need not say how far that is (`told_progress`).  `leads`: for whoever is
    in charge of it, who can do more.
    """
    edition = visit.uow.editions.by_digest(case.edition)
    if edition is None:
        raise LookupError(f"edition {case.edition} of {case.playbook} is not stored")
    progress = _progress(visit, case) if told_progress else None
    headline = headline_of(edition.playbook, case.answers, language, visit.directory)
    shown = card(
        replace(case, headline=headline or case.headline),
        edition.playbook,
        visit.directory,
        language,
        visit.uow.now,
        progress,
        next_step_line(case, visit.directory, visit.uow.now, phrases(language)),
    )
    return replace(shown, rows=(*shown.rows, *team_rows(case, edition.playbook, phrases(language), leads=leads)))


def _progress(visit: Visit, case: Case) -> Progress | None:
    """Counts the steps that matter as things stand."""
    if case.checklist is None:
        return None
    sheet = sheet_for(visit, case)
    return Progress(sheet.done, sheet.total)


def copies_in_use(visit: Visit, case: Case) -> list[Copy]:
    """The copies that are kept up: of people and groups who may still see the case, and that got to them."""
    lost = (NoticeState.DEAD, NoticeState.DROPPED)
    return [copy for copy in visit.uow.cards(case.id) if copy.state not in lost and _is_open(visit, case, copy)]


def _is_open(visit: Visit, case: Case, copy: Copy) -> bool:
    """Whether its readers are still told of the case, and can be."""
    if copy.staff is None:
        group = visit.directory.group_by_chat.get(copy.chat)
        return group is not None and group.reachable and group.id in (*case.groups, *case.reviewing)
    person = visit.directory.staff_by_id.get(copy.staff)
    return person is not None and may_see(person, case, visit.directory)


def amend_cards(visit: Visit, case: Case, without: Collection[tuple[str, int]] = ()) -> None:
    """Every copy says what is true now: one still waiting is reworded, one that went out is edited.

    Copies in the chats `without` stay as they are.
    """
    amend_copies(visit, case, [c for c in copies_in_use(visit, case) if (c.bot, c.chat) not in without])


def amend_copies(visit: Visit, case: Case, copies: Iterable[Copy]) -> None:
    """The same for some of the copies."""
    words: dict[tuple[str, bool, bool], Message] = {}
    live = {(copy.bot, copy.chat) for copy in case.checklist.copies} if case.checklist is not None else set()
    for copy in copies:
        language, alone = reader_of(visit, copy), (copy.bot, copy.chat) not in live
        key = (language, alone, leads_it(case, copy.staff))
        message = words.get(key) or words.setdefault(key, card_for(visit, case, *key))
        is_reworded = copy.state is NoticeState.QUEUED and visit.uow.reword(copy.notice, message)
        if not is_reworded and _is_within_reach(visit, copy):
            _edit(visit, case, copy, message, language)


def renewal_due(inbound: Inbound, event: Elapsed, uow: UnitOfWork, house: House) -> None:
    """A card that was given up is sent after all: it was worded long ago."""
    case = uow.case(event.data["case"])
    if case is not None:
        amend_cards(from_muster(inbound, uow, house), case)


def _is_within_reach(visit: Visit, copy: Copy) -> bool:
    """Whoever is closed to the bot for alerts sees how it stands when they are back."""
    person = visit.directory.staff_by_id.get(copy.staff or "")
    return person is None or person.reachable or copy.bot != visit.house.alert_bot


def leads_it(case: Case, staff: str | None) -> bool:
    """Whether a copy is for whoever is in charge."""
    return staff is not None and staff == case.team.commander


def _edit(visit: Visit, case: Case, copy: Copy, message: Message, language: str) -> None:
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            copy.bot,
            copy.chat,
            message,
            lane=Lane.ALERT,
            edits=copy.notice,
            case=case.id,
            staff=copy.staff,
            key=f"edit:{copy.notice}",
            language=language,
        )
    )


def language_here(visit: Visit) -> str:
    """The language of this chat's readers: of a group's they are many, whoever of them tapped."""
    group = None if visit.inbound.private else visit.directory.group_by_chat.get(visit.inbound.chat)
    return group_language(group, visit.directory) if group else visit.staff.language


def reader_of(visit: Visit, copy: Copy) -> str:
    """The language that a copy is read in."""
    person = visit.directory.staff_by_id.get(copy.staff or "")
    if person is not None:
        return person.language
    group = visit.directory.group_by_chat.get(copy.chat)
    return group_language(group, visit.directory) if group else visit.directory.languages[0]
