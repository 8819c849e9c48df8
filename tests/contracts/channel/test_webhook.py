"""Delivery by webhook: nothing is acknowledged that is not kept, and nobody else can deliver."""

from __future__ import annotations

import asyncio
import json
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime

import httpx
import pytest

from bot.channels.port import RawUpdate, Undecodable
from bot.channels.telegram.channel import TelegramChannel
from bot.channels.telegram.decoding import decode
from bot.channels.webhook import BODY_LIMIT, CannotListen, WebServer, make_app, path_of
from handlers.events import Said
from storage.errors import StorageUnavailable
from tests.fakes.bot_api import BotApi

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
SECRET = "a-secret-of-ours"
HEADERS = {"X-Telegram-Bot-Api-Secret-Token": SECRET}


@dataclass
class Desk:
    """Takes what is delivered, unless its database is away."""

    kept: list[tuple[str, RawUpdate]] = field(default_factory=list)
    refusals: int = 0
    ok: bool = True
    arrival: asyncio.Event = field(default_factory=asyncio.Event)

    async def receive(self, bot: str, updates: Sequence[RawUpdate]) -> None:
        if self.refusals:
            self.refusals -= 1
            raise StorageUnavailable("the database is locked")
        self.kept += [(bot, update) for update in updates]
        self.arrival.set()

    async def took_something(self) -> None:
        async with asyncio.timeout(10):
            await self.arrival.wait()

    def status(self) -> dict[str, object]:
        return {"ok": self.ok, "bots": {}}


@pytest.fixture
def desk() -> Desk:
    return Desk()


@pytest.fixture
async def server(desk: Desk) -> AsyncIterator[WebServer]:
    server = WebServer(make_app(desk.status, desk.receive, {"staff": SECRET, "duty": SECRET}), "127.0.0.1", 0)
    await server.start()
    yield server
    await server.stop()


@pytest.fixture
async def web(server: WebServer) -> AsyncIterator[httpx.AsyncClient]:
    base = f"http://127.0.0.1:{server.port}"
    async with httpx.AsyncClient(base_url=base, headers=HEADERS, trust_env=False) as client:
        yield client


async def test_telegram_delivers_and_is_told_so(
    channel: TelegramChannel, api: BotApi, server: WebServer, desk: Desk
) -> None:
    await channel.listen(f"http://127.0.0.1:{server.port}{path_of('staff')}", SECRET)
    await api.person(1001).says("leak 水")
    await desk.took_something()
    ((bot, update),) = desk.kept
    decoded = channel.decode(update.raw, NOW)
    assert (bot, update.conversation) == ("staff", "staff:1001")
    assert decoded is not None
    assert decoded.event == Said("leak 水")


async def test_telegram_delivers_again_until_the_database_is_back(
    channel: TelegramChannel, api: BotApi, server: WebServer, desk: Desk
) -> None:
    desk.refusals = 2
    await channel.listen(f"http://127.0.0.1:{server.port}{path_of('staff')}", SECRET)
    await api.person(1001).says("leak")
    await desk.took_something()
    assert len(desk.kept) == 1
    assert desk.refusals == 0


async def test_a_database_that_is_away_is_said_with_503(web: httpx.AsyncClient, desk: Desk) -> None:
    desk.refusals = 1
    assert (await web.post(path_of("staff"), json={"update_id": 1})).status_code == 503


@pytest.mark.parametrize("secret", ["", "wrong", SECRET[:-1], SECRET + "x"])
async def test_without_the_secret_nothing_is_taken(web: httpx.AsyncClient, desk: Desk, secret: str) -> None:
    headers = {"X-Telegram-Bot-Api-Secret-Token": secret}
    answer = await web.post(path_of("staff"), json={"update_id": 1}, headers=headers)
    assert answer.status_code == 401
    assert desk.kept == []


async def test_other_bots_and_other_ways_of_asking_are_turned_away(web: httpx.AsyncClient) -> None:
    assert (await web.post(path_of("kitchen"), json={})).status_code == 404
    assert (await web.get(path_of("staff"))).status_code == 405


async def test_a_body_that_is_too_large_is_refused(web: httpx.AsyncClient, desk: Desk) -> None:
    assert (await web.post(path_of("staff"), content=b" " * (BODY_LIMIT + 1))).status_code == 413
    assert desk.kept == []


@pytest.mark.parametrize("body", [b"", b"not json", b'{"update_id":"x"}', b"[1]", b"\x00\xff", b"[" * 100_000])
async def test_what_is_no_update_is_kept_for_quarantine_once(web: httpx.AsyncClient, desk: Desk, body: bytes) -> None:
    for _ in range(2):
        assert (await web.post(path_of("duty"), content=body)).status_code == 200
    (_, first), (_, second) = desk.kept
    assert first == second  # under the same number, so that it is kept once
    assert first.update_id < 0
    with pytest.raises(Undecodable):
        decode(first.raw, "duty", NOW)


async def test_an_update_is_kept_as_it_came(web: httpx.AsyncClient, desk: Desk) -> None:
    raw = json.dumps({"update_id": 5, "message": {"chat": {"id": -7}, "text": "水\ud83d"}})
    await web.post(path_of("staff"), content=raw)
    assert desk.kept == [("staff", RawUpdate(5, "staff:-7", raw))]


async def test_health_is_told_by_status(web: httpx.AsyncClient, desk: Desk) -> None:
    healthy = await web.get("/health")
    assert (healthy.status_code, healthy.json()) == (200, {"ok": True, "bots": {}})
    desk.ok = False
    assert (await web.get("/health")).status_code == 503


async def test_a_port_that_is_taken_is_said(server: WebServer, desk: Desk) -> None:
    with pytest.raises(CannotListen, match=f"127.0.0.1:{server.port}"):
        await WebServer(make_app(desk.status), "127.0.0.1", server.port).start()
