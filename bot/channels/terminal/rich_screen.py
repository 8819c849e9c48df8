"""The screen with colours: your messages on the left, everybody else's in boxes on the right."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.markup import escape
from rich.padding import Padding
from rich.panel import Panel
from rich.style import Style as RichStyle
from rich.text import Text

from bot.channels.terminal.showing import Seen, attached, button_rows, harmless, in_short
from handlers.messages import Message, Style

_STYLES: dict[Style, str] = {"plain": "", "bold": "bold", "italic": "italic dim", "code": "cyan"}
_CLEAR_LINE = "\r\x1b[K"


class RichScreen:
    """Draws the prompt again under everything it shows."""

    def __init__(self, you: str, console: Console | None = None) -> None:
        self._you = you
        self._console = console or Console(highlight=False)
        self._waiting = False

    def show(self, seen: Seen) -> None:
        self._above_prompt()
        if seen.brief or seen.before is not None or (seen.how == "edit" and not seen.message.rows):
            self._console.print(self._short(seen), no_wrap=True, overflow="ellipsis")
        elif seen.to is None:
            self._console.print(_body(seen), "")
        else:
            self._box(seen)
        self._prompt_again()

    def toast(self, text: str) -> None:
        if text:
            self._line(f"[dim italic]  ✓ {escape(text)}[/]")

    def say(self, text: str) -> None:
        self._line(f"[dim]{escape(text)}[/]")

    def farewell(self, text: str) -> None:
        self._above_prompt()
        self._waiting = False
        self.say(text)

    def prompt(self) -> None:
        self._console.print()
        self._waiting = True
        self._prompt_again()

    def echo(self, line: str) -> None:
        """It was typed here, so it is here; the prompt is used up."""
        self._waiting = False

    def _line(self, markup: str) -> None:
        self._above_prompt()
        self._console.print(markup)
        self._prompt_again()

    def _short(self, seen: Seen) -> Text:
        whom = f"{seen.to} · " if seen.to else ""
        indent = " " * (self._margin() if seen.to else 0)
        mark = "↻" if seen.how == "edit" else "→"
        return Text(f"{indent}{mark} {whom}{in_short(seen)}", style="dim")

    def _box(self, seen: Seen) -> None:
        changed = " ↻" if seen.how == "edit" else ""
        colour = "yellow" if seen.how == "message" else "green"
        panel = Panel(_body(seen), title=f"{seen.to}{changed}", title_align="left", border_style=colour)
        self._console.print(Padding(panel, (0, 0, 0, self._margin())))

    def _margin(self) -> int:
        return max(4, self._console.width // 3)

    def _above_prompt(self) -> None:
        if self._waiting:
            sys.stdout.write(_CLEAR_LINE)

    def _prompt_again(self) -> None:
        if self._waiting:
            self._console.print(f"[bold cyan]{escape(self._you)} ›[/] ", end="")
            sys.stdout.flush()


def _body(seen: Seen) -> Text:
    text = _words(seen.message)
    for name in attached(seen.message):
        text.append(f"\n📎 {name}")
    for row in button_rows(seen):
        text.append("\n")
        for key, label in row:
            text.append(f" {key} ", RichStyle(reverse=True))
            text.append(f" {harmless(label)}   ")
    return text


def _words(message: Message) -> Text:
    text = Text()
    for span in message.spans:
        text.append(harmless(span.text), _STYLES[span.style])
    return text
