"""What each chat shows now: its messages, their buttons, and what they said before they were edited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from handlers.messages import Button, Message


@dataclass
class Shown:
    """One message of a chat; `versions` is what it said over time, the last is what it says now."""

    number: int
    versions: list[Message] = field(default_factory=list)

    @property
    def now(self) -> Message:
        return self.versions[-1]


@dataclass(frozen=True, slots=True)
class Found:
    """A button, and the message it stands (or stood) on."""

    number: int
    button: Button


class Chats:
    """The messages of every chat, oldest first. Numbers start above `first` and are never used twice."""

    def __init__(self, first: int = 0) -> None:
        self._last = first
        self._chats: dict[int, list[Shown]] = {}

    def next_number(self) -> int:
        """A number for a message, also for those that people send."""
        self._last += 1
        return self._last

    def post(self, chat: int, message: Message) -> int:
        """Shows a new message; its number."""
        shown = Shown(self.next_number(), [message])
        self._chats.setdefault(chat, []).append(shown)
        return shown.number

    def edit(self, chat: int, number: int, message: Message) -> bool:
        """Changes a message. False when it already says this; raises LookupError when there is none."""
        shown = self.message(chat, number)
        if shown is None:
            raise LookupError(f"no message {number} in chat {chat}")
        if shown.now == message:
            return False
        shown.versions.append(message)
        return True

    def messages(self, chat: int) -> list[Shown]:
        return self._chats.get(chat, [])

    def message(self, chat: int, number: int) -> Shown | None:
        return next((shown for shown in self.messages(chat) if shown.number == number), None)

    def live(self, chat: int) -> Shown | None:
        """The newest message that has buttons now."""
        return next((shown for shown in reversed(self.messages(chat)) if shown.now.rows), None)

    def button(self, chat: int, label: str) -> Found | None:
        """The newest button that reads `label` now."""
        return next((found for found in self._buttons(chat) if found.button.label == label), None)

    def old_button(self, chat: int, label: str) -> Found | None:
        """The newest button reading `label` that is no longer on the newest message with buttons."""
        live = self.live(chat)
        current = {(live.number, button.data) for row in live.now.rows for button in row} if live else set()
        for shown in reversed(self.messages(chat)):
            for version in reversed(shown.versions):
                for found in _on(shown.number, version):
                    if found.button.label == label and (found.number, found.button.data) not in current:
                        return found
        return None

    def saying(self, chat: int, words: str) -> Shown | None:
        """The newest message that has `words` in it now."""
        return next((shown for shown in reversed(self.messages(chat)) if words in shown.now.text), None)

    def _buttons(self, chat: int) -> Iterator[Found]:
        for shown in reversed(self.messages(chat)):
            yield from _on(shown.number, shown.now)


def _on(number: int, message: Message) -> Iterator[Found]:
    for row in message.rows:
        for button in row:
            yield Found(number, button)
