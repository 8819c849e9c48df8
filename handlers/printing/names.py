"""Questions and steps by number: Q1, Q2, … and 1, 2, 2.1, … as they stand in the playbook."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from playbooks.model import PlainStep, Playbook
from playbooks.phrases import Phrases


@dataclass(frozen=True)
class Names:
    """What the parts of a playbook are called in one language."""

    playbook: Playbook
    say: Phrases

    @property
    def language(self) -> str:
        return self.say.language

    @cached_property
    def questions(self) -> dict[str, str]:
        """The number of each question."""
        return {question.id: f"Q{place}" for place, question in enumerate(self.playbook.questions, 1)}

    @cached_property
    def steps(self) -> dict[str, str]:
        """The number of each step, nested ones too."""
        return {step.id: number for step, number in self.every_step()}

    def every_step(self) -> Iterator[tuple[PlainStep, str]]:
        """Steps with their numbers, as they stand."""
        for place, step in enumerate(self.playbook.steps, 1):
            yield step, str(place)
            yield from ((inner, f"{place}.{nested}") for nested, inner in enumerate(step.steps, 1))

    def question(self, id_: str) -> str:
        """`Q2 Responds`."""
        question = self.playbook.question_by_id.get(id_)
        return id_ if question is None else f"{self.questions[id_]} {question.name(self.language)}"

    def value(self, question: Any, value: Any) -> str:
        """One value of an answer, as its button says it."""
        choices = getattr(question, "choices", ())
        label = next((choice.label.text(self.language) for choice in choices if choice.id == value), None)
        truth = {"yes": self.say("Yes"), "no": self.say("No"), "unknown": self.say("Don't know")}
        return label or truth.get(str(value), str(value))

    def outcome(self, step_id: str, outcome: str) -> str:
        """How a step ended."""
        step = self.playbook.step_by_id.get(step_id)
        options = step.decide if step is not None else []
        chosen = next((option.label.text(self.language) for option in options if option.id == outcome), None)
        say = self.say
        ends = {"done": say("Done"), "not_applicable": say("Not applicable"), "cannot": say("Cannot do")}
        return chosen or ends.get(outcome, outcome)

    def level(self, id_: str) -> str:
        """`Level: Orange`."""
        level = self.playbook.level_by_id.get(id_)
        return self.say("Level: {level}", level=level.name.text(self.language) if level is not None else id_)
