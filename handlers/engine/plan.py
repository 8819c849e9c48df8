"""What can be worked out about an edition once, for all conversations that run on it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from handlers.engine.keyed import Keyed
from playbooks.conditions import references
from playbooks.edition import Edition
from playbooks.model import ChoiceQuestion, ChoicesQuestion, Playbook, RepeatQuestion


class Plan:
    """An edition's questions by id, and which of them other questions look at.

    `scope` of a repeated group is its own questions laid over the playbook's: what conditions inside it can see.
    `mentioned` are the questions whose answers decide about another question, `fragile` the questions whose own
    answers may stop fitting when another answer changes.
    """

    def __init__(self, edition: Edition) -> None:
        self.digest = edition.digest
        self.playbook: Playbook = edition.playbook
        self.questions: dict[str, Any] = edition.playbook.question_by_id
        self.groups = {q.id: {inner.id: inner for inner in q.questions} for q in self._repeats()}
        self.scope: dict[str, Mapping[str, Any]] = {
            group: {**self.questions, **inner} for group, inner in self.groups.items()
        }
        everything = [*self.questions.values(), *(q for inner in self.groups.values() for q in inner.values())]
        self.fragile = frozenset(q.id for q in everything if _looks_at(q, own=False))
        self.mentioned = frozenset(name for q in everything for name in _looks_at(q, own=True))

    def question(self, path: str) -> Any:
        """The question at `path`: a playbook's, or one of a repeated group's. None if there is no such."""
        if "." not in path:
            return self.questions.get(path)
        group, _, rest = path.partition(".")
        return self.groups.get(group, {}).get(rest.partition(".")[2])

    def scope_of(self, path: str) -> Mapping[str, Any]:
        """The questions that conditions of the question at `path` can see."""
        return self.questions if "." not in path else self.scope.get(path.partition(".")[0], self.questions)

    def _repeats(self) -> list[RepeatQuestion]:
        return [q for q in self.questions.values() if isinstance(q, RepeatQuestion)]


def _looks_at(question: Any, own: bool) -> set[str]:
    """The other questions this one looks at: to be asked at all (`own`), or for its answer to fit."""
    conditions = [question.constraint.rule] if question.constraint else []
    if isinstance(question, ChoiceQuestion | ChoicesQuestion):
        conditions += [choice.when for choice in question.choices if choice.when]
    if own and question.when:
        conditions.append(question.when)
    return {name for condition in conditions for name in references(condition).questions} - {question.id}


def plan_of(edition: Edition) -> Plan:
    """The plan of `edition`, worked out once."""
    return _plan(Keyed(edition.digest, edition))


@lru_cache(maxsize=512)
def _plan(key: Keyed[Edition]) -> Plan:
    return Plan(key.thing)
