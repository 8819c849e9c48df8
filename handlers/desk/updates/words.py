"""Status updates in words, and their buttons."""

from __future__ import annotations

from handlers.alerts.cards import clock_time
from handlers.alerts.happening_words import how_words
from handlers.cases import Case, Status
from handlers.desk.visit import Visit
from handlers.messages import Button, Row
from handlers.taps import Tap
from handlers.updates.deciding import is_owed
from playbooks.locale_format import labelled
from playbooks.phrases import Phrases

MARKS = {"better": "🟢", "stable": "🟡", "worse": "🔴"}


def update_rows(case: Case, say: Phrases) -> tuple[Row, ...]:
    """The three taps, and words."""
    how = tuple(_button(case, f"{MARKS[how]} {how_words(how, say)}", f"is-{how}") for how in MARKS)
    # TRANSLATORS: Button: say how a case stands in one's own words.
    return how, (_button(case, say("In words"), "is-words"),)


def _button(case: Case, label: str, action: str) -> Button:
    return Button(label, Tap("c", case.id, case.version, action).data)


def news_words(visit: Visit, case: Case, how: str, words: str, say: Phrases) -> str:
    """What those who were told of the case hear: how it stands, who says so, and when the next update comes."""
    stands = how_words(how, say)
    # TRANSLATORS: First line of a message that says how a case stands in somebody's own words.
    head = f"{MARKS[how]} {labelled(case.number, stands, say.language)}" if stands else say_update(case, say)
    who = f"{visit.staff.name} {clock_time(visit.uow.now, visit.directory, visit.uow.now, say.language)}"
    return "\n".join(line for line in (head, case.headline, words, who, next_words(visit, case, say)) if line)


def say_update(case: Case, say: Phrases) -> str:
    """The first line of an update that is only words."""
    return say("Update on {number}", number=case.number)


def next_words(visit: Visit, case: Case, say: Phrases) -> str:
    """When the next update comes; empty when no more are owed."""
    if case.updates is None or case.updates.due is None or case.status is not Status.ACKNOWLEDGED:
        return ""
    when = clock_time(case.updates.due, visit.directory, visit.uow.now, say.language)
    if is_owed(case.updates, visit.uow.now):
        return say("Update due since {time}", time=when)
    return say("Next update by {time}", time=when)
