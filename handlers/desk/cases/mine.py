"""/cases: what one has taken or takes part in, one's own open reports, and those that were set aside."""

from __future__ import annotations

from handlers.alerts.addressing import Recipient
from handlers.alerts.ages import age_words
from handlers.alerts.cards import MARKS, status_line
from handlers.alerts.clock_words import next_line
from handlers.cases import Case
from handlers.desk.cases.casework import send_card
from handlers.desk.visit import Visit
from handlers.messages import Button, Message, Row, Span
from handlers.taps import Tap
from playbooks.phrases import Phrases

SHOWN = 10


def show_cases(visit: Visit, argument: str) -> None:
    """What they work on, then what they reported, newest first, each with a button; drafts below."""
    cases, say = _theirs(visit), visit.say
    spans = [Span(say("Your open cases") if cases else say("You have no open cases."), "bold")]
    spans += [Span(f"\n\n{_line(visit, case, say)}") for case in cases[:SHOWN]]
    if len(cases) > SHOWN:
        spans.append(Span("\n\n" + say("and {n} more", n=len(cases) - SHOWN)))
    rows = [_button(visit, case) for case in cases[:SHOWN]]
    visit.tell(Message(tuple(spans), (*rows, *_drafts(visit))))


def show_card(visit: Visit, case: Case) -> None:
    """The card anew, with all that they can do: the one they had is far up, or on a phone that died."""
    if not visit.inbound.private or not _works_on(visit, case):
        visit.toast(visit.say("This is not for you to open."), alert=True)
        return
    here = Recipient(visit.inbound.chat, visit.staff.language, staff=visit.staff.id)
    send_card(visit, case, here, by=visit.inbound.bot)


def _theirs(visit: Visit) -> list[Case]:
    worked = [case for case in visit.uow.cases_of_group(None) if _works_on(visit, case)]
    reported = visit.uow.open_cases(visit.staff.id)
    return list({case.id: case for case in (*worked, *reported)}.values())


def _works_on(visit: Visit, case: Case) -> bool:
    """Whether they took it, or take part in somebody else's emergency."""
    mine = case.reporter == visit.staff.id
    return case.acknowledged_by == visit.staff.id or (case.team.takes_part(visit.staff.id) and not mine)


def _line(visit: Visit, case: Case, say: Phrases) -> str:
    status = status_line(case, visit.directory, visit.uow.now, say)
    age = age_words(visit.uow.now - case.opened_at, say)
    edition = visit.uow.editions.by_digest(case.edition)
    title = edition.playbook.title.text(visit.staff.language) if edition else case.playbook
    lines = [f"{MARKS[case.severity]} {case.number} · {age}", case.headline or title, status]
    due = next_line(case, visit.directory, visit.uow.now, say)
    return "\n".join([*lines, due] if due else lines)


def _button(visit: Visit, case: Case) -> Row:
    action = "card" if _works_on(visit, case) else "show"
    return (Button(case.number, Tap("c", case.id, case.version, action).data),)


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
