"""What must be heard about a checklist, as messages of their own: edits make no sound."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import timedelta

from handlers.alerts.addressing import Recipient
from handlers.alerts.cards import clock_time, place_name
from handlers.alike import said
from handlers.cases import Case
from handlers.checklist.sheet import Row
from handlers.checklist.showing.row import reason_words
from handlers.delivery import Notice
from handlers.desk.cases.copies import lane_of
from handlers.desk.live.sheets import playbook_of
from handlers.desk.visit import Visit
from handlers.engine.questions.base import shortened
from handlers.escalation.policy import Step
from handlers.escalation.targets import targets
from handlers.messages import Button, Message, Span
from handlers.people import Staff
from handlers.taps import Tap
from playbooks.model import Kind
from playbooks.phrases import Phrases, phrases
from playbooks.variables import filled

Words = Callable[[Phrases], str]


def in_charge(visit: Visit, case: Case) -> tuple[Recipient, ...]:
    """Who leads: the commander, else whoever took the case, else whoever is on duty for it, else its groups."""
    for staff in (case.team.commander, case.acknowledged_by):
        person = visit.directory.staff_by_id.get(staff or "")
        if person is not None and person.active and person.telegram is not None:
            return (recipient_of(person),)
    duty = _asked(visit, case, "on-duty")
    return duty or _asked(visit, case, "group")


def above(visit: Visit, case: Case) -> tuple[Recipient, ...]:
    """Who is told when whoever leads does nothing: those on duty, and the managers."""
    told = {recipient.chat for recipient in in_charge(visit, case)}
    found = {one.chat: one for one in (*_asked(visit, case, "on-duty"), *_asked(visit, case, "managers"))}
    return tuple(one for chat, one in found.items() if chat not in told) or _asked(visit, case, "admins")


def managers(visit: Visit, case: Case) -> tuple[Recipient, ...]:
    """The managers besides whoever leads, else the admins."""
    leads = {recipient.chat for recipient in in_charge(visit, case)}
    others = tuple(one for one in _asked(visit, case, "managers") if one.chat not in leads)
    return others or _asked(visit, case, "admins")


def _asked(visit: Visit, case: Case, word: str) -> tuple[Recipient, ...]:
    from_now = Step(timedelta(), (word,))
    return targets(from_now, case, visit.directory, visit.uow.now).recipients


def recipient_of(person: Staff) -> Recipient:
    """Somebody's private chat. They must have an account."""
    assert person.telegram is not None
    return Recipient(person.telegram, person.language, staff=person.id)


def tell(visit: Visit, case: Case, recipients: Iterable[Recipient], words: Words, *, note: bool = False) -> None:
    """Says it to each, in their language, with the way to the checklist; not to whoever did it."""
    for recipient in recipients:
        if recipient.staff is not None and recipient.staff == visit.staff.id:
            continue
        say = phrases(recipient.language)
        visit.uow.queue(
            Notice(
                visit.uow.new_id(),
                _bot_for(visit, case, recipient),
                recipient.chat,
                Message((Span(words(say)), _which(visit, case, say)), ((_way_in(case, say, note),),)),
                lane=lane_of(case),
                case=case.id,
                staff=recipient.staff,
                critical=case.kind is Kind.EMERGENCY,
                language=recipient.language,
            )
        )


def _which(visit: Visit, case: Case, say: Phrases) -> Span:
    """What emergency it is, and where: nobody knows two of them apart by their numbers."""
    place = place_name(said(case.place), case.site, visit.directory, say.language)
    title = playbook_of(visit, case).title.text(say.language)
    return Span("\n" + " · ".join(part for part in (title, place) if part), "italic")


def _way_in(case: Case, say: Phrases, note: bool) -> Button:
    if note:
        # TRANSLATORS: Button: write the report that was asked for.
        return Button("✎ " + say("Write it"), Tap("c", case.id, 0, "note").data, "primary")
    return Button("☑ " + say("My checklist"), Tap("c", case.id, 0, "k.j").data, "primary")


def _bot_for(visit: Visit, case: Case, recipient: Recipient) -> str:
    """The bot in which they have the checklist already, else the one that carries alerts."""
    copy = case.checklist.copy_of(recipient.staff) if case.checklist is not None and recipient.staff else None
    person = visit.directory.staff_by_id.get(recipient.staff or "")
    if copy is not None:
        return copy.bot
    return visit.house.alert_bot if person is None or person.reachable else visit.house.staff_bot


def tell_cannot(visit: Visit, case: Case, row: Row, reason: str) -> None:
    """A critical step cannot be done: whoever leads must know at once."""

    def words(say: Phrases) -> str:
        why = reason_words(reason, say) or say("no reason given")
        # TRANSLATORS: To whoever leads in an emergency: {step} is a step of the checklist, {reason} why not.
        line = say("{number}: {name} cannot do this.", number=case.number, name=visit.staff.name)
        return f"✗ {line}\n{text_of(visit, case, row, say.language)}\n{why}"

    tell(visit, case, in_charge(visit, case), words)


def tell_late(visit: Visit, case: Case, rows: list[Row], recipients: Iterable[Recipient]) -> None:
    """Critical steps are late."""

    def words(say: Phrases) -> str:
        # TRANSLATORS: To whoever leads in an emergency; the late steps of the checklist follow, one to a line.
        lines = ["⏰ " + say("{number}: critical and late", number=case.number)]
        lines += [_late_line(visit, case, row, say) for row in rows]
        return "\n".join(lines)

    tell(visit, case, recipients, words)


def _late_line(visit: Visit, case: Case, row: Row, say: Phrases) -> str:
    text = "❗ " + text_of(visit, case, row, say.language)
    if row.due is None:
        return text
    time = clock_time(row.due, visit.directory, visit.uow.now, say.language)
    return f"{text} · " + say("due {time}", time=time)


def ask_report(visit: Visit, case: Case, recipients: Iterable[Recipient]) -> None:
    """Asks for the situation report that the playbook wants every so often."""

    def words(say: Phrases) -> str:
        return "📣 " + say(
            "{number}: time for a situation report. What has happened, what is needed, what is next?",
            number=case.number,
        )

    tell(visit, case, recipients, words, note=True)


def text_of(visit: Visit, case: Case, row: Row, language: str) -> str:
    """A row's text as it reads at the case's site, on one line."""
    site = visit.directory.site_by_id.get(case.site or "")
    text = row.step.text.text(language)
    return shortened(filled(text, language, row.playbook.variables, site.variables if site else {}), 200)
