"""What every tap about an incident has in common: in whose language it is answered, and in place of which message."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from handlers.alerts.addressing import group_language
from handlers.cases import Case, Status
from handlers.delivery import Notice
from handlers.desk.live.sheets import outcomes_in
from handlers.desk.visit import Visit
from handlers.given import Given
from handlers.messages import Button, Message, Row
from handlers.rights import may_grade
from playbooks.model import Kind
from playbooks.phrases import Phrases, phrases


def phrases_here(visit: Visit) -> Phrases:
    """Words in the language of the chat: in a group's chat all of its members read them."""
    group = None if visit.inbound.private else visit.directory.group_by_chat.get(visit.inbound.chat)
    return visit.say if group is None else phrases(group_language(group, visit.directory))


def show_here(visit: Visit, case: Case, word: Callable[[Phrases], Message], *, replaces: bool) -> None:
    """Says something in this chat; with `replaces`, in place of the message whose button was tapped."""
    say = phrases_here(visit)
    visit.uow.queue(
        Notice(
            visit.uow.new_id(),
            visit.inbound.bot,
            visit.inbound.chat,
            word(say),
            edits_message=visit.tapped_message if replaces else None,
            case=case.id,
            staff=visit.staff.id if visit.inbound.private else None,
            language=say.language,
        )
    )


def may_here(visit: Visit, case: Case) -> bool:
    """Whether this person may grade the case and say what it is about; if not, they are told why."""
    say = visit.say
    if not is_gradable(case):
        visit.toast(say("Only an incident is graded and has a category."))
    elif not may_grade(visit.staff, case, visit.directory):
        words = say("Only the person who took it, the lead of its group, or a manager, can do that.")
        visit.toast(words, alert=True)
    else:
        return True
    return False


def given_now(visit: Visit, case: Case) -> Given:
    """What the rules of the case's playbook look at, as it stands."""
    edition = visit.uow.editions.by_digest(case.edition)
    if edition is None:
        raise LookupError(f"edition {case.edition} of {case.playbook} is not stored")
    return Given(edition.playbook, case.answers, outcomes_in(case), visit.uow.now)


def two_across(buttons: Sequence[Button]) -> tuple[Row, ...]:
    """Two to a row, each wide enough for a thumb."""
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def is_gradable(case: Case) -> bool:
    """Whether it can be graded and be given a category: incidents, but for those that became part of another."""
    return case.kind is Kind.INCIDENT and case.status is not Status.WITHDRAWN


def position(argument: str, of: int) -> int | None:
    """A position that a button carries, if there are as many; modified clients send anything."""
    return int(argument) if argument.isdecimal() and len(argument) <= 2 and int(argument) < of else None
