"""Turns what a typed line means into events, as if sent from the right person's phone."""

from __future__ import annotations

import hashlib
import mimetypes
from collections.abc import Sequence
from pathlib import Path

from bot.channels.terminal.chats import Chats, Shown
from bot.channels.terminal.keys import keys
from bot.channels.terminal.lines import At, Card, Files, Key, Label, Typed, TypedLine, Wrong
from bot.clock import Clock
from handlers.events import Commanded, ContactGiven, Event, Inbound, Located, Said, Sender, Shared, Tapped
from handlers.media import Media
from handlers.people import Directory, Staff
from playbooks.model import MediaKind
from playbooks.phrases import phrases


class Speaking:
    """`events_of` gives the events of a line, and a hint for the person at the terminal if it could not be meant."""

    def __init__(self, chats: Chats, you: Staff, clock: Clock, bot: str) -> None:
        self._chats = chats
        self._you = you
        self._clock = clock
        self._bot = bot
        self._last_line = 0  # the number of what was last typed: messages above it came since

    def events_of(self, line: TypedLine, directory: Directory) -> tuple[Sequence[Inbound], str]:
        who = directory.staff_by_id.get(line.who, self._you) if line.who else self._you
        if who.telegram is None:
            return (), phrases(self._you.language)("{name} has no account yet.", name=who.name)
        if isinstance(line.meaning, Wrong):
            return (), self._hint(line.meaning)
        if isinstance(line.meaning, Key | Label):
            return self._tap(line.meaning, who, directory)
        reply_to = self._last_number(who.telegram) if line.reply else None
        events = _events(line.meaning, self._chats)
        return [self._from(who, who.telegram, event, reply_to=reply_to) for event in events], ""

    def _tap(self, meaning: Key | Label, who: Staff, directory: Directory) -> tuple[Sequence[Inbound], str]:
        for chat in _chats_of(who, directory):
            for shown in self._tappable(chat, meaning):
                data = _button_data(shown, meaning)
                if data is not None:
                    event = Tapped(f"tap-{self._chats.next_number()}", data)
                    return [self._from(who, chat, event, message=shown.number)], ""
        if isinstance(meaning, Key) and not meaning.insists:
            return [self._from(who, who.telegram or 0, Said(meaning.key))], ""
        what = meaning.key if isinstance(meaning, Key) else meaning.label
        return (), phrases(self._you.language)("There is no button “{what}” now.", what=what)

    def _tappable(self, chat: int, meaning: Key | Label) -> list[Shown]:
        """Keys belong to the newest message with buttons, or to another since the last line; a label to any."""
        newest_first = list(reversed(self._chats.messages(chat)))
        if isinstance(meaning, Label):
            return newest_first
        live = self._chats.live(chat)
        fresh = [shown for shown in newest_first if shown.number > self._last_line]
        return [live, *fresh] if live else fresh

    def _from(
        self, who: Staff, chat: int, event: Event, message: int | None = None, reply_to: int | None = None
    ) -> Inbound:
        sender = Sender(who.telegram or 0, who.name, who.language)
        self._last_line = self._chats.next_number()
        number = message or self._last_line
        return Inbound(self._bot, chat, event, self._clock.now(), chat > 0, sender, number, reply_to)

    def _last_number(self, chat: int) -> int | None:
        messages = self._chats.messages(chat)
        return messages[-1].number if messages else None

    def _hint(self, wrong: Wrong) -> str:
        say = phrases(self._you.language)
        if wrong.why == "location":
            return say("Write a place as latitude and longitude: /location 22.19 113.54")
        if wrong.why == "contact":
            return say("Write a contact as name, comma, phone number: /contact Ana, 66123456")
        return say("There is no such file: {file}. Write for example /photo scene.jpg", file=wrong.what)


def _chats_of(who: Staff, directory: Directory) -> list[int]:
    """Where somebody can tap: their own chat, then the groups they are in."""
    groups = [group.chat for group in directory.groups if who.id in group.members and group.chat is not None]
    return [who.telegram or 0, *groups]


def _button_data(shown: Shown, meaning: Key | Label) -> str | None:
    buttons = keys(shown.now)
    if isinstance(meaning, Key):
        return buttons[meaning.key].data if meaning.key in buttons else None
    return next((button.data for button in buttons.values() if button.label == meaning.label), None)


def _events(meaning: Typed | Files | At | Card | Wrong | Key | Label, chats: Chats) -> list[Event]:
    match meaning:
        case Typed(text):
            return [typed(text)]
        case Files(kind, paths):
            album = f"album-{chats.next_number()}" if len(paths) > 1 else None
            return [Shared(_media(kind, path), "", album) for path in paths]
        case At(latitude, longitude):
            return [Located(latitude, longitude)]
        case Card(name, phone):
            return [ContactGiven(name, phone)]
        case _:
            return []


def typed(text: str) -> Event:
    """A line as somebody types it: a command if it starts with a slash and a letter."""
    if text.startswith("/") and text[1:2].isalpha():
        name, _, argument = text[1:].partition(" ")
        return Commanded(name.partition("@")[0].lower(), argument.strip())
    return Said(text)


def _media(kind: MediaKind, path: Path) -> Media:
    unique = hashlib.sha256(path.read_bytes()).hexdigest()[:24]
    mime = mimetypes.guess_type(path.name)[0]
    return Media(kind, str(path), unique, path.stat().st_size, mime, path.name)
