"""What a call brings along, however it was sent: query, urlencoded, multipart or JSON.

Telegram takes nested values as JSON inside a string; here they are decoded when a method asks for them.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qsl

from tests.fakes.bot_api.http import Request
from tests.fakes.bot_api.refusals import bad


@dataclass(slots=True)
class Upload:
    """A file that came with the call."""

    name: str
    mime: str
    content: bytes


@dataclass(slots=True)
class Arguments:
    """`values` are as sent: strings, or whatever a JSON body held."""

    values: dict[str, Any] = field(default_factory=dict)
    uploads: dict[str, Upload] = field(default_factory=dict)

    def text(self, name: str) -> str:
        """A string; empty when it is missing."""
        value = self.values.get(name)
        return "" if value is None else str(value)

    def number(self, name: str) -> int | None:
        """A whole number, or None when it is missing."""
        value = self.values.get(name)
        if value in (None, ""):
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            raise bad(f"{name} must be an Integer" if name != "chat_id" else "chat not found") from None

    def flag(self, name: str) -> bool:
        """A yes or no; no when it is missing."""
        return str(self.values.get(name, "")).lower() in ("true", "1", "yes")

    def nested(self, name: str) -> Any:
        """An object or array, or None when it is missing."""
        value = self.values.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad(f"can't parse {name} JSON object") from None

    def decoded(self) -> dict[str, Any]:
        """All values, nested ones decoded and uploads named: what the call log keeps."""
        plain = {name: _opened(value) for name, value in self.values.items()}
        return plain | {name: f"attach://{name}" for name in self.uploads if name not in plain}


def read_arguments(request: Request) -> Arguments:
    """The arguments of `request`. Raises Refused when its JSON is no object."""
    found = Arguments(dict(parse_qsl(request.query, keep_blank_values=True)) if request.query else {})
    kind = request.headers.get("content-type", "")
    if kind.startswith("application/x-www-form-urlencoded"):
        found.values.update(parse_qsl(request.body.decode(), keep_blank_values=True))
    elif kind.startswith("multipart/form-data"):
        _read_parts(request.body, kind, found)
    elif kind.startswith("application/json") and request.body:
        found.values.update(_read_json(request.body))
    return found


def _read_json(body: bytes) -> dict[str, Any]:
    try:
        value = json.loads(body)
    except ValueError:
        value = None
    if not isinstance(value, dict):
        raise bad("can't parse request JSON object")
    return value


def _read_parts(body: bytes, kind: str, found: Arguments) -> None:
    boundary = kind.partition("boundary=")[2].split(";")[0].strip('" ').encode()
    for part in body.split(b"--" + boundary)[1:-1]:
        head, _, content = part.removeprefix(b"\r\n").partition(b"\r\n\r\n")
        content = content.removesuffix(b"\r\n")
        headers = _part_headers(head)
        about = _disposition(headers.get("content-disposition", ""))
        name = about.get("name", "")
        if "filename" in about:
            found.uploads[name] = Upload(about["filename"], headers.get("content-type", ""), content)
        else:
            found.values[name] = content.decode()


def _part_headers(head: bytes) -> dict[str, str]:
    lines = (line.partition(":") for line in head.decode().split("\r\n"))
    return {name.strip().lower(): value.strip() for name, _, value in lines}


def _disposition(line: str) -> dict[str, str]:
    pieces = (piece.partition("=") for piece in line.split(";")[1:])
    return {name.strip().removesuffix("*"): value.strip().strip('"') for name, _, value in pieces}


def _opened(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("{", "["):
        try:
            return json.loads(value)
        except ValueError:
            return value
    return value
