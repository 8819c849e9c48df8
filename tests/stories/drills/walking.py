"""Players who do what is expected of them, each thing as soon as it is expected: a whole scenario, walked."""

from __future__ import annotations

from dataclasses import dataclass

from handlers.cases import Case, Status
from handlers.drills.expecting import Judged, Verdict, judged
from handlers.taps import mark
from playbooks.model.scenario import Expectation
from tests.stories.drills.hall import Hall

LOOK = 20  # seconds of the exercise between looks at what is expected


@dataclass
class Walk:
    """`answers` are what the reporter says after the alarm, in order."""

    world: Hall
    playbook: str  # its title, as on the button
    answers: tuple[str, ...] = ()
    reporter: str = "bo"
    manager: str = "ana"
    helper: str = "bo"

    def through(self, minutes: float) -> None:
        """So much of the exercise passes."""
        for _ in range(int(minutes * 60 / LOOK)):
            self.world.passes(seconds=LOOK)
            for one in judged(self.world.run(), self.world.clock.now()):
                if one.verdict is Verdict.OPEN:
                    self._does(one)

    def _does(self, one: Judged) -> None:
        deed = getattr(self, f"_{one.expectation.deed}", None)
        assert deed is not None, f"nobody knows how to do {one.expectation.deed}"
        deed(one.expectation)

    @property
    def case(self) -> Case:
        (number,) = [case.number for case in self.world.store.cases() if case.drill is not None]
        return self.world.case(number)

    def _alarm(self, wanted: Expectation) -> None:
        reporter = self.world.person(self.reporter)
        reporter.says("/emergency")
        reporter.taps(self.playbook)
        self._answers(self.answers)

    def _answers(self, answers: tuple[str, ...]) -> None:
        """Taps what is a button, and types what is not."""
        reporter = self.world.person(self.reporter)
        for answer in answers:
            if answer in reporter.on_platform.last.buttons:
                reporter.taps(answer)
            else:
                reporter.says(answer)

    def _taken(self, wanted: Expectation) -> None:
        self.world.person(self.manager).taps("Acknowledge")

    def _command(self, wanted: Expectation) -> None:
        self.world.person(self.manager).taps("I take command")

    def _step(self, wanted: Expectation) -> None:
        edition = self.world.store.editions.by_digest(self.case.edition)
        assert edition is not None
        assert wanted.of is not None
        step = edition.playbook.step_by_id[wanted.of]
        if step.decide:
            action = f"k.c={mark(step.id)}={mark(wanted.outcome or step.decide[0].id)}"
        else:
            action = f"k.d={mark(step.id)}"
        for name in (self.helper, self.manager)[: step.confirm]:
            self.world.person(name).forges(f"c.{self.case.id}.1.{action}")

    def _answer(self, wanted: Expectation) -> None:
        """Changes it: the review, the number of the question, the other answer."""
        edition = self.world.store.editions.by_digest(self.case.edition)
        assert edition is not None
        assert wanted.of is not None
        question = edition.playbook.question_by_id[wanted.of]
        number = list(edition.playbook.question_by_id).index(wanted.of) + 1
        label = next(choice.label for choice in question.choices if choice.id == wanted.outcome)
        reporter = self.world.person(self.reporter)
        reporter.forges(f"c.{self.case.id}.{self.case.version}.change")
        reporter.taps(f"✎ {number}")
        reporter.taps(label.text("en"))

    def _update(self, wanted: Expectation) -> None:
        manager = self.world.person(self.manager)
        manager.forges(f"c.{self.case.id}.{self.case.version}.is-stable")

    def _resolved(self, wanted: Expectation) -> None:
        """What is critical and open is waived first."""
        manager = self.world.person(self.manager)
        manager.taps("Resolve")
        for _ in range(20):
            waived = next((label for label in manager.on_platform.last.buttons if label.endswith("not needed")), None)
            if waived is None:
                break
            manager.taps(waived)
        if self.case.status is not Status.RESOLVED:
            manager.taps("Resolve")
        if any("Skip" in label for label in manager.on_platform.last.buttons):
            manager.taps("Skip")
