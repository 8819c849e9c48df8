"""Any number of the choices: buttons that switch, or several typed at once."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from handlers.engine.matching import nth
from handlers.engine.questions.base import (
    Accepted,
    Asker,
    Asking,
    Partial,
    Prompt,
    Reading,
    Rejected,
    Showing,
    own,
    page_of,
    shortened,
)
from handlers.engine.questions.choice import choice_label, names_of, offered, page_size
from handlers.engine.questions.yes_no import meaning
from handlers.events import Event, Said
from handlers.messages import Span
from playbooks.locale_format import series
from playbooks.model import ChoicesQuestion

_BETWEEN = re.compile(r"[,;，；、\n/&+]|\band\b|\be\b|和|及|同埋")
_PARTS = 20  # of one message are looked up
_ALL = {"all", "all of them", "全部", "都有", "todos", "todas"}


class ChoicesAsker(Asker[ChoicesQuestion]):
    def ask(self, asking: Asking[ChoicesQuestion]) -> Prompt:
        picked, language = self._picked(asking), asking.language
        keys = [
            own(("☑ " if c.id in picked else "☐ ") + shortened(c.label.text(language), 56), c.id)
            for c in offered(asking)
        ]
        rows = page_of(keys, asking.state.get("page", 0), page_size(asking))
        return Prompt((Span(_how_many(asking) + "\n", "italic"),), rows + self._done_row(asking, picked))

    def read(self, asking: Asking[ChoicesQuestion], event: Event) -> Reading | None:
        if not isinstance(event, Said):
            return None
        choices = offered(asking)
        if event.text.strip().casefold() in _ALL:
            return self._checked(asking, [choice.id for choice in choices])
        if meaning(event.text) == "no" and asking.question.minimum == 0:
            return self._checked(asking, [])
        found, unclear = self._typed(asking, event.text)
        if unclear:
            return self._half_understood(asking, found, unclear)
        return self._checked(asking, [choice.id for choice in choices if choice.id in found])

    def tapped(self, asking: Asking[ChoicesQuestion], argument: str) -> Reading | None:
        if argument == "done":
            return self.finished(asking)
        if argument == "default" and asking.question.default:
            return Accepted(list(asking.question.default), "default")
        order = [choice.id for choice in offered(asking)]
        if argument not in order:
            return None
        picked = self._picked(asking) ^ {argument}
        return Partial({**asking.state, "picked": [name for name in order if name in picked]})

    def finished(self, asking: Asking[ChoicesQuestion]) -> Reading | None:
        picked = self._picked(asking)
        return self._checked(asking, [c.id for c in offered(asking) if c.id in picked], tapped=True)

    def stands(self, asking: Asking[ChoicesQuestion], value: Any) -> bool:
        order = [choice.id for choice in offered(asking)]
        return isinstance(value, list) and all(name in order for name in value)

    def show(self, question: ChoicesQuestion, value: Any, showing: Showing) -> str:
        names = [choice_label(question, name, showing.language) for name in value]
        return series(names, showing.language) if names else showing.say("None")

    def _picked(self, asking: Asking[ChoicesQuestion]) -> set[str]:
        if "picked" in asking.state:
            return set(asking.state["picked"])
        return set(asking.standing if asking.standing is not None else asking.question.default or ())

    def _typed(self, asking: Asking[ChoicesQuestion], text: str) -> tuple[set[str], list[str]]:
        """The choices that a text names, and the parts of it that name none for sure."""
        choices, found, unclear = offered(asking), set(), []
        allowed = {choice.id for choice in choices}.__contains__
        whole = names_of(asking).match(text, allowed)
        if whole.sure:
            return {whole.found[0]}, []
        for part in parts_of(text):
            match = names_of(asking).match(part, allowed)
            if match.sure:
                found.add(match.found[0])
            elif (numbered := nth(part, choices)) is not None:
                found.add(numbered.id)
            elif several := self._word_by_word(asking, part, allowed):
                found |= several
            else:
                unclear.append(part)
        return found, unclear

    def _word_by_word(self, asking: Asking[ChoicesQuestion], part: str, allowed: Callable[[str], bool]) -> set[str]:
        """The choices that “red blue” names, if every word names one."""
        matches = [names_of(asking).match(word, allowed) for word in part.split()[:_PARTS]]
        return {match.found[0] for match in matches} if all(match.sure for match in matches) else set()

    def _half_understood(self, asking: Asking[ChoicesQuestion], found: set[str], unclear: list[str]) -> Reading:
        say = asking.say
        words = say(
            "“{text}” is not one of the answers. Tap all that fit, then Done.", text=shortened(unclear[0], 40)
        )
        if not found:
            return Rejected(words)
        picked = self._picked(asking) | found
        order = [choice.id for choice in offered(asking) if choice.id in picked]
        return Partial({**asking.state, "picked": order}, words, warning=True)

    def _checked(self, asking: Asking[ChoicesQuestion], picked: list[str], tapped: bool = False) -> Reading:
        question, say = asking.question, asking.say
        if len(picked) < question.minimum:
            return Rejected(say("At least {n} needed.", n=question.minimum))
        if question.maximum is not None and len(picked) > question.maximum:
            return Rejected(say("At most {n} fit here.", n=question.maximum))
        return Accepted(picked, "tapped" if tapped else "typed")

    def _done_row(self, asking: Asking[ChoicesQuestion], picked: set[str]) -> tuple[tuple[Any, ...], ...]:
        if picked:
            # TRANSLATORS: Button: all that fit are ticked. Other texts name it: “Tap all that fit, then Done.”
            return ((own(asking.say("Done"), "done", "primary"),),)
        return ((own(asking.say("None of these"), "done"),),) if asking.question.minimum == 0 else ()


def parts_of(text: str) -> list[str]:
    """What stands between commas and “and”, each thing once."""
    if re.fullmatch(r"\s*\d{1,3}(\s+\d{1,3})+\s*", text[:200]):
        return list(dict.fromkeys(text[:200].split()))
    parts = dict.fromkeys(part.strip() for part in _BETWEEN.split(text[:1000]) if part.strip())
    return list(parts)[:_PARTS] or [text[:40]]


def _how_many(asking: Asking[ChoicesQuestion]) -> str:
    most = asking.question.maximum
    if most is None:
        return asking.say("Tap all that fit, then Done.")
    return asking.say("Tap up to {n}, then Done.", n=most)
