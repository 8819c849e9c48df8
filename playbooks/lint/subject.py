"""What a rule looks at: a playbook, where its parts are written, and the day and groups to judge by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any, Literal

from playbooks.loading import Source
from playbooks.model import Compare, Condition, Dropped, LevelIs, PlainStep, Playbook, RepeatQuestion, StepOutcome
from playbooks.model.conditions import All, AnyOf, Not
from playbooks.problems import Problem
from playbooks.words import Words

Location = tuple[str | int, ...]

#: What a text is for, and with it what limits it.
Use = Literal["prompt", "hint", "button", "toast", "name"]


@dataclass(frozen=True, slots=True)
class Subject:
    """A playbook under judgement. `groups` are the organisation's group ids, or None when there is none to ask."""

    source: Source
    today: date
    groups: frozenset[str] | None = None

    @property
    def playbook(self) -> Playbook:
        return self.source.playbook

    @property
    def data(self) -> Any:
        """The file's plain data."""
        return self.source.document.data

    def error(self, location: Location, wrong: str, remedy: str) -> Problem:
        return self.source.document.problem(location, wrong, remedy)

    def warning(self, location: Location, wrong: str, remedy: str) -> Problem:
        return replace(self.error(location, wrong, remedy), level="warning")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, where it stands, and the questions that come before it (id -> question)."""

    location: Location
    question: Any
    earlier: Mapping[str, Any]
    repeat: RepeatQuestion | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """A condition of the playbook and what it can look at.

    `known` are the questions answered by then, `later` those that are not; `of` says whose condition it is.
    Routes and steps see the level, steps and levels see how steps ended.
    """

    location: Location
    condition: Condition
    of: str
    known: Mapping[str, Any]
    later: Mapping[str, Any] = field(default_factory=dict)
    sees_steps: bool = False
    sees_levels: bool = False


@dataclass(frozen=True, slots=True)
class Leaf:
    """One comparison inside a condition."""

    location: Location
    part: Compare | StepOutcome | LevelIs


def asked(playbook: Playbook) -> Iterator[Asked]:
    """Every question in the order it is asked, the questions of repeated groups after their group."""
    earlier: dict[str, Any] = {}
    for index, question in enumerate(playbook.questions):
        yield Asked(("questions", index), question, dict(earlier))
        if isinstance(question, RepeatQuestion):
            yield from _rounds(question, ("questions", index), earlier)
        earlier[question.id] = question


def _rounds(repeat: RepeatQuestion, location: Location, outside: Mapping[str, Any]) -> Iterator[Asked]:
    earlier = dict(outside)
    for index, question in enumerate(repeat.questions):
        yield Asked((*location, "questions", index), question, dict(earlier), repeat)
        earlier[question.id] = question


def rules(playbook: Playbook) -> Iterator[Rule]:
    """Every condition a playbook states."""
    everything = playbook.question_by_id
    for item in asked(playbook):
        yield from _rules_of_question(item, everything)
    yield from _rules_of_the_case(playbook, everything)
    yield from _rules_of_who_is_told(playbook, everything)
    yield from _rules_of_steps(playbook)


def _rules_of_the_case(playbook: Playbook, everything: Mapping[str, Any]) -> Iterator[Rule]:
    for index, severity_rule in enumerate(playbook.severity_rules):
        yield Rule(("severity_rules", index, "when"), severity_rule.when, "a severity rule", everything)
    for index, category_rule in enumerate(playbook.category.rules if playbook.category else ()):
        yield Rule(("category", "rules", index, "when"), category_rule.when, "a category's rule", everything)
    if playbook.resolution is not None and playbook.resolution.reply_when is not None:
        yield Rule(("resolution", "reply_when"), playbook.resolution.reply_when, "the reply", everything)


def _rules_of_who_is_told(playbook: Playbook, everything: Mapping[str, Any]) -> Iterator[Rule]:
    for index, route in enumerate(playbook.routing):
        if route.when is not None:
            yield Rule(("routing", index, "when"), route.when, "a route", everything, sees_levels=True)
    for index, level in enumerate(playbook.levels):
        if level.when is not None:
            yield Rule(("levels", index, "when"), level.when, f"level `{level.id}`", everything, sees_steps=True)


def _rules_of_question(item: Asked, everything: Mapping[str, Any]) -> Iterator[Rule]:
    question, location = item.question, item.location
    siblings = {sibling.id: sibling for sibling in item.repeat.questions} if item.repeat else {}
    later = {id_: other for id_, other in {**everything, **siblings}.items() if id_ not in item.earlier}
    if question.when is not None:
        yield Rule((*location, "when"), question.when, f"question `{question.id}`", item.earlier, later)
    for index, choice in enumerate(getattr(question, "choices", ())):
        if choice.when is not None:
            place = (*location, "choices", index, "when")
            yield Rule(place, choice.when, f"choice `{choice.id}`", item.earlier, later)
    if question.constraint is not None:
        known = {**item.earlier, question.id: question}
        later = {id_: other for id_, other in later.items() if id_ != question.id}
        place = (*location, "constraint", "rule")
        yield Rule(place, question.constraint.rule, f"the constraint of `{question.id}`", known, later)


def _rules_of_steps(playbook: Playbook) -> Iterator[Rule]:
    known = playbook.question_by_id
    for location, step in stepped(playbook):
        for name, condition in (("when", step.when), ("until", step.until)):
            if condition is not None:
                place = (*location, name)
                yield Rule(place, condition, f"step `{step.id}`", known, sees_steps=True, sees_levels=True)


def stepped(playbook: Playbook) -> Iterator[tuple[Location, PlainStep]]:
    """Every step and where it stands, nested ones after the one they are in."""
    for index, step in enumerate(playbook.steps):
        yield ("steps", index), step
        for number, inner in enumerate(step.steps):
            yield ("steps", index, "steps", number), inner


def leaves(condition: Condition, location: Location) -> Iterator[Leaf]:
    """Every comparison inside a condition, with its own place."""
    if isinstance(condition, Not):
        yield from leaves(condition.not_, (*location, "not"))
    elif isinstance(condition, All):
        for index, part in enumerate(condition.all):
            yield from leaves(part, (*location, "all", index))
    elif isinstance(condition, AnyOf):
        for index, part in enumerate(condition.any):
            yield from leaves(part, (*location, "any", index))
    else:
        yield Leaf(location, condition)


def texts(playbook: Playbook) -> Iterator[tuple[Location, Words, Use]]:
    """Every text staff read, and what it is used as."""
    yield ("title",), playbook.title, "button"
    yield ("closing",), playbook.closing, "prompt"
    if playbook.summary is not None:
        yield ("summary",), playbook.summary, "hint"
    for item in asked(playbook):
        yield from _texts_of_question(item.location, item.question)
    yield from _texts_of_the_team(playbook)
    for index, outcome in enumerate(playbook.resolution.outcomes if playbook.resolution else ()):
        yield ("resolution", "outcomes", index, "label"), outcome.label, "button"
    for location, step in stepped(playbook):
        yield from _texts_of_step(location, step)
    yield from _texts_of_variables(playbook)
    yield from _texts_of_news(playbook)


def _texts_of_the_team(playbook: Playbook) -> Iterator[tuple[Location, Words, Use]]:
    for index, role in enumerate(playbook.roles):
        yield ("roles", index, "name"), role.name, "name"
    for index, level in enumerate(playbook.levels):
        yield ("levels", index, "name"), level.name, "button"
        for number, report in enumerate(level.reports):
            yield ("levels", index, "reports", number, "text"), report.text, "toast"
    for index, track in enumerate(playbook.tracks):
        yield ("tracks", index, "name"), track.name, "name"


def _texts_of_variables(playbook: Playbook) -> Iterator[tuple[Location, Words, Use]]:
    for index, variable in enumerate(playbook.variables):
        for name in ("name", "default", "unit"):
            if (words := getattr(variable, name)) is not None:
                yield ("variables", index, name), words, "name"


def _texts_of_news(playbook: Playbook) -> Iterator[tuple[Location, Words, Use]]:
    for index, change in enumerate(playbook.changes):
        yield ("changes", index), change, "toast"
    moved = playbook.map
    for part, entries in (("questions", moved.questions), ("steps", moved.steps)) if moved else ():
        for old, new in entries.items():
            if isinstance(new, Dropped):
                yield ("map", part, old, "dropped"), new.dropped, "toast"


def _texts_of_step(location: Location, step: PlainStep) -> Iterator[tuple[Location, Words, Use]]:
    yield (*location, "text"), step.text, "prompt"
    for name in ("hint", "caution"):
        if (words := getattr(step, name)) is not None:
            yield (*location, name), words, "hint"
    for index, option in enumerate(step.decide):
        yield (*location, "decide", index, "label"), option.label, "button"
    for index, contact in enumerate(step.call):
        yield (*location, "call", index, "name"), contact.name, "name"


_QUESTION_TEXTS: tuple[tuple[str, Use], ...] = (
    ("ask", "prompt"),
    ("hint", "hint"),
    ("label", "name"),
    ("unit", "name"),
    ("each", "button"),
    ("pattern_message", "toast"),
)


def _texts_of_question(location: Location, question: Any) -> Iterator[tuple[Location, Words, Use]]:
    for name, use in _QUESTION_TEXTS:
        if (words := getattr(question, name, None)) is not None:
            yield (*location, name), words, use
    if question.constraint is not None:
        yield (*location, "constraint", "message"), question.constraint.message, "toast"
    for index, choice in enumerate(getattr(question, "choices", ())):
        yield (*location, "choices", index, "label"), choice.label, "button"
