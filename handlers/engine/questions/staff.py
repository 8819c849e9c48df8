"""A colleague: found by name, picked from a list, or somebody who is not on it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from handlers.engine.keyed import Keyed
from handlers.engine.matching import Names
from handlers.engine.questions.base import (
    Accepted,
    Asker,
    Asking,
    NeedsConfirmation,
    Partial,
    Prompt,
    Reading,
    Rejected,
    Showing,
    own,
    page_of,
    shortened,
)
from handlers.engine.tokens import token
from handlers.events import ContactGiven, Event, Said
from handlers.messages import Span
from handlers.people import Directory, Staff
from playbooks.model import StaffQuestion

_NAME = 120


class StaffAsker(Asker[StaffQuestion]):
    def ask(self, asking: Asking[StaffQuestion]) -> Prompt:
        say, unknown = asking.say, asking.state.get("unknown")
        if unknown is not None:
            line = Span(say("“{name}” is not on the list.", name=unknown) + "\n")
            return Prompt(
                (line,), ((own(say("Use this name"), "own", "primary"), own(say("Back to the list"), "list")),)
            )
        keys = [own(shortened(person.name, 40), token(person.id)) for person in colleagues(asking.at.directory)]
        line = Span(say("Tap a name, or type one.") + "\n", "italic")
        return Prompt((line,), page_of(keys, asking.state.get("page", 0), asking.at.limits.buttons_per_page))

    def read(self, asking: Asking[StaffQuestion], event: Event) -> Reading | None:
        text = event.text if isinstance(event, Said) else event.name if isinstance(event, ContactGiven) else None
        if text is None:
            return None
        if not text.strip() or len(text) > _NAME:
            return Rejected(asking.say("Please say it in at most {most} characters.", most=_NAME))
        match = _names(asking.at.directory).match(text)
        if match.sure:
            return Accepted(match.found[0])
        if match.found:
            return NeedsConfirmation((*match.found, {"text": text}))
        return Partial({"unknown": text})

    def tapped(self, asking: Asking[StaffQuestion], argument: str) -> Reading | None:
        unknown = asking.state.get("unknown")
        if argument == "own" and unknown is not None:
            return Accepted({"text": unknown}, "tapped")
        if argument == "list":
            return Partial({})
        found = next((p for p in colleagues(asking.at.directory) if token(p.id) == argument), None)
        return None if found is None else Accepted(found.id, "tapped")

    def stands(self, asking: Asking[StaffQuestion], value: Any) -> bool:
        return (isinstance(value, dict) and isinstance(value.get("text"), str)) or (
            isinstance(value, str) and value in asking.at.directory.staff_by_id
        )

    def show(self, question: StaffQuestion, value: Any, showing: Showing) -> str:
        if isinstance(value, dict):
            return str(value.get("text", ""))
        person = showing.directory.staff_by_id.get(value)
        return person.name if person else str(value)


def colleagues(directory: Directory) -> Sequence[Staff]:
    """Everybody who works here now, by name."""
    return _colleagues(Keyed(id(directory), directory))


@lru_cache(maxsize=4)
def _colleagues(key: Keyed[Directory]) -> Sequence[Staff]:
    return sorted((p for p in key.thing.staff if p.active), key=lambda person: person.name.casefold())


def _names(directory: Directory) -> Names[str]:
    return _names_of(Keyed(id(directory), directory))


@lru_cache(maxsize=4)
def _names_of(key: Keyed[Directory]) -> Names[str]:
    return Names((person.id, (person.name, person.id)) for person in _colleagues(key))
