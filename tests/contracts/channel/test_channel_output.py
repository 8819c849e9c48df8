"""Output: what people see is what was written, and every refusal has its own result."""

from __future__ import annotations

import asyncio
from dataclasses import replace

import pytest

from bot.channels.port import Outgoing
from bot.channels.telegram.channel import TelegramChannel
from handlers.delivery import (
    Blocked,
    Migrated,
    NotModified,
    NotSent,
    Rejected,
    RetryAfter,
    Sent,
    Uncertain,
)
from handlers.messages import Button, Message, Span, plain
from tests.fakes.bot_api import BotApi

HOSTILE = "</b><script>alert('1 & 2')</script> &lt;b&gt; <a href=\"tg://user?id=1\">x</a> _*`[ \u202e ك 👩🏽‍🚒"


async def test_a_message_shows_its_words_and_buttons(channel: TelegramChannel, api: BotApi) -> None:
    buttons = (Button("Acknowledge", "c.01J8.3.ack", "success"), Button("Details", "c.01J8.3.details"))
    sent = await channel.send(Outgoing(1001, plain("Leak at Gate 12", buttons)))
    (post,) = api.person(1001).sees
    assert sent == Sent(post.id)
    assert post.text == "Leak at Gate 12"
    assert post.buttons == ["Acknowledge", "Details"]
    assert post.rows[0][0]["style"] == "success"
    assert "style" not in post.rows[0][1]


async def test_a_message_is_pinned_and_unpinned_where_that_can_be_done(channel: TelegramChannel, api: BotApi) -> None:
    sent = await channel.send(Outgoing(1001, replace(plain("The checklist"), pin="pin")))
    assert isinstance(sent, Sent)
    assert api.person(1001).chat().pinned == sent.reference

    await channel.send(Outgoing(1001, replace(plain("It is over"), pin="unpin"), edit=sent.reference))
    assert api.person(1001).chat().pinned is None


async def test_a_message_that_cannot_be_pinned_was_sent_all_the_same(channel: TelegramChannel, api: BotApi) -> None:
    api.faults.add("500", method="pinChatMessage")
    sent = await channel.send(Outgoing(1001, replace(plain("The checklist"), pin="pin")))
    assert isinstance(sent, Sent)


async def test_hostile_text_is_shown_as_it_was_written(channel: TelegramChannel, api: BotApi) -> None:
    spans = (Span(HOSTILE, "bold"), Span(HOSTILE), Span(HOSTILE, "italic"), Span(HOSTILE, "code"))
    assert isinstance(await channel.send(Outgoing(1001, Message(spans))), Sent)
    (post,) = api.person(1001).sees
    assert post.text == HOSTILE * 4
    assert [entity["type"] for entity in post.wire["entities"]] == ["bold", "italic", "code"]


async def test_what_cannot_go_over_the_wire_is_shown_as_a_sign(channel: TelegramChannel, api: BotApi) -> None:
    await channel.send(Outgoing(1001, plain("a\0b\ud83dc")))
    assert api.person(1001).sees[0].text == "a␀b\ufffdc"


async def test_a_long_text_comes_in_parts_with_the_buttons_last(channel: TelegramChannel, api: BotApi) -> None:
    text = "".join(f"{n}. 水浸 <🌊> & more\n" for n in range(1000))
    sent = await channel.send(Outgoing(1001, plain(text, (Button("Next", "s.a.1.n"),))))
    parts = api.person(1001).sees
    assert len(parts) > 3
    assert "".join(part.text.strip() for part in parts).replace("\n", "") == text.replace("\n", "")
    assert [part.buttons for part in parts] == [[]] * (len(parts) - 1) + [["Next"]]
    assert sent == Sent(parts[-1].id)


async def test_a_reply_hangs_on_the_message_it_answers(channel: TelegramChannel, api: BotApi) -> None:
    note = await api.person(1001).says("leak")
    await channel.send(Outgoing(1001, plain("Noted"), reply_to=note.id))
    assert api.person(1001).sees[-1].wire["reply_to_message"]["message_id"] == note.id


