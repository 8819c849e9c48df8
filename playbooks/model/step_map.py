"""What is new in an edition, for conversations that began on the one before."""

from __future__ import annotations

import re

from pydantic import Field, field_validator

from playbooks.model.base import Id, Part
from playbooks.words import Words

#: A question of the edition before: its id, or `group.question` for one of a repeated group.
_PATH = r"^[a-z][a-z0-9_-]{0,31}(\.[a-z][a-z0-9_-]{0,31})?$"


class Dropped(Part):
    """A question or step that there is no more; people whose answer is lost by that are told why."""

    dropped: Words = Field(description="Why it is gone, in a sentence.")


class StepMap(Part):
    """What became of the questions and steps of the edition before that are not here under the same id."""

    from_: int = Field(alias="from", ge=1, description="The version that it leads from.")
    carry: bool = Field(
        default=False, description="Whether reports that are not sent yet go on with this edition, answers kept."
    )
    questions: dict[str, Id | Dropped] = Field(
        default_factory=dict, description="Old question id → new id, or why it is gone."
    )
    steps: dict[Id, Id | Dropped] = Field(
        default_factory=dict, description="Old step id → new id, or why it is gone."
    )

    @field_validator("questions")
    @classmethod
    def _names_questions(cls, questions: dict[str, Id | Dropped]) -> dict[str, Id | Dropped]:
        wrong = [name for name in questions if not re.match(_PATH, name)]
        if wrong:
            raise ValueError(f"{wrong[0]} is no question's id; write `question`, or `group.question`")
        return questions

    def question(self, old: str) -> str | Dropped:
        """What became of a question (`id`, or `group.id`): its new name in the same form, or why it is gone."""
        group, _, inner = old.partition(".")
        outer = self.questions.get(group, group)
        if not inner or isinstance(outer, Dropped):
            return outer
        new = self.questions.get(old, inner)
        return new if isinstance(new, Dropped) else f"{outer}.{new}"
