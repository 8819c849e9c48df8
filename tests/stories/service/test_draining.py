"""A stop finishes what was begun and leaves the rest for the next start."""

from __future__ import annotations

import asyncio

from handlers.delivery import NoticeState
from tests.stories.service.serving import House, SteppedClock, free_port, reports, sent, served, texts


async def test_a_stop_lets_what_is_being_sent_finish(each: House) -> None:
    stall = each.api.faults.add("stall", method="sendMessage", chat=each.duty.id)
    async with served(each) as running:
        await reports(each.bo, "Milk")
        await each.api.called("sendMessage", chat=each.duty.id)
        stopping = asyncio.create_task(running.stopped())
        await asyncio.wait([stopping], timeout=0.1)
        assert not stopping.done()
        stall.release()
        await stopping
    assert len(sent(each.api, each.duty.id)) == 1
    assert each.notices(NoticeState.QUEUED, NoticeState.SENDING) == []


async def test_what_waits_is_kept_for_the_next_start(any_house: House) -> None:
    house = any_house
    house.api.faults.add("429", method="sendMessage", chat=house.duty.id, seconds=1)
    async with served(house) as running:
        await reports(house.bo, "Milk")
        await house.api.called("sendMessage", chat=house.duty.id)
        await running.quiet()
    assert [item.notice.chat for item in house.notices(NoticeState.QUEUED, NoticeState.SENDING)] == [house.duty.id]
    async with served(house) as running:
        await house.duty.hears("Milk", "Not taken yet")
        await reports(house.bo, "Oil")
        await house.duty.hears("Oil")
        await running.quiet()
    assert len(texts(house.duty)) == 2
    assert house.notices(NoticeState.QUEUED, NoticeState.SENDING) == []


async def test_a_stop_is_quick_although_a_group_has_had_all_it_may(house: House) -> None:
    async with served(house, sending={"per_group_minute": 1}) as running:
        for what in ("Milk", "Oil", "Water"):
            await reports(house.bo, what)
        await house.duty.hears("Milk")
        await running.quiet()
        async with asyncio.timeout(3):
            await running.stopped()
    assert house.notices(NoticeState.SENDING) == []
    assert [item.notice.chat for item in house.notices(NoticeState.QUEUED)].count(house.duty.id) == 2


async def test_health_says_whether_polling_works(house: House) -> None:
    from aiohttp import ClientSession

    clock, port = SteppedClock(), free_port()
    stall = house.api.faults.add("stall", method="getUpdates", times=None)
    async with served(house, clock=clock, health={"port": port}), ClientSession() as session:
        await house.api.called("getUpdates")

        async def health() -> tuple[int, dict[str, object]]:
            async with session.get(f"http://127.0.0.1:{port}/health") as response:
                return response.status, await response.json()

        status, said = await health()
        assert (status, said["ok"], said["database"]) == (200, True, True)
        clock.passes(100)
        status, said = await health()
        assert (status, said["ok"]) == (503, False)
        stall.release()
        await house.bo.says("/incident")
        await house.bo.hears("What is spilt?")
        status, said = await health()
        assert status == 200