async def test_a_reply_to_a_message_that_is_gone_is_sent_all_the_same(channel: TelegramChannel, api: BotApi) -> None:
    assert isinstance(await channel.send(Outgoing(1001, plain("Noted"), reply_to=999)), Sent)
    assert "reply_to_message" not in api.person(1001).sees[0].wire


# edits


async def test_an_edit_changes_the_message_in_place(channel: TelegramChannel, api: BotApi) -> None:
    first = await channel.send(Outgoing(1001, plain("Open", (Button("Ack", "c.1.1.a"),))))
    assert isinstance(first, Sent)
    edited = await channel.send(Outgoing(1001, plain("Taken by Ana"), edit=first.reference))
    (post,) = api.person(1001).sees
    assert edited == first
    assert post.text == "Taken by Ana"
    assert post.buttons == []


async def test_an_edit_that_changes_nothing_says_so(channel: TelegramChannel) -> None:
    first = await channel.send(Outgoing(1001, plain("Open")))
    assert isinstance(first, Sent)
    assert await channel.send(Outgoing(1001, plain("Open"), edit=first.reference)) == NotModified()


async def test_an_edit_of_what_is_gone_is_rejected(channel: TelegramChannel) -> None:
    result = await channel.send(Outgoing(1001, plain("Open"), edit=404))
    assert isinstance(result, Rejected)
    assert "message to edit not found" in result.why


async def test_an_edit_grown_too_long_goes_on_in_new_messages(channel: TelegramChannel, api: BotApi) -> None:
    first = await channel.send(Outgoing(1001, plain("Short")))
    assert isinstance(first, Sent)
    long = plain("word " * 1500, (Button("Ok", "s.a.1.k"),))
    result = await channel.send(Outgoing(1001, long, edit=first.reference))
    changed, added = api.person(1001).sees
    assert changed.edits == 1
    assert result == Sent(added.id)
    assert added.buttons == ["Ok"]


# taps


async def test_a_tap_is_answered(channel: TelegramChannel, api: BotApi) -> None:
    await channel.send(Outgoing(1001, plain("Sure?", (Button("Yes", "s.k.1.y"),))))
    tap = await api.person(1001).taps("Yes")
    assert isinstance(await channel.answer_tap(tap.query.id, "Saved " * 60, alert=True), Sent)
    assert tap.answer is not None
    assert tap.answer.startswith("Saved Saved")
    assert len(tap.answer) == 200
    assert tap.query.alert


async def test_a_tap_can_be_answered_without_words(channel: TelegramChannel, api: BotApi) -> None:
    await channel.send(Outgoing(1001, plain("Sure?", (Button("Yes", "s.k.1.y"),))))
    tap = await api.person(1001).taps("Yes")
    await channel.answer_tap(tap.query.id, "", alert=False)
    assert tap.answer == ""


async def test_a_tap_answered_too_late_is_rejected(channel: TelegramChannel) -> None:
    result = await channel.answer_tap("1", "Saved", alert=False)
    assert isinstance(result, Rejected)
    assert "query is too old" in result.why


# refusals


async def test_somebody_who_blocked_us_is_blocked(channel: TelegramChannel, api: BotApi) -> None:
    await api.person(1001).blocks()
    assert isinstance(await channel.send(Outgoing(1001, plain("hello"))), Blocked)


async def test_a_chat_nobody_knows_is_blocked(channel: TelegramChannel) -> None:
    assert isinstance(await channel.send(Outgoing(-77, plain("hello"))), Blocked)


async def test_a_group_that_threw_us_out_is_blocked(channel: TelegramChannel, api: BotApi) -> None:
    await api.group(-1001).removes("staff_bot")
    assert isinstance(await channel.send(Outgoing(-1001, plain("hello"))), Blocked)


async def test_a_group_that_moved_says_where_to(channel: TelegramChannel, api: BotApi) -> None:
    await api.group(-1001).upgrades(-1001234567890)
    assert await channel.send(Outgoing(-1001, plain("hello"))) == Migrated(-1001234567890)


