"""How somebody would give an answer that an author wrote down: what they would type, send or tap."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from bot.rehearsal.people import media
from bot.simulation.seeds import SKIP
from handlers.events import Commanded, Event, Said, Shared
from handlers.people import Directory
from playbooks.model import (
    ChoiceQuestion,
    ChoicesQuestion,
    EvidenceQuestion,
    PersonQuestion,
    PlaceQuestion,
    YesNoQuestion,
)

#: A button of the live question by what it does, for what is tapped rather than typed.
Action = str
Given = Event | Action

_TRUTH = {True: "yes", False: "no"}


def given(question: Any, value: Any, language: str, directory: Directory) -> Sequence[Given]:
    """What gives `value` as the answer to `question`, one after the other."""
    if value == SKIP:
        return [Commanded("skip")]
    if isinstance(question, YesNoQuestion):
        return [f"a={_TRUTH.get(value, value) if isinstance(value, bool) else value}"]
    if isinstance(question, EvidenceQuestion):
        names = value if isinstance(value, list) else [value]
        return [*(Shared(media(question.kinds[0], str(name))) for name in names), "a=done"]
    if isinstance(question, ChoiceQuestion) and any(choice.id == value for choice in question.choices):
        return [f"a={value}"]
    typed = Said(_typed(question, value, language, directory))
    if isinstance(question, PersonQuestion) and not any(map(str.isdigit, typed.text)):
        return [typed, "a=none"]  # then the phone number is asked for
    return [typed]


def _typed(question: Any, value: Any, language: str, directory: Directory) -> str:
    if isinstance(question, ChoicesQuestion):
        labels = {choice.id: choice.label.text(language) for choice in question.choices}
        return ", ".join(labels.get(one, str(one)) for one in (value if isinstance(value, list) else [value]))
    if isinstance(question, PlaceQuestion):
        places = (place for site in directory.sites for place in site.walk())
        return next((place.name.text(language) for place in places if place.id == value), str(value))
    if isinstance(value, dict):  # a person's name and phone, an amount and its currency
        return (
            ", ".join(str(part) for part in value.values()) if "name" in value else " ".join(map(str, value.values()))
        )
    return str(value)
