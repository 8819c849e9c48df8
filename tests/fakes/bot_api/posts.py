"""Chats and the messages in them, as the people in them see them now."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from tests.fakes.bot_api.files import KINDS

Rows = list[list[dict[str, Any]]]


@dataclass(slots=True, eq=False)
class Post:
    """One message. `wire` is Telegram's Message object; `tick` grows whenever something on any screen changes."""

    id: int
    chat: Chat
    author: int
    wire: dict[str, Any]
    tick: int
    born: int  # its tick when it was new
    bot: int | None = None  # the bot that wrote it
    deleted: bool = False
    edits: int = 0
    past_rows: list[Rows] = field(default_factory=list)  # keyboards it had before, for stale taps

    @property
    def text(self) -> str:
        """The words on the screen: the text or the caption."""
        return str(self.wire.get("text") or self.wire.get("caption") or "")

    @property
    def rows(self) -> Rows:
        """The buttons under it."""
        rows: Rows = self.wire.get("reply_markup", {}).get("inline_keyboard", [])
        return rows

    @property
    def buttons(self) -> list[str]:
        """The labels of its buttons, in reading order."""
        return [button["text"] for row in self.rows for button in row]

    @property
    def keys(self) -> list[str]:
        """The labels of the reply keyboard it came with."""
        rows = self.wire.get("reply_markup", {}).get("keyboard", [])
        return [key if isinstance(key, str) else key["text"] for row in rows for key in row]

    @property
    def media(self) -> str | None:
        """What kind of file it shows, if any."""
        return next((kind for kind in KINDS if kind in self.wire), None)

    def button(self, label: str, *, past: bool = False) -> dict[str, Any] | None:
        """The button called `label` (exactly, or else in part); with `past` also of keyboards it once had."""
        for rows in [self.rows, *(reversed(self.past_rows) if past else ())]:
            if found := _find(rows, label):
                return found
        return None

    def __repr__(self) -> str:
        buttons = "".join(f" [{label}]" for label in self.buttons)
        return f"<{self.id} {self.text!r}{buttons}>"


def _find(rows: Rows, label: str) -> dict[str, Any] | None:
    buttons = [button for row in rows for button in row]
    exact = next((b for b in buttons if b["text"] == label), None)
    return exact or next((b for b in buttons if label.lower() in b["text"].lower()), None)


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat with one bot, or a group. Message numbers start at 1 in every chat."""

    id: int
    kind: str  # private, group, supergroup
    title: str
    posts: dict[int, Post] = field(default_factory=dict)
    next_id: int = 1
    members: dict[int, Any] = field(default_factory=dict)  # people, by account
    bots: set[int] = field(default_factory=set)
    removed: set[int] = field(default_factory=set)  # bots that were thrown out
    migrated_to: int | None = None
    pinned: int | None = None

    @property
    def wire(self) -> dict[str, Any]:
        """Telegram's Chat object."""
        if self.kind == "private":
            return {"id": self.id, "type": "private", "first_name": self.title}
        return {"id": self.id, "type": self.kind, "title": self.title}

    @property
    def visible(self) -> list[Post]:
        """What the chat shows now, oldest first."""
        return [post for post in self.posts.values() if not post.deleted]

    def forget_before(self, keep: int) -> None:
        """Lets go of all but the last `keep` messages: long benchmarks run in little memory."""
        while len(self.posts) > keep:
            del self.posts[next(iter(self.posts))]
