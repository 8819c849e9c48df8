"""What every channel does, held to one contract suite (`tests/contracts/channel`)."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Protocol

from handlers.delivery import SendResult
from handlers.events import Inbound
from handlers.messages import Message


class NotLoaded(Exception):
    """The content of a file cannot be had now."""


#: Gives the content with a SHA-256 (`handlers.media.digest_in`). Raises NotLoaded.
Load = Callable[[str], Awaitable[bytes]]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way out. `edit` is the platform message it replaces; `reply_to` the one it answers.

    `load` gives what is in files of ours, when the message has any: each is loaded just before it is sent.
    """

    chat: int
    message: Message
    edit: int | None = None
    reply_to: int | None = None
    load: Load | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class RawUpdate:
    """One piece of input as it came. `update_id` is unique for its bot (not ordered for ever); `raw` is JSON.

    `conversation` is read off as far as possible without decoding, and is `<bot>:0` when it cannot be.
    """

    update_id: int
    conversation: str
    raw: str


class Undecodable(Exception):
    """This update makes no sense to us; it is kept in quarantine and the next one goes on."""


class ChannelRefused(Exception):
    """The platform refuses our credentials. The text names the setting to mend, never the secret."""


class ChannelUnreachable(Exception):
    """The platform cannot be reached now. The text names the setting that says where it is."""


class ChannelBusy(ChannelUnreachable):
    """It answered that it can do nothing for us now. `seconds`: for so long, where it said so, else None."""

    def __init__(self, why: str, seconds: float | None = None) -> None:
        super().__init__(why)
        self.seconds = seconds


class Conflict(Exception):
    """Somebody else is polling for this bot."""


class TooLarge(FileNotFoundError):
    """The file is there, but larger than a bot may fetch."""


class Channel(Protocol):
    """A way to reach people. `bot` is the name its addresses carry: "staff" or "duty"."""

    @property
    def bot(self) -> str: ...

    async def open(self) -> None:
        """Checks credentials and gets ready. Raises ChannelRefused or ChannelUnreachable."""

    @property
    def username(self) -> str | None:
        """The bot's public name, once open."""

    async def fetch(self, offset: int | None, wait: float) -> Sequence[RawUpdate]:
        """Waits up to `wait` seconds for input. Passing `offset` confirms every update before it.

        Raises ChannelUnreachable, ChannelRefused or Conflict.
        """

    def decode(self, raw: str, received_at: datetime) -> Inbound | None:
        """What `raw` means, or None when it is nothing for us. Raises Undecodable."""

    async def send(self, outgoing: Outgoing) -> SendResult:
        """Sends or edits one message. Never raises for what the platform or the network does: that is a result.

        Where the platform allows it, a message is pinned or unpinned as it says; that is no part of the result.
        """

    async def answer_tap(self, tap_id: str, text: str, alert: bool) -> SendResult:
        """Answers a tap, with a line to show or (empty text) silently."""

    async def download(self, reference: str) -> bytes:
        """The content of a file people sent.

        Raises ChannelUnreachable, FileNotFoundError if it is gone, or TooLarge.
        """

    async def close(self) -> None:
        """Lets go of connections. No send is under way when this is called."""


class Outside(Channel, Protocol):
    """A channel on which nothing comes in; `failing` is called with its name once it takes nothing any more."""

    name: str
    failing: Callable[[str], None]
