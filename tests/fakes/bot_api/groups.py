"""Group chats: who is in them, what they show, and how they become supergroups."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tests.fakes.bot_api.people import Person, Which
from tests.fakes.bot_api.posts import Chat, Post
from tests.fakes.bot_api.screens import heard, shows
from tests.fakes.bot_api.tapping import PATIENCE
from tests.fakes.bot_api.wording import membership
from tests.fakes.bot_api.world import World


@dataclass(eq=False)
class Group:
    """A group chat as its members see it."""

    world: World
    chat: Chat
    heard_until: int = 0

    @property
    def id(self) -> int:
        """Its chat number now (it changes when the group is upgraded)."""
        return self.chat.id

    @property
    def sees(self) -> list[Post]:
        """What the chat shows now, oldest first."""
        return self.chat.visible

    async def hears(self, *words: str, within: float = PATIENCE) -> Post:
        """Waits for a message of a bot with all `words` in it; any that stands there will do."""
        found = await self.world.bell.until(lambda: heard(self.sees, words, 0), within)
        assert found is not None, f"nobody said {words} in {self.chat.title}; it shows\n{shows(self.sees)}"
        return found

    def add(self, *people: Person) -> None:
        """Lets people in, quietly."""
        self.chat.members.update({person.id: person for person in people})

    async def removes(self, bot: Which = None) -> None:
        """Throws a bot out."""
        found = self.world.bot(bot)
        self.chat.bots.discard(found.id)
        self.chat.removed.add(found.id)
        self._tell_member(found, "member", "kicked")

    async def adds(self, bot: Which = None) -> None:
        """Lets a bot in."""
        found = self.world.bot(bot)
        self.chat.bots.add(found.id)
        self.chat.removed.discard(found.id)
        self._tell_member(found, "left", "member")

    async def upgrades(self, to: int) -> None:
        """Becomes supergroup `to`: the old number refuses from now on, and says where the group went."""
        old = self.chat
        new = Chat(to, "supergroup", old.title, members=dict(old.members), bots=set(old.bots))
        self.world.groups[to] = new
        old.migrated_to, self.chat = to, new
        self._service(old, {"migrate_to_chat_id": to})
        self._service(new, {"migrate_from_chat_id": old.id})

    def _service(self, chat: Chat, body: dict[str, Any]) -> None:
        author = next(iter(chat.members.values())).user if chat.members else {"id": 1087968824, "is_bot": True}
        post = self.world.post(chat, author, body)
        for bot in self.world.bots.values():
            if bot.id in chat.bots:
                bot.updates.push("message", post.wire, self.world.now())

    def _tell_member(self, bot: Any, old: str, new: str) -> None:
        by = next(iter(self.chat.members.values())).user if self.chat.members else bot.user
        change = membership(self.world, bot, self.chat, by, old, new)
        bot.updates.push("my_chat_member", change, self.world.now())
