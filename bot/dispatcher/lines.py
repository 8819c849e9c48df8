"""The lines of all chats: one for each chat that has or lately had something."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.budget import Window
from bot.dispatcher.line import SECOND, Line
from bot.dispatcher.room import reserve_of
from bot.dispatcher.shares import ALL, Share
from handlers.delivery import Lane, Notice

MINUTE = 60.0
URGENT = (Lane.URGENT,)

Chat = tuple[str, int]  # the bot, and the chat's number


class Lines:
    """Groups may have so many messages a minute, a private chat one a second."""

    def __init__(self, per_group_minute: int) -> None:
        self._per_group_minute = per_group_minute
        self._share = ALL
        self._lines: dict[Chat, Line] = {}

    def share(self, share: Share) -> None:
        """So much of each chat's limit is ours."""
        if share != self._share:
            self._share = share
            for line in self._lines.values():
                self._limit(line)

    def __iter__(self) -> Iterator[tuple[Chat, Line]]:
        return iter(self._lines.items())

    def known(self, chat: Chat) -> Line | None:
        """The line of `chat`, if there is anything to know about it."""
        return self._lines.get(chat)

    def of(self, chat: Chat) -> Line:
        """The line of `chat`, a new one if need be."""
        line = self._lines.get(chat)
        if line is None:
            line = self._lines[chat] = self._new(chat)
        return line

    def _new(self, chat: Chat) -> Line:
        line = Line(group=chat[1] < 0, window=Window(1, SECOND))
        self._limit(line)
        return line

    def _limit(self, line: Line) -> None:
        if not line.group:
            line.window.change(1, SECOND * self._share.among)
            return
        line.second.change(1, SECOND * self._share.among)
        limit = self._share.of(self._per_group_minute)
        line.window.change(limit, MINUTE)
        kept = reserve_of(limit)
        line.reserve = max(kept, limit - reserve_of(self._per_group_minute)) if self._share.joining else kept

    def forget(self, at: float) -> None:
        """Lets go of lines that a new one would be just like."""
        self._lines = {chat: line for chat, line in self._lines.items() if not line.forgettable(at)}

    def closed(self, at: float, lanes: Sequence[Lane]) -> set[Chat]:
        """The chats that can take nothing of these lanes now, so that it is not worth claiming."""
        return {chat for chat, line in self._lines.items() if not _open(line, at, lanes)}

    def take_up(self, lanes: Sequence[Lane], closed: set[Chat]) -> list[tuple[Line, Lane]]:
        """What these chats had left behind in the outbox is about to be claimed. Tells what it was, of whom."""
        taken = []
        for chat, line in self._lines.items():
            if line.behind is not None and line.behind in lanes and chat not in closed:
                taken.append((line, line.behind))
                line.behind = None
        return taken


def chat_of(notice: Notice) -> Chat:
    """Where it goes."""
    return notice.bot, notice.chat


def _open(line: Line, at: float, lanes: Sequence[Lane]) -> bool:
    return line.takes(at, Lane.URGENT) if lanes == URGENT else line.free(at, Lane.ROUTINE)
