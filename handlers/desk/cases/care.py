"""What the responsible people do with a case: take it, see it, close it, add to it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.cases import Case, Happening, Status
from handlers.delivery import Notice
from handlers.desk.cases.closing import close, may_close, why_not
from handlers.desk.cases.copies import amend_cards, language_here
from handlers.desk.cases.details import details
from handlers.desk.cases.ending import ask_outcome, resolution_of
from handlers.desk.cases.news import News, about, tell_others, tell_reporter
from handlers.desk.incidents.asking import ask_findings
from handlers.desk.live.joining import show_to
from handlers.desk.team.commanding import taken_words, wait_for_command, with_taker
from handlers.desk.telling.outside import follow_outside
from handlers.desk.telling.watching import taken_over, was_asked
from handlers.desk.visit import Visit
from handlers.messages import plain
from handlers.rights import may_acknowledge, may_note
from playbooks.phrases import Phrases


def acknowledge(visit: Visit, case: Case) -> None:
    """Takes the case. Of two people, the first has it; the second is told who."""
    say = visit.say
    if not may_acknowledge(visit.staff, case, visit.directory):
        visit.toast(say("Only the responsible people can take this."), alert=True)
    elif case.status is not Status.OPEN:
        visit.toast(why_not(visit, case))
    else:
        _take(visit, case)
        visit.toast(taken_words(visit, visit.uow.case(case.id) or case))


def taken_with_command(visit: Visit, case: Case) -> Case:
    """Whoever leads an emergency that nobody took has it: others need not be called for it any more.

    That they lead is told to everybody by whoever calls this.
    """
    if case.status is not Status.OPEN or not may_acknowledge(visit.staff, case, visit.directory):
        return case
    taken = has_it_now(visit, case, visit.staff.id)
    visit.uow.keep_case(taken)
    visit.uow.record(case.id, Happening("acknowledged", visit.staff.id))
    follow_outside(visit, taken, News(_taken_words(visit, case)))
    return taken


def has_it_now(visit: Visit, case: Case, staff: str) -> Case:
    """The case in the hands of `staff` (an id), no longer escalated; the caller keeps it."""
    taken = replace(
        case,
        status=Status.ACKNOWLEDGED,
        acknowledged_by=staff,
        acknowledged_at=visit.uow.now,
        version=case.version + 1,
    )
    return with_taker(taken_over(visit, taken), staff, visit.uow.now)


def _take(visit: Visit, case: Case) -> None:
    taken = has_it_now(visit, case, visit.staff.id)
    visit.uow.keep_case(taken)
    visit.uow.record(case.id, Happening("acknowledged", visit.staff.id))
    taken = show_to(visit, taken, visit.staff)
    amend_cards(visit, taken)
    news = News(_taken_words(visit, case))
    tell_reporter(visit, taken, news)
    follow_outside(visit, taken, news)
    wait_for_command(visit, taken)
    ask_findings(visit, taken, visit.staff)
    if was_asked(case):  # an edited card makes no sound, and they are on their way
        tell_others(visit, taken, news)


def _taken_words(visit: Visit, case: Case) -> Callable[[Phrases], str]:
    def words(say: Phrases) -> str:
        return say("{name} has taken {number}.", name=visit.staff.name, number=case.number) + about(case)

    return words


def resolve(visit: Visit, case: Case) -> None:
    """Closes the case, or first asks what came of it where its playbook wants to know."""
    if not may_close(visit, case):
        return
    found = resolution_of(visit, case)
    if found is None:
        close(visit, case)
    else:
        ask_outcome(visit, case, found[1])


def show(visit: Visit, case: Case) -> None:
    """Sends everything that was reported, as a reply to the card it was asked on; never into a foreign group."""
    group = None if visit.inbound.private else visit.directory.group_by_chat.get(visit.inbound.chat)
    if not visit.inbound.private and (group is None or group.id not in (*case.groups, *case.reviewing)):
        visit.toast(visit.say("This is not for you to open."), alert=True)
        return
    language = language_here(visit)
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
