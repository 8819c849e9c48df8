"""What is to be put right after a case, by whom and by when, and what came of it."""

from __future__ import annotations

from handlers.actions import Action, ActionState, Origin
from handlers.reports.paper import Cell, Section, Table
from handlers.reports.record import Reading
from playbooks.locale_format import day, labelled


def corrective_actions(reading: Reading) -> Section | None:
    """One row for each, settled ones too; None if there are none."""
    if not reading.record.actions:
        return None
    say = reading.say
    # TRANSLATORS: Columns of a table of corrective actions: number, what, who is to do it, how it stands.
    head = (say("No."), say("To be put right"), say("Owner"), say("How it stands"))
    rows = tuple(_row(reading, action) for action in reading.record.actions)
    return Section(say("Corrective actions"), (Table(head, (3, 8, 3, 4), rows),))


def _row(reading: Reading, action: Action) -> tuple[Cell, ...]:
    group = reading.directory.group_by_id.get(action.owner.group or "")
    owner = group.name.text(reading.language) if group else reading.name(action.owner.staff or action.owner.group)
    return Cell(action.number), Cell(_what(reading, action)), Cell(owner), _standing(reading, action)


def _what(reading: Reading, action: Action) -> str:
    if action.origin is not Origin.FOLLOW_UP:
        return reading.text(action.what)
    if not reading.personal:
        return reading.say("Somebody who was affected is called.")
    return reading.say("Call {who} and ask how they are.", who=action.what)


def _standing(reading: Reading, action: Action) -> Cell:
    say, words = reading.say, reading.text(action.words)
    if action.state is ActionState.OPEN:
        today = reading.record.now.astimezone(reading.zone).date()
        due = day(action.due, reading.language)
        return (
            Cell(say("overdue since {day}", day=due), "bad")
            if action.due < today
            else Cell(say("due {day}", day=due))
        )
    if action.state is ActionState.DONE:
        return Cell(labelled(say("done"), words, reading.language) if words else say("done"), "good")
    return Cell(labelled(say("dropped"), words, reading.language), "muted")
