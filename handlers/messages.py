"""What we say: worded, formatted, with buttons, and independent of any chat platform.

A text is a run of spans, never markup, so that what a person wrote can hold any character: each channel escapes
it in its own way, and a long text is split between characters, never inside a tag.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from handlers.media import Media

Style = Literal["plain", "bold", "italic", "code"]
Pin = Literal["", "pin", "unpin"]
ButtonStyle = Literal["plain", "primary", "success", "danger"]


@dataclass(frozen=True, slots=True)
class Span:
    text: str
    style: Style = "plain"


@dataclass(frozen=True, slots=True)
class Button:
    """`data` comes back when it is tapped; at most 64 bytes (see `handlers.taps`). `url` buttons carry no data."""

    label: str
    data: str
    style: ButtonStyle = "plain"


Row = tuple[Button, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A PDF that is made of `data` by the template `template` (`bot/documents/templates`) just before it is sent.

    Called `….html` it is one web page instead, for the data of a `Paper` only.

    `data` is JSON, worded in the reader's language already; `name` is what the file is called on the reader's phone.
    `images` are the SHA-256 of contents of ours that the template shows where they can be read.
    """

    name: str
    template: str
    data: Mapping[str, Any] = field(hash=False)
    language: str = "en"  # of the reader
    images: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """The same as a PNG, shown in the chat; its template makes a single page."""

    template: str
    data: Mapping[str, Any] = field(hash=False)
    language: str = "en"
    images: tuple[str, ...] = ()


def called(file: Document | Picture) -> str:
    """A file name for it."""
    return file.name if isinstance(file, Document) else f"{file.template}.png"


@dataclass(frozen=True, slots=True)
class Message:
    """One message to one reader, in that reader's language."""

    spans: tuple[Span, ...]
    rows: tuple[Row, ...] = ()
    media: tuple[Media, ...] = ()
    pin: Pin = ""  # whether it is to stand at the top of its chat from now on, or no longer; where that can be done
    attached: Document | Picture | None = None  # made and sent with it; an edit leaves it as it is
    mark: str = (
        ""  # of an exercise: its first line, which a channel repeats on every further part. Set on the way out
    )

    @property
    def text(self) -> str:
        """The words alone."""
        return "".join(span.text for span in self.spans)


def plain(text: str, *rows: Row) -> Message:
    """A message of one unformatted text."""
    return Message((Span(text),), rows)
