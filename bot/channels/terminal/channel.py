"""The terminal as a channel: one person types for everybody, and sees what everybody is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime
from pathlib import Path

from bot.channels.port import ChannelUnreachable, Outgoing, RawUpdate
from bot.channels.terminal.chats import Chats
from bot.channels.terminal.lines import is_farewell, read_line
from bot.channels.terminal.raw import read_raw, write_raw
from bot.channels.terminal.showing import How, Screen, Seen, same_buttons
from bot.channels.terminal.source import Lines
from bot.channels.terminal.speaking import Speaking
from bot.clock import Clock
from handlers.delivery import NotModified, Rejected, SendResult, Sent
from handlers.events import Inbound
from handlers.messages import Message
from handlers.people import Directory, Role, Staff
from playbooks.phrases import phrases

_NUMBERS_PER_MILLISECOND = 1000


class TerminalChannel:
    """`settled` returns once everything that came of the lines so far has been shown; `ended` is set at the end."""

    bot = "staff"
    username: str | None = None

    def __init__(
        self,
        you: Staff,
        directory: Callable[[], Directory],
        screen: Screen,
        lines: Lines,
        clock: Clock,
        settled: Callable[[], Awaitable[None]],
    ) -> None:
        # Numbers go on from where no earlier start of the program can have come to.
        self._number = int(clock.now().timestamp() * 1000) * _NUMBERS_PER_MILLISECOND
        self.ended = asyncio.Event()
        self._you = you
        self._directory = directory
        self._screen = screen
        self._lines = lines
        self._settled = settled
        self._chats = Chats(self._number)
        self._speaking = Speaking(self._chats, you, clock, self.bot)
        self._unconfirmed: list[RawUpdate] = []
        self._spoken_in: set[int] = set()
        self._last_shown = ""
        self._help_wanted = False

    async def open(self) -> None:
        """Always ready."""

    async def close(self) -> None:
        """Nothing to let go of."""

    async def fetch(self, offset: int | None, wait: float) -> Sequence[RawUpdate]:
        """The next line, once everything that came of the lines before has been shown."""
        if offset is not None:
            self._unconfirmed = [update for update in self._unconfirmed if update.update_id >= offset]
        if not self._unconfirmed:
            await self._settled()
            self._help()
            self._unconfirmed = list(await self._read())
        return self._unconfirmed

    def decode(self, raw: str, received_at: datetime) -> Inbound | None:
        """What `raw` means. Raises Undecodable."""
        return read_raw(raw)

    async def send(self, outgoing: Outgoing) -> SendResult:
        """Shows it, in the chat it is for."""
        if outgoing.edit is None:
            number = self._chats.post(outgoing.chat, outgoing.message)
            self._show(outgoing, "message")
            return Sent(number)
        shown = self._chats.message(outgoing.chat, outgoing.edit)
        if shown is None:
            return Rejected("message to edit not found")  # it was shown before this start
        before = shown.now
        if not self._chats.edit(outgoing.chat, outgoing.edit, outgoing.message):
            return NotModified()
        glanced_at = self._glanced_at(outgoing, before)
        if not glanced_at or outgoing.message.text != before.text:
            self._show(outgoing, "edit", before if glanced_at else None)
        return Sent(outgoing.edit)

    async def answer_tap(self, tap_id: str, text: str, alert: bool) -> SendResult:
        if text not in self._last_shown:
            self._screen.toast(text)
        return Sent(None)

    async def download(self, reference: str) -> bytes:
        """The file at `reference`, an absolute path. Raises FileNotFoundError.

        Raises ChannelUnreachable for what another channel called `staff` heard: that one can fetch it.
        """
        if not Path(reference).is_absolute():
            raise ChannelUnreachable("this file was not sent at a terminal; `muster run` fetches it")
        return await asyncio.to_thread(Path(reference).read_bytes)

    async def _read(self) -> Sequence[RawUpdate]:
        """The next line's input. At the end of all lines, says so and waits to be stopped."""
        while True:
            self._screen.prompt()
            line = await self._lines.next()
            if line is None or is_farewell(line):
                self.ended.set()
                await asyncio.Event().wait()
            if line and line.strip() and (updates := self._updates(line.strip())):
                return updates

    def _updates(self, line: str) -> list[RawUpdate]:
        self._screen.echo(line)
        inbounds, hint = self._speaking.say(read_line(line, self._directory().staff_by_id), self._directory())
        if hint:
            self._screen.say(hint)
        self._help_wanted = line == "/help"
        self._spoken_in |= {inbound.chat for inbound in inbounds}
        return [RawUpdate(self._next_number(), inbound.conversation, write_raw(inbound)) for inbound in inbounds]

    def _help(self) -> None:
        """What this terminal can do besides, under the help that everybody gets."""
        if self._help_wanted:
            self._help_wanted = False
            self._screen.say(_terminal_help(self._you.language))

    def _next_number(self) -> int:
        self._number += 1
        return self._number

    def _glanced_at(self, outgoing: Outgoing, before: Message) -> bool:
        """Whether an edit only brings news: the same can be tapped, and it is not your own live question."""
        live = self._chats.live(outgoing.chat)
        own = outgoing.chat == self._you.telegram and live is not None and live.number == outgoing.edit
        return bool(outgoing.message.rows) and same_buttons(outgoing.message, before) and not own

    def _show(self, outgoing: Outgoing, how: How, before: Message | None = None) -> None:
        """In full where somebody looks; elsewhere one line tells that it came, and nothing that it changed."""
        watched = outgoing.chat in self._watched()
        if watched or how == "message":
            to, speaker = self._whose(outgoing.chat)
            self._last_shown = outgoing.message.text
            self._screen.show(Seen(outgoing.message, how, to, speaker, brief=not watched, before=before))

    def _watched(self) -> set[int]:
        """The chats that are shown in full: yours, a duty manager's, and of everybody you spoke for."""
        directory = self._directory()
        managers = [p.telegram for p in directory.staff_by_account.values() if p.role is Role.DUTY_MANAGER]
        others = managers[:1] or [group.chat for group in directory.groups]
        return {chat for chat in (self._you.telegram, *others, *self._spoken_in) if chat is not None}

    def _whose(self, chat: int) -> tuple[str | None, str | None]:
        """How a chat is headed, and the id that speaks in it; nothing for your own."""
        directory = self._directory()
        if chat == self._you.telegram:
            return None, None
        group = directory.group_by_chat.get(chat)
        if group is not None:
            return group.name.text(self._you.language), next(iter(group.members), None)
        person = directory.staff_by_account.get(chat)
        if person is None:
            return str(chat), None
        groups = [g.name.text(self._you.language) for g in directory.groups if person.id in g.members]
        return " · ".join([*groups[:1], person.name]), person.id


def _terminal_help(language: str) -> str:
    """What can be typed here that nobody needs on a phone."""
    say = phrases(language)
    lines = [
        say("At this terminal: a number or letter taps the button it stands on."),
        say("/photo scene.jpg sends a file, /location 22.19 113.54 a place, /contact Ana, 66123456 a contact."),
        say("“ana 1” taps for Ana, “@ana words” writes for her, “> words” replies to the last message."),
    ]
    return "\n".join(lines)
