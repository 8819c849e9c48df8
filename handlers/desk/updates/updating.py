"""Status updates: whoever has a case says how it stands with one tap, and everybody who was told hears it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from handlers.alerts.addressing import group_language
from handlers.alerts.happening_words import how_words
from handlers.cases import Case, Happening, Status
from handlers.delivery import Copy, Lane, Notice
from handlers.desk.cases.copies import copies_in_use
from handlers.desk.cases.news import News, tell_copy, tell_reporter
from handlers.desk.cases.notes import add_note
from handlers.desk.telling.outside import follow_outside
from handlers.desk.updates.watch import question_key, wait_for_question, zone_of
from handlers.desk.updates.words import MARKS, news_words, next_words, update_rows
from handlers.desk.visit import Visit
from handlers.events import Said
from handlers.messages import Button, Message, Row, Span
from handlers.rights import may_give_update
from handlers.taps import Tap
from handlers.updates.deciding import given
from playbooks.model import Kind
from playbooks.phrases import Phrases, phrases

LONGEST = 1000  # characters of an update that are passed on; the whole of it is on the timeline


def tapped(how: str) -> Callable[[Visit, Case, int], None]:
    """An action that says the case is `how`. Of two taps on one drawing, the first counts."""

    def give(visit: Visit, case: Case, drawn: int) -> None:
        if not _may(visit, case):
            return
        if case.updates is not None and drawn < case.updates.drawn:
            visit.toast(visit.say("An update has been sent since. Please use the newest message."))
            return
        told = send_update(visit, case, how)
        _confirm(visit, told, how)
        visit.toast(visit.say("Sent."))

    return give


def ask_words(visit: Visit, case: Case, drawn: int) -> None:
    """The next message in this chat becomes the update."""
    if not visit.inbound.private:
        visit.toast(visit.say("Please write to me in a private chat."), alert=True)
    elif _may(visit, case):
        visit.remember(note=case.id, note_at=visit.uow.now.isoformat(), note_as="update")
        visit.tell(visit.say("Write how {number} stands. /cancel to leave it.", number=case.number), case)


def offer_update(visit: Visit, case: Case, drawn: int) -> None:
    """Shows the taps, for somebody who wants to give an update without having been asked."""
    if _may(visit, case):
        words = visit.say("How does {number} stand?", number=case.number)
        visit.tell(Message((Span(words),), update_rows(case, visit.say)), case)


def note_or_update(visit: Visit, case: Case, as_update: bool) -> None:
    """What somebody wrote to a case: the update that was asked for, or a note."""
    event = visit.inbound.event
    wanted = as_update or _was_asked(visit, case)
    if isinstance(event, Said) and wanted and _has_it(visit, case) and len(event.text) <= visit.house.limits.text:
        told = send_update(visit, case, "", event.text)
        _confirm(visit, told, "")
    else:
        add_note(visit, case)


def send_update(visit: Visit, case: Case, how: str, words: str = "") -> Case:
    """Notes it, tells everybody who was told of the case once, and promises the next."""
    changed = _counted(visit, case)
    visit.uow.keep_case(changed)
    due = changed.updates.due if changed.updates is not None else None
    data = {"how": how or None, "words": words or None, "next": due.isoformat() if due else None}
    visit.uow.record(case.id, Happening("status", visit.staff.id, {k: v for k, v in data.items() if v is not None}))
    wait_for_question(visit, changed)
    short = words if len(words) <= LONGEST else words[:LONGEST].rstrip() + "…"
    lane = Lane.ALERT if case.kind is Kind.EMERGENCY else Lane.ROUTINE
    news = News(lambda say: news_words(visit, changed, how, short, say), lane=lane, key=f"status:{case.id}")
    for copy in _readers(visit, changed):
        tell_copy(visit, changed, copy, news)
    tell_reporter(visit, changed, news)
    follow_outside(visit, changed, news)
    return changed


def _counted(visit: Visit, case: Case) -> Case:
    version = case.version + 1
    fresh = replace(case, version=version)
    if case.updates is None:
        return fresh
    return replace(fresh, updates=given(case.updates, visit.uow.now, zone_of(visit), version))


def _readers(visit: Visit, case: Case) -> list[Copy]:
    """Every chat that has the card; members of a group whose chat has it hear it there."""
    copies = copies_in_use(visit, case)
    chats = {copy.chat for copy in copies}
    groups = (visit.directory.group_by_id.get(group) for group in case.groups)
    members = {member for group in groups if group and group.chat in chats for member in group.members}
    besides = {visit.staff.id, case.reporter, *members}
    return [copy for copy in copies if copy.staff is None or copy.staff not in besides]


def _may(visit: Visit, case: Case) -> bool:
    if case.status is not Status.ACKNOWLEDGED:
        visit.toast(visit.say("Nobody has it now."), alert=True)
        return False
    if not may_give_update(visit.staff, case):
        visit.toast(visit.say("Only the person who took it, or a manager, can do that."), alert=True)
        return False
    return True


def _has_it(visit: Visit, case: Case) -> bool:
    return case.status is Status.ACKNOWLEDGED and may_give_update(visit.staff, case)


def _was_asked(visit: Visit, case: Case) -> bool:
    """Whether it is a reply to the question: whoever has a case answers other messages about it as well."""
    inbound = visit.inbound
    if case.updates is None or case.updates.asked == 0 or inbound.reply_to is None:
        return False
    return visit.uow.key_of_message(inbound.bot, inbound.chat, inbound.reply_to) == question_key(case)


def _confirm(visit: Visit, case: Case, how: str) -> None:
    """In place of the question: what was sent, when the next comes, and the taps for when it changes."""
    language = visit.staff.language
    if not visit.inbound.private and (group := visit.directory.group_by_chat.get(visit.inbound.chat)) is not None:
        language = group_language(group, visit.directory)
    say = phrases(language)
    # TRANSLATORS: After “✓”: the update on a case went out to everybody who was told of it.
    sent = "✓ " + say("Update on {number} sent.", number=case.number)
    lines = [sent, f"{MARKS[how]} {how_words(how, say)}" if how else "", next_words(visit, case, say)]
    rows = update_rows(case, say) + (_help_row(case, say) if how == "worse" else ())
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.inbound.bot,
            visit.inbound.chat,
            Message((Span("\n".join(line for line in lines if line)),), rows),
            edits_message=visit.tapped_message,
            case=case.id,
            staff=visit.staff.id if visit.inbound.private else None,
            language=language,
        )
    )


def _help_row(case: Case, say: Phrases) -> tuple[Row, ...]:
    return ((Button(say("Need help"), Tap("c", case.id, case.version, "help").data),),)


#: Done once for each drawing.
ONCE: dict[str, Callable[[Visit, Case, int], None]] = {
    **{f"is-{how}": tapped(how) for how in MARKS},
    "is-words": ask_words,
    "is": offer_update,
}
