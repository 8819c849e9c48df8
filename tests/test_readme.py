"""What the README says is so: its conversation, its settings, its commands."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_origin

from pydantic import BaseModel

from bot.cli import main
from bot.config import Settings
from bot.rehearsal.player import Outcome
from bot.rehearsal.rehearsing import Rehearsed, rehearse
from bot.rehearsal.setting import Setting
from bot.rehearsal.transcript import Speaks
from handlers.desk.commands import NAMES

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
TRANSCRIPT = ROOT / "tests" / "transcripts" / "emergency" / "readme.yaml"
ROOMS = ("bot", "storage", "handlers", "playbooks", "docs", "tests", "bench")


def test_the_conversation_is_one_that_took_place() -> None:
    """Differs? Put what this shows as found into the README's block."""
    shown = _section("What a conversation looks like").partition("```\n")[2].partition("```")[0]
    assert _told(rehearse(TRANSCRIPT)) == shown


def test_every_setting_is_in_the_table_and_nothing_else() -> None:
    assert set(_settings_in_the_table()) == set(_settings(Settings, "MUSTER_"))


def test_every_command_is_named_and_exists() -> None:
    named = set(re.findall(r"`muster ([a-z]+)", _section("Commands").partition("In chat")[0]))
    assert named == set(main.list_commands(None))  # type: ignore[arg-type]
    assert set(re.findall(r"muster ([a-z]+)[ `]", README)) - {"bot"} <= named


def test_every_chat_command_is_named_and_exists() -> None:
    said = _section("Commands").partition("In chat: ")[2]
    assert set(re.findall(r"`/([a-z]+)`", said)) == NAMES


def test_every_target_of_make_exists() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"make ([a-z]+)", README.replace("and make,", "")):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), f"there is no `make {target}`"


def test_every_path_leads_somewhere() -> None:
    linked = re.findall(r"\]\(([^)#:]+)\)", README)
    for path in {*linked, *re.findall(rf"`((?:{'|'.join(ROOMS)})/[\w./*-]*)`", README)}:
        assert list(ROOT.glob(path.rstrip("/"))), f"there is no {path}"


def _section(title: str) -> str:
    return README.partition(f"## {title}\n")[2].partition("\n## ")[0]


def _settings(model: type[BaseModel], prefix: str) -> Iterator[str]:
    for name, field in model.model_fields.items():
        inner = field.annotation
        if isinstance(inner, type) and issubclass(inner, BaseModel):
            yield from _settings(inner, f"{prefix}{name.upper()}__")
        else:
            yield prefix + name.upper() + ("__<NAME>" if get_origin(inner) is dict else "")


def _settings_in_the_table() -> Iterator[str]:
    """The names of the first column; `…__PORT` after `MUSTER_HEALTH__HOST` is `MUSTER_HEALTH__PORT`."""
    for row in re.findall(r"^\| (`MUSTER_[^|]*)\|", README, re.MULTILINE):
        table = ""
        for name in re.findall(r"`([^`]+)`", row):
            table = table if name.startswith("…") else name.rpartition("__")[0]
            yield table + name.removeprefix("…") if name.startswith("…") else name


def _told(rehearsed: Rehearsed) -> str:
    """A played transcript as one would tell it, who to whom."""
    chats = {number: _called(name) for number, name in rehearsed.names.items()}
    return "\n".join(line for outcome in rehearsed.played.outcomes for line in _turn(outcome, chats)).lstrip() + "\n"


def _turn(outcome: Outcome, chats: dict[int, str]) -> Iterator[str]:
    line = outcome.line
    if isinstance(line, Speaks):
        where = f" in {_called(f'group {line.group}')}" if line.group else ""
        yield f"\n{_called(line.who)}{where}: " + " ".join(said.text or f"[{said.tap}]" for said in line.what)
    for look in outcome.looks:
        standing = {heard.number: heard for heard in look.heard if heard.how in ("message", "edit")}
        for heard in standing.values():
            changed = ", changed" if heard.how == "edit" else ""
            yield f"  Muster to {chats[look.chat]}{changed}:"
            yield from (f"    {piece}" for piece in heard.pieces())


def _called(name: str) -> str:
    """`bo` is Bo, `group duty` the Duty managers."""
    directory = Setting().directory()
    names = {person.id: person.name for person in directory.staff}
    return names.get(name) or directory.group_by_id[name.removeprefix("group ")].name.text("en")
