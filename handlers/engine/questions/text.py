"""A line of text."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from handlers.engine.questions.base import Accepted, Asker, Asking, Prompt, Reading, Rejected, own, shortened
from handlers.events import Event, Said
from playbooks.model import TextQuestion


class TextAsker(Asker[TextQuestion]):
    def ask(self, asking: Asking[TextQuestion]) -> Prompt:
        default = asking.question.default
        return Prompt(rows=((own(shortened(default, 40), "default"),),)) if default else Prompt()

    def read(self, asking: Asking[TextQuestion], event: Event) -> Reading | None:
        if not isinstance(event, Said):
            return None
        why = self._objection(asking, event.text)
        return Rejected(why) if why else Accepted(event.text)

    def tapped(self, asking: Asking[TextQuestion], argument: str) -> Reading | None:
        if argument == "default" and asking.question.default:
            return Accepted(asking.question.default, "default")
        return None

    def stands(self, asking: Asking[TextQuestion], value: Any) -> bool:
        return isinstance(value, str) and not self._objection(asking, value)

    def _objection(self, asking: Asking[TextQuestion], text: str) -> str:
        question, say = asking.question, asking.say
        if not text.strip():
            return say("Please write something.")
        if len(text) > question.max_length:
            return too_long(asking, len(text), question.max_length)
        if question.pattern and not _compiled(question.pattern).fullmatch(text.strip()):
            message = question.pattern_message
            return message.text(asking.language) if message else say("That does not look right. Please check it.")
        return ""


def too_long(asking: Asking[Any], length: int, most: int) -> str:
    """What to say to a text of `length` characters where `most` fit."""
    return asking.say(
        "That is {length} characters; at most {most} fit here. Please shorten it.", length=length, most=most
    )


@lru_cache(maxsize=256)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern)
