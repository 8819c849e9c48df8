"""Transcripts: a conversation as a shift manager would tell it, in YAML.

    title: A complaint about fees
    talk:
      - bo: /complaint
      - muster: ["What is it about?", "[Fees and money]"]
      - bo: "[Fees and money]"
      - passes: 15 min
      - muster to group duty: ["C-2026-000001", "[Acknowledge]"]

The whole form is in docs/transcripts.md.
"""

from __future__ import annotations

import re
from datetime import datetime
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from playbooks.model.base import Duration
from playbooks.words import Language

_WHO = r"[a-z][a-z0-9_-]*"
_SPEAKS = re.compile(rf"^(?P<who>{_WHO})(?: in group (?P<group>{_WHO}))?(?: (?P<manner>taps old|taps twice))?$")
_CHAT = rf"(?:group )?{_WHO}"
_EXPECTS = re.compile(rf"^muster(?: to (?P<to>{_CHAT}(?:, {_CHAT})*))?$")
_TAP = re.compile(r"^\[(?P<label>.+)\]$", re.DOTALL)

MediaName = Literal["photo", "video", "voice", "document"]


class _Part(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Sends(_Part):
    """One thing that somebody sends: exactly one of the fields, besides `caption`, `reply`, `size` and `edited`."""

    text: str | None = None
    tap: str | None = Field(default=None, description="The label of a button.")
    data: str | None = Field(default=None, description="Button data as a modified client may send it.")
    photo: str | None = None
    video: str | None = None
    voice: str | None = None
    document: str | None = None
    album: list[str] | None = Field(default=None, min_length=1)
    location: tuple[float, float] | None = None
    contact: str | None = Field(default=None, description="Name, phone number.")
    unsupported: str | None = Field(default=None, description="A sticker, a poll, a dice.")
    reachable: bool | None = Field(default=None, description="False: blocks the bot.")
    caption: str = ""
    reply: str | None = Field(default=None, description="Words of the message it replies to.")
    size: int | None = Field(default=None, description="Bytes of the file.")
    edited: bool = Field(default=False, description="They changed a message that they had sent before.")

    @model_validator(mode="after")
    def _exactly_one(self) -> Sends:
        besides = {"caption", "reply", "size", "edited"}
        given = [name for name in type(self).model_fields if name not in besides and getattr(self, name) is not None]
        if len(given) != 1:
            raise ValueError(
                "one thing at a time: text, tap, photo, video, voice, document, album, location or contact"
            )
        return self


def _read_sends(value: Any) -> Any:
    """Plain words are typed; words in square brackets are a tap."""
    if isinstance(value, int | float):
        value = str(value)
    if isinstance(value, str):
        tap = _TAP.match(value)
        return {"tap": tap["label"]} if tap else {"text": value}
    return value


class Speaks(_Part):
    """Somebody says, sends or taps something; several things are sent in one go, before Muster reads any."""

    do: Literal["speaks"]
    who: str
    group: str | None = None
    manner: Literal["taps old", "taps twice"] | None = None
    what: list[Annotated[Sends, BeforeValidator(_read_sends)]] = Field(min_length=1)


class Piece(_Part):
    """What must be among the words said: `words`, or buttons in one row; or must `not` be; or a `toast`."""

    words: str | None = None
    not_: str | None = Field(default=None, alias="not")
    toast: str | None = None

    @property
    def shown(self) -> str:
        """As written in a transcript."""
        if self.words is not None:
            return self.words
        return f"(not) {self.not_}" if self.not_ is not None else f"(toast) {self.toast}"

    @property
    def labels(self) -> list[str]:
        """The labels, if this piece is about buttons: `[Yes] [No]`."""
        return button_labels(self.words or self.not_ or "")


def button_labels(words: str) -> list[str]:
    """`[Yes] [No]` -> Yes, No; nothing when the words are not buttons alone."""
    return re.findall(r"\[([^\[\]]+)\]", words) if re.fullmatch(r"(\s*\[[^\[\]]+\])+\s*", words) else []


def _read_piece(value: Any) -> Any:
    return {"words": str(value)} if isinstance(value, str | int | float) else value


class Expects(_Part):
    """What Muster must have said since the last look in each chat; without `to`, where somebody last spoke."""

    do: Literal["expects"]
    to: list[str] = Field(default_factory=list, description="`ana`, `group duty`.")
    pieces: list[Annotated[Piece, BeforeValidator(_read_piece)]] = Field(min_length=1)


class Silence(_Part):
    """Muster must have said nothing more to these people and groups (to nobody at all, without names)."""

    do: Literal["silence"]
    who: list[str] = Field(default_factory=list)


class Passes(_Part):
    do: Literal["passes"]
    time: Duration


class Restarts(_Part):
    """The process ends and is started again."""

    do: Literal["restarts"]


class Leaves(_Part):
    """Somebody leaves the organisation."""

    do: Literal["leaves"]
    who: str


class Publishes(_Part):
    """A new edition of a playbook (a file, beside the transcript) is published."""

    do: Literal["publishes"]
    file: str


Line = Annotated[
    Speaks | Expects | Silence | Passes | Restarts | Leaves | Publishes,
    Field(discriminator="do"),
]


def _as_list(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _read_line(value: Any) -> Any:
    if isinstance(value, str):
        value = {value: None}
    if not isinstance(value, dict):
        raise ValueError("a line is `who: what`, `muster: [words]`, `passes: 15 min`, `silence` or `restart`")
    if "do" in value:
        return value
    if len(value) != 1:
        raise ValueError("one line says one thing; start a new line with “- ” before " + repr(list(value)[1]))
    ((key, content),) = value.items()
    return _read_named(str(key), content)


def _read_named(key: str, content: Any) -> dict[str, Any]:
    if key in ("restart", "restarts"):
        return {"do": "restarts"}
    if key == "passes":
        return {"do": "passes", "time": content}
    if key == "leaves":
        return {"do": "leaves", "who": content}
    if key == "publishes":
        return {"do": "publishes", "file": content}
    if key == "silence":
        return {"do": "silence", "who": [] if content is None else _as_list(content)}
    if expects := _EXPECTS.match(key):
        to = expects["to"].split(", ") if expects["to"] else []
        return {"do": "expects", "to": to, "pieces": _as_list(content)}
    if speaks := _SPEAKS.match(key):
        return {"do": "speaks", **speaks.groupdict(), "what": _as_list(content)}
    raise ValueError(f"“{key}” is nobody and nothing; write a staff id, muster, passes, silence or restart")


class Stranger(_Part):
    """Somebody with an account on the chat platform whom the organisation does not know."""

    name: str
    language: str | None = None


class Transcript(_Part):
    """One conversation, or several that belong together."""

    title: str
    about: str | None = None
    language: Language | None = Field(default=None, description="What everybody reads; without it, their own.")
    organisation: str | None = Field(default=None, description="File beside the transcript; without it, the sample.")
    playbooks: str | None = Field(default=None, description="Folder beside the transcript; without it, the bundled.")
    enrolment: Literal["invite", "open"] = "invite"
    duty_bot: bool = Field(default=False, description="Alerts go by a bot of their own.")
    starts: datetime | None = Field(default=None, description="On the organisation's clock.")
    strangers: dict[str, Stranger] = Field(default_factory=dict)
    rest: Literal["must be expected", "ignored"] = "must be expected"
    talk: list[Annotated[Line, BeforeValidator(_read_line)]] = Field(min_length=1)
