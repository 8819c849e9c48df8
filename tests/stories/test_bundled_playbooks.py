"""Each bundled playbook is walked from its first question to its closing words, in every language."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from handlers.engine import Finished, Settled, Submitted
from handlers.organisation import read_organisation
from playbooks.loading import LIBRARY, load_library, read_yaml
from playbooks.model import Choice
from playbooks.words import LANGUAGES, Words
from tests.handlers.engine.talk import Talk, buttons

SAMPLE = LIBRARY.parent / "samples" / "harbour-terminal.yaml"
DECIDED = ["cpr", "recovery", "comfort"]  # where the ways of its decision lead
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

    @property
    def steps(self) -> dict[str, str]:
        return {effect.step: effect.outcome for effect in self.ever_got(Settled)}

    def _go_on(self) -> None:
        at = self.frame.at
        if at is not None and at.startswith("step:"):
            self._settle(self.editions[self.frame.playbook].playbook.step_by_id[at.removeprefix("step:")])
        elif at is None:
            self._taps("ok")
        elif at.endswith(".+"):
            self._taps("all")
        else:
            self._answer(at)

    def _settle(self, step: Any) -> None:
        if step.evidence_required:
            self.shares(step.id)
        if step.decide:
            self.taps_on(self._says(step.decide[DECIDED.index(self.answers.get("track", "cpr"))].label))
        else:
            self._taps("ok")

    def _says(self, words: Words) -> str:
        return words.text(self.staff.language)

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
    assert {"photo", "make-safe", "follow-up"} <= set(walk.steps)


@every_language
@pytest.mark.parametrize(
    ("responsive", "breathing", "track"), [("no", "no", "cpr"), ("no", "yes", "recovery"), ("yes", "", "comfort")]
)
def test_a_medical_emergency_goes_the_way_its_answers_say(
    language: str, responsive: str, breathing: str, track: str
) -> None:
    walk = Walk(language, {"responsive": responsive, "breathing": breathing, "track": track}).through(
        "medical-emergency"
    )

    assert track in walk.steps
    assert not {"cpr", "recovery", "comfort"} - {track} & set(walk.steps)
    assert list(walk.steps)[-1] == "follow-up"
