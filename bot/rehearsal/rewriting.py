"""Writes a transcript anew: what was expected and said stays, what was not becomes what was really said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import Any

from bot.rehearsal.hearing import Heard
from bot.rehearsal.player import Outcome, Played
from bot.rehearsal.transcript import Expects, Silence, Speaks
from playbooks.yaml_file import Document

_BARE = re.compile(r"^[A-Za-z/][A-Za-z0-9/ _.,()'!?+-]*$")
_NOT_BARE = {"true", "false", "null", "yes", "no", "on", "off", "~"}


def rewrite(played: Played, document: Document, name_of: dict[int, str]) -> str:
    """The file's new content. Comments are not kept."""
    writer = _Writer(name_of)
    lines = [f"{key}: {_inline(value)}" for key, value in document.data.items() if key != "talk"]
    lines.append("talk:")
    talk = document.data["talk"]
    for outcome, entry in zip(played.outcomes, talk, strict=False):
        lines += writer.line(outcome, entry)
    lines += writer.unexpected()
    for entry in talk[len(played.outcomes) :]:
        lines += _as_written(entry)
    return "\n".join(lines) + "\n"


class _Writer:
    """`waiting` was said and never expected; it is written before the next thing somebody does."""

    def __init__(self, name_of: dict[int, str]) -> None:
        self.name_of = name_of
        self.waiting: list[Heard] = []
        self.here = ""  # the chat that somebody last spoke in

    def line(self, outcome: Outcome, entry: Any) -> Iterator[str]:
        line = outcome.line
        if not isinstance(line, Expects | Silence):
            yield from self.unexpected()
        if isinstance(line, Speaks):
            self.here = f"group {line.group}" if line.group else line.who
        if isinstance(line, Expects) and not outcome.as_expected:
            yield from self._said(one for look in outcome.looks for one in look.heard)
        else:
            yield from _as_written(entry)
        self.waiting += outcome.late

    def unexpected(self) -> Iterator[str]:
        """What was said and never expected."""
        yield from self._said(self.waiting)
        self.waiting = []

    def _said(self, heard: Iterable[Heard]) -> Iterator[str]:
        """One block for each chat; chats that heard the same share one."""
        by_chat: dict[int, list[str]] = {}
        for one in heard:
            by_chat.setdefault(one.chat, []).extend(_pieces(one))
        chats_of: dict[tuple[str, ...], list[str]] = {}
        for chat, pieces in by_chat.items():
            chats_of.setdefault(tuple(pieces), []).append(self.name_of[chat])
        for same, names in chats_of.items():
            if same:
                yield "  - muster:" if names == [self.here] else f"  - muster to {', '.join(names)}:"
                yield from (f"      - {piece}" for piece in same)


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
            yield from (f"      - {_quoted(item) if isinstance(item, str) else _inline(item)}" for item in value)
        else:
            yield f"  - {key}: {_inline(value)}" if value is not None else f"  - {key}"


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
