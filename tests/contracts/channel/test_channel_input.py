"""Input: fetched raw, confirmed only by the next offset, and decoded one by one."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest

from bot.channels.port import ChannelRefused, ChannelUnreachable, Conflict, Outgoing, Undecodable
from bot.channels.telegram.channel import TelegramChannel
from handlers.events import Commanded, Inbound, Said, Shared, Tapped
from handlers.messages import Button, plain
from tests.fakes.bot_api import BotApi

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)


async def heard(channel: TelegramChannel, offset: int | None = None) -> list[Inbound | None]:
    """What waits, decoded."""
    return [channel.decode(update.raw, NOW) for update in await channel.fetch(offset, 0)]


async def test_what_people_say_arrives_with_who_said_it(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1007, "Lin", language="zh-hant")
    await bo.starts("abc-123")
    await bo.says("水浸 🌊")
    start, words = await heard(channel)
    assert start is not None
    assert words is not None
    assert start.event == Commanded("start", "abc-123")
    assert words.event == Said("水浸 🌊")
    assert words.conversation == "staff:1007"
    assert words.private
    assert words.sender is not None
    assert (words.sender.account, words.sender.name, words.sender.language) == (1007, "Lin", "zh-hant")


async def test_an_update_names_its_conversation_before_it_is_decoded(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    await bo.says("one")
    await api.group(-1001, members=(bo,)).adds("staff_bot")
    api.push_raw({"surprise": 1})
    assert [update.conversation for update in await channel.fetch(None, 0)] == [
        "staff:1001",
        "staff:-1001",
        "staff:0",
    ]


async def test_nothing_is_confirmed_until_the_next_offset_says_so(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    await bo.says("one")
    await bo.says("two")
    first = await channel.fetch(None, 0)
    again = await channel.fetch(None, 0)
    assert again == first
    rest = await channel.fetch(first[0].update_id + 1, 0)
    assert rest == [first[1]]
    assert await channel.fetch(first[1].update_id + 1, 0) == []


async def test_an_update_nobody_understands_does_not_hold_up_the_next(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    await bo.says("before")
    api.push_raw({"message": {"message_id": "seven", "chat": [], "text": {"a": ["\x00", 10**30]}}})
    await bo.says("after")
    before, strange, after = await channel.fetch(None, 0)
    assert channel.decode(before.raw, NOW) is not None
    with pytest.raises(Undecodable):
        channel.decode(strange.raw, NOW)
    decoded = channel.decode(after.raw, NOW)
    assert decoded is not None
    assert decoded.event == Said("after")


async def test_a_tap_arrives_with_its_message_and_data(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    sent = await channel.send(_question())
    await bo.taps("Yes")
    (tap,) = await heard(channel)
    assert tap is not None
    assert isinstance(tap.event, Tapped)
    assert tap.event.data == "s.k3f9.1.y"
    assert tap.message == getattr(sent, "reference", 0)
    assert tap.at == NOW


async def test_an_album_arrives_as_events_that_share_its_name(channel: TelegramChannel, api: BotApi) -> None:
    await api.person(1001).sends_album(3, "the leak")
    events = [inbound.event for inbound in await heard(channel) if inbound]
    assert all(isinstance(event, Shared) for event in events)
    shared = [event for event in events if isinstance(event, Shared)]
    assert len({event.album for event in shared}) == 1
    assert [event.caption for event in shared] == ["the leak", "", ""]
    assert len({event.media.unique for event in shared}) == 3


async def test_commands_for_another_bot_in_a_group_are_not_ours(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    group = api.group(-1001, members=(bo,))
    await bo.says("/duty@staff_bot", chat=group)
    ours = (await heard(channel))[0]
    assert ours is not None
    assert ours.event == Commanded("duty")
    raw = (await channel.fetch(None, 0))[0].raw
    assert channel.decode(raw.replace("@staff_bot", "@other_bot"), NOW) is None


async def test_a_long_poll_returns_as_soon_as_something_comes(channel: TelegramChannel, api: BotApi) -> None:
    polling = asyncio.create_task(channel.fetch(None, 20))
    await api.person(1001).says("hello")
    async with asyncio.timeout(5):
        assert len(await polling) == 1


async def test_messages_go_out_while_a_long_poll_waits(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    polling = asyncio.create_task(channel.fetch(None, 20))
    await asyncio.gather(*(channel.send(_question()) for _ in range(20)))
    assert len(bo.sees) == 20
    await bo.says("done")
    await polling


async def test_a_second_poller_is_a_conflict(channel: TelegramChannel, hasty: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    await bo.says("wake up")
    update = (await channel.fetch(None, 0))[0]
    first = asyncio.create_task(channel.fetch(update.update_id + 1, 20))
    await api.confirmed()  # the first poll has begun
    await hasty.fetch(None, 0)
    with pytest.raises(Conflict):
        await first


async def test_a_webhook_left_over_is_taken_down(channel: TelegramChannel, api: BotApi) -> None:
    await channel.listen("http://127.0.0.1:9/", "secret")
    with pytest.raises(Conflict):
        await channel.fetch(None, 0)
    await api.person(1001).says("hello")
    assert len(await channel.fetch(None, 0)) == 1


async def test_a_token_revoked_later_is_refused(channel: TelegramChannel, api: BotApi) -> None:
    del api.world.bots[api.token]
    with pytest.raises(ChannelRefused, match="MUSTER_STAFF_BOT__TOKEN"):
        await channel.fetch(None, 0)


@pytest.mark.parametrize("trouble", ["429", "502", "500", "cut-before", "cut-after", "garbled"])
async def test_trouble_while_polling_is_unreachable_and_passes(
    channel: TelegramChannel, api: BotApi, trouble: str
) -> None:
    await api.person(1001).says("hello")
    api.faults.add(trouble, method="getUpdates")  # type: ignore[arg-type]
    with pytest.raises(ChannelUnreachable, match="MUSTER_STAFF_BOT__API_BASE"):
        await channel.fetch(None, 0)
    assert len(await channel.fetch(None, 0)) == 1


def _question() -> Outgoing:
    return Outgoing(1001, plain("Sure?", (Button("Yes", "s.k3f9.1.y"),)))
