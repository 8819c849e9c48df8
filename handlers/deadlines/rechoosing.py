"""Other deadlines after an answer was changed: what the facts demand, and what was promised before.

The rule: legal limits are those of the pack that fits now, because facts and not promises decide which law holds. Our
own targets stay as they were promised, unless the pack that fits now wants them sooner. All count from the opening.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from handlers.deadlines.calendar import Calendar
from handlers.deadlines.clocks import Terms
from handlers.deadlines.counting import due
from playbooks.model.deadlines import DeadlineRule, Length, Pack


def rechosen(terms: Terms, pack: Pack, opened_at: datetime, calendar: Calendar) -> Terms:
    """`terms` with what `pack` demands. What was reached, said and paused stays."""
    before = {rule.milestone: rule for rule in terms.pack.deadlines}
    rules = [_both(before.pop(rule.milestone, None), rule, opened_at, calendar) for rule in pack.deadlines]
    rules += [rule.model_copy(update={"legal": None}) for rule in before.values() if rule.house is not None]
    return replace(terms, pack=pack.model_copy(update={"deadlines": tuple(rules)}))


def _both(before: DeadlineRule | None, now: DeadlineRule, opened_at: datetime, calendar: Calendar) -> DeadlineRule:
    if before is None or before.house is None:
        return now

    def ends(length: Length) -> datetime:
        return due(length, opened_at, calendar)

    others = [length for length in (now.house, now.legal) if length is not None]
    if all(ends(before.house) <= ends(length) for length in others):
        return now.model_copy(update={"house": before.house, "remind": before.remind})
    return now
