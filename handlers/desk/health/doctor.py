"""/doctor: an admin hears in chat what `muster doctor` says on the command line. No secret is shown."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from handlers.desk.health.ailments import Reader, ailments, calendars, choices, failed, given_up, unmanned
from handlers.desk.health.probing import conversation_of
from handlers.desk.visit import Visit
from handlers.digests.gathering import gathered
from handlers.library_news import CONVERSATION, said_broken
from handlers.messages import Message, Span
from handlers.probes import Standing
from handlers.rights import may_examine

LINES = 40  # in one message


def examine(visit: Visit, argument: str) -> None:
    """Says what is wrong, worst first, and what is a choice."""
    if not may_examine(visit.staff):
        visit.tell(visit.say("Only admins can see this."))
        return
    say, reader = visit.say, Reader(visit.say)
    found, house = list(_found(visit, reader)), visit.house
    if len(found) > LINES:
        found[LINES:] = [say("and {n} more", n=len(found) - LINES)]
    head = say("What would keep an alert from somebody:") if found else "✓ " + say("All is well.")
    lines = ["", *(f"• {line}" for line in found)]
    chosen = list(choices(house.enrolment == "open", house.alert_bot == house.staff_bot, reader))
    if chosen:
        # TRANSLATORS: Before things that are not wrong, but could be better.
        lines += ["", say("To consider:"), *(f"• {line}" for line in chosen)]
    visit.tell(Message((Span(head, "bold"), Span("\n".join(lines)))))


def _found(visit: Visit, reader: Reader) -> Iterator[str]:
    directory, now = visit.directory, visit.uow.now
    playbooks = [edition.playbook for edition in visit.uow.editions.all_current()]
    yield from chain(
        _unproved(visit),
        _not_taken_over(visit),
        given_up(visit.uow.given_up(), reader),
        failed(visit.uow.failed(), reader),
        ailments(directory, playbooks, reader),
        calendars(directory, now, reader),
        unmanned(directory, now, reader),
        _overdue(visit),
    )


def _unproved(visit: Visit) -> Iterator[str]:
    """The probe's last test, if it failed."""
    probe = visit.house.probe
    session = visit.uow.session(conversation_of(probe, visit.house)) if probe is not None else None
    if session is not None and Standing.read(session.desk).failing:
        yield visit.say("the last test alert was not proved to arrive; others may not arrive either")


def _not_taken_over(visit: Visit) -> Iterator[str]:
    """A mistake in the folder of playbooks."""
    if said_broken(visit.uow.session(CONVERSATION)):
        yield visit.say("the playbooks cannot be taken over: there is a mistake in a file; see `muster check`")


def _overdue(visit: Visit) -> Iterator[str]:
    late = gathered(visit.uow.cases_of_group(None), visit.directory, visit.uow.now).overdue
    if late:
        yield visit.say.many("{n} case is overdue; see /duty", "{n} cases are overdue; see /duty", n=late)
