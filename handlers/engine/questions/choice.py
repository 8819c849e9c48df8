"""Exactly one of the choices, tapped or typed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from handlers.engine.keyed import Keyed
from handlers.engine.matching import Names, all_texts, nth
from handlers.engine.questions.base import (
    Accepted,
    Asker,
    Asking,
    NeedsConfirmation,
    Prompt,
    Reading,
    Rejected,
    Showing,
    own,
    page_of,
    shortened,
)
from handlers.events import Event, Said
from handlers.messages import Span
from playbooks.model import Choice, ChoiceQuestion, ChoicesQuestion

MOST_OWN_WORDS = 200


class ChoiceAsker(Asker[ChoiceQuestion]):
    def ask(self, asking: Asking[ChoiceQuestion]) -> Prompt:
        default = asking.question.default
        keys = [
            own(
                shortened(choice.label.text(asking.language), 60),
                choice.id,
                "primary" if choice.id == default else "plain",
            )
            for choice in offered(asking)
        ]
        return Prompt(_typing_line(asking, len(keys)), page_of(keys, asking.state.get("page", 0), page_size(asking)))

    def read(self, asking: Asking[ChoiceQuestion], event: Event) -> Reading | None:
        if not isinstance(event, Said):
            return None
        choices = offered(asking)
        open_to = {choice.id for choice in choices}
        match = names_of(asking).match(event.text, open_to.__contains__)
        if match.sure:
            return Accepted(match.found[0])
        if (numbered := nth(event.text, choices)) is not None:
            return Accepted(numbered.id)
        if match.found:
            own_words = ({"text": event.text},) if asking.question.other else ()
            return NeedsConfirmation((*match.found, *own_words))
        return self._own_words(asking, event.text)

    def tapped(self, asking: Asking[ChoiceQuestion], argument: str) -> Reading | None:
        return Accepted(argument, "tapped") if any(c.id == argument for c in offered(asking)) else None

    def stands(self, asking: Asking[ChoiceQuestion], value: Any) -> bool:
        if isinstance(value, dict):
            return asking.question.other and isinstance(value.get("text"), str)
        return any(choice.id == value for choice in offered(asking))

    def show(self, question: ChoiceQuestion, value: Any, showing: Showing) -> str:
        return choice_label(question, value, showing.language)

    def _own_words(self, asking: Asking[ChoiceQuestion], text: str) -> Reading:
        if not asking.question.other:
            return Rejected(
                asking.say("“{text}” is not one of the answers. Tap one, or type its name.", text=shortened(text, 40))
            )
        if not text.strip() or len(text) > MOST_OWN_WORDS:
            return Rejected(asking.say("Please say it in at most {most} characters.", most=MOST_OWN_WORDS))
        return Accepted({"text": text})


def offered(asking: Asking[Any]) -> list[Choice]:
    """The choices that may be taken now."""
    return [choice for choice in asking.question.choices if choice.when is None or asking.holds(choice.when)]


def choice_label(question: ChoiceQuestion | ChoicesQuestion, value: Any, language: str) -> str:
    """What a chosen value is called."""
    if isinstance(value, dict):
        return str(value.get("text", ""))
    return next((choice.label.text(language) for choice in question.choices if choice.id == value), str(value))


def page_size(asking: Asking[Any]) -> int:
    """How many buttons a page holds; a list that fits with two more is not cut in two for their sake."""
    size = asking.at.limits.buttons_per_page
    return size + 2 if len(getattr(asking.question, "choices", ())) <= size + 2 else size


def names_of(asking: Asking[Any]) -> Names[str]:
    """The names of this question's choices, in all languages."""
    question = asking.question
    return _names(Keyed((asking.edition, question.id, id(question)), question))


def _typing_line(asking: Asking[ChoiceQuestion], count: int) -> tuple[Span, ...]:
    """What typing is good for here, where nobody would guess it from the buttons."""
    if asking.question.other:
        return (Span(asking.say("None of these? Write it.") + "\n", "italic"),)
    if count > page_size(asking):
        return (Span(asking.say("You can also type part of the name.") + "\n", "italic"),)
    return ()


@lru_cache(maxsize=1024)
def _names(key: Keyed[Any]) -> Names[str]:
    return Names((c.id, [*all_texts(c.label), *c.aliases, c.id]) for c in key.thing.choices)
