"""The stage of a walk: the rehearsed world, the screen that shows what is said in it, and who was told."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from bot.channels.terminal.beside import Beside
from bot.channels.terminal.showing import Screen
from bot.rehearsal.hearing import Heard
from bot.rehearsal.people import Arrival
from bot.rehearsal.world import World
from bot.simulation.telling import Telling
from handlers.delivery import OUTSIDE
from handlers.messages import Message
from handlers.people import Staff
from playbooks.locale_format import moment


class Stage:
    """Everything that `you` see is shown on `screen`; who else was told is in `telling`."""

    def __init__(self, world: World, you: Staff, screen: Screen, telling: Telling) -> None:
        self.world = world
        self.you = you
        self.screen = screen
        self.telling = telling
        self.beside = Beside(you, lambda: world.store.directory, screen, world.chats)
        self._shown_at = world.now

    @property
    def chat(self) -> int:
        """Your private chat."""
        assert self.you.telegram is not None
        return self.you.telegram

    @property
    def now(self) -> datetime:
        """The moment it is in the rehearsed world."""
        return self.world.now

    def arrives(self, arrivals: Sequence[Arrival]) -> None:
        """Somebody said or tapped something; what comes of it is shown."""
        if arrivals:
            self.world.arrives(arrivals)
            self._show()

    def wait(self, length: timedelta) -> None:
        """Time passes, and whatever comes due is shown at its moment."""
        until = self.world.now + length
        while (due := self.world.next_due()) is not None and due <= until:
            self.world.passes(seconds=max(0.0, (due - self.world.now).total_seconds()))
            self._show()
        self.world.passes(seconds=(until - self.world.now).total_seconds())
        self._show()
        if self._shown_at != until:
            self._tell_time()

    def _show(self) -> None:
        heard = [one for one, _ in self.world.ledger.rest()]
        for chat in self.world.ledger.chats():
            self.world.ledger.take(chat)
        if heard and self.world.now != self._shown_at:
            self._tell_time()
        for one in heard:
            self._show_one(one)

    def _show_one(self, heard: Heard) -> None:
        shown = self.world.chats.message(heard.chat, heard.number)
        if shown is None:
            self.screen.toast(heard.text if heard.text not in self.beside.last_shown else "")
        elif heard.how == "edit":
            self.beside.changed(heard.chat, heard.number, shown.now, shown.versions[-2])
        else:
            self._posted(heard, shown.now)

    def _posted(self, heard: Heard, message: Message) -> None:
        bot = self.world.bot_of(heard.number)
        if not bot.startswith(OUTSIDE):  # a mail or an SMS is not looked at here, only told of in the end
            self.beside.show(heard.chat, message, "message")
        if heard.chat != self.chat:
            self.telling.note(self.world.now, heard.chat, bot, heard.text)

    def _tell_time(self) -> None:
        self._shown_at = self.world.now
        directory = self.world.store.directory
        at = moment(self.world.now, self.you.language, directory.calendar_of(None).zone, self.world.now)
        self.screen.say(f"── {at} ──")
