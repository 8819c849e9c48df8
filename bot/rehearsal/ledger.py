"""What Muster said and nobody has looked at yet."""

from __future__ import annotations

from collections.abc import Iterator

from bot.rehearsal.hearing import Heard


class Ledger:
    """Heard things in order, each with the number of the line that caused it."""

    def __init__(self) -> None:
        self._entries: list[tuple[Heard, int]] = []

    def note(self, heard: Heard, cause: int) -> None:
        self._entries.append((heard, cause))

    def take(self, chat: int) -> list[Heard]:
        """What was said in `chat` since the last look."""
        taken = [heard for heard, _ in self._entries if heard.chat == chat]
        self._entries = [entry for entry in self._entries if entry[0].chat != chat]
        return taken

    def chats(self) -> list[int]:
        """Chats in which something was said since the last look."""
        return list(dict.fromkeys(heard.chat for heard, _ in self._entries))

    def rest(self) -> Iterator[tuple[Heard, int]]:
        """Everything nobody looked at, with its cause."""
        yield from self._entries
