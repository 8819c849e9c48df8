"""Each bundled playbook is walked from its first question to its closing words, in every language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from handlers.checklist.board import Board, added
from handlers.checklist.laying_out import Grounds, sheet_of
from handlers.checklist.marks import DONE, Mark
from handlers.engine import AT_WORK, Finished, Submitted, values_of
from handlers.organisation import read_organisation
from playbooks.loading import LIBRARY, load_library, read_yaml
from playbooks.model import Choice
from playbooks.words import LANGUAGES
from tests.handlers.engine.talk import Talk, buttons

SAMPLE = LIBRARY.parent / "samples" / "harbour-terminal.yaml"
DECIDED = {"cpr": "none", "recovery": "breathing", "comfort": "awake"}  # what leads there
TURNS = 150  # far more than any of them needs

_library = load_library()
_categories = _library.editions["complaint"].playbook.question_by_id["category"].choices
every_language = pytest.mark.parametrize("language", LANGUAGES)


class Walk(Talk):
    """Answers whatever is asked: as `answers` says (by question id), else with the first that comes to mind."""

    def __init__(self, language: str, answers: dict[str, str]) -> None:
        organisation = read_organisation(read_yaml(SAMPLE))
        super().__init__(
            *(edition.playbook for edition in _library),
            staff=replace(organisation.staff_by_id["bo"], language=language),
        )
        self.directory = organisation
        self.answers = answers

    def through(self, playbook: str) -> Walk:
        self.begin(playbook)
        for _ in range(TURNS):
            if self.session.live is None:
                return self
            before = self.session
            self._go_on()
            assert self.session != before, f"stuck at {self.frame.at}: {self.text} {self.labels}"
        raise AssertionError(f"no end in sight: {self.frame.at}")

    def _go_on(self) -> None:
        at = self.frame.at
        if at == AT_WORK:
            self.leaves_checklist()
        elif at is None:
            self._taps("ok")
        elif at.endswith(".+"):
            self._taps("all")
        else:
            self._answer(at)

    def worked(self, playbook: str, chosen: str = "") -> list[str]:
        """The rows that are worked, in order, by somebody who does them all and decides as `chosen`."""
        book = self.editions[playbook].playbook
        answers = self.ever_got(Finished)[-1].frame
        board, done = Board(), []
        for second in range(TURNS):
            grounds = Grounds(book, board, values_of(answers), self.now, self.now)
            row = next((row for row in sheet_of(grounds).work if row.ready), None)
            if row is None:
                return done
            done.append(row.step.id)
            outcome = chosen if row.step.decide else DONE
            board = added(board, Mark(row.id, outcome, "bo", self.now + timedelta(seconds=second), str(second)))
        raise AssertionError("no end in sight")

    def _answer(self, path: str) -> None:
        question = self._question(path)
        if question.id in self.answers:
            self.says(self.answers[question.id])
        elif question.type in FIRST_THOUGHT:
            FIRST_THOUGHT[question.type](self, question)
        else:
            self.commands("skip")

    def _question(self, path: str) -> Any:
        questions = self.editions[self.frame.playbook].playbook.question_by_id
        group, _, inner = path.partition(".")
        if not inner:
            return questions[group]
        return next(question for question in questions[group].questions if question.id == inner.partition(".")[2])

    def _taps(self, action: str) -> None:
        found = [button for button in buttons(self.prompt) if button.data.endswith(f".{action}")]
        assert found, f"no {action} at {self.frame.at}: {self.text} {self.labels}"
        self.taps_data(found[0].data)


def _choose(walk: Walk, question: Any) -> None:
    walk.says(question.choices[0].label.text(walk.staff.language))


FIRST_THOUGHT: dict[str, Callable[[Walk, Any], Any]] = {
    "long_text": lambda walk, _: walk.says("It happened so."),
    "choice": _choose,
    "yes_no": lambda walk, _: walk.says("yes"),
    "datetime": lambda walk, _: walk.says("now"),
    "place": lambda walk, _: walk.says("Gate 12"),
}


@every_language
@pytest.mark.parametrize("category", _categories, ids=lambda category: category.id)
def test_a_complaint_of_each_category_reaches_its_submission(language: str, category: Choice) -> None:
    label = category.label.text(language)
    walk = Walk(language, {"category": label, "phone": "6612 3456"}).through("complaint")

    assert walk.ever_got(Submitted)[0].frame.answers["category"].value == category.id
    assert walk.ever_got(Finished)


@every_language
def test_an_injury_reaches_the_end_of_its_checklist(language: str) -> None:
    walk = Walk(language, {"danger": "no", "made-safe": "no"}).through("injury")

    assert walk.ever_got(Submitted)[0].frame.answers["injured.0.belongs"].value == "customer"
    assert {"photo", "make-safe", "follow-up"} <= set(walk.worked("injury"))


@every_language
@pytest.mark.parametrize(
    ("responsive", "breathing", "track"), [("no", "no", "cpr"), ("no", "yes", "recovery"), ("yes", "", "comfort")]
)
def test_a_medical_emergency_goes_the_way_its_answers_say(
    language: str, responsive: str, breathing: str, track: str
) -> None:
    walk = Walk(language, {"responsive": responsive, "breathing": breathing}).through("medical-emergency")
    worked = walk.worked("medical-emergency", DECIDED[track])

    assert track in worked
    assert not {"cpr", "recovery", "comfort"} - {track} & set(worked)
    assert worked[-1] == "follow-up"
