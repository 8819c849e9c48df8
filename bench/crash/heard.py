"""Every new message of the bot, as it first was, and when."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from handlers.messages import plain
from handlers.retry import marked
from tests.fakes.bot_api import BotApi, Post

#: How a message begins that may be a repeat.
MARK = marked(plain(""), "en").text


@dataclass(frozen=True, slots=True)
class Said:
    """One new message of the bot, as it first was."""

    at: float
    chat: int
    text: str

    @property
    def marked(self) -> bool:
        return self.text.startswith(MARK)

    @property
    def words(self) -> str:
        return self.text.removeprefix(MARK)


@dataclass(slots=True)
class Heard:
    """`said` grows from the moment `listen` is called."""

    said: list[Said] = field(default_factory=list)
    _seen: set[tuple[int, int]] = field(default_factory=set)

    def listen(self, api: BotApi) -> None:
        """From now on remembers."""
        api.world.on_post.append(self._note)

    def by(self, chat: int) -> list[Said]:
        """What was said in one chat."""
        return [one for one in self.said if one.chat == chat]

    def _note(self, post: Post) -> None:
        key = (post.chat.id, post.id)
        if post.bot is not None and key not in self._seen:
            self._seen.add(key)
            self.said.append(Said(time.perf_counter(), post.chat.id, post.text))
