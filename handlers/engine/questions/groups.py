"""Several groups of the organisation: buttons that switch, or names typed one after the other."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from handlers.engine.keyed import Keyed
from handlers.engine.matching import Names
from handlers.engine.questions.base import (
    Accepted,
    Asker,
    Asking,
    Key,
    Partial,
    Prompt,
    Reading,
    Rejected,
    Showing,
    own,
    page_of,
    shortened,
)
from handlers.engine.questions.choices import parts_of
from handlers.engine.session import How
from handlers.engine.tokens import token
from handlers.events import Event, Said
from handlers.messages import Span
from handlers.people import Directory
from playbooks.locale_format import series
from playbooks.model import GroupsQuestion


class GroupsAsker(Asker[GroupsQuestion]):
    def ask(self, asking: Asking[GroupsQuestion]) -> Prompt:
        picked, groups = _picked(asking), asking.at.directory.groups
        marks = {group.id: "☑ " if group.id in picked else "☐ " for group in groups}
        names = {group.id: shortened(group.name.text(asking.language), 56) for group in groups}
        keys = [own(marks[group] + name, token(group)) for group, name in names.items()]
        line = Span(asking.say("Tap all that fit, then Done.") + "\n", "italic")
        done = _done_row(asking, picked)
        return Prompt((line,), page_of(keys, asking.state.get("page", 0), asking.at.limits.buttons_per_page) + done)

    def read(self, asking: Asking[GroupsQuestion], event: Event) -> Reading | None:
        if not isinstance(event, Said):
            return None
        picked = _picked(asking)
        for part in parts_of(event.text):
            match = _names(asking.at.directory).match(part)
            if not match.sure:
                return Rejected(asking.say("There is no group called “{name}”.", name=shortened(part, 40)))
            picked.add(match.found[0])
        return self._checked(asking, picked, "typed")

    def tapped(self, asking: Asking[GroupsQuestion], argument: str) -> Reading | None:
        if argument == "done":
            return self.finished(asking)
        found = next((group.id for group in asking.at.directory.groups if token(group.id) == argument), None)
        return None if found is None else self._ticked(asking, _picked(asking) ^ {found})

    def finished(self, asking: Asking[GroupsQuestion]) -> Reading | None:
        return self._checked(asking, _picked(asking), "tapped")

    def _checked(self, asking: Asking[GroupsQuestion], ticked: set[str], how: How) -> Reading:
        picked, question, say = _in_order(asking, ticked), asking.question, asking.say
        if len(picked) < question.minimum:
            return Rejected(say("At least {n} needed.", n=question.minimum))
        if len(picked) > question.maximum:
            return Rejected(say("At most {n} fit here.", n=question.maximum))
        return Accepted(picked, how)

    def stands(self, asking: Asking[GroupsQuestion], value: Any) -> bool:
        known = asking.at.directory.group_by_id
        return isinstance(value, list) and all(isinstance(name, str) and name in known for name in value)

    def show(self, question: GroupsQuestion, value: Any, showing: Showing) -> str:
        known = showing.directory.group_by_id
        names = [known[group].name.text(showing.language) if group in known else str(group) for group in value]
        return series(names, showing.language) if names else showing.say("None")

    def _ticked(self, asking: Asking[GroupsQuestion], picked: set[str]) -> Reading:
        return Partial({**asking.state, "picked": _in_order(asking, picked)})


def _done_row(asking: Asking[GroupsQuestion], picked: set[str]) -> tuple[tuple[Key, ...], ...]:
    if picked:
        return ((own(asking.say("Done"), "done", "primary"),),)
    return ((own(asking.say("None of these"), "done"),),) if asking.question.minimum == 0 else ()


def _picked(asking: Asking[GroupsQuestion]) -> set[str]:
    return set(asking.state.get("picked", asking.standing or ()))


def _in_order(asking: Asking[GroupsQuestion], picked: set[str]) -> list[str]:
    return [group.id for group in asking.at.directory.groups if group.id in picked]


def _names(directory: Directory) -> Names[str]:
    return _names_of(Keyed(id(directory), directory))


@lru_cache(maxsize=4)
def _names_of(key: Keyed[Directory]) -> Names[str]:
    return Names([(group.id, (*group.name.root.values(), group.id)) for group in key.thing.groups])
