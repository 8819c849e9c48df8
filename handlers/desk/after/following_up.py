"""People who were affected are called afterwards: somebody is reminded to, and what they say is noted."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from handlers.actions import Origin, Owner
from handlers.cases import Case
from handlers.desk.actions.making import Agreed, add_action, confirm
from handlers.desk.visit import Visit
from handlers.rights import may_add_action
from playbooks.model import PersonQuestion, Playbook, RepeatQuestion


def follow_up_submitted(visit: Visit, case: Case, given: Mapping[str, Any]) -> None:
    """The form was filled in by somebody who may still do that."""
    if not may_add_action(visit.staff, case, visit.directory):
        visit.tell(visit.say("Only the people in charge of {number} can do that.", number=case.number))
        return
    confirm(visit, add_action(visit, call_agreed(given), case))


def call_agreed(given: Mapping[str, Any]) -> Agreed:
    """What a form's answers `person`, `caller` and `day` say."""
    owner, due = Owner(**given["caller"]), date.fromisoformat(given["day"])
    return Agreed(person_words(given["person"]), owner, due, Origin.FOLLOW_UP)


def person_words(person: Mapping[str, Any]) -> str:
    """A name and how to reach it, the same in every language."""
    return " · ".join(str(person[part]) for part in ("name", "phone") if person.get(part))


def people_in(case: Case, playbook: Playbook) -> list[Mapping[str, Any]]:
    """The people whom the case's answers name, each once."""
    found = {person_words(person): person for person in _people(case, playbook)}
    return list(found.values())


def _people(case: Case, playbook: Playbook) -> Iterator[Mapping[str, Any]]:
    for question in playbook.questions:
        value = case.answers.get(question.id)
        if isinstance(question, PersonQuestion) and value:
            yield value
        elif isinstance(question, RepeatQuestion):
            inner = [one.id for one in question.questions if isinstance(one, PersonQuestion)]
            yield from (this[name] for this in value or () for name in inner if this.get(name))
