"""What a line typed at the terminal means.

text                        said by you            2                 taps the button with that key (`#2` insists)
/photo a.jpg [b.jpg]        sends files            [Acknowledge]     taps the button that reads so
/location 22.19 113.54      shares a place         > text            replies to the last message
/contact Ana, 66123456      shares a contact       @ana text         said by Ana; `ana: text` and `ana 1` too
/quit                       ends
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from playbooks.model import MediaKind

_FILES: dict[str, MediaKind] = {"photo": "photo", "video": "video", "voice": "voice", "document": "document"}
_ALOUD = re.compile(r"^@(?P<who>[a-z][\w-]*)[:,]?\s+(?P<rest>.+)$", re.DOTALL)
_COLON = re.compile(r"^(?P<who>[a-z][\w-]*):\s*(?P<rest>.+)$", re.DOTALL)
_SHORT = re.compile(r"^(?P<who>[a-z][\w-]*)\s+(?P<rest>#?[0-9a-z]{1,2}|\[.+\])$")
_KEY = re.compile(r"^(?P<insists>#?)(?P<key>[0-9]{1,2}|[a-z])$")


@dataclass(frozen=True, slots=True)
class Typed:
    """Words or a command."""

    text: str


@dataclass(frozen=True, slots=True)
class Key:
    """A button's key; unless it `insists`, it is plain text where no button has that key."""

    key: str
    insists: bool


@dataclass(frozen=True, slots=True)
class Label:
    """A button by its words."""

    label: str


@dataclass(frozen=True, slots=True)
class Files:
    kind: MediaKind
    paths: tuple[Path, ...]


@dataclass(frozen=True, slots=True)
class At:
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True)
class Card:
    """A contact."""

    name: str
    phone: str


@dataclass(frozen=True, slots=True)
class Wrong:
    """The line cannot be understood; `why` tells what would be."""

    why: Literal["file", "location", "contact"]
    what: str = ""


Meaning = Typed | Key | Label | Files | At | Card | Wrong


@dataclass(frozen=True, slots=True)
class TypedLine:
    """`who` None: you. `reply`: to the last message of the chat."""

    meaning: Meaning
    who: str | None = None
    reply: bool = False


def read_line(line: str, people: Collection[str]) -> TypedLine:
    """What `line` means; `people` are the ids that can be spoken for."""
    who, rest = _speaker(line, people)
    reply = rest.startswith("> ")
    return TypedLine(_meaning(rest[2:].strip() if reply else rest), who, reply)


def is_farewell(line: str) -> bool:
    return line.strip().lower() in ("/quit", "/exit", "/bye")


def _speaker(line: str, people: Collection[str]) -> tuple[str | None, str]:
    for form in (_ALOUD, _COLON, _SHORT):
        found = form.match(line)
        if found and found["who"] in people:
            return found["who"], found["rest"].strip()
    return None, line


def _meaning(text: str) -> Meaning:
    if key := _KEY.match(text):
        return Key(key["key"], bool(key["insists"]))
    if text.startswith("[") and text.endswith("]") and len(text) > 2:
        return Label(text[1:-1])
    command, _, rest = text.partition(" ")
    if command[:1] == "/" and command[1:] in _FILES:
        return _files(_FILES[command[1:]], rest)
    if command == "/location":
        return _location(rest)
    if command == "/contact":
        return _contact(rest)
    return Typed(text)


def _files(kind: MediaKind, rest: str) -> Meaning:
    try:
        paths = tuple(Path(name).expanduser().absolute() for name in shlex.split(rest))
    except ValueError:
        return Wrong("file", rest)
    missing = next((path for path in paths if not path.is_file()), None)
    if missing is not None or not paths:
        return Wrong("file", str(missing or ""))
    return Files(kind, paths)


def _location(rest: str) -> Meaning:
    try:
        latitude, longitude = (float(part) for part in rest.replace(",", " ").split())
    except ValueError:
        return Wrong("location")
    inside = abs(latitude) <= 90 and abs(longitude) <= 180
    return At(latitude, longitude) if inside else Wrong("location")


def _contact(rest: str) -> Meaning:
    name, comma, phone = rest.rpartition(",")
    return Card(name.strip(), phone.strip()) if comma and name.strip() else Wrong("contact")
