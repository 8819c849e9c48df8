"""An event survives being written out as JSON; anything else is refused politely."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.channels.port import Undecodable
from bot.channels.terminal.raw import read_raw, write_raw
from handlers.events import (
    ChatMoved,
    Commanded,
    ContactGiven,
    Elapsed,
    Event,
    Inbound,
    Located,
    Reachable,
    Said,
    Sender,
    Shared,
    Tapped,
    Unsupported,
)
from handlers.media import Media

AT = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    "event",
    [
        Said("<b>שלום</b> \u0000 👩‍🚒"),
        Commanded("start", "token"),
        Tapped("tap-1", "s.x.1.a=yes"),
        Shared(Media("photo", "/tmp/a.jpg", "abc", 3, None, "a.jpg"), "here", "album-1"),
        Located(22.19, 113.54),
        ContactGiven("May", "66123456"),
        Elapsed("idle:staff:1", "idle", {"a": "b"}),
        Reachable(False),
        ChatMoved(-1002),
        Unsupported("sticker"),
    ],
)
def test_survives(event: Event) -> None:
    inbound = Inbound("staff", 1001, event, AT, True, Sender(1001, "Bo", "en"), 7, 6)
    assert read_raw(write_raw(inbound)) == inbound


@pytest.mark.parametrize("raw", ["", "{}", "[]", "null", '{"kind": "Said"}', '{"kind": "Nothing", "event": {}}'])
def test_refuses(raw: str) -> None:
    with pytest.raises(Undecodable):
        read_raw(raw)
