"""What happened, to be read before looking back: the timeline in sentences, and what the checklist shows."""

from __future__ import annotations

from dataclasses import replace

from handlers.alerts.cards import clock_time, name_of
from handlers.cases import Case, Entry
from handlers.checklist.marks import CANNOT, DONE, FREED, MINE, NOT_APPLICABLE, OPEN, PROOF, WAIVED
from handlers.checklist.sheet import Row, Sheet
from handlers.checklist.showing.lines import elapsed
from handlers.checklist.showing.row import reason_words, waiver_words
from handlers.desk.cases.details import TOLD, happened
from handlers.desk.live.sheets import sheet_for
from handlers.desk.live.telling import text_of
from handlers.desk.visit import Visit
from handlers.messages import Message, Span
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases

_SIGNS = {DONE: "✓", NOT_APPLICABLE: "↷", CANNOT: "✗", WAIVED: "⊘", OPEN: "↶"}
_SILENT = (MINE, FREED, PROOF)
MOST = 60  # lines; the whole of it is in the case's report


def story(visit: Visit, case: Case, say: Phrases) -> Message:
    """The story of the case, for whoever looks back on it."""
    sheet = _as_it_was(visit, case)
    lines = [line for entry in visit.uow.timeline(case.id) if (line := _line(visit, case, sheet, entry, say))]
    if len(lines) > MOST:
        left = say.many("{n} more", "{n} more", n=len(lines) - MOST)
        lines = [*lines[: MOST // 2], f"… {left}", *lines[-MOST // 2 :]]
    spans = [Span(say("{number}: what happened", number=case.number), "bold"), Span("\n" + "\n".join(lines))]
    if found := checklist_lines(visit, case, say):
        # TRANSLATORS: Heading over the steps of a checklist that were late, could not be done or were waived.
        spans += [Span("\n\n" + say("What the checklist shows"), "bold"), Span("\n" + "\n".join(found))]
    return Message(tuple(spans))


def checklist_lines(visit: Visit, case: Case, say: Phrases) -> list[str]:
    """Steps that were late, could not be done, were waived, or that nobody did."""
    sheet = _as_it_was(visit, case)
    lines = []
    for row in sheet.work if sheet is not None else ():
        if (words := _trouble(row, say)) is not None:
            assert sheet is not None
            text = text_of(visit, case, row, say.language).rstrip(".。")
            lines.append(f"{words} · {text}")
    return lines


def _trouble(row: Row, say: Phrases) -> str | None:
    settled = row.settled
    if settled is None:
        return "⏰ " + say("not done") if row.step.critical else None
    if row.outcome == CANNOT:
        return "✗ " + (reason_words(settled.reason, say) or say("Cannot do"))
    if row.outcome == WAIVED:
        return "⊘ " + labelled(say("Waived"), waiver_words(settled.reason, say), say.language)
    if row.step.every is None and row.due is not None and settled.at > row.due:
        # TRANSLATORS: A step of a checklist was done too late, by {time}, such as “3 min”.
        return "⏰ " + say("{time} late", time=elapsed(row.due, settled.at, say))
    return None


def _as_it_was(visit: Visit, case: Case) -> Sheet | None:
    """With the times that counted while the response went on."""
    return sheet_for(visit, replace(case, stood_down=None)) if case.checklist is not None else None


def _line(visit: Visit, case: Case, sheet: Sheet | None, entry: Entry, say: Phrases) -> str:
    time = clock_time(entry.at, visit.directory, visit.uow.now, say.language)
    words = _words(visit, case, sheet, entry, say)
    return f"{time} {words}" if words else ""


def _words(visit: Visit, case: Case, sheet: Sheet | None, entry: Entry, say: Phrases) -> str:
    name = name_of(entry.actor, visit.directory)
    if entry.kind == "step":
        return _step(visit, case, sheet, entry, name, say)
    if entry.kind == "opened":
        return say("{name} reported it", name=name)
    return happened(visit, case, entry, say) if entry.kind in TOLD else ""


def _step(visit: Visit, case: Case, sheet: Sheet | None, entry: Entry, name: str, say: Phrases) -> str:
    """“✓ Call the ambulance (Kit)”; nothing for who was at what."""
    outcome = str(entry.data.get("outcome", DONE))
    if outcome in _SILENT:
        return ""
    row = sheet.by_id.get(str(entry.data.get("step"))) if sheet is not None else None
    text = text_of(visit, case, row, say.language) if row is not None else str(entry.data.get("step"))
    chosen = next((o.label.text(say.language) for o in (row.step.decide if row else ()) if o.id == outcome), "")
    words = labelled(text, chosen, say.language) if chosen else text
    return f"{_SIGNS.get(outcome, '✓')} {words} ({name})"
