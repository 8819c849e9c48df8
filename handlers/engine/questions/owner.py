"""Whoever is to see to something: a group, or a colleague; found by name or picked from a list, groups first."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from handlers.engine.keyed import Keyed
from handlers.engine.matching import Names, normal
from handlers.engine.questions.base import (
    Accepted,
    Asker,
    Asking,
    Key,
    NeedsConfirmation,
    Prompt,
    Reading,
    Rejected,
    Showing,
    own,
    page_of,
    shortened,
)
from handlers.engine.questions.staff import colleagues
from handlers.engine.tokens import token
from handlers.events import ContactGiven, Event, Said
from handlers.messages import Span
from handlers.people import Directory
from playbooks.model import OwnerQuestion


class OwnerAsker(Asker[OwnerQuestion]):
    def ask(self, asking: Asking[OwnerQuestion]) -> Prompt:
        say, directory, me = asking.say, asking.at.directory, asking.at.staff
        # TRANSLATORS: Button: I will see to it myself.
        keys = [own(say("Me"), "me")]
        groups = (group.name.text(asking.language) for group in directory.groups)
        tokens = [_group_token(group.id) for group in directory.groups]
        keys += [own(shortened(f"👥 {name}", 40), each) for name, each in zip(groups, tokens, strict=True)]
        keys += [_person(p.name, p.id) for p in colleagues(directory) if p.id != me.id]
        line = Span(say("Tap a name, or type one.") + "\n", "italic")
        return Prompt((line,), page_of(keys, asking.state.get("page", 0), asking.at.limits.buttons_per_page))

    def read(self, asking: Asking[OwnerQuestion], event: Event) -> Reading | None:
        text = event.text if isinstance(event, Said) else event.name if isinstance(event, ContactGiven) else None
        if text is None:
            return None
        if normal(text) == normal(asking.say("Me")):
            return Accepted({"staff": asking.at.staff.id})
        match = _names(asking.at.directory).match(text)
        if match.sure:
            return Accepted(_value(match.found[0]))
        if match.found:
            return NeedsConfirmation(tuple(map(_value, match.found)))
        return Rejected(asking.say("Nobody here is called that. Please tap a name."))

    def tapped(self, asking: Asking[OwnerQuestion], argument: str) -> Reading | None:
        directory = asking.at.directory
        if argument == "me":
            return Accepted({"staff": asking.at.staff.id}, "tapped")
        group = next((one.id for one in directory.groups if _group_token(one.id) == argument), None)
        if group is not None:
            return Accepted({"group": group}, "tapped")
        found = next((p.id for p in colleagues(directory) if token(p.id) == argument), None)
        return None if found is None else Accepted({"staff": found}, "tapped")

    def stands(self, asking: Asking[OwnerQuestion], value: Any) -> bool:
        if not isinstance(value, dict) or len(value) != 1:
            return False
        directory = asking.at.directory
        person = directory.staff_by_id.get(value.get("staff", ""))
        return (person is not None and person.active) or value.get("group") in directory.group_by_id

    def show(self, question: OwnerQuestion, value: Any, showing: Showing) -> str:
        group = showing.directory.group_by_id.get(value.get("group", ""))
        if group is not None:
            return group.name.text(showing.language)
        person = showing.directory.staff_by_id.get(value.get("staff", ""))
        return person.name if person else str(value.get("staff") or value.get("group") or "")


def _person(name: str, staff: str) -> Key:
    return own(shortened(name, 40), token(staff))


def _group_token(group: str) -> str:
    """A group may have the id of a person."""
    return f"g:{token(group)}"


def _value(found: tuple[str, str]) -> dict[str, str]:
    return {found[0]: found[1]}


def _names(directory: Directory) -> Names[tuple[str, str]]:
    return _names_of(Keyed(id(directory), directory))


@lru_cache(maxsize=4)
def _names_of(key: Keyed[Directory]) -> Names[tuple[str, str]]:
    people: Sequence[tuple[tuple[str, str], tuple[str, ...]]] = [
        (("staff", person.id), (person.name, person.id)) for person in colleagues(key.thing)
    ]
    groups = [(("group", g.id), (*g.name.root.values(), g.id)) for g in key.thing.groups]
    return Names([*people, *groups])
