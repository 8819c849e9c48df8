"""Writes a transcript anew: what was expected and said stays, what was not becomes what was really said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from bot.rehearsal.hearing import Heard
from bot.rehearsal.player import Outcome, Played
from bot.rehearsal.transcript import Expects, Silence
from playbooks.yaml_file import Document

_BARE = re.compile(r"^[A-Za-z/][A-Za-z0-9/ _.,()'!?+-]*$")
_NOT_BARE = {"true", "false", "null", "yes", "no", "on", "off", "~"}


def rewrite(played: Played, document: Document, name_of: dict[int, str]) -> str:
    """The file's new content. Comments are not kept."""
    header = [f"{key}: {_inline(value)}" for key, value in document.data.items() if key != "talk"]
    lines = [*header, "talk:"]
    waiting: list[Heard] = []  # said and never expected; written before the next thing somebody does
    for index, outcome in enumerate(played.outcomes):
        if not isinstance(outcome.line, Expects | Silence):
            lines += _unexpected(waiting, name_of)
            waiting = []
        lines += _line(document.data["talk"][index], outcome)
        waiting += outcome.late
    lines += _unexpected(waiting, name_of)
    rest = document.data["talk"][len(played.outcomes) :]
    return "\n".join(lines + [text for entry in rest for text in _as_written(entry)]) + "\n"


def _line(entry: Any, outcome: Outcome) -> Iterator[str]:
    if isinstance(outcome.line, Silence) or not isinstance(outcome.line, Expects) or outcome.verdict.good:
        yield from _as_written(entry)
    else:
        yield from _block(next(iter(entry)), list(outcome.heard))


def _unexpected(heard: list[Heard], name_of: dict[int, str]) -> Iterator[str]:
    for chat in dict.fromkeys(one.chat for one in heard):
        yield from _block(f"muster to {name_of[chat]}", [one for one in heard if one.chat == chat])


def _block(key: str, heard: list[Heard]) -> Iterator[str]:
    pieces = [piece for one in heard for piece in _pieces(one)]
    if pieces:
        yield f"  - {key}:"
        yield from (f"      - {piece}" for piece in pieces)


def _pieces(heard: Heard) -> list[str]:
    if heard.how == "toast":
        return []
    if heard.how == "alert":
        return [f"{{toast: {_quoted(heard.text)}}}"]
    return [_quoted(piece) for piece in heard.pieces()]


def _as_written(entry: Any) -> Iterator[str]:
    if isinstance(entry, str):
        yield f"  - {entry}"
        return
    for key, value in entry.items():
        if isinstance(value, list) and key.startswith("muster") and len(_inline(value)) > 90:
            yield f"  - {key}:"
            yield from (f"      - {_inline(item)}" for item in value)
        elif value is None:
            yield f"  - {key}"
        else:
            yield f"  - {key}: {_inline(value)}"


def _inline(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{key}: {_inline(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_quoted(item) if isinstance(item, str) else _inline(item) for item in value) + "]"
    if isinstance(value, str):
        return (
            value if _BARE.match(value) and value.lower() not in _NOT_BARE and ", " not in value else _quoted(value)
        )
    return json.dumps(value)


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
