"""/cases: one's own open cases, and reports that were set aside."""

from __future__ import annotations

from handlers.alerts.ages import age_words
from handlers.alerts.cards import MARKS, status_line
from handlers.alerts.clock_words import next_line
from handlers.cases import Case
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span
from handlers.taps import Tap
from playbooks.phrases import Phrases

SHOWN = 10


def show_cases(visit: Visit, argument: str) -> None:
    """Own open cases, newest first, each with a button; drafts below."""
    cases = visit.uow.open_cases(visit.staff.id)
    say = visit.say
    spans = [Span(say("Your open cases") if cases else say("You have no open cases."), "bold")]
    spans += [Span(f"\n\n{_line(visit, case, say)}") for case in cases[:SHOWN]]
    if len(cases) > SHOWN:
        spans.append(Span("\n\n" + say("and {n} more", n=len(cases) - SHOWN)))
    rows = [_button(case) for case in cases[:SHOWN]]
    visit.tell(Message(tuple(spans), (*rows, *_drafts(visit))))


def _line(visit: Visit, case: Case, say: Phrases) -> str:
    status = status_line(case, visit.directory, visit.uow.now, say)
    age = age_words(visit.uow.now - case.opened_at, say)
    edition = visit.uow.editions.by_digest(case.edition)
    title = edition.playbook.title.text(visit.staff.language) if edition else case.playbook
    lines = [f"{MARKS[case.severity]} {case.number} · {age}", case.headline or title, status]
    due = next_line(case, visit.directory, visit.uow.now, say)
    return "\n".join([*lines, due] if due else lines)


def _button(case: Case) -> Row:
    return (Button(case.number, Tap("c", case.id, case.version, "show").data),)


def _drafts(visit: Visit) -> list[Row]:
    """With a question live, its prompt is drawn after this and would make these buttons old: then none are shown."""
    if visit.session.live is not None or not visit.session.drafts:
        return []
    visit.new_render()
    rows: list[Row] = []
    for frame in visit.session.drafts:
        edition = visit.uow.editions.by_digest(frame.edition)
        title = edition.playbook.title.text(visit.staff.language) if edition else frame.playbook
        label = visit.say("Continue: {title}", title=title)
        rows.append((Button(label, visit.button_data(f"resume={frame.id}")),))
    return rows
