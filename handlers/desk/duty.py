"""/duty: who is in the groups that are told."""

from __future__ import annotations

from handlers.desk.visit import Visit
from handlers.messages import Message, Span
from handlers.people import Directory, Group
from playbooks.phrases import phrases


def show_duty(visit: Visit, argument: str) -> None:
    """Every group with its members."""
    visit.tell(duty_list(visit.directory, visit.staff.language))


def duty_list(directory: Directory, language: str) -> Message:
    """The groups and who is in them, for a reader of `language`."""
    say = phrases(language)
    spans = [Span(say("Who is told:"), "bold")]
    for group in directory.groups:
        spans.append(Span(f"\n{group.name.text(language)}: ", "bold"))
        spans.append(Span(", ".join(_names(group, directory)) or say("nobody yet")))
    return Message(tuple(spans)) if directory.groups else Message((Span(say("No groups have been set up yet.")),))


def _names(group: Group, directory: Directory) -> list[str]:
    people = (directory.staff_by_id.get(member) for member in group.members)
    return [person.name for person in people if person is not None and person.active]
