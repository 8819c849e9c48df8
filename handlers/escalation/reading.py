"""Escalation policies in the organisation file: their shape, and what is wrong with one that reaches nobody."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import time, timedelta
from typing import Annotated, Any

from pydantic import AfterValidator, BeforeValidator, Field

from handlers.escalation.policy import Policy, Rule, RuleWhen, Step
from handlers.escalation.targets import OTHER, members
from handlers.people import Directory, Group, Role
from playbooks.model import Kind, Severity
from playbooks.model.base import Duration, Id, Part
from playbooks.problems import Problem, instead
from playbooks.yaml_file import Document

_WORDS = ("group", "on-duty", "managers", "admins")
_HOURS = re.compile(r"(\d\d:\d\d) ?[-–] ?(\d\d:\d\d)")


def _quiet(value: Any) -> tuple[time, time]:
    found = _HOURS.fullmatch(value) if isinstance(value, str) else None
    try:
        begin, end = (time.fromisoformat(found[1]), time.fromisoformat(found[2])) if found else (None, None)
    except ValueError:
        begin = end = None
    if begin is None or end is None or begin == end:
        raise ValueError(f"`{value}` are no hours; write them like `22:00-07:00`")
    return begin, end


def _known_word(value: str) -> str:
    if value not in _WORDS and not (value.startswith(OTHER) and len(value) > len(OTHER)):
        raise ValueError(f"`{value}` is nobody; write group, on-duty, managers, admins, or group:ID")
    return value


def _listed(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Length = Annotated[Duration, Field(ge=timedelta(seconds=30), le=timedelta(days=366))]
Quiet = Annotated[tuple[time, time], BeforeValidator(_quiet)]
Ids = Annotated[list[Id], BeforeValidator(_listed)]
Whom = Annotated[list[Annotated[str, AfterValidator(_known_word)]], BeforeValidator(_listed), Field(min_length=1)]


class StepEntry(Part):
    wait: Length
    notify: Whom


class WhenEntry(Part):
    kind: Kind | None = None
    group: Ids = Field(default_factory=list)
    severity_at_least: Severity | None = None


class PolicyEntry(Part):
    """One entry of `escalation:`."""

    steps: list[StepEntry] = Field(min_length=1, max_length=20)
    when: WhenEntry = WhenEntry()
    repeat: int = Field(default=1, ge=0, le=20)
    quiet: Quiet | None = None
    remind: Length | None = None
    release: Length | None = None

    def rule(self) -> Rule:
        """What it says, as a value."""
        when = RuleWhen(
            self.when.kind.value if self.when.kind else None,
            tuple(self.when.group),
            self.when.severity_at_least.value if self.when.severity_at_least else None,
        )
        steps = tuple(Step(entry.wait, tuple(entry.notify)) for entry in self.steps)
        return Rule(Policy(steps, self.repeat, self.quiet, self.remind, self.release), when)


def escalation_mistakes(directory: Directory, document: Document) -> Iterator[Problem]:
    """Groups that do not exist, and policies that could not reach anybody."""
    known = list(directory.group_by_id)
    for number, rule in enumerate(directory.escalation):
        here = ("escalation", number)
        unknown = [
            *_unknown(document, (*here, "when", "group"), rule.when.group, known),
            *(
                problem
                for position, step in enumerate(rule.policy.steps)
                for problem in _unknown(document, (*here, "steps", position, "notify"), _others(step), known)
            ),
        ]
        yield from unknown
        if not unknown and (why := _reaches_nobody(rule, directory)):
            yield document.problem((*here, "steps"), "this policy can reach nobody", why)


def _others(step: Step) -> tuple[str, ...]:
    return tuple(word.removeprefix(OTHER) if word.startswith(OTHER) else "" for word in step.notify)


def _unknown(
    document: Document, location: tuple[str | int, ...], named: tuple[str, ...], known: list[str]
) -> Iterator[Problem]:
    for position, name in enumerate(named):
        if name and name not in known:
            yield document.problem((*location, position), f"there is no group `{name}`", instead(name, known))


def _reaches_nobody(rule: Rule, directory: Directory) -> str:
    """Why, in words; empty when there is at least one chat or active person in one of its steps."""
    empty: list[str] = []
    for word in dict.fromkeys(word for step in rule.policy.steps for word in step.notify):
        if word in ("managers", "admins"):
            role = Role.ADMIN if word == "admins" else Role.DUTY_MANAGER
            if any(person.active and person.role is role for person in directory.staff):
                return ""
            empty.append(f"nobody is {role.value}")
            continue
        own = rule.when.group or tuple(directory.group_by_id)
        ids = (word.removeprefix(OTHER),) if word.startswith(OTHER) else own
        groups = [directory.group_by_id[group] for group in ids]
        if any(_has_somebody(group, directory, word) for group in groups):
            return ""
        empty.append(f"{', '.join(ids) or 'no group'}: no chat and no active member")
    return "; ".join(dict.fromkeys(empty)) + ". Give it somebody"


def _has_somebody(group: Group, directory: Directory, word: str) -> bool:
    everybody = word != "on-duty" and (group.chat is not None or bool(group.outside))
    return everybody or any(members(group, directory))
