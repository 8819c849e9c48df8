"""People in a rehearsed world: they say, send and tap things, and hear what Muster says."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from bot.channels.terminal.chats import Found
from bot.channels.terminal.speaking import typed
from bot.rehearsal.hearing import Heard, compare
from bot.rehearsal.transcript import Piece, Sends
from handlers.events import (
    ContactGiven,
    Event,
    Located,
    Reachable,
    Sender,
    Shared,
    Tapped,
    Unsupported,
)
from handlers.media import Media
from playbooks.model import MediaKind

if TYPE_CHECKING:
    from bot.rehearsal.world import World

_MIME: dict[MediaKind, str] = {
    "photo": "image/jpeg",
    "video": "video/mp4",
    "voice": "audio/ogg",
    "document": "application/pdf",
}
Manner = Literal["taps old", "taps twice"] | None


class CannotDo(Exception):
    """Somebody was to do what nobody could: tap a button that is not there, speak in a group nobody has."""


@dataclass(frozen=True, slots=True)
class Group:
    """A group chat."""

    world: World
    name: str
    chat: int

    def heard(self, *pieces: str) -> None:
        """All of `pieces` must have been said here since the last look, and nothing else."""
        expect(self.world, self.name, self.chat, pieces)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody with an account; staff or stranger."""

    world: World
    name: str
    sender: Sender

    @property
    def chat(self) -> int:
        """Their private chat."""
        return self.sender.account

    def says(self, *texts: str, group: str | None = None) -> None:
        """Types each of `texts`; several are sent before Muster reads any."""
        self.sends([Sends(text=text) for text in texts], self._where(group))

    def taps(self, label: str, group: str | None = None) -> None:
        self.sends([Sends(tap=label)], self._where(group))

    def taps_twice(self, label: str, group: str | None = None) -> None:
        self.sends([Sends(tap=label)], self._where(group), "taps twice")

    def taps_old(self, label: str, group: str | None = None) -> None:
        """Taps a button that has been overtaken."""
        self.sends([Sends(tap=label)], self._where(group), "taps old")

    def shares(self, group: str | None = None, **what: Any) -> None:
        """Sends anything a transcript can: `photo="scene.jpg", caption="…"`, `location=(22.19, 113.54)`, …"""
        self.sends([Sends(**what)], self._where(group))

    def hears(self, *pieces: str) -> None:
        """All of `pieces` must have been said to them since the last look, in order, and no other message."""
        expect(self.world, self.name, self.chat, pieces)

    def hears_nothing(self) -> None:
        extra = [one for one in self.world.ledger.take(self.chat) if one.must_be_expected]
        if extra:
            raise AssertionError(f"{self.name} heard {_shown(extra)}")

    def sends(self, what: Sequence[Sends], chat: int, manner: Manner = None) -> None:
        """Sends everything in one go. Raises CannotDo for a button nobody can see."""
        arrivals = []
        for one in [again for each in what for again in ([each, each] if manner == "taps twice" else [each])]:
            for event, message in self._events(one, chat, manner):
                arrivals.append(self._addressed(event, message, one, chat))
        self.world.arrives(arrivals)

    def _where(self, group: str | None) -> int:
        return self.world.group(group).chat if group else self.chat

    def _addressed(self, event: Event, message: int | None, sends: Sends, chat: int) -> Arrival:
        reply_to = self._replied_to(sends.reply, chat) if sends.reply else None
        return Arrival(self.sender, chat, event, message, reply_to, sends.edited)

    def _replied_to(self, words: str, chat: int) -> int:
        shown = self.world.chats.saying(chat, words)
        if shown is None:
            raise CannotDo(f"no message to {self.name} says “{words}”, so it cannot be replied to")
        return shown.number

    def _events(self, sends: Sends, chat: int, manner: Manner) -> list[tuple[Event, int | None]]:
        if sends.tap is not None:
            found = self._button(sends.tap, chat, manner)
            return [(Tapped(self.world.new_tap(), found.button.data), found.number)]
        if sends.data is not None:
            live = self.world.chats.live(chat)
            return [(Tapped(self.world.new_tap(), sends.data), live.number if live else None)]
        if sends.album is not None:
            album = self.world.new_tap()
            return [(Shared(media("photo", name, sends.size), sends.caption, album), None) for name in sends.album]
        return [(_event(sends), None)]

    def _button(self, label: str, chat: int, manner: Manner) -> Found:
        chats = self.world.chats
        found = chats.old_button(chat, label) if manner == "taps old" else chats.button(chat, label)
        if found is None:
            live = chats.live(chat)
            there = [f"[{b.label}]" for row in live.now.rows for b in row] if live else ["no button at all"]
            raise CannotDo(f"{self.name} cannot tap [{label}]; there is {' '.join(there)}")
        return found


@dataclass(frozen=True, slots=True)
class Arrival:
    """Something on its way to Muster."""

    sender: Sender
    chat: int
    event: Event
    message: int | None
    reply_to: int | None
    edited: bool = False


def expect(world: World, name: str, chat: int, pieces: Sequence[str]) -> None:
    """Raises AssertionError unless exactly this was heard in `chat` since the last look."""
    heard = world.ledger.take(chat)
    verdict = compare([Piece(words=piece) for piece in pieces], heard)
    if not verdict.good:
        wanted = ", ".join(piece.shown for piece in verdict.missing) or "nothing more"
        raise AssertionError(f"{name} should have heard {wanted}; what was said:\n{_shown(heard)}")


def _shown(heard: Sequence[Heard]) -> str:
    return "\n".join(f"  {one.how}: " + "\n    ".join(one.pieces()) for one in heard) or "  nothing"


def media(kind: MediaKind, name: str, size: int | None = None) -> Media:
    """A file called `name`; the same name is the same file."""
    unique = hashlib.sha256(name.encode()).hexdigest()[:16]
    return Media(kind, f"file-{unique}", unique, size or 40_000, _MIME[kind], name)


def _event(sends: Sends) -> Event:
    kinds: tuple[MediaKind, ...] = ("photo", "video", "voice", "document")
    for kind in kinds:
        name = getattr(sends, kind)
        if name is not None:
            return Shared(media(kind, name, sends.size), sends.caption)
    if sends.location is not None:
        return Located(*sends.location)
    if sends.contact is not None:
        name, _, phone = sends.contact.rpartition(",")
        return ContactGiven(name.strip(), phone.strip())
    if sends.reachable is not None:
        return Reachable(sends.reachable)
    return typed(sends.text) if sends.text is not None else Unsupported(sends.unsupported or "sticker")
