"""Lines from standard input, whatever it is: a terminal, a pipe or a file.

A thread of its own waits for input, because event loops cannot wait for a file and not every system lets them wait
for a terminal.  It reads the descriptor itself, so nothing is locked when the process ends while it waits.
"""

from __future__ import annotations

import asyncio
import os
import threading
from typing import Protocol

_CHUNK = 65536


class Lines(Protocol):
    """Where typed lines come from."""

    async def next(self) -> str | None:
        """The next line, or None when there are no more."""


class StandardInput:
    """Lines of descriptor `fd`, after those in `first`. Call `start` inside a running loop."""

    def __init__(self, *first: str, fd: int = 0) -> None:
        self._fd = fd
        self._lines: asyncio.Queue[str | None] = asyncio.Queue()
        for line in first:
            self._lines.put_nowait(line)

    def start(self) -> None:
        loop = asyncio.get_running_loop()
        threading.Thread(target=self._read, args=(loop,), name="stdin", daemon=True).start()

    async def next(self) -> str | None:
        return await self._lines.get()

    def _read(self, loop: asyncio.AbstractEventLoop) -> None:
        rest = b""
        while chunk := self._chunk():
            *lines, rest = (rest + chunk).split(b"\n")
            for line in lines:
                self._hand_over(loop, line.decode(errors="replace").rstrip("\r"))
        if rest:
            self._hand_over(loop, rest.decode(errors="replace"))
        self._hand_over(loop, None)

    def _chunk(self) -> bytes:
        try:
            return os.read(self._fd, _CHUNK)
        except OSError:  # the terminal is gone
            return b""

    def _hand_over(self, loop: asyncio.AbstractEventLoop, line: str | None) -> None:
        if not loop.is_closed():
            loop.call_soon_threadsafe(self._lines.put_nowait, line)
