"""Evidence is kept: what people send is fetched, survives trouble, and is shown to whoever may see the case."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from bot.channels.port import Channel
from bot.channels.telegram.factory import make
from bot.clock import RealClock
from bot.config import Sending
from bot.ids import id_maker
from bot.service import Service
from bot.storage_thread import StorageThread
from handlers.cases import Case
from handlers.house import House, Suggestion
from handlers.limits import Limits
from handlers.organisation import read_organisation
from playbooks.edition import Edition
from playbooks.loading import parse_yaml
from playbooks.model import Playbook
from storage import Attachment, Store
from tests.fakes.bot_api import DUTY_TOKEN, STAFF_TOKEN, BotApi, Person, Post

NUMBER = "I-2026-000001"
PICTURE = bytes(range(256)) * 4000  # about a megabyte
MEGABYTE = 1024 * 1024

ORGANISATION = """
name: Corner Shop
timezone: Asia/Macau
languages: [en]
sites: [{id: shop, name: {en: Shop}}]
staff:
  - {id: bo, name: Bo, role: staff, telegram: 1001, language: en}
  - {id: ana, name: Ana, role: duty-manager, telegram: 2001, language: en}
groups: [{id: duty, name: {en: Duty managers}, members: [ana]}]
routing: [{notify: [duty]}]
"""

LEAK = """
id: leak
kind: incident
owner: office
version: 1
reviewed: 2026-01-31
sources: [house rules]
title: {en: A leak}
closing: {en: Keep people away.}
headline: [where]
questions:
  - {id: photos, type: evidence, required: false, kinds: [photo], ask: {en: Send photos of it.}}
  - {id: where, type: text, ask: {en: Where is it?}}
"""


@dataclass
class Shop:
    """A service at work, with the people who talk to it."""

    api: BotApi
    store: Store
    storage: StorageThread
    service: Service
    bo: Person
    ana: Person

    async def reports(self, *contents: bytes, **about: object) -> None:
        """Bo reports a leak with photos of these contents."""
        await self.bo.says("/incident")
        await self.bo.hears("Send photos of it.")
        for number, content in enumerate(contents, 1):
            await self.bo.sends_photo(content=content, **about)
            await self.bo.hears(f"{number} photo")
        await self.bo.taps("Done")
        await self.bo.hears("Where is it?")
        await self.bo.says("Under the sink")
        await self.bo.taps("Submit")
        await self.bo.hears(NUMBER, ever=True)

    async def receipt(self) -> Post:
        """What Bo was told when the report was in, once its number is written down."""
        await self.service.quiet()
        return await self.bo.hears("Received", ever=True)

    async def case(self) -> Case:
        case = await self.storage.run(self.store.case, NUMBER)
        assert case is not None
        return case

    async def files(self, count: int) -> list[Attachment]:
        """The case's files, once there are so many of which it is known what becomes of them."""
        case = await self.case()
        for _ in range(1000):
            found = await self.storage.run(self.store.attachments, case.id)
            if sum(file.digest is not None or file.given_up is not None for file in found) >= count:
                return found
            await asyncio.sleep(0.01)
        raise AssertionError(f"not settled: {found}")

    async def contents(self, count: int) -> list[bytes | None]:
        files = await self.files(count)
        return [None if f.digest is None else await self.storage.run(self.store.blob, f.digest) for f in files]


@pytest.fixture
async def api() -> AsyncIterator[BotApi]:
    """Telegram; what was asked of it is checked against the Bot API's own models at the end."""
    async with BotApi() as api:
        yield api
        api.calls.check()


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
def library(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def editions() -> list[Edition]:
    return [Edition.of(Playbook.model_validate(parse_yaml(LEAK, "leak.yaml").data))]


@contextlib.asynccontextmanager
async def shop(
    api: BotApi,
    url: str,
    library: str = "aiogram",
    *,
    duty_bot: bool = False,
    owner: str = "shop",
    largest: int = 20 * MEGABYTE,
) -> AsyncIterator[Shop]:
    """The service as `muster run` wires it, on a clock on which back-off takes no time to speak of."""
    clock, storage = RealClock(speed=20.0), StorageThread()
    tokens = {"staff": STAFF_TOKEN, "duty": DUTY_TOKEN} if duty_bot else {"staff": STAFF_TOKEN}
    channels: list[Channel] = [make(library, bot, token, api.base_url) for bot, token in tokens.items()]
    store = await storage.run(open_store, url, clock, owner)
    alerts, limits = "duty" if duty_bot else "staff", Limits(media_bytes=largest)
    house = House(lambda text: [Suggestion("leak", 1.0)], alert_bot=alerts, limits=limits)
    stop = asyncio.Event()
    for channel in channels:
        await channel.open()
    service = Service(store, storage, channels, house, clock, Sending())
    task = asyncio.create_task(service.run(stop))
    try:
        yield Shop(api, store, storage, service, api.person(1001, "Bo"), api.person(2001, "Ana"))
    finally:
        stop.set()
        await task
        for channel in channels:
            await channel.close()
        await storage.run(store.close)
        storage.close()


def open_store(url: str, clock: RealClock, owner: str) -> Store:
    store = Store.open(url, clock=clock.now, new_id=id_maker(clock.now), owner=owner)
    store.import_organisation(read_organisation(parse_yaml(ORGANISATION, "organisation.yaml")))
    store.publish(editions())
    return store


@pytest.fixture
def url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'muster.db'}"


