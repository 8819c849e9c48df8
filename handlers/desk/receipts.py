"""What a reporter hears once it is out: its number, who has been told, and what can be done next."""

from __future__ import annotations

from handlers.alerts.addressing import Addressed
from handlers.alerts.cards import name_of
from handlers.cases import Case
from handlers.desk.cases.change_button import change_row
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Span
from handlers.taps import Tap
from playbooks.locale_format import series


def alarm_is_out(visit: Visit, case: Case, told: Addressed) -> Message:
    """An emergency's, at once."""
    say = visit.say
    words = say("The alarm is out. Number {number}.", number=case.number)
    # TRANSLATORS: Button under the words that the alarm is out: it was a slip, take it back.
    slip = Button(say("Wrong tap: call it off"), Tap("c", case.id, case.version, "oops").data)
    team = Button(say("Team"), Tap("c", case.id, case.version, "team").data)
    spans = (Span("🚨 " + words, "bold"), Span("\n" + _told_line(visit, case, told)))
    return Message(spans, ((slip,), (team,)))


def received(visit: Visit, case: Case, told: Addressed) -> Message:
    """A complaint's or an incident's, once it is sent."""
    say, edition = visit.say, visit.uow.editions.by_digest(case.edition)
    words = [Span(say("Received. The number is {number}.", number=case.number), "bold")]
    if edition is not None:
        words.append(Span("\n" + edition.playbook.closing.text(visit.staff.language)))
    words.append(Span("\n" + _told_line(visit, case, told)))
    words.append(Span("\n" + say("Reply to this message to add words or photos.")))
    return Message(tuple(words), change_row(visit, case))


def _told_line(visit: Visit, case: Case, told: Addressed) -> str:
    """Who has been told, in words; when it is nobody, what to do instead."""
    say, language = visit.say, visit.staff.language
    if not told.recipients:
        return say("Nobody can be reached from here. Please call for help yourself.")
    groups = [visit.directory.group_by_id[group] for group in case.groups if group in visit.directory.group_by_id]
    names = [group.name.text(language) for group in groups]
    names = names or [name_of(recipient.staff, visit.directory) for recipient in told.recipients]
    # TRANSLATORS: {names} is a list of groups, or of people where there are no groups.
    return say("Told: {names}", names=series(names, language))
