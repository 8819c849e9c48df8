"""A tap on a button of a run, by somebody of its list."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from handlers.desk.drills.steps import Play
from handlers.drills.run import Drill
from handlers.events import Inbound
from handlers.people import Staff
from playbooks.phrases import Phrases, phrases


@dataclass(frozen=True, slots=True)
class Tapping:
    """Somebody of a run's list tapped: who, on which message, and what the button named."""

    play: Play
    inbound: Inbound
    person: Staff
    argument: str

    @property
    def run(self) -> Drill:
        return self.play.run

    @property
    def say(self) -> Phrases:
        return phrases(self.person.language)


#: Does it, and gives back what the button answers.
Action = Callable[[Tapping], str]
