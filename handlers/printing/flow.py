"""A playbook as one picture: the questions with where each answer leads, then the checklist side by side by track."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from handlers.alerts.cards import kind_name, severity_name
from handlers.messages import Picture
from handlers.printing.conditions import answers_to, condition_words, ends_of, turned_on_by
from handlers.printing.names import Names
from handlers.printing.phases import phase_name
from handlers.team_roles import role_name
from playbooks.locale_format import day, duration, series
from playbooks.model import PlainStep, Playbook, Step
from playbooks.phrases import Phrases, phrases
from playbooks.variables import filled

TEMPLATE = "flow"


def flow_of(playbook: Playbook, language: str) -> Picture:
    """The picture, as data for its template."""
    return Picture(TEMPLATE, _Flow(playbook, phrases(language)).data(), language)


class _Flow:
    """Questions and steps are numbered as they stand: Q1, Q2, … and 1, 2, 2.1, …"""

    def __init__(self, playbook: Playbook, say: Phrases) -> None:
        self._playbook = playbook
        self._say = say
        self._names = Names(playbook, say)
        self._questions, self._steps = self._names.questions, self._names.steps

    def data(self) -> dict[str, Any]:
        playbook, say = self._playbook, self._say
        # TRANSLATORS: On the picture of a playbook: its kind and how bad such a case is at first.
        note = " · ".join([kind_name(playbook.kind, say), severity_name(playbook.severity, say)])
        return {
            "title": playbook.title.text(say.language),
            "note": note,
            "foot": say(
                "{id}, version {n}, read through on {day}",
                id=playbook.id,
                n=playbook.version,
                day=day(playbook.reviewed, say.language),
            ),
            "headings": {
                "questions": say("What is asked"),
                "checklist": say("What is done"),
                "rules": say("What follows from the answers"),
                "end": playbook.closing.text(say.language),
            },
            "questions": [self._question(question) for question in playbook.questions],
            "rules": list(self._rules()),
            "phases": list(self._phases()),
        }

    # questions

    def _question(self, question: Any) -> dict[str, Any]:
        say = self._say
        inner = [part.ask.text(say.language) for part in getattr(question, "questions", ())]
        return {
            "number": self._questions[question.id],
            "text": question.ask.text(say.language),
            "when": condition_words(question.when, self._names) if question.when is not None else "",
            "answers": [self._answer(question, value) for value in _values(question)],
            "kind": _kind(question, say),
            "optional": "" if question.required else say("can be skipped"),
            "inner": inner,
        }

    def _answer(self, question: Any, value: str) -> dict[str, Any]:
        leads = series(self._after(question, value), self._say.language)
        return {"text": self._names.value(question, value), "leads": leads}

    def _after(self, question: Any, value: str) -> list[str]:
        """Numbers of the questions and steps that are there because of this answer."""
        values, holds_with = _values(question), answers_to(question.id)
        asked = [
            self._questions[one.id]
            for one in self._playbook.questions
            if value in turned_on_by(one.when, values, holds_with)
        ]
        return asked + [
            place for step, place in self._names.every_step() if value in turned_on_by(step.when, values, holds_with)
        ]

    # rules

    def _rules(self) -> Iterator[list[str]]:
        """[what, when] of severities, levels and groups."""
        playbook, say = self._playbook, self._say
        for rule in playbook.severity_rules:
            yield [severity_name(rule.severity, say), condition_words(rule.when, self._names)]
        for level in playbook.levels:
            words = condition_words(level.when, self._names) if level.when is not None else ""
            yield [say("Level: {level}", level=level.name.text(say.language)), words]
        for route in playbook.routing:
            words = condition_words(route.when, self._names) if route.when is not None else ""
            yield [say("Told: {whom}", whom=series(route.notify, say.language)), words]

    # the checklist

    def _phases(self) -> Iterator[dict[str, Any]]:
        for phase in dict.fromkeys(step.phase for step in self._playbook.steps):
            steps = [step for step in self._playbook.steps if step.phase == phase]
            yield {
                "name": phase_name(phase, self._say),
                "lanes": [self._lane(track, steps) for track in _tracks(steps)],
            }

    def _lane(self, track: str | None, steps: Sequence[Step]) -> dict[str, Any]:
        named = next((one.name.text(self._say.language) for one in self._playbook.tracks if one.id == track), "")
        return {"name": named, "steps": [self._step(step) for step in steps if step.track == track]}

    def _step(self, step: PlainStep) -> dict[str, Any]:
        say, playbook = self._say, self._playbook
        return {
            "number": self._steps[step.id],
            "text": self._filled(step.text.text(say.language)),
            "critical": step.critical,
            "who": role_name(playbook, step.role, say) if step.role else "",
            "about": list(self._about(step)),
            "options": [
                {"text": option.label.text(say.language), "leads": series(self._on(step, option.id), say.language)}
                for option in step.decide
            ],
            "inner": [self._step(inner) for inner in getattr(step, "steps", ())],
        }

    def _about(self, step: PlainStep) -> Iterator[str]:
        say, playbook = self._say, self._playbook
        if step.when is not None:
            # TRANSLATORS: Before a condition: this step is there only if it holds.
            yield say("if {what}", what=condition_words(step.when, self._names))
        if step.levels:
            names = [
                playbook.level_by_id[one].name.text(say.language)
                for one in step.levels
                if one in playbook.level_by_id
            ]
            yield say("Level: {level}", level=series(names, say.language))
        if step.after:
            # TRANSLATORS: {numbers} are numbers of steps that come first.
            yield say(
                "after {numbers}", numbers=series([self._steps.get(one, one) for one in step.after], say.language)
            )
        yield from step_times(step, say, self._steps)
        if step.confirm > 1:
            yield say.many("confirmed by {n} person", "confirmed by {n} people", n=step.confirm)
        if step.opens is not None:
            # TRANSLATORS: {playbook} is the id of a playbook whose checklist joins this one.
            yield say("opens {playbook}", playbook=step.opens)

    def _on(self, step: PlainStep, outcome: str) -> list[str]:
        """Numbers of the steps that are there because a decision went this way."""
        ways, holds_with = [option.id for option in step.decide], ends_of(step.id)
        return [
            place
            for other, place in self._names.every_step()
            if outcome in turned_on_by(other.when, ways, holds_with)
        ]

    def _filled(self, text: str) -> str:
        return filled(text, self._say.language, self._playbook.variables, {})


def step_times(step: PlainStep, say: Phrases, numbers: dict[str, str]) -> Iterator[str]:
    """How soon it is to be done, and how often again."""
    if step.within is not None:
        length = duration(step.within, say.language)
        if step.since in numbers:
            # TRANSLATORS: {number} is the number of another step.
            yield say("within {time} of {number}", time=length, number=numbers[step.since])
        else:
            # TRANSLATORS: How soon a step is to be done after the alarm: “within 2 minutes”.
            yield say("within {time}", time=length)
    if step.every is not None:
        # TRANSLATORS: How often a step is to be done again: “again every 10 minutes”.
        yield say("again every {time}", time=duration(step.every, say.language))


def _tracks(steps: Sequence[Step]) -> list[str | None]:
    return list(dict.fromkeys(step.track for step in steps))


def _values(question: Any) -> list[str]:
    """What can be tapped, by id."""
    if question.type == "yes_no":
        return ["yes", "no", *(["unknown"] if question.unknown else [])]
    return [choice.id for choice in getattr(question, "choices", ())]


def _kind(question: Any, say: Phrases) -> str:
    """How it is answered, where there is nothing to tap."""
    return {
        # TRANSLATORS: How a question of a playbook is answered, on its picture.
        "text": say("in words"),
        "long_text": say("in words"),
        "number": say("a number"),
        "money": say("an amount"),
        "choices": say("several"),
        "datetime": say("a time"),
        "day": say("a day"),
        "place": say("a place"),
        "evidence": say("photos or files"),
        "person": say("name and phone"),
        "staff": say("a colleague"),
        "owner": say("a colleague or a group"),
        "repeat": say("for each one"),
    }.get(question.type, "")
