"""What the team does: steps that came, went, moved, and whose they are, how soon, after what."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from playbooks.difference.change import Change, Who
from playbooks.difference.fields import Switch, changed_fields, other_fields
from playbooks.difference.lists import before_it, compared, told
from playbooks.difference.naming import Names, value
from playbooks.difference.questions import only_if
from playbooks.model import Playbook
from playbooks.model.steps import ACTIVATION

_FIELDS: Mapping[str, str | Switch] = {
    "critical": Switch("is critical now: whoever leads hears when it is late", "is no longer critical"),
    "evidence_required": Switch("now needs proof", "no longer needs proof"),
    "evidence": "what may prove it",
    "confirm": "how many people must say that it is done",
    "every": "how often it is to be done again",
    "uses": "the things whose place is shown",
    "opens": "the playbook that it opens",
    "levels": "the levels that it is for",
}
#: Fields of a step that have a sentence of their own, or are words.
_TOLD = {"id", "text", "hint", "caution", "role", "track", "phase", "after", "when", "within", "since", "until"}
_TOLD |= {"decide", "call", "steps"}
_PHASES = {"respond": "now", "recover": "once the danger is over", "aftermath": "afterwards"}


def changes(old: Playbook, new: Playbook, language: str) -> Iterator[Change]:
    """Everything about the checklist, but for texts that are only worded anew."""
    before, after = Names(old, language), Names(new, language)
    yield from _list(old.steps, new.steps, before, after, "steps")
    yield from _named(old.roles, new.roles, before, after, "role", "roles")
    yield from _named(old.tracks, new.tracks, before, after, "track", "tracks")
    yield from _variables(old, new, before, after)
    for one, other in compared(old.roles, new.roles).kept:
        name, many = (
            f"Role {after.words(other.name)}",
            Switch("can be held by several people now", "is for one person now"),
        )
        yield from changed_fields(one, other, name, f"roles/{one.id}", Who.TEAM, {"many": many})
    said: Mapping[str, str | Switch] = {"report_every": "how often a situation report is asked for"}
    yield from changed_fields(old, new, "The checklist", "checklist", Who.TEAM, said)


def _list(old: Sequence[Any], new: Sequence[Any], before: Names, after: Names, part: str) -> Iterator[Change]:
    found = compared(old, new)
    yield from told(
        found,
        Who.TEAM,
        part,
        came=lambda one: _new(one, new, after),
        went=lambda one: f"No longer to be done: {before.words(one.text)}.",
        moved=lambda one: f"{after.words(one.text)} now stands {_where(one, new, after)}.",
    )
    for one, other in found.kept:
        yield from _step(one, other, before, after, f"{part}/{one.id}")


def _new(step: Any, steps: Sequence[Any], names: Names) -> str:
    details = [
        *([f"by {names.role(step.role)}"] if step.role else []),
        *([f"within {value(step.within)}"] if step.within else []),
    ]
    details += ["critical"] if step.critical else []
    details += [f"only if {names.condition(step.when)}"] if step.when is not None else []
    shown = f" ({'; '.join(details)})" if details else ""
    return f"New step, {_where(step, steps, names)}: {names.words(step.text)}{shown}."


def _where(step: Any, steps: Sequence[Any], names: Names) -> str:
    first = before_it(steps, step)
    return "first of all" if first is None else f"after {names.words(first.text)}"


def _step(old: Any, new: Any, before: Names, after: Names, part: str) -> Iterator[Change]:
    name = after.words(new.text)
    yield from _whose(old, new, name, after, part)
    yield from _time(old, new, name, after, part)
    yield from changed_fields(old, new, name, part, Who.TEAM, _FIELDS)
    yield from other_fields(old, new, name, part, Who.TEAM, {*_FIELDS, *_TOLD})
    yield from only_if(old.when, new.when, name, "to be done", after, Who.TEAM, f"{part}/when")
    if old.until != new.until:
        end = "it is over" if new.until is None else after.condition(new.until)
        yield Change(Who.TEAM, f"{name} is now repeated until {end}.", f"{part}/until")
    if old.after != new.after:
        first = ", ".join(after.step(id_) for id_ in new.after) or "nothing"
        yield Change(Who.TEAM, f"{name} now waits for {first}.", f"{part}/after")
    yield from _ways(old, new, name, before, after, part)
    yield from _calls(old, new, name, after, part)
    yield from _list(getattr(old, "steps", ()), getattr(new, "steps", ()), before, after, f"{part}/steps")


def _whose(old: Any, new: Any, name: str, names: Names, part: str) -> Iterator[Change]:
    if old.role != new.role:
        whose = "nobody in particular" if new.role is None else names.role(new.role)
        yield Change(Who.TEAM, f"{name} is now for {whose}.", f"{part}/role")
    if getattr(old, "track", None) != getattr(new, "track", None):
        track = names.named(names.playbook.tracks, new.track)
        yield Change(Who.TEAM, f"{name} now belongs to track {track}.", f"{part}/track")
    if getattr(old, "phase", None) != getattr(new, "phase", None):
        yield Change(Who.TEAM, f"{name} is now to be done {_PHASES[new.phase]}.", f"{part}/phase")


def _time(old: Any, new: Any, name: str, names: Names, part: str) -> Iterator[Change]:
    if (old.within, old.since) == (new.within, new.since):
        return
    if new.within is None:
        text = f"{name} has no time limit any more (was {value(old.within)})."
    else:
        since = "" if new.since == ACTIVATION else f" after {names.step(new.since)}"
        text = f"{name} is now due within {value(new.within)}{since} (was {value(old.within)})."
    yield Change(Who.TEAM, text, f"{part}/within")


def _ways(old: Any, new: Any, name: str, before: Names, after: Names, part: str) -> Iterator[Change]:
    found = compared(old.decide, new.decide)
    if found.came:
        labels = ", ".join(after.words(option.label) for option in found.came)
        yield Change(Who.TEAM, f"{name} can now also end {labels}.", f"{part}/decide", "more")
    if found.went:
        labels = ", ".join(before.words(option.label) for option in found.went)
        yield Change(Who.TEAM, f"{name} can no longer end {labels}.", f"{part}/decide", "less")


def _calls(old: Any, new: Any, name: str, names: Names, part: str) -> Iterator[Change]:
    before, after = ({contact.number: contact for contact in step.call} for step in (old, new))
    for number in after.keys() - before.keys():
        text = f"{name}: call {names.words(after[number].name)}, {number}."
        yield Change(Who.TEAM, text, f"{part}/call", "more")
    for number in before.keys() - after.keys():
        text = f"{name}: {names.words(before[number].name)}, {number}, is no longer called."
        yield Change(Who.TEAM, text, f"{part}/call", "less")


def _named(
    old: Sequence[Any], new: Sequence[Any], before: Names, after: Names, what: str, part: str
) -> Iterator[Change]:
    yield from told(
        compared(old, new),
        Who.TEAM,
        part,
        came=lambda one: f"New {what}: {after.words(one.name)}.",
        went=lambda one: f"The {what} {before.words(one.name)} is gone.",
    )


def _variables(old: Playbook, new: Playbook, before: Names, after: Names) -> Iterator[Change]:
    yield from told(
        compared(old.variables, new.variables),
        Who.OWNER,
        "variables",
        came=lambda one: f"Sites can now say what {after.words(one.name)} is for them (`{one.id}`).",
        went=lambda one: f"What sites say for {before.words(one.name)} (`{one.id}`) is not used any more.",
    )
