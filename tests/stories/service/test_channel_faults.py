"""Whatever the platform does, what is said arrives, once if that can be known, and marked if it cannot."""

from __future__ import annotations

import socket
from typing import Any

import pytest

from bot.channels.port import ChannelRefused, ChannelUnreachable
from handlers.delivery import NoticeState
from tests.stories.service.serving import House, reports, sent, served, texts


@pytest.mark.parametrize("trouble", ["429", "502", "500", "cut-before"])
async def test_a_card_that_did_not_arrive_is_sent_again(each: House, trouble: str) -> None:
    each.api.faults.add(trouble, method="sendMessage", chat=each.duty.id, seconds=1)  # type: ignore[arg-type]
    async with served(each) as running:
        await reports(each.bo, "Milk")
        await each.duty.hears("Milk", "Not taken yet")
        await running.quiet()
    cards = texts(each.duty)
    assert len(cards) == 1
    assert ("Possibly a repeat" in cards[0]) == (trouble == "cut-before")  # only then nobody can know
    assert each.notices(NoticeState.QUEUED, NoticeState.SENDING, NoticeState.DEAD) == []


async def test_a_card_whose_answer_was_lost_is_repeated_and_says_so(each: House) -> None:
    each.api.faults.add("cut-after", method="sendMessage", chat=each.duty.id)
    async with served(each) as running:
        await reports(each.bo, "Milk")
        await each.duty.hears("Possibly a repeat", "Milk")
        await running.quiet()
    first, again = texts(each.duty)
    assert again == f"Possibly a repeat\n{first}"


async def test_a_prompt_that_stalled_is_drawn_again_marked(each: House) -> None:
    stall = each.api.faults.add("stall", method="sendMessage", chat=each.bo.id)
    async with served(each, patience=0.5):
        await each.bo.says("/incident")
        await each.bo.hears("Possibly a repeat", "What is spilt?")
        stall.release()
        await each.bo.says("Milk")
        await each.bo.hears("Where is it?")


async def test_who_blocked_the_bot_is_known_to_be_unreachable_until_they_come_back(house: House) -> None:
    await house.ana.blocks()
    async with served(house) as running:
        await reports(house.bo, "Milk")
        await house.duty.hears("Milk")
        await running.quiet()
        assert not running.store.directory.staff_by_id["ana"].reachable
        assert [item.notice.staff for item in house.notices(NoticeState.DEAD)] == ["ana"]
        await house.ana.unblocks()
        await house.ana.says("/start")
        await house.ana.hears()
        await running.quiet()
        assert running.store.directory.staff_by_id["ana"].reachable


async def test_a_group_that_was_upgraded_gets_what_waits_at_its_new_number(each: House) -> None:
    held = each.api.faults.add("429", method="sendMessage", chat=each.duty.id, seconds=1)
    async with served(each) as running:
        await reports(each.bo, "Milk")
        await each.api.called("sendMessage", chat=each.duty.id)
        assert held.hits == 1
        await each.duty.upgrades(-1001234567890)
        await each.duty.hears("Milk", "Not taken yet")
        await running.quiet()
        assert running.store.directory.group_by_id["duty"].chat == -1001234567890
        await reports(each.bo, "Oil")
        await each.duty.hears("Oil")


async def test_a_group_whose_upgrade_we_learn_from_a_refusal(house: House) -> None:
    async with served(house) as running:
        updates = house.api.bot().updates
        await house.duty.upgrades(-1001234567890)
        for number in list(updates.waiting):
            updates.drop(number)  # the service never hears it from the group
        await reports(house.bo, "Milk")
        await house.duty.hears("Milk", "Not taken yet")
        await running.quiet()
        assert running.store.directory.group_by_id["duty"].chat == -1001234567890


async def test_a_card_that_somebody_deleted_is_sent_anew(house: House) -> None:
    async with served(house) as running:
        await reports(house.bo, "Milk")
        card = await house.duty.hears("Milk", "Not taken yet")
        await running.quiet()
        card.deleted = True
        mine = await house.ana.hears("Milk")
        await (await house.ana.taps("Acknowledge", message=mine)).answered()
        again = await house.duty.hears("Milk", "Taken by Ana")
        assert again is not card
        await running.quiet()


async def test_an_update_nobody_can_read_is_set_aside_and_the_next_goes_on(house: House) -> None:
    async with served(house) as running:
        strange: tuple[dict[str, Any], ...] = ({"message": 7}, {"message": {"chat": {}}}, {"callback_query": {}}, {})
        for rubbish in strange:
            house.api.push_raw(rubbish)
        await reports(house.bo, "Milk")
        await house.api.confirmed()
        await running.quiet()
    with house.looking() as store:
        assert store.quarantine()


async def test_somebody_else_polling_is_waited_out(each: House) -> None:
    async with served(each) as running:
        await each.api.called("getUpdates")
        await each.api.bot().updates.fetch(None, 1, 0)  # another program takes a look: ours gets a 409
        await each.bo.says("/incident")
        await each.bo.hears("What is spilt?")
        await running.quiet()
    assert any(call.outcome.startswith("Conflict") for call in each.api.calls.of("getUpdates"))


async def test_an_unknown_token_and_an_unreachable_platform_are_said_at_the_start(each: House) -> None:
    unknown = {"token": "1001:not-ours-at-all-xxxxxxxxxxxx", "api_base": each.api.base_url, "library": each.library}
    with pytest.raises(ChannelRefused, match="MUSTER_STAFF_BOT__TOKEN"):
        async with served(each, staff_bot=unknown):
            pass
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        nowhere = unknown | {"api_base": f"http://127.0.0.1:{taken.getsockname()[1]}"}
        with pytest.raises(ChannelUnreachable, match="MUSTER_STAFF_BOT__API_BASE"):
            async with served(each, staff_bot=nowhere):
                pass


async def test_a_platform_that_goes_away_and_comes_back(each: House) -> None:
    async with served(each) as running:
        await reports(each.bo, "Milk")
        await running.quiet()
        away = each.api.faults.add("502", times=None)
        await each.bo.says("/incident")
        await each.api.called("getUpdates", len(each.api.calls.of("getUpdates")) + 2)
        away.times = 0
        await each.bo.hears("What is spilt?")
        await running.quiet()
    assert len(sent(each.api, each.duty.id)) == 1


async def test_numbers_that_restart_and_deliveries_that_repeat(house: House) -> None:
    updates = house.api.bot().updates
    async with served(house) as running:
        await reports(house.bo, "Milk")
        await house.api.confirmed()
        for _ in range(3):
            house.api.restart_update_ids()
            await reports(house.bo, "Oil")
            await house.api.confirmed()
        await house.bo.says("/incident")
        again = dict(updates.waiting)
        await house.bo.hears("What is spilt?")
        await house.api.confirmed()
        heard = len(texts(house.bo))
        updates.waiting.update(again)
        updates.bell.ring()
        await house.api.confirmed()
        await running.quiet()
        assert len(texts(house.bo)) == heard
    assert len(house.cases()) == 4
