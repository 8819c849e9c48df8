"""Whatever Telegram makes of a message of an exercise, however many calls it takes, each of them carries the mark."""

from __future__ import annotations

import json
from typing import Any

import pytest

from bot.channels.port import Outgoing
from bot.channels.telegram.calls import TEXT_LIMIT, Call, caption_edit, plan
from bot.channels.telegram.splitting import units
from handlers.drills.marking import as_exercise
from handlers.drills.standing import Standing, State
from handlers.media import Media
from handlers.messages import Message, Span
from playbooks.model import MediaKind

RUN = Standing("01JRUN", "D-2026-000001", State.RUNNING, None, ("bo",))
MARK = "<b>🟪 EXERCISE, not real"


def photo(number: int, kind: MediaKind = "photo") -> Media:
    return Media(kind, f"ref{number}", f"u{number}")


def exercise(text: str = "", *media: Media, edit: int | None = None) -> Outgoing:
    message = Message((Span(text),) if text else (), (), media)
    return Outgoing(7, as_exercise(message, "en", RUN), edit)


def shown(call: Call) -> list[str]:
    """Every text that a call shows to somebody."""
    params: dict[str, Any] = dict(call.params)
    if call.method == "sendMediaGroup":
        return [item.get("caption", "") for item in json.loads(params["media"])]
    return [params.get("text") or params.get("caption") or ""]


@pytest.mark.parametrize(
    "outgoing",
    [
        exercise("Hello"),
        exercise("Hello " * 2000),
        exercise("水" * 9000),
        exercise("Hello", edit=5),
        exercise("Hello " * 2000, edit=5),
        exercise("Hello", photo(1)),
        exercise("", photo(1)),
        exercise("", photo(1, "voice")),
        exercise("Hello " * 400, photo(1)),
        exercise("Hello", *map(photo, range(3))),
        exercise("", *map(photo, range(25))),
        exercise("Hello", photo(1), photo(2, "document"), photo(3, "voice")),
    ],
    ids=[
        "text",
        "long",
        "wide",
        "edit",
        "long edit",
        "caption",
        "photo",
        "voice",
        "long caption",
        "album",
        "albums",
        "mixed",
    ],
)
def test_every_call_carries_the_mark(outgoing: Outgoing) -> None:
    for call in plan(outgoing):
        assert all(text.startswith(MARK) for text in shown(call)), call
        assert all(units(text) <= TEXT_LIMIT + 100 for text in shown(call))  # tags do not count


def test_an_edited_caption_carries_it_too() -> None:
    for call in caption_edit(exercise("Hello " * 400, edit=5), 5):
        assert all(text.startswith(MARK) for text in shown(call))


def test_what_is_real_carries_none() -> None:
    calls = plan(Outgoing(7, Message((Span("Hello " * 2000),), (), (photo(1), photo(2)))))
    assert not any("EXERCISE" in text for call in calls for text in shown(call))
