"""What staff are asked: questions and their answers that came, went, moved, and what is taken as an answer."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from playbooks.difference.change import Change, Who
from playbooks.difference.fields import Switch, changed_fields, other_fields
from playbooks.difference.lists import before_it, compared, told
from playbooks.difference.naming import TYPES, Names, quoted
from playbooks.model import Playbook
from playbooks.model.conditions import Condition

_LIMITS: Mapping[str, str | Switch] = {
    "required": Switch("can no longer be skipped", "can now be skipped"),
    "other": Switch("now takes own words, too", "no longer takes own words"),
    "own_words": Switch("now takes own words, too", "no longer takes own words"),
    "unknown": Switch("now offers “Don't know”", "no longer offers “Don't know”"),
    "past": Switch("now takes a time in the past", "no longer takes a time in the past"),
    "future": Switch("now takes a time in the future", "no longer takes a time in the future"),
    "whole": Switch("takes whole numbers only now", "now takes decimals"),
    "minimum": "the least that is taken",
    "maximum": "the most that is taken",
    "max_length": "the longest answer, in characters,",
    "pattern": "the form an answer must have",
    "default": "what is answered if they just confirm",
    "quick": "what is offered with one tap",
    "currencies": "the currencies",
    "kinds": "the kinds of file",
    "phone": "the phone number",
}

#: Fields of a question that have a sentence of their own, or are words.
_TOLD = {
    "id",
    "type",
    "ask",
    "hint",
    "label",
    "when",
    "constraint",
    "choices",
    "questions",
    "each",
    "unit",
    "pattern_message",
}


def changes(old: Playbook, new: Playbook, language: str) -> Iterator[Change]:
    """Everything about what is asked, but for texts that are only worded anew."""
    before, after = Names(old, language), Names(new, language)
    yield from _list(old.questions, new.questions, before, after, "questions")
    for field, what in (("place", "the place of the case"), ("headline", "the one line on the alert")):
        if getattr(old, field) != getattr(new, field):
            words = _asked(getattr(new, field), after)
            yield Change(Who.ALERTED, f"{what[0].upper()}{what[1:]} is now made of: {words}.", field)


def _asked(ids: str | list[str] | None, names: Names) -> str:
    wanted = [ids] if isinstance(ids, str) else ids or []
    return ", ".join(names.question(id_) for id_ in wanted) or "nothing"


def _list(old: Sequence[Any], new: Sequence[Any], before: Names, after: Names, part: str) -> Iterator[Change]:
    found = compared(old, new)
    yield from told(
        found,
        Who.REPORTER,
        part,
        came=lambda one: _new(one, new, after),
        went=lambda one: f"No longer asked: {before.words(one.ask)}.",
        moved=lambda one: f"{after.words(one.ask)} is now asked {_where(one, new, after)}.",
    )
    for one, other in found.kept:
        yield from _question(one, other, before, after, f"{part}/{one.id}")


def _new(question: Any, questions: Sequence[Any], names: Names) -> str:
    details = [TYPES[question.type]]
    if not question.required:
        details.append("can be skipped")
    if question.when is not None:
        details.append(f"only if {names.condition(question.when)}")
    return f"New question, {_where(question, questions, names)}: {names.words(question.ask)} ({'; '.join(details)})."


def _where(question: Any, questions: Sequence[Any], names: Names) -> str:
    first = before_it(questions, question)
    return "first of all" if first is None else f"after {names.words(first.ask)}"


def _question(old: Any, new: Any, before: Names, after: Names, part: str) -> Iterator[Change]:
    name = after.words(new.ask)
    if old.type != new.type:
        text = f"{name} is now answered with {TYPES[new.type]} instead of {TYPES[old.type]}."
        yield Change(Who.REPORTER, text, f"{part}/type")
    limits = {field: said for field, said in _LIMITS.items() if hasattr(old, field) and hasattr(new, field)}
    yield from changed_fields(old, new, name, part, Who.REPORTER, limits)
    yield from other_fields(old, new, name, part, Who.REPORTER, {*_LIMITS, *_TOLD})
    yield from only_if(old.when, new.when, name, "asked", after, Who.REPORTER, f"{part}/when")
    yield from _constraint(old, new, name, after, part)
    yield from _choices(old, new, name, before, after, part)
    yield from _list(getattr(old, "questions", ()), getattr(new, "questions", ()), before, after, f"{part}/questions")


def only_if(
    old: Condition | None, new: Condition | None, name: str, does: str, names: Names, who: Who, part: str
) -> Iterator[Change]:
    """A condition that came, went or changed; `does` is what is done while it holds."""
    if old != new:
        when = "now always" if new is None else "now only"
        rule = "" if new is None else f" if {names.condition(new)}"
        yield Change(who, f"{name} is {when} {does}{rule}.", part)


def _constraint(old: Any, new: Any, name: str, names: Names, part: str) -> Iterator[Change]:
    before = old.constraint.rule if old.constraint else None
    after = new.constraint.rule if new.constraint else None
    if before != after:
        rule = "Any answer to it is taken" if after is None else f"It is only taken if {names.condition(after)}"
        yield Change(Who.REPORTER, f"{name}: {rule[0].lower()}{rule[1:]} now.", f"{part}/constraint")


def _choices(old: Any, new: Any, name: str, before: Names, after: Names, part: str) -> Iterator[Change]:
    found = compared(getattr(old, "choices", ()), getattr(new, "choices", ()))
    if found.came:
        labels = ", ".join(after.words(choice.label) for choice in found.came)
        yield Change(Who.REPORTER, f"{name} can now also be answered {labels}.", f"{part}/choices", "more")
    if found.went:
        labels = ", ".join(before.words(choice.label) for choice in found.went)
        yield Change(Who.REPORTER, f"{name} can no longer be answered {labels}.", f"{part}/choices", "less")
    if found.moved:
        labels = ", ".join(after.words(choice.label) for choice in found.moved)
        yield Change(
            Who.REPORTER, f"{name}: the answers stand in another order now; {labels} moved.", f"{part}/choices"
        )
    for one, other in found.kept:
        here = f"{part}/choices/{one.id}"
        label = f"The answer {after.words(other.label)} to {name}"
        yield from only_if(one.when, other.when, label, "offered", after, Who.REPORTER, f"{here}/when")
        yield from _other_words(one, other, label, here)


def _other_words(old: Any, new: Any, name: str, part: str) -> Iterator[Change]:
    for field, what in (("aliases", "is also known as"), ("examples", "is also found by")):
        came, went = news(getattr(old, field), getattr(new, field))
        if came:
            yield Change(Who.FINDER, f"{name} {what} {came} now.", f"{part}/{field}", "more")
        if went:
            yield Change(Who.FINDER, f"{name}: {went} no longer find it.", f"{part}/{field}", "less")


def news(old: Sequence[str], new: Sequence[str]) -> tuple[str, str]:
    """What came and what went of a list of words, quoted; long lists are cut."""
    return _some([one for one in new if one not in old]), _some([one for one in old if one not in new])


def _some(words: Sequence[str], most: int = 5) -> str:
    more = f" and {len(words) - most} more" if len(words) > most else ""
    return ", ".join(quoted(word) for word in words[:most]) + more
