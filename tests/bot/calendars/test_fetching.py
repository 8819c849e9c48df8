"""A calendar's text over HTTP and from a file, within its limits. Nothing shows where it is."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from pydantic import SecretStr

from bot.calendars.fetching import MOST_BYTES, CannotRead, Version, fetch
from bot.calendars.places import Place, place_of
from handlers.shifts import Feed, Trouble
from tests.fakes.calendar_server import CalendarServer

NOTHING = Version()


@pytest.fixture
async def server() -> AsyncIterator[CalendarServer]:
    async with CalendarServer(content="BEGIN:VCALENDAR") as server:
        yield server


async def trouble(place: Place, patience: float = 20.0) -> Trouble:
    with pytest.raises(CannotRead) as refused:
        await fetch(place, NOTHING, patience)
    assert "127.0.0.1" not in str(refused.value)
    assert "private" not in repr(place)
    return refused.value.trouble


async def test_the_same_is_not_fetched_twice(server: CalendarServer) -> None:
    place = Place(server.url)
    found = await fetch(place, NOTHING)
    assert found is not None
    assert found.content == "BEGIN:VCALENDAR"
    assert await fetch(place, found.version) is None
    server.content = "BEGIN:VCALENDAR 2"
    assert await fetch(place, found.version) is not None


@pytest.mark.parametrize(
    ("status", "why"),
    [
        (404, Trouble.GONE),
        (410, Trouble.GONE),
        (401, Trouble.REFUSED),
        (403, Trouble.REFUSED),
        (429, Trouble.FAILING),
        (500, Trouble.FAILING),
        (204, Trouble.NO_CALENDAR),
    ],
)
async def test_what_a_server_answers(server: CalendarServer, status: int, why: Trouble) -> None:
    server.broken = status
    assert await trouble(Place(server.url)) is why


async def test_limits_of_size_time_and_redirects(server: CalendarServer) -> None:
    server.content = "x" * (MOST_BYTES + 1)
    assert await trouble(Place(server.url)) is Trouble.TOO_LARGE
    server.leads_to = server.url
    assert await trouble(Place(server.url)) is Trouble.FAILING
    server.hangs = True
    assert await trouble(Place(server.url), patience=0.2) is Trouble.UNREACHABLE


async def test_text_that_is_no_text_is_no_calendar(tmp_path: Path) -> None:
    file = tmp_path / "duty.ics"
    file.write_bytes(b"BEGIN:VCALENDAR\xff\xfe")
    assert await trouble(Place(file=file)) is Trouble.NO_CALENDAR
    assert await trouble(Place(file=tmp_path)) is Trouble.REFUSED
    assert await trouble(Place(file=tmp_path / "gone.ics")) is Trouble.GONE


def test_where_a_calendar_is() -> None:
    settings = {"duty": SecretStr("webcal://example.org/private/x.ics"), "bad": SecretStr("http://example.org/x")}
    assert place_of(Feed("duty"), settings) == Place("https://example.org/private/x.ics")
    assert place_of(Feed("Duty"), settings) == Place("https://example.org/private/x.ics")
    assert place_of(Feed("bad"), settings) is None
    assert place_of(Feed("other"), settings) is None
    assert place_of(Feed("/rosters/x.ics"), {}) == Place(file=Path("/rosters/x.ics"))
