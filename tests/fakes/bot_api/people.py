"""People with phones: they type, tap, send photos, block the bot, and see what their screen shows.

Every action is `async` and returns at once (the update is queued); `hears` and `taps` wait for what they need,
without sleeping, for at most `within` real seconds.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.bot_api.bots import Bot, Query
from tests.fakes.bot_api.files import File
from tests.fakes.bot_api.posts import Chat, Post
from tests.fakes.bot_api.screens import heard, newest, shows
from tests.fakes.bot_api.tapping import PATIENCE, Tap
from tests.fakes.bot_api.wording import as_seen_by, entities, membership, reaches
from tests.fakes.bot_api.world import World

Which = Bot | int | str | None


@dataclass(eq=False)
class Person:
    """Somebody with a Telegram account. `started`, `blocked` hold numbers of bots."""

    world: World
    id: int
    name: str
    language: str = "en"
    started: set[int] = field(default_factory=set)
    blocked: set[int] = field(default_factory=set)
    deactivated: bool = False
    acted: int = 0  # the tick of their last action

    @property
    def user(self) -> dict[str, Any]:
        """Telegram's User object."""
        return {"id": self.id, "is_bot": False, "first_name": self.name, "language_code": self.language}

    # what they see

    def chat(self, bot: Which = None) -> Chat:
        """Their private chat with a bot (the first bot by default)."""
        return self.world.private_chat(self.world.bot(bot), self)

    @property
    def sees(self) -> list[Post]:
        """What their private chats with all bots show now, in the order it came."""
        chats = [chat for (_, account), chat in self.world.private.items() if account == self.id]
        return sorted((p for chat in chats for p in chat.visible), key=lambda post: post.born)

    @property
    def last(self) -> Post:
        """The newest message a bot wrote to them in private."""
        return max((p for p in self.sees if p.bot), key=lambda post: post.tick)

    async def hears(self, *words: str, within: float = PATIENCE, ever: bool = False) -> Post:
        """Waits for a message of a bot with all `words` in it, new or edited since they last did something.

        With `ever` an older one will do. Raises AssertionError with the screen if it does not come.
        """
        since = 0 if ever else self.acted
        found = await self.world.bell.until(lambda: heard(self.sees, words, since), within)
        assert found is not None, f"{self.name} did not hear {words}; the screen shows\n{shows(self.sees)}"
        return found

    # what they do

    async def says(self, text: str, *, bot: Which = None, chat: Any = None, reply_to: Post | None = None) -> Post:
        """Types a message, to a bot in private or in a group."""
        return self._send({"text": text} | entities(text), bot, chat, reply_to)

    async def starts(self, payload: str = "", *, bot: Which = None) -> Post:
        """Presses Start, perhaps through a link that carries `payload`."""
        return await self.says(f"/start {payload}".strip(), bot=bot)

    async def sends_photo(self, caption: str = "", **more: Any) -> Post:
        """Sends a photo. `size` (bytes) and `content` may be given, and `bot`, `chat`, `reply_to`."""
        return self._send_file("photo", caption, **more)

    async def sends_video(self, caption: str = "", **more: Any) -> Post:
        """Sends a video."""
        return self._send_file("video", caption, **{"mime": "video/mp4"} | more)

    async def sends_voice(self, caption: str = "", **more: Any) -> Post:
        """Sends a voice message."""
        return self._send_file("voice", caption, **{"mime": "audio/ogg"} | more)

    async def sends_document(self, caption: str = "", **more: Any) -> Post:
        """Sends a document; `name` and `mime` say what it is."""
        return self._send_file("document", caption, **{"name": "report.pdf", "mime": "application/pdf"} | more)

    async def sends_audio(self, caption: str = "", **more: Any) -> Post:
        """Sends a piece of music or a recording."""
        return self._send_file("audio", caption, **{"mime": "audio/mpeg"} | more)

    async def sends_animation(self, caption: str = "", **more: Any) -> Post:
        """Sends a GIF, which comes as a document too."""
        return self._send_file("animation", caption, **{"mime": "video/mp4"} | more)

    async def sends_video_note(self, **more: Any) -> Post:
        """Sends a round video."""
        return self._send_file("video_note", "", **more)

    async def sends_album(self, count: int = 3, caption: str = "", **more: Any) -> list[Post]:
        """Sends several photos at once; the caption stands on the first."""
        album = str(self.world.random.randint(10**16, 10**17))
        return [self._send_file("photo", "" if i else caption, album=album, **more) for i in range(count)]

    async def sends_contact(self, phone: str = "+85366001122", *, name: str | None = None, **more: Any) -> Post:
        """Shares a contact: their own, or with `name` somebody else's."""
        contact: dict[str, Any] = {"phone_number": phone, "first_name": name or self.name}
        if name is None:
            contact["user_id"] = self.id
        return self._send({"contact": contact}, more.get("bot"), more.get("chat"), more.get("reply_to"))

    async def sends_location(self, latitude: float = 22.19, longitude: float = 113.55, **more: Any) -> Post:
        """Shares where they are (degrees)."""
        where = {"latitude": latitude, "longitude": longitude}
        return self._send({"location": where}, more.get("bot"), more.get("chat"), more.get("reply_to"))

    async def sends_sticker(self, **more: Any) -> Post:
        """Sends something of no use."""
        sticker = {"file_id": "STICKER", "file_unique_id": "STICKER", "type": "regular", "width": 512, "height": 512}
        sticker |= {"is_animated": False, "is_video": False}
        return self._send({"sticker": sticker}, more.get("bot"), more.get("chat"), more.get("reply_to"))

    async def edits(self, post: Post, text: str) -> Post:
        """Corrects a message of their own, or its caption."""
        assert post.author == self.id, "people edit their own messages only"
        self.world.edit(post, {"caption": text} if post.media else {"text": text} | entities(text))
        self.acted = self.world.tick
        for bot in self._listeners(post.chat, post.wire):
            self._push(bot, "edited_message", post.wire)
        return post

    async def taps(
        self,
        label: str,
        *,
        message: Post | None = None,
        chat: Any = None,
        times: int = 1,
        within: float = PATIENCE,
    ) -> Tap:
        """Taps a button: on the newest message that shows it (waited for), or on `message`, however stale."""
        post = message
        if post is None:
            look = self._screens if chat is None else lambda: chat.sees
            post = await self.world.bell.until(lambda: newest(look(), label), within)
        assert post is not None, f"{self.name} sees no button {label!r}; the screen shows\n{shows(self._screens())}"
        button = post.button(label, past=message is not None)
        assert button is not None, f"{post!r} never had a button {label!r}"
        for _ in range(times):
            tap = self.taps_data(post, button["callback_data"])
        return tap

    def taps_data(self, post: Post, data: str) -> Tap:
        """Sends any button data at all for a message, as a modified client can."""
        bot = self.world.bot(post.bot)
        query = Query(str(self.world.random.getrandbits(62)), self.world.now(), self.id)
        bot.queries[query.id] = query
        self.acted = self.world.tick
        body = {"id": query.id, "from": self.user, "message": post.wire, "chat_instance": str(post.chat.id)}
        self._push(bot, "callback_query", body | {"data": data})
        return Tap(self.world, query)

    async def blocks(self, bot: Which = None) -> None:
        """Blocks a bot."""
        found = self.world.bot(bot)
        self.blocked.add(found.id)
        self._member_change(found, "member", "kicked")

    async def unblocks(self, bot: Which = None) -> None:
        """Lets a bot write again."""
        found = self.world.bot(bot)
        self.blocked.discard(found.id)
        self._member_change(found, "kicked", "member")

    # how it gets there

    def _send_file(
        self,
        kind: str,
        caption: str,
        *,
        content: bytes = b"\xff\xd8 a picture",
        size: int | None = None,
        name: str | None = None,
        mime: str | None = None,
        again: File | None = None,
        album: str | None = None,
        bot: Which = None,
        chat: Any = None,
        reply_to: Post | None = None,
    ) -> Post:
        file = again or self.world.files.keep(kind, content, size=size, name=name, mime=mime)
        body: dict[str, Any] = {kind: file}
        if caption:
            body["caption"] = caption
        if album:
            body["media_group_id"] = album
        return self._send(body, bot, chat, reply_to)

    def _send(self, body: dict[str, Any], bot: Which, group: Any, reply_to: Post | None) -> Post:
        chat: Chat = group.chat if group is not None else self._private(self.world.bot(bot))
        if reply_to is not None:
            whole = reply_to.wire.items()
            body["reply_to_message"] = {name: value for name, value in whole if name != "reply_to_message"}
        file = next((value for value in body.values() if isinstance(value, File)), None)
        addressed = [self.world.bot(bot)] if group is None else self._listeners(chat, body)
        viewer = addressed[0].id if addressed else 0
        post = self.world.post(chat, self.user, body | as_seen_by(file, viewer))
        self.acted = self.world.tick
        for listener in addressed:
            self._push(listener, "message", post.wire | as_seen_by(file, listener.id))
        return post

    def _private(self, bot: Bot) -> Chat:
        assert bot.id not in self.blocked, f"{self.name} blocked this bot; unblock it first"
        self.started.add(bot.id)
        return self.world.private_chat(bot, self)

    def _listeners(self, chat: Chat, body: dict[str, Any]) -> list[Bot]:
        if chat.kind == "private":
            return [b for b in self.world.bots.values() if self.world.private.get((b.id, self.id)) is chat]
        return [bot for bot in self.world.bots.values() if bot.id in chat.bots and reaches(bot, body)]

    def _push(self, bot: Bot, kind: str, body: dict[str, Any]) -> None:
        bot.updates.push(kind, body, self.world.now())

    def _member_change(self, bot: Bot, old: str, new: str) -> None:
        chat = self.world.private_chat(bot, self)
        self._push(bot, "my_chat_member", membership(self.world, bot, chat, self.user, old, new))

    def _screens(self) -> list[Post]:
        groups = [group for group in self.world.groups.values() if self.id in group.members]
        return self.sees + [post for group in groups for post in group.visible]
