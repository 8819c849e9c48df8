"""/duty: who is in the groups that are told."""

from __future__ import annotations

from handlers.desk.visit import Visit
from handlers.messages import Message, Span
from handlers.people import Directory, Group, Staff
from playbooks.locale_format import series, sign
from playbooks.phrases import Phrases, phrases


def show_duty(visit: Visit, argument: str) -> None:
    """Every group with its members."""
    visit.tell(duty_list(visit.directory, visit.staff.language))


def duty_list(directory: Directory, language: str) -> Message:
    """The groups and who is in them, for a reader of `language`."""
    say = phrases(language)
    spans = [Span(say("Who is told:"), "bold")]
    for group in directory.groups:
        spans.append(Span(f"\n{group.name.text(language)}{sign(': ', language)}", "bold"))
        spans.append(Span(series(_names(group, directory, say), language) or say("nobody yet")))
    return Message(tuple(spans)) if directory.groups else Message((Span(say("No groups have been set up yet.")),))


def _names(group: Group, directory: Directory, say: Phrases) -> list[str]:
    people = (directory.staff_by_id.get(member) for member in group.members)
    return [_name(person, say) for person in people if person is not None and person.active]


def _name(person: Staff, say: Phrases) -> str:
    """Whoever has no account, or blocked us, is on the list and is told of nothing: that must be seen."""
    told = person.telegram is not None and person.reachable
    return person.name if told else say("{name} (cannot be reached)", name=person.name)
