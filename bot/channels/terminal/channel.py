"""The terminal as a channel: one person types for everybody, and sees what everybody is told."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from bot.channels.port import ChannelUnreachable, NotLoaded, Outgoing, RawUpdate
from bot.channels.terminal.beside import Beside
from bot.channels.terminal.chats import Chats
from bot.channels.terminal.keeping import kept
from bot.channels.terminal.lines import is_farewell, read_line
from bot.channels.terminal.raw import read_raw, write_raw
from bot.channels.terminal.showing import Screen
from bot.channels.terminal.source import Lines
from bot.channels.terminal.speaking import Speaking
from bot.clock import Clock
from handlers.delivery import NotModified, NotSent, Rejected, SendResult, Sent
from handlers.events import Inbound
from handlers.people import Directory, Staff
from playbooks.phrases import phrases

_NUMBERS_PER_MILLISECOND = 1000


class TerminalChannel:
    """`settled` returns once everything that came of the lines so far has been shown; `ended` is set at the end.

    Files of ours that come with a message are saved in the folder `files`.
    """

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
        files: Path,
    ) -> None:
        # Numbers go on from where no earlier start of the program can have come to.
        self._number = int(clock.now().timestamp() * 1000) * _NUMBERS_PER_MILLISECOND
        self.ended = asyncio.Event()
        self._you = you
        self._directory = directory
        self._screen = screen
        self._lines = lines
        self._settled = settled
        self._files = files
        self._chats = Chats(self._number)
        self._speaking = Speaking(self._chats, you, clock, self.bot)
        self._unconfirmed: list[RawUpdate] = []
        self._beside = Beside(you, directory, screen, self._chats)
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
        try:
            outgoing = replace(outgoing, message=await kept(outgoing, self._files), load=None)
        except NotLoaded as error:
            return NotSent(str(error))
        except OSError as error:
            return Rejected(f"the file cannot be saved in {self._files} ({error.strerror})")
        if outgoing.edit is None:
            number = self._chats.post(outgoing.chat, outgoing.message)
            self._beside.show(outgoing.chat, outgoing.message, "message")
            return Sent(number)
        shown = self._chats.message(outgoing.chat, outgoing.edit)
        if shown is None:
            return Rejected("message to edit not found")  # it was shown before this start
        before = shown.now
        if not self._chats.edit(outgoing.chat, outgoing.edit, outgoing.message):
            return NotModified()
        self._beside.changed(outgoing.chat, outgoing.edit, outgoing.message, before)
        return Sent(outgoing.edit)

    async def answer_tap(self, tap_id: str, text: str, alert: bool) -> SendResult:
        if text not in self._beside.last_shown:
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
        inbounds, hint = self._speaking.events_of(read_line(line, self._directory().staff_by_id), self._directory())
        if hint:
            self._screen.say(hint)
        self._help_wanted = line == "/help"
        self._beside.spoken_in |= {inbound.chat for inbound in inbounds}
        return [RawUpdate(self._next_number(), inbound.conversation, write_raw(inbound)) for inbound in inbounds]

    def _help(self) -> None:
        """What this terminal can do besides, under the help that everybody gets."""
        if self._help_wanted:
            self._help_wanted = False
            self._screen.say(_terminal_help(self._you.language))

    def _next_number(self) -> int:
        self._number += 1
        return self._number


def _terminal_help(language: str) -> str:
    """What can be typed here that nobody needs on a phone."""
    say = phrases(language)
    lines = [
        say("At this terminal: a number or letter taps the button it stands on."),
        say("/photo scene.jpg sends a file, /location 22.19 113.54 a place, /contact Ana, 66123456 a contact."),
        say("“ana 1” taps for Ana, “@ana words” writes for her, “> words” replies to the last message."),
    ]
    return "\n".join(lines)
