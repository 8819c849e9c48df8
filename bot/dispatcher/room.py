"""How much may go out by each bot over all chats: what was sent, what is about to be, what has been promised."""

from __future__ import annotations

from collections.abc import Iterable

from bot.budget import Window

SECOND = 1.0


class Room:
    """At most `per_second` messages a second for each of `bots`. Times are on the clock's `elapsed`."""

    def __init__(self, bots: Iterable[str], per_second: int) -> None:
        self._sent = {bot: Window(per_second, SECOND) for bot in bots}
        self._reserved = dict.fromkeys(self._sent, 0)  # claimed and not yet sent
        self._promised = dict.fromkeys(self._sent, 0)  # claimed by a commit that is under way

    def left(self, bot: str, at: float) -> int:
        """How many more may be claimed now; none for a bot that we do not have."""
        if bot not in self._sent:
            return 0
        return self._sent[bot].room(at) - self._reserved[bot] - self._promised[bot]

    def promise(self, bot: str) -> None:
        """A commit that is under way claims one."""
        self._promised[bot] += 1

    def commit(self) -> None:
        """That commit is over: what it claimed is reserved now, or was not written."""
        self._promised = dict.fromkeys(self._promised, 0)

    def reserve(self, bot: str) -> None:
        """One is claimed."""
        self._reserved[bot] = self._reserved.get(bot, 0) + 1

    def release(self, bot: str) -> None:
        """One that was claimed has been sent, or given back."""
        self._reserved[bot] -= 1

    def note(self, bot: str, at: float) -> None:
        """One was sent."""
        self._sent[bot].note(at)

    def wait(self, bot: str, at: float) -> float:
        """Seconds until this bot may send."""
        return self._sent[bot].wait(at) if bot in self._sent else 0.0

    def first_wait(self, at: float) -> float:
        """Seconds until any bot may send."""
        return min(window.wait(at) for window in self._sent.values())
