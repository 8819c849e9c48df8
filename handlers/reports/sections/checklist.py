"""The checklist: what was done, by whom, and whether in time."""

from __future__ import annotations

from datetime import timedelta

from handlers.checklist.marks import CANNOT, DONE, NOT_APPLICABLE, WAIVED
from handlers.checklist.sheet import Row, Sheet
from handlers.checklist.showing.row import reason_words, waiver_words
from handlers.reports.paper import Block, Cell, Section, Table, Text, Tone
from handlers.reports.record import Reading
from handlers.team_roles import role_name
from playbooks.locale_format import duration, sentences, series
from playbooks.variables import filled


def checklist(reading: Reading) -> Section | None:
    """Every step there is, the critical told; None for a case without a checklist."""
    sheet, say = reading.sheet, reading.say
    if sheet is None or not sheet.rows:
        return None
    # TRANSLATORS: Columns of a table of steps: the step, by when, when it was done and by whom, in time or late.
    head = (say("Step"), say("By when"), say("Settled"), say("How"))
    table = Table(head, (9, 3, 4, 4), tuple(_row(reading, row) for row in sheet.rows))
    blocks: tuple[Block, ...] = (Text(_counted(reading, sheet)), table)
    return Section(say("Checklist"), blocks)


def _counted(reading: Reading, sheet: Sheet) -> str:
    say = reading.say
    steps = [row for row in sheet.rows if not row.heading]
    late = [row for row in steps if _delay(reading, row) > timedelta()]
    critical = [row for row in steps if row.step.critical and row.is_open]
    done = sum(row.outcome is not None for row in steps)
    parts = [say("{done} of {total} steps are settled.", done=done, total=len(steps))]
    if late:
        parts.append(say.many("{n} step was late.", "{n} steps were late.", n=len(late)))
    if critical:
        parts.append(say.many("{n} critical step is open.", "{n} critical steps are open.", n=len(critical)))
    return sentences(parts, reading.language)


def _row(reading: Reading, row: Row) -> tuple[Cell, ...]:
    text = step_text(reading, row)
    if row.inside is not None:
        text = f"· {text}"
    if row.step.critical and not row.heading:
        # TRANSLATORS: After a step of a checklist, in brackets of the language: one that must not be left out.
        text += " " + reading.say("(critical)")
    due = "" if row.due is None or row.heading else reading.time(row.due)
    return Cell(text), Cell(due, "muted"), _settled(reading, row), _how(reading, row)


def step_text(reading: Reading, row: Row) -> str:
    """What a step says at this case's site."""
    site = reading.directory.site_by_id.get(reading.case.site or "")
    variables = site.variables if site else {}
    return filled(row.step.text.text(reading.language), reading.language, row.playbook.variables, variables)


def _settled(reading: Reading, row: Row) -> Cell:
    """When and by whom; of what is open, who is at it or should be."""
    if row.heading:
        return Cell("")
    marks = row.standing.done if row.standing.done and row.step.confirm > 1 else (row.settled,)
    told = [f"{reading.time(mark.at)} {reading.name(mark.by)}" for mark in marks if mark is not None]
    if told:
        return Cell("\n".join(told))
    if row.standing.at_it is not None:
        return Cell(reading.name(row.standing.at_it), "muted")
    return Cell(role_name(row.playbook, row.step.role, reading.say) if row.step.role else "", "muted")


def _how(reading: Reading, row: Row) -> Cell:
    if row.heading:
        return Cell("")
    delay = _delay(reading, row)
    # TRANSLATORS: Of a step that nobody did before the response was over, and that need not be done any more.
    parts = [reading.say("no longer needed") if row.lapsed else outcome_words(reading, row, row.outcome)]
    if row.settled is not None and row.settled.reason:
        words = waiver_words if row.outcome == WAIVED else reason_words
        parts.append(reading.text(words(row.settled.reason, reading.say)))
    if delay > timedelta():
        # TRANSLATORS: Of a step: it was done (or still is not) so long after it should have been: “3 minutes late”.
        parts.append(reading.say("{time} late", time=duration(_rounded(delay), reading.language)))
    return Cell(series(parts, reading.language), _tone(row, delay))


def _rounded(delay: timedelta) -> timedelta:
    """Whole minutes, once there is one."""
    return delay if delay < timedelta(minutes=1) else timedelta(minutes=delay // timedelta(minutes=1))


def _tone(row: Row, delay: timedelta) -> Tone:
    if row.lapsed:
        return "muted"
    if row.outcome in (CANNOT, WAIVED) or (row.is_open and row.step.critical):
        return "bad"
    if delay > timedelta():
        return "bad" if row.step.critical else "watch"
    if row.outcome == NOT_APPLICABLE:
        return "muted"
    return "watch" if row.is_open else "good"


def outcome_words(reading: Reading, row: Row, outcome: str | None) -> str:
    """How a step ended, or that it did not."""
    say = reading.say
    if outcome is None:
        # TRANSLATORS: Of a step of a checklist: nobody has settled it.
        return say("Open")
    chosen = next((option.label for option in row.step.decide if option.id == outcome), None)
    if chosen is not None:
        return chosen.text(reading.language)
    words = {DONE: say("Done"), NOT_APPLICABLE: say("Not applicable"), CANNOT: say("Cannot do")}
    words[WAIVED] = say("Waived")
    return words.get(outcome, outcome)


def _delay(reading: Reading, row: Row) -> timedelta:
    """How long after its time it was settled, or has been waiting for it."""
    if row.due is None or row.heading or row.lapsed or row.step.every is not None:
        return timedelta()
    settled = row.settled.at if row.settled is not None and not row.is_open else None
    return max(timedelta(), (settled or reading.ended or reading.record.now) - row.due)
