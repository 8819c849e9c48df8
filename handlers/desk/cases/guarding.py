"""Who a case is about is for those who deal with it; whoever is only asked to review it reads it without."""

from __future__ import annotations

from dataclasses import replace

from handlers.cases import Case
from handlers.desk.visit import Visit
from handlers.messages import Message, Span
from handlers.reports.masking import masked, names_in
from handlers.rights import deals_with
from playbooks.phrases import Phrases


def guarded(visit: Visit, case: Case, message: Message, say: Phrases) -> Message:
    """`message`, about `case`, as far as everybody who reads this chat may read it."""
    if _dealt_with_here(visit, case):
        return message
    names = names_in(case.answers)
    spans = [replace(span, text=masked(span.text, names)) for span in message.spans]
    # TRANSLATORS: Under the details of a case, for a department that is asked to review it and nothing else.
    left_out = say("Names, numbers and files are left out: you are asked what you think of it.")
    return replace(message, spans=(*spans, Span(f"\n\n{left_out}", "italic")), media=())


def headline_for_all(case: Case) -> str:
    """A case in one line, without names and numbers."""
    return masked(case.headline, names_in(case.answers))


def _dealt_with_here(visit: Visit, case: Case) -> bool:
    """In a group's chat it is not whoever taps that counts: all the others read it, too."""
    if visit.inbound.private:
        return deals_with(visit.staff, case, visit.directory)
    group = visit.directory.group_by_chat.get(visit.inbound.chat)
    return group is not None and group.id in case.groups
