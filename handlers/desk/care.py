"""What the responsible people do with a case: take it, see it, close it, add to it."""

from __future__ import annotations

from dataclasses import replace

from handlers.alerts.addressing import group_language
from handlers.alerts.cards import clock_time, name_of, status_line
from handlers.cases import Case, Happening, Status
from handlers.delivery import Notice
from handlers.desk.commanding import taken_words, wait_for_command, with_taker
from handlers.desk.copies import amend_cards
from handlers.desk.details import details
from handlers.desk.live.joining import end_watching, show_to
from handlers.desk.news import News, about, tell_everyone, tell_others, tell_reporter
from handlers.desk.outside import follow_outside
from handlers.desk.visit import Visit
from handlers.desk.watching import taken_over, unwatched, was_asked
from handlers.messages import plain
from handlers.rights import may_acknowledge, may_note, may_resolve
from playbooks.model import Kind
from playbooks.phrases import Phrases


def acknowledge(visit: Visit, case: Case) -> None:
    """Takes the case. Of two people, the first has it; the second is told who."""
    say = visit.say
    if not may_acknowledge(visit.staff, case, visit.directory):
        visit.toast(say("Only the responsible people can take this."), alert=True)
    elif case.status is not Status.OPEN:
        visit.toast(_why_not(visit, case))
    else:
        _take(visit, case)
        visit.toast(taken_words(visit, visit.uow.case(case.id) or case))


def _take(visit: Visit, case: Case) -> None:
    taken = replace(
        case,
        status=Status.ACKNOWLEDGED,
        acknowledged_by=visit.staff.id,
        acknowledged_at=visit.uow.now,
        version=case.version + 1,
    )
    taken = with_taker(taken_over(visit, taken), visit.staff.id, visit.uow.now)
    visit.uow.keep_case(taken)
    visit.uow.record(case.id, Happening("acknowledged", visit.staff.id))
    taken = show_to(visit, taken, visit.staff)
    amend_cards(visit, taken)

    def words(say: Phrases) -> str:
        return say("{name} has taken {number}.", name=visit.staff.name, number=case.number) + about(case)

    tell_reporter(visit, taken, News(words))
    follow_outside(visit, taken, News(words))
    wait_for_command(visit, taken)
    if was_asked(case):  # an edited card makes no sound, and they are on their way
        tell_others(visit, taken, News(words))


def _why_not(visit: Visit, case: Case) -> str:
    say = visit.say
    if case.status is not Status.ACKNOWLEDGED or case.acknowledged_at is None:
        return status_line(case, visit.directory, visit.uow.now, say)
    if case.acknowledged_by == visit.staff.id:
        return say("You have taken it already.")
    when = clock_time(case.acknowledged_at, visit.directory, visit.uow.now, say.language)
    return say("Already taken by {name} {time}", name=name_of(case.acknowledged_by, visit.directory), time=when)


def resolve(visit: Visit, case: Case) -> None:
    """Closes the case: cards are edited, the reporter is told."""
    say = visit.say
    if case.status is Status.OPEN:
        visit.toast(say("Take it first."))
    elif case.status is not Status.ACKNOWLEDGED:
        visit.toast(_why_not(visit, case))
    elif not may_resolve(visit.staff, case, visit.directory):
        visit.toast(say("Only the person who took it, or a manager, can resolve it."), alert=True)
    else:
        _close(visit, case)
        visit.toast(say("{number} is resolved.", number=case.number))


def _close(visit: Visit, case: Case) -> None:
    closed = replace(case, status=Status.RESOLVED, version=case.version + 1)
    unwatched(visit, case)
    end_watching(visit, closed)
    visit.uow.keep_case(closed)
    visit.uow.record(case.id, Happening("resolved", visit.staff.id))
    amend_cards(visit, closed)

    def words(say: Phrases) -> str:
        return say("{number} is resolved ({name}).", number=case.number, name=visit.staff.name) + about(case)

    tell_reporter(visit, closed, News(words))
    follow_outside(visit, closed, News(words))
    if case.kind is Kind.EMERGENCY or was_asked(case):
        tell_everyone(visit, closed, News(words))


def show(visit: Visit, case: Case) -> None:
    """Sends everything that was reported, as a reply to the card it was asked on; never into a foreign group."""
    group = None if visit.inbound.private else visit.directory.group_by_chat.get(visit.inbound.chat)
    if not visit.inbound.private and (group is None or group.id not in case.groups):
        visit.toast(visit.say("This is not for you to open."), alert=True)
        return
    language = group_language(group, visit.directory) if group else visit.staff.language
    copy = next((c for c in visit.uow.cards(case.id) if _is_tapped(visit, c.chat, c.bot, c.reference)), None)
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.inbound.bot,
            visit.inbound.chat,
            details(visit, case, language),
            reply_to=copy.notice if copy else None,
            case=case.id,
            staff=visit.staff.id if visit.inbound.private else None,
            key=f"details:{case.id}:{visit.inbound.conversation}",
            language=language,
        )
    )


def _is_tapped(visit: Visit, chat: int, bot: str, reference: int | None) -> bool:
    inbound = visit.inbound
    return (chat, bot) == (inbound.chat, inbound.bot) and reference == inbound.message


def ask_note(visit: Visit, case: Case) -> None:
    """The next message in this chat becomes a note on the case."""
    if not visit.inbound.private or not may_note(visit.staff, case, visit.directory):
        visit.toast(visit.say("Reply to the card to add a note."))
        return
    visit.remember(note=case.id, note_at=visit.uow.now.isoformat())
    words = visit.say("Write your note on {number}, or send a photo. /cancel to leave it.", number=case.number)
    visit.tell(plain(words), case)
