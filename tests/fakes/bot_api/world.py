"""Everything Telegram knows: bots, people, chats, messages, files. No HTTP in here."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING, Any

from tests.fakes.bot_api.bell import Bell
from tests.fakes.bot_api.bots import Bot
from tests.fakes.bot_api.files import Files
from tests.fakes.bot_api.posts import Chat, Post
from tests.fakes.bot_api.refusals import bad, forbidden, migrated
from tests.fakes.bot_api.updates import Updates

if TYPE_CHECKING:
    from tests.fakes.bot_api.people import Person

Clock = Callable[[], datetime]


class World:
    """`bell` rings whenever anything on a screen changes; `tick` counts those changes."""

    def __init__(self, clock: Clock | Any | None, tokens: tuple[str, ...], seed: int) -> None:
        self._clock = clock
        self.random = random.Random(seed)
        self.bell = Bell()
        self.tick = 0
        self.files = Files()
        self.people: dict[int, Person] = {}
        self.private: dict[tuple[int, int], Chat] = {}  # by bot and account
        self.groups: dict[int, Chat] = {}
        self.bots = {token: Bot(token, _username(token), Updates(100_000 * i + 1)) for i, token in enumerate(tokens)}
        self.keep_posts: int | None = None
        self.on_post: list[Callable[[Post], None]] = []

    def now(self) -> float:
        """Epoch seconds of the clock that was handed in, else of the machine."""
        if self._clock is None:
            return time.time()
        read = getattr(self._clock, "now", self._clock)
        moment = read()
        return float(moment.timestamp() if isinstance(moment, datetime) else moment)

    def bot(self, which: Bot | int | str | None = None) -> Bot:
        """A bot by token, by number, by name; the first one by default."""
        if isinstance(which, Bot):
            return which
        for bot in self.bots.values():
            if which is None or which in (bot.token, bot.id, bot.username):
                return bot
        raise LookupError(f"no bot {which!r}")

    def private_chat(self, bot: Bot, person: Person) -> Chat:
        """The private chat of these two, empty if they never talked."""
        key = (bot.id, person.id)
        if key not in self.private:
            self.private[key] = Chat(person.id, "private", person.name)
        return self.private[key]

    def chat_for(self, bot: Bot, chat_id: int | None) -> Chat:
        """The chat a bot wants to write to, refused as Telegram refuses."""
        if chat_id in self.people:
            return self._private_for(bot, self.people[chat_id])
        group = self.groups.get(chat_id) if chat_id is not None else None
        if group is None or (bot.id not in group.bots and bot.id not in group.removed):
            raise bad("chat not found")
        if group.migrated_to is not None:
            raise migrated(group.migrated_to)
        if bot.id in group.removed:
            raise forbidden(f"bot was kicked from the {'group chat' if group.kind == 'group' else 'supergroup chat'}")
        return group

    def _private_for(self, bot: Bot, person: Person) -> Chat:
        if person.deactivated:
            raise forbidden("user is deactivated")
        if bot.id in person.blocked:
            raise forbidden("bot was blocked by the user")
        if bot.id not in person.started:
            raise forbidden("bot can't initiate conversation with a user")
        return self.private_chat(bot, person)

    def post(self, chat: Chat, author: dict[str, Any], body: dict[str, Any], *, bot: int | None = None) -> Post:
        """Puts a message into a chat."""
        wire = {"message_id": chat.next_id, "from": author, "chat": chat.wire, "date": int(self.now()), **body}
        self.tick += 1
        post = Post(chat.next_id, chat, author["id"], wire, self.tick, self.tick, bot)
        chat.posts[post.id] = post
        chat.next_id += 1
        if self.keep_posts is not None:
            chat.forget_before(self.keep_posts)
        self._changed(post)
        return post

    def edit(self, post: Post, body: dict[str, Any], drop: tuple[str, ...] = ()) -> None:
        """Changes a message: `body` is put over it, `drop` taken out of it."""
        post.past_rows.append(post.rows)
        for name in drop:
            post.wire.pop(name, None)
        post.wire.update(body, edit_date=int(self.now()))
        post.edits += 1
        self.touch(post)

    def touch(self, post: Post) -> None:
        """Something about a message changed."""
        self.tick += 1
        post.tick = self.tick
        self._changed(post)

    def _changed(self, post: Post) -> None:
        for heard in self.on_post:
            heard(post)
        self.bell.ring()


def _username(token: str) -> str:
    return f"{token.partition(':')[2].partition('-')[0] or 'test'}_bot"