async def test_too_many_messages_say_how_long_to_wait(channel: TelegramChannel, api: BotApi) -> None:
    api.faults.add("429", method="sendMessage", seconds=7)
    assert await channel.send(Outgoing(1001, plain("hello"))) == RetryAfter(7.0)


@pytest.mark.parametrize("message", [plain(""), plain(" \n "), Message(())])
async def test_a_message_without_words_is_rejected_unsent(
    channel: TelegramChannel, api: BotApi, message: Message
) -> None:
    assert isinstance(await channel.send(Outgoing(1001, message)), Rejected)
    assert not api.calls.of("sendMessage")


async def test_button_data_too_long_is_rejected_unsent(channel: TelegramChannel, api: BotApi) -> None:
    result = await channel.send(Outgoing(1001, plain("hello", (Button("x", "é" * 33),))))
    assert isinstance(result, Rejected)
    assert "64 bytes" in result.why
    assert not api.calls.of("sendMessage")


async def test_a_revoked_token_loses_no_message(channel: TelegramChannel, api: BotApi) -> None:
    del api.world.bots[api.token]
    assert isinstance(await channel.send(Outgoing(1001, plain("hello"))), NotSent)


# trouble


@pytest.mark.parametrize("trouble", ["500", "502"])
async def test_what_a_broken_server_turned_away_was_not_sent(
    channel: TelegramChannel, api: BotApi, trouble: str
) -> None:
    api.faults.add(trouble, method="sendMessage")  # type: ignore[arg-type]
    assert isinstance(await channel.send(Outgoing(1001, plain("hello"))), NotSent)
    assert api.person(1001).sees == []


async def test_an_answer_broken_off_after_the_message_number_proves_it_was_sent(
    channel: TelegramChannel, api: BotApi
) -> None:
    api.faults.add("garbled", method="sendMessage")
    assert await channel.send(Outgoing(1001, plain("hello"))) == Sent(api.person(1001).sees[0].id)


@pytest.mark.parametrize("trouble", ["cut-before", "cut-after"])
async def test_what_was_cut_off_is_uncertain(channel: TelegramChannel, api: BotApi, trouble: str) -> None:
    api.faults.add(trouble, method="sendMessage")  # type: ignore[arg-type]
    assert isinstance(await channel.send(Outgoing(1001, plain("hello"))), Uncertain)
    assert isinstance(await channel.send(Outgoing(1001, plain("hello again"))), Sent)


async def test_silence_after_handing_over_is_uncertain(hasty: TelegramChannel, api: BotApi) -> None:
    api.faults.add("stall", method="sendMessage")
    result = await hasty.send(Outgoing(1001, plain("hello")))
    assert isinstance(result, Uncertain)


async def test_nobody_listening_is_not_sent(channel: TelegramChannel, api: BotApi) -> None:
    await api.stop()
    await asyncio.sleep(0)  # connections that were kept notice that they are closed
    result = await channel.send(Outgoing(1001, plain("hello")))
    assert isinstance(result, NotSent)
    assert api.token not in repr(result)


async def test_one_chat_in_trouble_does_not_hold_up_another(channel: TelegramChannel, api: BotApi) -> None:
    ana, _ = api.person(2001), api.person(1001)
    api.faults.add("stall", method="sendMessage", chat=1001)
    stuck = asyncio.create_task(channel.send(Outgoing(1001, plain("hello"))))
    await channel.send(Outgoing(2001, plain("hello")))
    assert len(ana.sees) == 1
    assert not stuck.done()
    api.faults.clear()
    assert isinstance(await stuck, Sent)


async def test_a_long_text_interrupted_goes_on_where_it_stopped(channel: TelegramChannel, api: BotApi) -> None:
    outgoing = Outgoing(1001, plain("word " * 2500, (Button("Ok", "s.a.1.k"),)))
    api.world.on_post.append(lambda post: api.faults.add("429", seconds=3))
    assert await channel.send(outgoing) == RetryAfter(3.0)
    api.world.on_post.clear()
    assert isinstance(await channel.send(outgoing), Sent)
    assert " ".join(post.text for post in api.person(1001).sees) == ("word " * 2500).strip()
