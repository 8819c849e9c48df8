"""As much text as they need.

The first message is taken as the answer at once, because one message is what nearly everybody sends.  A message as
long as a chat app's own limit is a piece of a longer text that the app has cut up, so more is waited for.  Whoever
sends a second message after all can add it: the next prompt offers to (`handlers.engine.places.spill`), and so does
the question itself when it is opened again from the review.
"""

from __future__ import annotations

from typing import Any

from handlers.engine.questions.base import Accepted, Asker, Asking, Partial, Prompt, Reading, Rejected, own, shortened
from handlers.engine.questions.text import too_long
from handlers.events import Event, Said
from handlers.messages import Span
from playbooks.model import LongTextQuestion

#: Telegram's apps cut a text at 4096 characters, or somewhat before at a space.
CUT = 3900


class LongTextAsker(Asker[LongTextQuestion]):
    def ask(self, asking: Asking[LongTextQuestion]) -> Prompt:
        say, so_far = asking.say, asking.state.get("so_far")
        if so_far is not None:
            spans = (Span(say("So far: {text}", text=shortened(so_far, 200)) + "\n", "italic"),)
            return Prompt(spans, ((own(say("That is all"), "done", "primary"),),))
        if asking.standing:
            return Prompt(rows=((own(say("Add to it"), "add"),),))
        default = asking.question.default
        return Prompt(rows=((own(shortened(default, 40), "default"),),)) if default else Prompt()

    def read(self, asking: Asking[LongTextQuestion], event: Event) -> Reading | None:
        if not isinstance(event, Said):
            return None
        if not event.text.strip():
            return Rejected(asking.say("Please write something."))
        text = joined(asking.state.get("so_far"), event.text)
        if len(text) > asking.question.max_length:
            return Rejected(too_long(asking, len(text), asking.question.max_length))
        if len(event.text) >= CUT:
            return Partial({"so_far": text}, asking.say("Got it. Is there more?"))
        return Accepted(text)

    def tapped(self, asking: Asking[LongTextQuestion], argument: str) -> Reading | None:
        if argument == "done":
            return self.finished(asking)
        if argument == "add" and isinstance(asking.standing, str):
            return Partial({"so_far": asking.standing}, asking.say("Write what you want to add."))
        if argument == "default" and asking.question.default:
            return Accepted(asking.question.default, "default")
        return None

    def finished(self, asking: Asking[LongTextQuestion]) -> Reading | None:
        so_far = asking.state.get("so_far")
        return Accepted(so_far) if so_far else None

    def stands(self, asking: Asking[LongTextQuestion], value: Any) -> bool:
        return isinstance(value, str) and bool(value.strip()) and len(value) <= asking.question.max_length


def joined(before: str | None, more: str) -> str:
    """Two messages as one text."""
    return f"{before}\n{more}" if before else more
