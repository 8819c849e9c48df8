"""Deliveries are acknowledged once they are on disk, and sent back until then."""

from __future__ import annotations

import io
import sqlite3
from typing import Any

from aiohttp import ClientSession

from handlers.delivery import NoticeState
from tests.stories.service.serving import House, free_port, reports, served, texts

SECRET = "a-secret-of-our-own"


def _webhook() -> dict[str, Any]:
    port = free_port()
    return {"url": f"http://127.0.0.1:{port}", "secret": SECRET, "port": port}


async def test_a_report_by_webhook(each: House) -> None:
    async with served(each, webhook=_webhook(), duty_bot=each.duty_bot()) as running:
        await reports(each.bo, "Milk")
        card = await each.duty.hears("Milk", "Not taken yet")
        tap = await each.ana.taps("Acknowledge", message=card)
        await tap.answered()
        await each.bo.hears("Ana has taken")
        await each.api.confirmed()
        await running.quiet()
    assert each.api.calls.of("getUpdates") == []


async def test_only_who_knows_the_secret_is_heard_and_nothing_too_large(house: House) -> None:
    webhook = _webhook()
    address = f"{webhook['url']}/telegram/staff"
    header = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
    async with served(house, webhook=webhook) as running, ClientSession() as session:

        async def post(body: bytes, **more: Any) -> int:
            async with session.post(address, data=io.BytesIO(body), **more) as response:
                return response.status

        assert await post(b'{"update_id": 1}') == 401
        assert await post(b'{"update_id": 1}', headers={"X-Telegram-Bot-Api-Secret-Token": "guess"}) == 401
        assert await post(b"x" * (1024 * 1024 + 1), headers=header) == 413
        assert await post(b"no update at all", headers=header) == 200  # kept, and set aside
        await running.quiet()
    with house.looking() as store:
        assert len(store.quarantine()) == 1


async def test_deliveries_come_back_until_the_database_does(house: House) -> None:
    async with served(house, webhook=_webhook(), lock_patience=0.1) as running:
        await reports(house.bo, "Milk")
        await house.api.confirmed()
        await running.quiet()
        hook, locked = house.api.bot().updates.webhook, sqlite3.connect(house.url.removeprefix("sqlite:///"))
        locked.execute("BEGIN IMMEDIATE")
        await house.bo.says("/incident")
        sent_back = await house.api.world.bell.until(lambda: (503 in hook.deliveries) or None, 0.1)
        while not sent_back:
            sent_back = await house.api.world.bell.until(lambda: (503 in hook.deliveries) or None, 0.1)
        locked.execute("ROLLBACK")
        locked.close()
        await house.bo.hears("What is spilt?")
        await house.api.confirmed()
        await running.quiet()
    assert hook.deliveries[-1] == 200
    assert len([text for text in texts(house.bo) if "What is spilt?" in text]) == 2


async def test_two_services_take_deliveries_in_turn(pg_house: House) -> None:
    house = pg_house
    first, second = _webhook(), _webhook()
    people = [house.api.person(5000 + n, f"Staff {n}") for n in range(4)]
    async with (
        served(house, webhook=first, enrolment="open"),
        served(house, webhook=second, enrolment="open") as running,
    ):
        hook = house.api.bot().updates.webhook
        for number, person in enumerate(people * 2):
            hook.url = f"{(first, second)[number % 2]['url']}/telegram/staff"
            await person.starts()
            await person.hears()
            await reports(person, f"Milk {number}")
        await running.quiet()
    assert sorted(str(case.answers["what"]) for case in house.cases()) == [f"Milk {number}" for number in range(8)]
    assert house.notices(NoticeState.SENDING, NoticeState.DEAD) == []
