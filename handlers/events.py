"""What can happen to a conversation: the one vocabulary that every channel and the scheduler speak."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from handlers.media import Media


@dataclass(frozen=True, slots=True)
class Said:
    """Typed text, exactly as sent."""

    text: str


@dataclass(frozen=True, slots=True)
class Commanded:
    """A command such as `/incident`, without slash and bot name, lower case; `argument` is the rest of the line."""

    name: str
    argument: str = ""


@dataclass(frozen=True, slots=True)
class Tapped:
    """A button was tapped. `tap_id` is what the platform wants answered; `data` is untrusted."""

    tap_id: str
    data: str


@dataclass(frozen=True, slots=True)
class Shared:
    """A file was sent; `album` ties the members of one album together (each is its own event)."""

    media: Media
    caption: str = ""
    album: str | None = None


@dataclass(frozen=True, slots=True)
class Located:
    """A location was shared (degrees)."""

    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class ContactGiven:
    """A contact was shared. `own` is true only when it is proven to be the sender's own number."""

    name: str
    phone: str
    own: bool = False


@dataclass(frozen=True, slots=True)
class Elapsed:
    """A timer came due. `key` is the timer's; `data` what it was set with; `drill` the run whose clock it reads."""

    key: str
    kind: str
    data: dict[str, str] = field(default_factory=dict)
    drill: str | None = None


@dataclass(frozen=True, slots=True)
class Reachable:
    """The person stopped (`yes=False`) or started the bot, or the bot left or joined the group."""

    yes: bool


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """A group became a supergroup; its chat number is now `to`."""

    to: int


@dataclass(frozen=True, slots=True)
class Unsupported:
    """Something we have no use for (a sticker, a poll, a dice); `what` is the platform's word for it."""

    what: str


Event = Said | Commanded | Tapped | Shared | Located | ContactGiven | Elapsed | Reachable | ChatMoved | Unsupported


@dataclass(frozen=True, slots=True)
class Sender:
    """Who sent it, as the platform tells: nothing here is a right to anything."""

    account: int
    name: str
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Inbound:
    """One event, and where it came from."""

    bot: str  # "staff" or "duty": which of our bots heard it
    chat: int
    event: Event
    at: datetime  # when the platform says it happened (for late delivery), else when we received it
    private: bool = True
    sender: Sender | None = None  # None for timers
    message: int | None = None  # the message it is, or for a tap the message its button stood on
    reply_to: int | None = None  # the message it replies to
    edited: bool = False  # a correction of an earlier message of theirs

    @property
    def conversation(self) -> str:
        """The key under which turns are kept in order: one chat with one of our bots."""
        return f"{self.bot}:{self.chat}"
