"""Virtual players: each does what is expected of them as soon as it is, by the buttons and words that people use."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass

from bot.rehearsal.choosing import likeliest
from bot.rehearsal.people import CannotDo, Person
from bot.rehearsal.transcript import Sends
from bot.rehearsal.world import World
from handlers.cases import Case, Status
from handlers.drills.expecting import Judged, Verdict, judged
from handlers.drills.folding import read_run
from handlers.drills.run import Drill
from handlers.engine.session import AT_WORK, Frame
from handlers.taps import mark
from playbooks.model import Playbook
from playbooks.model.scenario import Expectation

_MOST = 40  # answers to one playbook's questions
_TYPED = {"number": "3", "place": "Gate 12", "money": "100"}


@dataclass(frozen=True)
class Virtual:
    """The players of one run: who reports, who takes it, who helps; all are ids of staff."""

    world: World
    drill_id: str
    playbook: Playbook
    reporter: str
    manager: str
    helper: str
    director: str

    @property
    def run(self) -> Drill:
        """As its log tells it now."""
        found = read_run(self.drill_id, self.world.store.drill_log(self.drill_id))
        assert found is not None
        return found

    def look(self) -> None:
        """They look at what is expected, and do it."""
        for one in judged(self.run, self.world.now):
            if one.verdict is Verdict.OPEN:
                self._do(one)

    def _do(self, one: Judged) -> None:
        """What there is no button for is tried again at the next look; in the end it was missed."""
        deed = getattr(self, f"_{one.expectation.deed}", None)
        if deed is not None:
            with suppress(CannotDo):
                deed(one.expectation)

    @property
    def _case(self) -> Case:
        mine = [case for case in self.world.store.cases() if case.drill == self.drill_id]
        found = next((case for case in mine if case.playbook == self.playbook.id), None)
        if found is None:
            raise CannotDo("there is no case yet")
        return found

    def _person(self, staff: str) -> Person:
        return self.world.person(staff)

    def _taps_of_case(self, staff: str, action: str) -> None:
        case = self._case
        self._person(staff).sends([Sends(data=f"c.{case.id}.{case.version}.{action}")], self._person(staff).chat)

    def _alarm(self, wanted: Expectation) -> None:
        reporter = self._person(self.reporter)
        reporter.says(f"/{self.playbook.kind.value}")
        reporter.taps(self.playbook.title.text("en"))
        for _ in range(_MOST):
            session = self.world.store.session(f"staff:{reporter.chat}@{self.drill_id}")
            frame = session.live if session is not None else None
            if frame is None or frame.at in (None, AT_WORK):
                return
            self._answers(reporter, frame)

    def _answers(self, reporter: Person, frame: Frame) -> None:
        """By a button that is there; else in words of the right kind."""
        asked = str(frame.at).split(".")[-1]
        live = self.world.chats.live(reporter.chat)
        there = [button.label for row in live.now.rows for button in row] if live is not None else []
        labels = [*likeliest(self.playbook, self.run.scenario, asked), "Skip"]
        label = next((label for label in labels if label in there), None)
        kind = getattr(self.playbook.question_by_id.get(asked), "type", "")
        if label is not None and kind not in _TYPED:
            reporter.taps(label)
        else:
            reporter.says(_TYPED.get(kind, "As it happens"))

    def _taken(self, wanted: Expectation) -> None:
        self._person(self.manager).taps("Acknowledge")

    def _command(self, wanted: Expectation) -> None:
        self._person(self.manager).taps("I take command")

    def _step(self, wanted: Expectation) -> None:
        step = self.playbook.step_by_id[wanted.of or ""]
        way = mark(wanted.outcome or step.decide[0].id) if step.decide else ""
        action = f"k.c={mark(step.id)}={way}" if way else f"k.d={mark(step.id)}"
        for staff in (self.helper, self.manager)[: step.confirm]:
            self._taps_of_case(staff, action)

    def _answer(self, wanted: Expectation) -> None:
        """Changes it: the review, the number of the question, the other answer."""
        question = self.playbook.question_by_id[wanted.of or ""]
        number = list(self.playbook.question_by_id).index(question.id) + 1
        choices = getattr(question, "choices", ())
        label = next((one.label.text("en") for one in choices if one.id == wanted.outcome), "Yes")
        self._taps_of_case(self.reporter, "change")
        self._person(self.reporter).taps(f"✎ {number}")
        self._person(self.reporter).taps(label)

    def _update(self, wanted: Expectation) -> None:
        self._taps_of_case(self.manager, "is-stable")

    def _level(self, wanted: Expectation) -> None:
        """Whoever leads chooses it; where rules have set it already, there is nothing to choose."""
        names = list(self.playbook.level_by_id)
        if wanted.of in names:
            self._taps_of_case(self.manager, f"lvl={names.index(wanted.of)}")

    def _note(self, wanted: Expectation) -> None:
        helper, number = self._person(self.helper), self._case.number
        helper.sends([Sends(text=wanted.text.text("en"), reply=number)], helper.chat)

    def _observed(self, wanted: Expectation) -> None:
        director = self._person(self.director)
        data = f"x.{self.drill_id}.0.rate=P.{mark(wanted.id)}"
        director.sends([Sends(data=data)], director.chat)

    def _resolved(self, wanted: Expectation) -> None:
        """What is critical and open is waived first."""
        manager = self._person(self.manager)
        manager.taps("Resolve")
        while (label := self._label(manager, "not needed")) is not None:
            manager.taps(label)
        if self._case.status is not Status.RESOLVED:
            manager.taps("Resolve")
        if self._label(manager, "Skip") is not None:
            manager.taps("Skip")

    def _label(self, person: Person, ends: str) -> str | None:
        live = self.world.chats.live(person.chat)
        labels = [button.label for row in live.now.rows for button in row] if live is not None else []
        return next((label for label in labels if label.endswith(ends)), None)
