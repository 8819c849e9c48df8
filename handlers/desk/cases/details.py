"""A case in full, for somebody who may see it."""

from __future__ import annotations

from handlers.alerts.action_words import KINDS as ACTION_KINDS
from handlers.alerts.action_words import action_line
from handlers.alerts.alarm_words import KINDS, alarm_line
from handlers.alerts.cards import clock_time, name_of, severity_name, status_line
from handlers.alerts.clock_words import clock_lines, closed_at
from handlers.alerts.ending_words import ending_lines
from handlers.alerts.happening_words import AFTER, CLOCK, TAKING, happening_line
from handlers.alerts.next_words import next_step_line, waited_line
from handlers.alerts.reach_words import reach_lines
from handlers.cases import Case, Entry, Status
from handlers.desk.actions.of_case import actions_of, add_row
from handlers.desk.after.offering import after_rows
from handlers.desk.alike.linking import link_rows
from handlers.desk.alike.merging import merge_rows
from handlers.desk.cases.answers import shown_answer
from handlers.desk.cases.change_button import change_row
from handlers.desk.cases.files import in_order, showing
from handlers.desk.cases.guarding import guarded
from handlers.desk.cases.reporting import report_row
from handlers.desk.clocks.stopping import clock_rows
from handlers.desk.incidents.telling import finding_lines, finding_rows
from handlers.desk.joint.telling import review_rows, reviews_of
from handlers.desk.updates.words import next_words
from handlers.desk.visit import Visit
from handlers.incidents.entry_words import FINDINGS, finding_entry
from handlers.incidents.review_words import KINDS as REVIEWS
from handlers.incidents.review_words import review_entry
from handlers.messages import Button, Message, Row, Span
from handlers.proof import people_of, proof_of
from handlers.rights import may_acknowledge, may_give_update, may_note
from handlers.rollcall.entry_words import KINDS as ROLL_KINDS
from handlers.rollcall.entry_words import roll_line
from handlers.taps import Tap
from playbooks.locale_format import sign
from playbooks.phrases import Phrases, phrases

LAST_ENTRIES = 8
TOLD = (
    *CLOCK,
    *TAKING,
    "noted",
    "evidence",
    "step",
    "status",
    "resolved",
    "withdrawn",
    "corrected",
    "lost",
    *AFTER,
    *ACTION_KINDS,
    *KINDS,
    *FINDINGS,
    *REVIEWS,
    *ROLL_KINDS,
)


def details(visit: Visit, case: Case, language: str) -> Message:
    """All that this chat may read of a case: every answer, who has it, and the last things that happened."""
    say = phrases(language)
    return guarded(visit, case, _everything(visit, case, say), say)


def _everything(visit: Visit, case: Case, say: Phrases) -> Message:
    head = f"{case.number} · {severity_name(case.severity, say)}"
    status = status_line(case, visit.directory, visit.uow.now, say)
    spans = [Span(head, "bold"), Span(f"\n{status}\n")]
    coming = (*_coming(visit, case, say), *_clocks(visit, case, say), next_words(visit, case, say))
    spans += [Span(f"{line}\n") for line in coming if line]
    spans += [Span(f"{line}\n") for line in finding_lines(visit, case, say)]
    spans += [Span(f"{line}\n") for line in _ended(visit, case, say)]
    spans += _answers(visit, case, say)
    spans += reviews_of(visit, case, say)
    spans += actions_of(visit, case, say)
    spans += _happenings(visit, case, say)
    spans += _reach(visit, case, say)
    note = Button(say("Add a note"), Tap("c", case.id, case.version, "note").data)
    rows: tuple[Row, ...] = (
        ((note,),) if visit.inbound.private and may_note(visit.staff, case, visit.directory) else ()
    )
    rows += clock_rows(visit, case) if visit.inbound.private else ()
    rows += finding_rows(visit, case) if visit.inbound.private else ()
    rows += review_rows(visit, case) if visit.inbound.private else ()
    rows += _update_row(visit, case, say) if visit.inbound.private else ()
    rows += _more(visit, case, say)
    rows += (*after_rows(visit, case, say), *add_row(visit, case, say)) if visit.inbound.private else ()
    rows += change_row(visit, case)
    rows += report_row(visit, case, say)
    rows += (*merge_rows(visit, case), *link_rows(visit, case)) if visit.inbound.private else ()
    files = showing(in_order(visit.uow.files(case.id), case.answers), visit.inbound.bot)
    if line := files.line(say):
        spans.append(Span(f"\n\n{line}"))
    return Message(tuple(spans), rows, files.media)


