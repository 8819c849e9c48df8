"""Screens: what the person at the terminal sees. `PlainScreen` for pipes; `rich_screen` has the one with colours."""

from __future__ import annotations

import os
import sys
import unicodedata
from dataclasses import dataclass
from typing import Literal, Protocol, TextIO

from bot.channels.terminal.keys import keys
from handlers.messages import Message

How = Literal["message", "edit"]


@dataclass(frozen=True, slots=True)
class Seen:
    """A message in somebody's chat. `to` is None for you; `speaker` the id to type before a key.

    `brief`: the same was shown in full to somebody else; one line will do.
    `before`: what it said until now, where telling what changed is enough.
    """

    message: Message
    how: How = "message"
    to: str | None = None
    speaker: str | None = None
    brief: bool = False
    before: Message | None = None


class Screen(Protocol):
    def show(self, seen: Seen) -> None: ...
    def toast(self, text: str) -> None:
        """The line that fades from a tapped button."""

    def say(self, text: str) -> None:
        """Something that is no message: the welcome, a hint, the goodbye."""

    def farewell(self, text: str) -> None:
        """The last words; nobody's turn any more."""

    def prompt(self) -> None:
        """It is your turn."""

    def echo(self, line: str) -> None:
        """The line that was read, where it does not stand on the screen already."""


class PlainScreen:
    """Plain lines, the same every time."""

    def __init__(self, you: str, out: TextIO | None = None) -> None:
        self._you = you
        self._out = out or sys.stdout

    def show(self, seen: Seen) -> None:
        whom = f"[{seen.to}] " if seen.to else ""
        changed = "↻ " if seen.how == "edit" and seen.to else ""
        if seen.before is not None:
            self.say(f"{whom}↻ {in_short(seen)}")
            return
        first, *others = harmless(seen.message.text).split("\n")
        if seen.brief:
            self.say(f"{whom}{changed}{first}{' …' if others else ''}")
            return
        self.say(f"{whom}{changed}{first}")
        for line in others:
            self.say(f"  {line}" if line else "")
        for name in attached(seen.message):
            self.say(f"  <{name}>")
        for row in button_rows(seen):
            self.say("  " + "   ".join(f"{key} [{harmless(label)}]" for key, label in row))

    def toast(self, text: str) -> None:
        if text:
            self.say(f"({text})")

    def say(self, text: str) -> None:
        try:
            self._out.write(text + "\n")
            self._out.flush()
        except BrokenPipeError:  # whoever read has seen enough; the lines still to come are worked all the same
            nowhere = os.open(os.devnull, os.O_WRONLY)
            os.dup2(nowhere, self._out.fileno())
            os.close(nowhere)

    def farewell(self, text: str) -> None:
        self.say("\n" + text)

    def prompt(self) -> None:
        """Nobody waits in a pipe."""

    def echo(self, line: str) -> None:
        self.say(f"\n{self._you}> {line}")


def button_rows(seen: Seen) -> list[list[tuple[str, str]]]:
    """Key and label of every button, row by row. Somebody else's keys start with their name."""
    by_button = {id(button): key for key, button in keys(seen.message).items()}
    who = f"{seen.speaker} " if seen.speaker else ""
    return [[(who + by_button.get(id(button), "·"), button.label) for button in row] for row in seen.message.rows]


def attached(message: Message) -> list[str]:
    """The files that go with a message, by name or kind."""
    return [media.name or media.kind for media in message.media]


def in_short(seen: Seen) -> str:
    """A message on one line; of one that was read before its first line and what changed."""
    first, *others = _lines(seen.message)
    known = _lines(seen.before) if seen.before else []
    return " · ".join([first, *(line for line in others if line not in known)])


def _lines(message: Message) -> list[str]:
    return [line.strip() for line in harmless(message.text).split("\n") if line.strip()] or [""]


def same_buttons(one: Message, other: Message) -> bool:
    """Whether the same can be tapped on both, as far as a reader sees."""
    labels = [[[button.label for button in row] for row in message.rows] for message in (one, other)]
    return labels[0] == labels[1]


def harmless(text: str) -> str:
    """What people write must not steer the terminal: control characters are shown, not obeyed.

    Halves of surrogate pairs, which no terminal can be sent, are shown likewise.
    """
    return "".join(
        "�" if unicodedata.category(char) in ("Cc", "Cs") and char not in "\n\t" else char for char in text
    )