async def test_a_photo_sent_in_a_report_is_kept_whole(api: BotApi, url: str, library: str) -> None:
    async with shop(api, url, library) as there:
        await there.reports(PICTURE, b"another")
        assert sorted(await there.contents(2), key=str) == sorted([PICTURE, b"another"], key=str)
        assert await there.storage.run(there.store.verify, NUMBER) is None
        kinds = [entry.kind for entry in await there.storage.run(there.store.timeline, (await there.case()).id)]
        assert kinds.count("kept") == 2
    fetched = [call for call in api.calls if call.method == "getFile"]
    assert len(fetched) == 2


async def test_a_file_sent_as_a_late_reply_is_kept_too(api: BotApi, url: str) -> None:
    async with shop(api, url) as there:
        await there.reports(b"first")
        receipt = await there.receipt()
        await there.bo.sends_document(content=b"%PDF of it", name="offer.pdf", reply_to=receipt)
        await there.bo.hears("Added to")
        files = await there.files(2)
        assert [file.media.name for file in files] == [None, "offer.pdf"]
        assert (await there.contents(2))[1] == b"%PDF of it"


@pytest.mark.parametrize("trouble", ["502", "429", "cut-before", "garbled"])
async def test_trouble_is_waited_out(api: BotApi, url: str, trouble: str) -> None:
    api.faults.add(trouble, method="getFile", times=2)  # type: ignore[arg-type]
    async with shop(api, url) as there:
        await there.reports(PICTURE)
        assert await there.contents(1) == [PICTURE]
        (file,) = await there.files(1)
        assert file.attempts == 3


async def test_a_file_that_is_too_large_is_declined_kindly(api: BotApi, url: str) -> None:
    async with shop(api, url) as there:
        await there.reports(b"small")
        receipt = await there.receipt()
        await there.bo.sends_video(size=21 * MEGABYTE, reply_to=receipt)
        await there.bo.hears("20 MB")
        assert len(await there.files(1)) == 1


async def test_a_file_that_turns_out_too_large_is_given_up_with_the_reason(api: BotApi, url: str) -> None:
    async with shop(api, url) as there:
        await there.reports(b"small")
        receipt = await there.receipt()
        post = await there.bo.sends_photo(content=b"grows", reply_to=receipt, size=5)
        api.world.files.by_unique[post.wire["photo"][-1]["file_unique_id"]].size = 21 * MEGABYTE
        files = await there.files(2)
        assert [bool(file.given_up) for file in files] == [False, True]
        assert files[1].attempts == 1
        entries = await there.storage.run(there.store.timeline, (await there.case()).id)
        (lost,) = [entry for entry in entries if entry.kind == "lost"]
        assert "too big" in lost.data["why"]
        await there.ana.taps("Details")
        await there.ana.hears("A file could not be fetched.")


async def test_a_file_that_holds_more_than_it_said_is_not_kept(api: BotApi, url: str) -> None:
    async with shop(api, url, largest=1000) as there:
        await there.reports(b"x" * 1001, size=10)
        (file,) = await there.files(1)
        assert (file.given_up, file.digest) == ("the file is larger than 1000 bytes", None)


async def test_a_file_that_is_gone_is_asked_for_three_times(api: BotApi, url: str) -> None:
    fault = api.faults.add("stall", method="getFile", times=1)
    async with shop(api, url) as there:
        await there.reports(b"soon gone")
        await api.called("getFile")
        api.world.files.by_unique.clear()
        fault.release()
        (file,) = await there.files(1)
        assert (file.given_up is not None, file.attempts) == (True, 3)


async def test_what_a_stopped_service_had_under_way_is_fetched_by_the_next(api: BotApi, url: str) -> None:
    api.faults.add("stall", method="getFile", times=1)
    async with shop(api, url) as there:
        await there.reports(PICTURE)
        await api.called("getFile")
    api.faults.clear()
    async with shop(api, url, owner="next") as there:
        assert await there.contents(1) == [PICTURE]


async def test_whoever_opens_the_details_sees_the_photos(api: BotApi, url: str, library: str) -> None:
    async with shop(api, url, library) as there:
        await there.reports(PICTURE)
        await there.ana.taps("Details")
        post = await there.ana.hears(NUMBER, "Under the sink")
        assert post.media == "photo"
    assert len(api.world.files.by_unique) == 1, "by the platform's own reference"


async def test_another_bot_shows_what_we_keep(api: BotApi, url: str, library: str) -> None:
    async with shop(api, url, library, duty_bot=True) as there:
        await there.reports(PICTURE, b"another")
        await there.files(2)
        await there.ana.taps("Details")
        await there.ana.hears(NUMBER, "Where is it?")
        shown = [post for post in there.ana.chat(DUTY_TOKEN).visible if post.media]
        assert [post.media for post in shown] == ["photo", "photo"]
    contents = [file.content for file in api.world.files.by_unique.values()]
    assert sorted(contents[2:], key=len) == [b"another", PICTURE]


async def test_another_bot_says_so_when_a_photo_is_not_here_yet(api: BotApi, url: str) -> None:
    api.faults.add("stall", method="getFile", times=1)
    async with shop(api, url, duty_bot=True) as there:
        await there.reports(PICTURE)
        await there.ana.taps("Details")
        await there.ana.hears("1 file is not fetched yet.")
        api.faults.clear()
        await there.files(1)
        await there.ana.taps("Details")
        assert (await there.ana.hears(NUMBER, "Where is it?")).media == "photo"


async def test_a_report_without_files_asks_for_none(api: BotApi, url: str) -> None:
    async with shop(api, url) as there:
        await there.bo.says("/incident")
        await there.bo.hears("Send photos of it.")
        await there.bo.says("/skip")
        await there.bo.hears("Where is it?")
        await there.bo.says("Under the sink")
        await there.bo.taps("Submit")
        await there.bo.hears(NUMBER, ever=True)
    assert [call for call in api.calls if call.method == "getFile"] == []
