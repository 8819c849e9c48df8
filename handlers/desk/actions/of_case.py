"""What a case's details say of its corrective actions."""

from __future__ import annotations

from handlers.actions import Action
from handlers.actions.wording import owner_name, standing
from handlers.cases import Case, Status
from handlers.desk.actions.waiting import today
from handlers.desk.actions.words import is_open_to, shortened, what_words
from handlers.desk.visit import Visit
from handlers.messages import Button, Row, Span
from handlers.rights import may_add_action
from handlers.taps import Tap
from playbooks.phrases import Phrases

_LINE = 120  # characters of each


def actions_of(visit: Visit, case: Case, say: Phrases) -> list[Span]:
    """The actions of the case, settled ones too."""
    actions = visit.uow.actions_of_case(case.id)
    lines = [f"\n{_line(visit, action, say)}" for action in actions]
    # TRANSLATORS: Heading over a case's corrective actions.
    return [Span("\n\n" + say("To be put right:"), "bold"), Span("".join(lines))] if lines else []


def _line(visit: Visit, action: Action, say: Phrases) -> str:
    what = shortened(" ".join(what_words(action, say, open_=is_open_to(visit, action)).split()), _LINE)
    owner = owner_name(action.owner, visit.directory, say.language)
    return f"{action.number} · {standing(action, today(visit), say)}\n{what} · {owner}"


def add_row(visit: Visit, case: Case, say: Phrases) -> tuple[Row, ...]:
    """The button that adds one, for whoever is in charge of a case that somebody took."""
    if visit.uow.drill is not None or case.status not in (Status.ACKNOWLEDGED, Status.RESOLVED):
        return ()
    if not may_add_action(visit.staff, case, visit.directory):
        return ()
    # TRANSLATORS: Button: agree what is to be put right after a case, by whom, by when.
    return ((Button(say("Add a corrective action"), Tap("c", case.id, case.version, "act").data),),)
