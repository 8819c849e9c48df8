"""A review was submitted: it goes on the timeline, its actions are agreed, and those who took part read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from handlers.actions import Action, Origin, Target
from handlers.actions.wording import owner_name
from handlers.cases import Case, Happening
from handlers.delivery import Lane
from handlers.desk.actions.making import add_action, agreed_in
from handlers.desk.actions.waiting import today
from handlers.desk.actions.words import shortened, what_words
from handlers.desk.after.following_up import call_agreed
from handlers.desk.cases.news import News
from handlers.desk.team.teamwork import tell_team
from handlers.desk.visit import Visit
from handlers.messages import plain
from handlers.rights import may_add_action
from playbooks.locale_format import day, labelled
from playbooks.phrases import Phrases

WHYS = tuple(f"why-{number}" for number in range(1, 6))
_LONGEST = 500  # characters of each part that are passed on; the whole of it is on the timeline


def case_review_submitted(visit: Visit, case: Case, given: Mapping[str, Any]) -> None:
    """Whoever looked back may still do that; the actions get their numbers before the review names them."""
    if not may_add_action(visit.staff, case, visit.directory):
        visit.tell(visit.say("Only the people in charge of {number} can do that.", number=case.number))
        return
    actions = _agreed(visit, case, given)
    review = reviewed(given, actions)
    visit.uow.record(case.id, Happening("reviewed", visit.staff.id, review))
    news = News(lambda say: _words(visit, case, review, actions, say), lane=Lane.ROUTINE)
    tell_team(visit, case, news)
    visit.tell(plain(_words(visit, case, review, actions, visit.say, open_=True)), case)


def reviewed(given: Mapping[str, Any], actions: list[Action]) -> dict[str, Any]:
    """What goes on the timeline: what was said, the chain of whys with its root, the actions' numbers."""
    said = {name: given[name] for name in ("happened", "well", "badly") if given.get(name)}
    whys = [given[name] for name in WHYS if given.get(name)]
    found: dict[str, Any] = said | ({"whys": whys, "root": whys[-1]} if whys else {})
    return found | ({"actions": [action.number for action in actions]} if actions else {})


def _agreed(visit: Visit, case: Case, given: Mapping[str, Any]) -> list[Action]:
    made = []
    for this in given.get("actions") or ():
        target = Target(case.playbook, case.edition) if this.get("playbook") == "yes" else None
        made.append(add_action(visit, agreed_in(this, Origin.CASE_REVIEW, target), case))
    return [*made, *(add_action(visit, call_agreed(this), case) for this in given.get("people") or ())]


def _words(
    visit: Visit, case: Case, review: Mapping[str, Any], actions: list[Action], say: Phrases, *, open_: bool = False
) -> str:
    """What everybody reads; `open_`: with who is to be called."""
    lines = ["🔎 " + say("{name} looked back on {number}.", name=visit.staff.name, number=case.number)]
    lines += review_lines(review, say)
    if actions:
        lines.append(say("To be put right:"))
    for action in actions:
        owner = owner_name(action.owner, visit.directory, say.language)
        when = day(action.due, say.language, today(visit))
        lines.append(
            f"{action.number} · {shortened(what_words(action, say, open_=open_), _LONGEST)} · {owner} · {when}"
        )
    return "\n".join(lines)


def review_lines(review: Mapping[str, Any], say: Phrases) -> list[str]:
    """What a review says, each part with its name."""
    names = {
        "happened": say("What happened"),
        "well": say("Went well"),
        "badly": say("Did not go well"),
        # TRANSLATORS: What came of asking “why” several times.
        "root": say("Root cause"),
    }
    parts = ((label, review.get(part)) for part, label in names.items())
    return [labelled(label, shortened(str(text), _LONGEST), say.language) for label, text in parts if text]
