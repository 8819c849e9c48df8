"""Worlds for stories: the sample organisation and the bundled playbooks, or whatever a story needs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from bot.rehearsal.setting import Setting
from bot.rehearsal.world import World

PROPS = Path(__file__).parents[1] / "transcripts"
MakeWorld = Callable[..., World]


@pytest.fixture
def make_world(tmp_path: Path) -> Iterator[MakeWorld]:
    """Makes the story's world. When the story is over, everything that was said must have been heard."""
    with ExitStack() as stack:

        def make(organisation: str = "small", playbooks: str = "choice", **more: object) -> World:
            setting = Setting(
                organisation=PROPS / "organisations" / f"{organisation}.yaml",
                playbooks=PROPS / "playbooks" / f"{playbooks}.yaml" if playbooks else PROPS / "playbooks",
                **more,  # type: ignore[arg-type]
            )
            return stack.enter_context(World(tmp_path, setting))

        yield make


@pytest.fixture
def terminal(tmp_path: Path) -> Iterator[World]:
    """The harbour terminal of the sample organisation, with the bundled playbooks, everybody reading English."""
    with World(tmp_path, Setting(language="en")) as world:
        yield world
