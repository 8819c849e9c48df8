"""The Bot API of our own, held to what both client libraries and Telegram's documentation expect."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import aiogram
import httpx
import pytest
import telegram
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.exceptions import TelegramBadRequest, TelegramForbiddenError
from aiogram.types import BufferedInputFile, InlineKeyboardButton, InlineKeyboardMarkup, InputMediaPhoto
from telegram.ext import ApplicationBuilder

from tests.fakes.bot_api import DUTY_TOKEN, STAFF_TOKEN, BotApi


class Clock:
    """Stands still until told otherwise."""

    def __init__(self) -> None:
        self.at = datetime(2026, 8, 1, 12, tzinfo=UTC)

    def now(self) -> datetime:
        return self.at

    def passes(self, seconds: float) -> None:
        self.at += timedelta(seconds=seconds)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
async def api(clock: Clock) -> AsyncIterator[BotApi]:
    async with BotApi(clock) as api:
        yield api


class Raw:
    """Calls methods with plain JSON and gives back the whole answer."""

    def __init__(self, api: BotApi, token: str = STAFF_TOKEN) -> None:
        self._base = f"{api.base_url}/bot{token}"
        self._client = httpx.AsyncClient(timeout=20)

    async def __call__(self, name: str, **parameters: Any) -> dict[str, Any]:
        response = await self._client.post(f"{self._base}/{name}", json=parameters)
        said: dict[str, Any] = response.json()
        assert response.status_code == said.get("error_code", 200)
        return said

    async def close(self) -> None:
        await self._client.aclose()


@pytest.fixture
async def raw(api: BotApi) -> AsyncIterator[Raw]:
    raw = Raw(api)
    yield raw
    await raw.close()


# receiving


async def test_an_offset_confirms_what_came_before_it(api: BotApi, raw: Raw) -> None:
    ana = api.person(2001, "Ana")
    for word in ("one", "two", "three"):
        await ana.says(word)
    first = (await raw("getUpdates"))["result"]
    assert [u["message"]["text"] for u in first] == ["one", "two", "three"]
    assert (await raw("getUpdates", limit=1))["result"] == first[:1], "not confirmed, so it comes again"
    assert (await raw("getUpdates", offset=first[1]["update_id"]))["result"] == first[1:]
    assert (await raw("getUpdates"))["result"] == first[1:], "what was confirmed is gone for good"


async def test_a_negative_offset_keeps_the_last_few(api: BotApi, raw: Raw) -> None:
    ana = api.person(2001)
    for word in ("one", "two", "three"):
        await ana.says(word)
    assert [u["message"]["text"] for u in (await raw("getUpdates", offset=-1))["result"]] == ["three"]


async def test_a_long_poll_ends_with_the_first_update(api: BotApi, raw: Raw) -> None:
    poll = asyncio.create_task(raw("getUpdates", timeout=30))
    await api.called("getUpdates")
    await api.person(2001).says("here I am")
    assert (await poll)["result"][0]["message"]["text"] == "here I am"


async def test_a_second_poller_throws_the_first_one_out(api: BotApi, raw: Raw) -> None:
    first = asyncio.create_task(raw("getUpdates", timeout=30))
    await api.called("getUpdates")
    assert (await raw("getUpdates", timeout=0))["ok"]
    assert (await first)["error_code"] == 409


async def test_kinds_that_nobody_asked_for_are_not_queued(api: BotApi, raw: Raw) -> None:
    await raw("getUpdates", allowed_updates=json.dumps(["callback_query"]))
    ana = api.person(2001)
    await ana.says("not wanted")
    assert (await raw("getUpdates"))["result"] == []
    await raw("getUpdates", allowed_updates=[])
    await ana.blocks()
    assert (await raw("getUpdates"))["result"][0]["my_chat_member"]["new_chat_member"]["status"] == "kicked"


async def test_taps_are_kept_for_150_seconds_and_messages_for_a_day(api: BotApi, raw: Raw, clock: Clock) -> None:
    ana = api.person(2001)
    await raw("sendMessage", chat_id=2001, text="Go?", reply_markup=_keyboard("Yes", "yes"))
    await ana.says("hello")
    await ana.taps("Yes")
    clock.passes(150)
    assert [set(u) - {"update_id"} for u in (await raw("getUpdates"))["result"]] == [{"message"}]
    clock.passes(86_400)
    assert (await raw("getUpdates"))["result"] == []


async def test_update_ids_may_start_again_anywhere(api: BotApi, raw: Raw) -> None:
    ana = api.person(2001)
    await ana.says("before")
    old = (await raw("getUpdates"))["result"][0]["update_id"]
    await raw("getUpdates", offset=old + 1)
    api.restart_update_ids()
    await ana.says("after")
    new = (await raw("getUpdates", offset=old + 1))["result"][0]["update_id"]
    assert new != old + 1


async def test_rubbish_can_be_pushed(api: BotApi, raw: Raw) -> None:
    number = api.push_raw({"message": {"message_id": "not a number", "text": ["?"]}})
    assert (await raw("getUpdates"))["result"][0]["update_id"] == number


# sending


def _keyboard(label: str, data: str) -> dict[str, Any]:
    return {"inline_keyboard": [[{"text": label, "callback_data": data}]]}


@pytest.mark.parametrize(
    ("parameters", "words"),
    [
        ({"text": "   "}, "message text is empty"),
        ({"text": "x" * 4097}, "message is too long"),
        ({"text": "<b>" + "x" * 4090 + "&amp;</b>", "parse_mode": "HTML"}, None),
        ({"text": "<b>open", "parse_mode": "HTML"}, 'Can\'t find end tag corresponding to start tag "b"'),
        ({"text": "é<b>x</i>", "parse_mode": "HTML"}, "Unmatched end tag at byte offset 6"),
        ({"text": "a < b", "parse_mode": "HTML"}, "at byte offset 2"),
        ({"text": "<table>", "parse_mode": "HTML"}, 'Unsupported start tag "table" at byte offset 0'),
        ({"text": "x", "reply_markup": _keyboard("Go", "é" * 33)}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_markup": _keyboard("Go", "é" * 32)}, None),
        ({"text": "x", "reply_markup": _keyboard("Go", "")}, "BUTTON_DATA_INVALID"),
        ({"text": "x", "reply_parameters": {"message_id": 99}}, "message to be replied not found"),
        ({"text": "x", "chat_id": 424242}, "chat not found"),
    ],
)
async def test_texts_and_buttons_are_checked(api: BotApi, raw: Raw, parameters: Any, words: str | None) -> None:
    api.person(2001)
    said = await raw("sendMessage", **{"chat_id": 2001} | parameters)
    assert said["ok"] if words is None else words in said["description"], said


async def test_formatted_text_comes_back_as_entities(api: BotApi, raw: Raw) -> None:
    api.person(2001)
    said = await raw("sendMessage", chat_id=2001, parse_mode="HTML", text="😀 <b>5 &lt; 6</b> <code>x</code>")
    assert said["result"]["text"] == "😀 5 < 6 x"
    assert said["result"]["entities"] == [
        {"type": "bold", "offset": 3, "length": 5},
        {"type": "code", "offset": 9, "length": 1},
    ]


async def test_who_cannot_be_written_to(api: BotApi, raw: Raw) -> None:
    api.person(2001, started=False)
    assert "can't initiate conversation" in (await raw("sendMessage", chat_id=2001, text="x"))["description"]
    await api.person(2002).blocks()
    assert (await raw("sendMessage", chat_id=2002, text="x"))["error_code"] == 403
    api.person(2003).deactivated = True
    assert "user is deactivated" in (await raw("sendMessage", chat_id=2003, text="x"))["description"]
    group = api.group(-5, members=[api.person(2004)])
    await group.removes()
    assert "bot was kicked" in (await raw("sendMessage", chat_id=-5, text="x"))["description"]


async def test_an_upgraded_group_says_where_it_went(api: BotApi, raw: Raw) -> None:
    group = api.group(-5, members=[api.person(2001)])
    await group.upgrades(-1001234567890)
    said = await raw("sendMessage", chat_id=-5, text="x")
    assert said["parameters"] == {"migrate_to_chat_id": -1001234567890}
    assert (await raw("sendMessage", chat_id=-1001234567890, text="x"))["ok"]
    kinds = [u["message"] for u in (await raw("getUpdates"))["result"]]
    assert [("migrate_to_chat_id" in m, "migrate_from_chat_id" in m) for m in kinds] == [(True, False), (False, True)]


async def test_edits(api: BotApi, raw: Raw) -> None:
    ana = api.person(2001)
    number = (await raw("sendMessage", chat_id=2001, text="a", reply_markup=_keyboard("Go", "go")))["result"][
        "message_id"
    ]
    where = {"chat_id": 2001, "message_id": number}
    assert (
        "not modified"
        in (await raw("editMessageText", **where, text="a", reply_markup=_keyboard("Go", "go")))["description"]
    )
    assert (await raw("editMessageText", **where, text="b"))["ok"]
    assert (ana.last.text, ana.last.buttons) == ("b", []), "an edit without buttons takes them away"
    assert (
        "to edit not found" in (await raw("editMessageText", **where | {"message_id": 77}, text="b"))["description"]
    )
    assert "no caption" in (await raw("editMessageCaption", **where, caption="b"))["description"]
    mine = await ana.says("mine")
    assert (
        "can't be edited"
        in (await raw("editMessageText", **where | {"message_id": mine.id}, text="b"))["description"]
    )
    assert (await raw("deleteMessage", **where))["result"] is True
    assert ana.sees == [mine]


async def test_a_tap_can_be_answered_for_150_seconds(api: BotApi, raw: Raw, clock: Clock) -> None:
    ana = api.person(2001)
    await raw("sendMessage", chat_id=2001, text="Go?", reply_markup=_keyboard("Yes", "yes"))
    tap = await ana.taps("Yes")
    query = (await raw("getUpdates"))["result"][0]["callback_query"]
    assert query["data"] == "yes"
    assert (await raw("answerCallbackQuery", callback_query_id=query["id"], text="Done"))["ok"]
    assert await tap.answered() == "Done"
    clock.passes(150)
    late = await raw("answerCallbackQuery", callback_query_id=query["id"])
    assert "query is too old" in late["description"]


async def test_stale_and_double_taps(api: BotApi, raw: Raw) -> None:
    ana = api.person(2001)
    sent = await raw("sendMessage", chat_id=2001, text="Go?", reply_markup=_keyboard("Yes", "1"))
    await raw("editMessageText", chat_id=2001, message_id=sent["result"]["message_id"], text="Gone")
    await ana.taps("Yes", message=ana.last, times=2)
    assert [u["callback_query"]["data"] for u in (await raw("getUpdates"))["result"]] == ["1", "1"]


async def test_limits_when_they_are_wanted(clock: Clock) -> None:
    async with BotApi(clock, limits=True) as api:
        raw = Raw(api)
        api.person(2001)
        said = [await raw("sendMessage", chat_id=2001, text=str(n)) for n in range(4)]
        assert [s["ok"] for s in said] == [True, True, True, False]
        assert said[3]["parameters"] == {"retry_after": 1}
        clock.passes(1)
        assert (await raw("sendMessage", chat_id=2001, text="again"))["ok"]
        await raw.close()


async def test_a_busy_group_is_refused_edits_too(clock: Clock) -> None:
    async with BotApi(clock, limits=True) as api:
        raw = Raw(api)
        api.group(-5)
        number = (await raw("sendMessage", chat_id=-5, text="0"))["result"]["message_id"]
        edit = {"chat_id": -5, "message_id": number}
        for n in range(20):
            clock.passes(1)
            said = await raw("editMessageText", **edit, text=f"{n} more")
            assert said["ok"] is (n < 19), "the first message and 19 edits a minute"
        assert said["parameters"]["retry_after"] == 40
        await raw.close()


async def test_unknown_methods_tokens_and_paths(api: BotApi) -> None:
    async with httpx.AsyncClient(base_url=api.base_url) as client:
        assert (await client.get(f"/bot{STAFF_TOKEN}/getMe")).json()["result"]["is_bot"]
        assert (await client.get(f"/bot{STAFF_TOKEN}/GETME")).status_code == 200
        assert (await client.get(f"/bot{STAFF_TOKEN}/sendKiss")).status_code == 404
        assert (await client.get("/bot1:nobody/getMe")).status_code == 401
        assert (await client.get("/")).status_code == 404


async def test_files_belong_to_one_bot_and_may_be_too_big(api: BotApi, raw: Raw) -> None:
    ana = api.person(2001)
    await ana.sends_photo("the floor", content=b"picture")
    await ana.sends_document(size=21 * 1024 * 1024)
    photo, document = [u["message"] for u in (await raw("getUpdates"))["result"]]
    file_id = photo["photo"][-1]["file_id"]
    path = (await raw("getFile", file_id=file_id))["result"]["file_path"]
    async with httpx.AsyncClient() as client:
        assert (await client.get(f"{api.base_url}/file/bot{STAFF_TOKEN}/{path}")).content == b"picture"
    assert "too big" in (await raw("getFile", file_id=document["document"]["file_id"]))["description"]
    assert (await raw("sendPhoto", chat_id=2001, photo=file_id, caption="again"))["ok"]
    duty = Raw(api, DUTY_TOKEN)
    assert "wrong file identifier" in (await duty("sendPhoto", chat_id=2001, photo=file_id))["description"]
    await duty.close()


# groups


async def test_in_groups_a_bot_hears_commands_and_replies_to_itself(api: BotApi, raw: Raw) -> None:
    ana = api.person(2001)
    group = api.group(-5, members=[ana])
    await raw("sendMessage", chat_id=-5, text="Card")
    await ana.says("just talking", chat=group)
    await ana.says("/cases", chat=group)
    await ana.says("a note", chat=group, reply_to=group.sees[0])
    await ana.says("/cases@duty_bot", chat=group)
    said = [u["message"]["text"] for u in (await raw("getUpdates"))["result"]]
    assert said == ["/cases", "a note"]


async def test_a_member_taps_in_the_group(api: BotApi, raw: Raw) -> None:
    ana = api.person(2001)
    group = api.group(-5, members=[ana])
    await raw("sendMessage", chat_id=-5, text="Card", reply_markup=_keyboard("Acknowledge", "ack"))
    await ana.taps("Acknowledge")
    query = (await raw("getUpdates"))["result"][0]["callback_query"]
    assert (query["from"]["id"], query["message"]["chat"]["id"]) == (2001, -5)
    assert await group.hears("card")


# trouble


async def test_trouble_on_order(api: BotApi, raw: Raw) -> None:
    ana = api.person(2001)
    api.faults.add("429", method="sendMessage", seconds=7)
    api.faults.add("500", method="sendMessage")
    assert (await raw("sendMessage", chat_id=2001, text="x"))["parameters"] == {"retry_after": 7}
    assert (await raw("sendMessage", chat_id=2001, text="x"))["error_code"] == 500
    api.faults.add("cut-before")
    with pytest.raises(httpx.RemoteProtocolError):
        await raw("sendMessage", chat_id=2001, text="lost")
    assert ana.sees == []
    api.faults.add("cut-after")
    with pytest.raises(httpx.RemoteProtocolError):
        await raw("sendMessage", chat_id=2001, text="arrived")
    assert ana.last.text == "arrived"
    api.faults.add("garbled")
    with pytest.raises(json.JSONDecodeError):
        await raw("sendMessage", chat_id=2001, text="garbled")
    api.faults.add("502", chat=2001)
    with pytest.raises(json.JSONDecodeError):
        await raw("sendMessage", chat_id=2001, text="page")
    assert [call.outcome for call in api.calls][-4:] == ["cut-before", "cut-after", "garbled", "502"]


async def test_a_stalled_call_goes_on_when_released(api: BotApi, raw: Raw) -> None:
    ana = api.person(2001)
    stall = api.faults.add("stall", method="sendMessage")
    sending = asyncio.create_task(raw("sendMessage", chat_id=2001, text="late"))
    await api.called("sendMessage")
    assert ana.sees == []
    stall.release()
    assert (await sending)["ok"]
    await ana.hears("late")


# webhook


async def test_a_webhook_gets_each_update_until_it_says_200(api: BotApi, raw: Raw) -> None:
    from aiohttp import web

    got: list[tuple[str | None, str]] = []

    async def take(request: web.Request) -> web.Response:
        update = await request.json()
        got.append((request.headers.get("X-Telegram-Bot-Api-Secret-Token"), update["message"]["text"]))
        if len(got) == 1:
            return web.Response(status=503)
        return web.json_response({"method": "sendMessage", "chat_id": 2001, "text": f"re: {got[-1][1]}"})

    application = web.Application()
    application.router.add_post("/hook", take)
    runner = web.AppRunner(application)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    assert (await raw("setWebhook", url=url, secret_token="s3cret"))["ok"]
    assert (await raw("getUpdates"))["error_code"] == 409
    ana = api.person(2001)
    await ana.says("one")
    await ana.hears("re: one")
    assert got == [("s3cret", "one")] * 2
    assert "503" in (await raw("getWebhookInfo"))["result"]["last_error_message"]
    await raw("deleteWebhook")
    await runner.cleanup()
    assert (await raw("getUpdates"))["ok"]


# as a process of its own


async def test_it_can_be_steered_from_another_process() -> None:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "tests.fakes.bot_api", stdout=asyncio.subprocess.PIPE, cwd=Path(__file__).parents[2]
    )
    assert process.stdout
    base = (await process.stdout.readline()).decode().strip()

    async def order(what: str, **order: Any) -> Any:
        async with httpx.AsyncClient() as client:
            said = (await client.post(f"{base}/control/{what}", json=order)).json()
            assert said["ok"], said
            return said["result"]

    await order("person", account=2001, name="Ana")
    await order("act", account=2001, does="says", **{"with": {"text": "hello"}})
    async with httpx.AsyncClient() as client:
        bot = f"{base}/bot{STAFF_TOKEN}"
        assert len((await client.post(f"{bot}/getUpdates")).json()["result"]) == 1
        sent = {"chat_id": 2001, "text": "Go?", "reply_markup": _keyboard("Yes", "y")}
        await client.post(f"{bot}/sendMessage", json=sent)
    assert (await order("hears", account=2001, words=["go"]))["buttons"] == ["Yes"]
    await order("act", account=2001, does="taps", **{"with": {"label": "Yes"}})
    assert [call["method"] for call in await order("calls")] == ["getUpdates", "sendMessage"]
    process.terminate()
    assert await process.wait() == 0


# both libraries


async def test_aiogram_talks_to_it(api: BotApi) -> None:
    session = AiohttpSession(api=TelegramAPIServer.from_base(api.base_url))
    ana = api.person(2001, "Ana")
    async with aiogram.Bot(STAFF_TOKEN, session=session) as bot:
        assert (await bot.get_me()).username == "staff_bot"
        keyboard = InlineKeyboardMarkup(
            inline_keyboard=[[InlineKeyboardButton(text="Go", callback_data="go", style="danger")]]
        )
        sent = await bot.send_message(2001, "<b>Hello</b>", parse_mode="HTML", reply_markup=keyboard)
        await ana.taps("Go")
        await ana.sends_album(2, "both")
        await ana.sends_contact()
        await ana.sends_location()
        await ana.sends_voice()
        await ana.sends_video()
        await ana.sends_sticker()
        await ana.sends_audio()
        await ana.sends_animation()
        await ana.sends_video_note()
        await ana.edits(await ana.says("tpyo"), "typo")
        await ana.blocks()
        await ana.unblocks()
        updates = await bot.get_updates()
        assert updates[0].callback_query
        assert updates[0].callback_query.data == "go"
        assert [u.event_type for u in updates[-3:]] == ["edited_message", "my_chat_member", "my_chat_member"]
        await bot.answer_callback_query(updates[0].callback_query.id, "ok")
        await bot.edit_message_text("Bye", chat_id=2001, message_id=sent.message_id)
        with pytest.raises(TelegramBadRequest, match="not modified"):
            await bot.edit_message_text("Bye", chat_id=2001, message_id=sent.message_id)
        photo = await bot.send_photo(2001, BufferedInputFile(b"picture", "a.jpg"), caption="look")
        assert photo.photo
        downloaded = await bot.download(photo.photo[-1].file_id)
        assert downloaded
        assert downloaded.read() == b"picture"
        note = await bot.send_video_note(2001, BufferedInputFile(b"round", "v.mp4"))
        assert note.video_note
        assert (await bot.send_animation(2001, BufferedInputFile(b"gif", "v.mp4"))).animation
        assert (await bot.send_audio(2001, BufferedInputFile(b"tune", "t.mp3"))).audio
        album = await bot.send_media_group(
            2001,
            [InputMediaPhoto(media=BufferedInputFile(b"1", "1.jpg")), InputMediaPhoto(media=photo.photo[-1].file_id)],
        )
        assert len({message.media_group_id for message in album}) == 1
        await bot.set_my_commands([aiogram.types.BotCommand(command="start", description="Start")])
        assert (await bot.get_chat(2001)).first_name == "Ana"
        await ana.blocks()
        with pytest.raises(TelegramForbiddenError):
            await bot.send_message(2001, "x")
    api.calls.check()


async def test_python_telegram_bot_talks_to_it(api: BotApi) -> None:
    ana = api.person(2001, "Ana")
    application = ApplicationBuilder().token(STAFF_TOKEN).base_url(f"{api.base_url}/bot").updater(None).build()
    application.bot._base_file_url = f"{api.base_url}/file/bot{STAFF_TOKEN}"
    async with application.bot as bot:
        button = telegram.InlineKeyboardButton("Go", callback_data="go")
        sent = await bot.send_message(
            2001, "<i>Hello</i>", parse_mode="HTML", reply_markup=telegram.InlineKeyboardMarkup([[button]])
        )
        await ana.taps("Go")
        await ana.sends_document()
        await ana.sends_photo(reply_to=ana.last)
        updates = await bot.get_updates()
        assert updates[0].callback_query
        assert updates[0].callback_query.data == "go"
        await updates[0].callback_query.answer("ok")
        assert updates[2].message
        assert updates[2].message.reply_to_message
        await sent.edit_text("Bye")
        with pytest.raises(telegram.error.BadRequest, match="not modified"):
            await sent.edit_text("Bye")
        photo = await bot.send_photo(2001, b"picture", caption="look")
        album = await bot.send_media_group(
            2001, [telegram.InputMediaPhoto(b"1"), telegram.InputMediaPhoto(photo.photo[-1].file_id)]
        )
        assert len(album) == 2
        file = await bot.get_file(photo.photo[-1].file_id)
        assert bytes(await file.download_as_bytearray()) == b"picture"
        await ana.blocks()
        with pytest.raises(telegram.error.Forbidden):
            await bot.send_message(2001, "x")
    api.calls.check()
