"""Files: fetched again by what an update called them, and shown again without being uploaded."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from bot.channels.port import ChannelUnreachable, Outgoing, TooLarge
from bot.channels.telegram.channel import TelegramChannel
from handlers.delivery import Rejected, Sent
from handlers.events import Shared
from handlers.media import Media
from handlers.messages import Button, Message, Span
from tests.fakes.bot_api import BotApi

NOW = datetime(2026, 11, 2, 8, 0, tzinfo=UTC)
BUTTONS = ((Button("Ok", "s.a.1.k"),),)


async def shared(channel: TelegramChannel) -> list[Media]:
    """The files that wait to be heard of."""
    inbound = [channel.decode(update.raw, NOW) for update in await channel.fetch(None, 0)]
    return [found.event.media for found in inbound if found and isinstance(found.event, Shared)]


async def test_a_photo_is_fetched_in_its_largest_size(channel: TelegramChannel, api: BotApi) -> None:
    await api.person(1001).sends_photo(content=b"every byte of it \x00\xff")
    (photo,) = await shared(channel)
    assert await channel.download(photo.reference) == b"every byte of it \x00\xff"


async def test_a_file_nobody_has_is_not_found(channel: TelegramChannel) -> None:
    with pytest.raises(FileNotFoundError):
        await channel.download("nonsense")


async def test_a_file_larger_than_a_bot_may_fetch_is_too_large(channel: TelegramChannel, api: BotApi) -> None:
    await api.person(1001).sends_video(size=21 * 1024 * 1024)
    (video,) = await shared(channel)
    with pytest.raises(TooLarge, match="too big"):
        await channel.download(video.reference)


@pytest.mark.parametrize("trouble", ["502", "500", "429", "cut-before", "garbled"])
async def test_trouble_while_fetching_is_unreachable(channel: TelegramChannel, api: BotApi, trouble: str) -> None:
    await api.person(1001).sends_voice()
    (voice,) = await shared(channel)
    api.faults.add(trouble, method="getFile")  # type: ignore[arg-type]
    with pytest.raises(ChannelUnreachable, match="MUSTER_STAFF_BOT__API_BASE"):
        await channel.download(voice.reference)


@pytest.mark.parametrize("kind", ["photo", "video", "voice", "document"])
async def test_one_file_carries_its_words_and_buttons(channel: TelegramChannel, api: BotApi, kind: str) -> None:
    bo = api.person(1001)
    await getattr(bo, f"sends_{kind}")()
    (media,) = await shared(channel)
    sent = await channel.send(Outgoing(1001, Message((Span("Leak <here>", "bold"),), BUTTONS, (media,))))
    post = bo.sees[-1]
    assert sent == Sent(post.id)
    assert (post.media, post.text, post.buttons) == (kind, "Leak <here>", ["Ok"])


async def test_an_album_goes_first_and_its_words_and_buttons_follow(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    await bo.sends_album(12)
    await bo.sends_voice()
    media = await shared(channel)
    sent = await channel.send(Outgoing(1001, Message((Span("What we have"),), BUTTONS, tuple(media))))
    posts = bo.sees[13:]
    assert [post.media for post in posts] == ["photo"] * 12 + ["voice", None]
    assert (posts[-1].text, posts[-1].buttons) == ("What we have", ["Ok"])
    assert sent == Sent(posts[-1].id)


async def test_words_too_long_for_a_caption_follow_the_file(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    await bo.sends_photo()
    (photo,) = await shared(channel)
    await channel.send(Outgoing(1001, Message((Span("word " * 300),), BUTTONS, (photo,))))
    shown, words = bo.sees[1:]
    assert (shown.media, shown.text, shown.buttons) == ("photo", "", [])
    assert words.buttons == ["Ok"]


async def test_an_edit_of_a_photo_changes_its_caption(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    await bo.sends_photo()
    (photo,) = await shared(channel)
    sent = await channel.send(Outgoing(1001, Message((Span("Open"),), BUTTONS, (photo,))))
    assert isinstance(sent, Sent)
    assert await channel.send(Outgoing(1001, Message((Span("Taken"),)), edit=sent.reference)) == sent
    assert (bo.sees[-1].text, bo.sees[-1].media) == ("Taken", "photo")


async def test_an_edit_grown_too_long_for_a_caption_goes_on_in_a_message(
    channel: TelegramChannel, api: BotApi
) -> None:
    bo = api.person(1001)
    await bo.sends_photo()
    (photo,) = await shared(channel)
    sent = await channel.send(Outgoing(1001, Message((Span("Open"),), BUTTONS, (photo,))))
    assert isinstance(sent, Sent)
    await channel.send(Outgoing(1001, Message((Span("word " * 1200),), BUTTONS), edit=sent.reference))
    caption, *rest = bo.sees[1:]
    assert caption.media == "photo"
    assert " ".join(post.text for post in (caption, *rest)) == ("word " * 1200).strip()
    assert [post.buttons for post in (caption, *rest)] == [[]] * len(rest) + [["Ok"]]


async def test_a_file_of_another_bot_is_rejected(channel: TelegramChannel, api: BotApi) -> None:
    media = Media("photo", "PH1002-AQAD000001", "AQAD000001")
    result = await channel.send(Outgoing(1001, Message((Span("Open"),), (), (media,))))
    assert isinstance(result, Rejected)
