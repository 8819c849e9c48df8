"""Files of our own content, uploaded because another bot heard them: both libraries bring them over whole."""

from __future__ import annotations

import pytest

from bot.channels.port import Load, NotLoaded, Outgoing
from bot.channels.telegram.channel import TelegramChannel
from handlers.delivery import NotSent, Rejected, RetryAfter, Sent
from handlers.media import Media, own_content
from handlers.messages import Button, Message, Span
from tests.fakes.bot_api import BotApi

BUTTONS = ((Button("Ok", "s.a.1.k"),),)
CONTENT = bytes(range(256)) * 5000  # more than a megabyte, with everything in it that a boundary could look like
MEGABYTE = 1024 * 1024


def ours(kind: str = "photo", digest: str = "d1", **about: object) -> Media:
    return own_content(Media(kind, "another bot's", "u", **about), digest)  # type: ignore[arg-type]


def loading(**contents: bytes) -> Load:
    async def load(digest: str) -> bytes:
        if digest not in contents:
            raise NotLoaded(f"nothing is stored under {digest}")
        return contents[digest]

    return load


def outgoing(*media: Media, load: Load | None, words: str = "The leak") -> Outgoing:
    return Outgoing(1001, Message((Span(words),), BUTTONS, media), reply_to=None, load=load)


def uploaded(api: BotApi) -> list[tuple[str, bytes]]:
    """What the platform holds now: file name and content."""
    return [(file.name or "", file.content) for file in api.world.files.by_unique.values()]


@pytest.mark.parametrize("kind", ["photo", "video", "voice", "document"])
async def test_one_file_goes_up_with_its_words_and_buttons(channel: TelegramChannel, api: BotApi, kind: str) -> None:
    result = await channel.send(outgoing(ours(kind, name="現場 1.bin"), load=loading(d1=CONTENT)))
    post = api.person(1001).sees[-1]
    assert result == Sent(post.id)
    assert (post.media, post.text, post.buttons) == (kind, "The leak", ["Ok"])
    ((_, content),) = uploaded(api)
    assert content == CONTENT


async def test_an_album_of_ours_and_theirs(channel: TelegramChannel, api: BotApi) -> None:
    bo = api.person(1001)
    theirs = await bo.sends_photo()
    file_id = theirs.wire["photo"][-1]["file_id"]
    media = [ours(digest="d1"), Media("photo", file_id, "t"), ours("video", "d2"), ours("voice", "d3")]
    await channel.send(outgoing(*media, load=loading(d1=b"one", d2=b"two", d3=b"three")))
    assert [post.media for post in bo.sees[1:]] == ["photo", "photo", "video", "voice", None]
    assert [content for _, content in uploaded(api)][1:] == [b"one", b"two", b"three"]


async def test_no_request_holds_more_than_the_platform_takes(channel: TelegramChannel, api: BotApi) -> None:
    media = [ours("document", "d1", size=18 * MEGABYTE) for _ in range(5)]
    await channel.send(outgoing(*media, load=loading(d1=b"stands for 18 MB")))
    calls = [call for call in api.calls if call.method in ("sendMediaGroup", "sendDocument")]
    assert [call.method for call in calls] == ["sendMediaGroup", "sendMediaGroup", "sendDocument"]
    assert [post.media for post in api.person(1001).sees] == ["document"] * 5 + [None]


@pytest.mark.parametrize(
    ("media", "shown"),
    [
        (ours("photo", size=11 * MEGABYTE), "document"),
        (ours("photo", size=9 * MEGABYTE), "photo"),
        (ours("voice", mime="audio/mp4"), "document"),
        (ours("voice", mime="audio/ogg"), "voice"),
    ],
)
async def test_what_the_platform_might_refuse_goes_as_a_file(
    channel: TelegramChannel, api: BotApi, media: Media, shown: str
) -> None:
    await channel.send(outgoing(media, load=loading(d1=b"x")))
    assert api.person(1001).last.media == shown


async def test_a_name_cannot_break_out_of_its_header(channel: TelegramChannel, api: BotApi) -> None:
    name = 'a"; name="chat_id\r\n\r\n9999.jpg'
    await channel.send(outgoing(ours(name=name), load=loading(d1=b"x")))
    assert api.person(1001).last.media == "photo"
    ((_, content),) = uploaded(api)
    assert content == b"x"


async def test_content_that_cannot_be_had_now_is_not_sent(channel: TelegramChannel, api: BotApi) -> None:
    assert await channel.send(outgoing(ours(), load=loading())) == NotSent("nothing is stored under d1")
    assert isinstance(await channel.send(outgoing(ours(), load=None)), Rejected)
    assert api.person(1001).sees == []


async def test_an_upload_cut_short_goes_on_where_it_stopped(channel: TelegramChannel, api: BotApi) -> None:
    message = outgoing(ours(digest="d1"), ours("voice", "d2"), load=loading(d1=b"one", d2=b"two"))
    api.faults.add("429", method="sendVoice", seconds=3)
    assert await channel.send(message) == RetryAfter(3)
    again = outgoing(ours(digest="d1"), ours("voice", "d2"), load=loading(d1=b"one", d2=b"two"))
    assert isinstance(await channel.send(again), Sent)
    assert [post.media for post in api.person(1001).sees] == ["photo", "voice", None]