def _coming(visit: Visit, case: Case, say: Phrases) -> list[str]:
    """Who is asked next, and for how long nobody has had it."""
    now = visit.uow.now
    lines = (
        waited_line(case, visit.uow.timeline(case.id), now, say),
        next_step_line(case, visit.directory, now, say),
    )
    return [line for line in lines if line is not None]


def _ended(visit: Visit, case: Case, say: Phrases) -> list[str]:
    edition = visit.uow.editions.by_digest(case.edition)
    return ending_lines(case, edition.playbook, say, longest=1500) if edition else []


def _clocks(visit: Visit, case: Case, say: Phrases) -> list[str]:
    if case.terms is None:
        return []
    closed = closed_at(case, visit.uow.timeline(case.id))
    return clock_lines(case, visit.directory, visit.uow.now, say, closed)


def _update_row(visit: Visit, case: Case, say: Phrases) -> tuple[Row, ...]:
    if case.status is not Status.ACKNOWLEDGED or not may_give_update(visit.staff, case):
        return ()
    # TRANSLATORS: Button: tell everybody who was told of a case how it stands now.
    return ((Button(say("Give an update"), Tap("c", case.id, case.version, "is").data),),)


def _more(visit: Visit, case: Case, say: Phrases) -> tuple[Row, ...]:
    """What can be done from here and not from a card: there is none, or it has done its part."""
    if case.status is Status.OPEN and case.reporter == visit.staff.id:
        return ((Button(say("Call more people"), Tap("c", case.id, case.version, "more").data),),)
    if case.status is Status.RESOLVED and may_acknowledge(visit.staff, case, visit.directory):
        # TRANSLATORS: Button on a case that is closed: it was not over after all.
        return ((Button(say("Open again"), Tap("c", case.id, case.version, "reopen").data),),)
    return ()


def _answers(visit: Visit, case: Case, say: Phrases) -> list[Span]:
    edition = visit.uow.editions.by_digest(case.edition)
    spans: list[Span] = []
    for question in edition.playbook.questions if edition else ():
        value = case.answers.get(question.id)
        if value is None:
            continue
        spans.append(Span(f"\n{question.name(say.language)}{sign(': ', say.language)}", "bold"))
        spans.append(Span(shown_answer(visit, question, value, say)))
    return spans


def happened(visit: Visit, case: Case, entry: Entry, say: Phrases) -> str:
    """One entry of the timeline in words."""
    edition = visit.uow.editions.by_digest(case.edition) if entry.kind in KINDS else None
    if edition is not None:
        return alarm_line(entry, visit.directory, edition.playbook, say)
    if entry.kind in REVIEWS:
        return review_entry(entry, visit.directory, say)
    if entry.kind in FINDINGS:
        return finding_entry(entry, visit.directory, say)
    if entry.kind in ACTION_KINDS:
        return action_line(entry, name_of(entry.actor, visit.directory), say)
    if entry.kind in ROLL_KINDS:
        return roll_line(entry, lambda staff: name_of(staff, visit.directory), say)
    return happening_line(entry, visit.directory, say)


def _happenings(visit: Visit, case: Case, say: Phrases) -> list[Span]:
    entries = [entry for entry in visit.uow.timeline(case.id) if entry.kind in TOLD][-LAST_ENTRIES:]
    now = visit.uow.now
    lines = [
        f"\n{clock_time(e.at, visit.directory, now, say.language)} {happened(visit, case, e, say)}" for e in entries
    ]
    # TRANSLATORS: Heading over what people did after the report was made.
    return [Span("\n\n" + say("What happened since:"), "bold"), Span("".join(lines))] if lines else []


def _reach(visit: Visit, case: Case, say: Phrases) -> list[Span]:
    entries = visit.uow.timeline(case.id)
    people = people_of(proof_of(visit.uow.told(case.id), entries, visit.directory), entries)
    lines = reach_lines(people, visit.directory, visit.uow.now, say)
    # TRANSLATORS: Heading over who got the alert, who saw it and who cannot be reached.
    return [Span("\n\n" + say("Who was told:"), "bold"), Span("\n" + "\n".join(lines))] if lines else []
