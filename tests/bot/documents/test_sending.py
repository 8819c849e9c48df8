"""Messages with a document or a picture, from the outbox to a phone: by both libraries, through real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Sequence
from io import BytesIO
from pathlib import Path

import pytest
from pypdf import PdfReader

from bot.channels.telegram.factory import make
from bot.clock import RealClock
from bot.config import Sending
from bot.dispatcher import Dispatcher
from bot.documents.printer import run_press
from bot.storage_thread import StorageThread
from handlers.delivery import Notice, NoticeState
from handlers.messages import Button, Document, Message, Picture, Span
from handlers.reports.paper import Paper, Section, Text
from storage import Store
from tests.contracts.storage.vault import Vault
from tests.fakes.bot_api import BotApi
from tests.fakes.bot_api.files import File

ROWS = {"title": "Risk", "note": "", "rows": [["Likelihood", "4", "bad"]]}
REPORT = Paper("I-2026-000001", "1 March", "Spill", sections=(Section("", (Text("Oil at gate 12"),)),))
DOCUMENT = REPORT.document("I-2026-000001.pdf")
PICTURE = Picture("rows", ROWS)
BROKEN = Document("x.pdf", "paper", {"title": "nothing else"})


class Post:
    """A database, a dispatcher, and Bo's phone."""

    def __init__(
        self, api: BotApi, vault: Vault, store: Store, storage: StorageThread, dispatcher: Dispatcher
    ) -> None:
        self.bo = api.person(1001, "Bo")
        self.kit = api.person(1002, "Kit")
        self.api, self._vault, self._store, self._storage, self._dispatcher = api, vault, store, storage, dispatcher

    async def queue(self, *notices: Notice) -> None:
        await self._storage.run(self._queue, notices)
        self._dispatcher.wake()

    def _queue(self, notices: Sequence[Notice]) -> None:
        with self._vault.turn(self._store) as uow:
            for notice in notices:
                uow.queue(notice)

    async def until(self, done: Callable[[], bool]) -> None:
        async with asyncio.timeout(20):
            while not done():
                await self.api.world.bell.until(lambda: done() or None, 0.05)
            await self._dispatcher.quiet()

    def notice(self, words: str, attached: Document | Picture | None, chat: int = 1001, **more: object) -> Notice:
        message = Message((Span(words),), ((Button("Ok", "x.y"),),), attached=attached)
        return self._vault.notice(chat=chat, message=message, **more)

    async def dead(self, attempts: int = 0) -> list[tuple[str, str]]:
        """Ids and reasons of what was given up, once it was tried so often."""
        async with asyncio.timeout(20):
            while True:
                await self._dispatcher.quiet()
                items = await self._storage.run(self._store.outbox, [NoticeState.DEAD])
                if items and items[0].attempts >= attempts:
                    return [(item.notice.id, item.why or "") for item in items]

    async def retry(self, notice: str) -> None:
        assert await self._storage.run(self._store.retry, notice)
        self._dispatcher.wake()

    @property
    def files(self) -> list[File]:
        return list(self.api.world.files.by_unique.values())


@pytest.fixture(params=["aiogram", "python-telegram-bot"])
async def post(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Post]:
    async with BotApi() as api:
        vault, storage, clock = Vault(f"sqlite:///{tmp_path / 'muster.db'}"), StorageThread(), RealClock()
        vault.now = clock.now()
        store = await storage.run(vault.open)
        channel = make(request.param, "staff", api.token, api.base_url)
        await channel.open()
        dispatcher = Dispatcher(store, storage, {"staff": channel}, clock, Sending(), lambda *_: None)
        running = asyncio.create_task(dispatcher.run())
        try:
            yield Post(api, vault, store, storage, dispatcher)
        finally:
            await dispatcher.drain()
            await running
            await channel.close()
            await storage.run(vault.close)
            storage.close()
        api.calls.check()


async def test_a_document_arrives_with_its_words_and_buttons(post: Post) -> None:
    await post.queue(post.notice("The report", DOCUMENT))
    await post.until(lambda: len(post.bo.sees) == 1)
    (file,) = post.files
    assert (post.bo.last.media, post.bo.last.text, post.bo.last.buttons) == ("document", "The report", ["Ok"])
    assert (file.name, file.mime) == ("I-2026-000001.pdf", "application/pdf")
    (page,) = PdfReader(BytesIO(file.content)).pages
    assert "Oil at gate 12" in page.extract_text()


async def test_a_picture_is_shown(post: Post) -> None:
    await post.queue(post.notice("The matrix", PICTURE))
    await post.until(lambda: len(post.bo.sees) == 1)
    assert (post.bo.last.media, post.bo.last.text) == ("photo", "The matrix")
    assert post.files[0].content.startswith(b"\x89PNG")


async def test_each_chat_stays_in_order(post: Post) -> None:
    await post.queue(post.notice("one", None), post.notice("two", DOCUMENT), post.notice("three", None))
    await post.until(lambda: len(post.bo.sees) == 3)
    assert [seen.text for seen in post.bo.sees] == ["one", "two", "three"]


async def test_what_many_get_is_made_once(post: Post, monkeypatch: pytest.MonkeyPatch) -> None:
    made: list[str] = []
    monkeypatch.setattr("bot.documents.printer.run_press", lambda job: made.append(job.template) or run_press(job))
    await post.queue(post.notice("The report", DOCUMENT), post.notice("The report", DOCUMENT, chat=1002))
    await post.until(lambda: len(post.bo.sees) == len(post.kit.sees) == 1)
    assert made == ["paper"]
    assert post.files[0].content == post.files[1].content


async def test_what_cannot_be_made_leaves_the_words_and_a_reason(post: Post) -> None:
    first, second = post.notice("The report", BROKEN), post.notice("And then", None)
    await post.queue(first, second)
    await post.until(lambda: len(post.bo.sees) == 2)
    assert [seen.text.partition("\n")[0] for seen in post.bo.sees] == ["The report", "And then"]
    assert "The file could not be made." in post.bo.sees[0].text
    ((lost, why),) = await post.dead()
    assert lost == f"{first.id}:file"
    assert 'does not contain key "' in why
    await post.retry(lost)
    assert await post.dead(attempts=1) == [(lost, why)]
    assert len(post.bo.sees) == 2


async def test_a_file_that_the_platform_refuses_leaves_the_words(post: Post) -> None:
    tower = Picture("rows", {**ROWS, "rows": [["Likelihood", "4", "bad"]] * 400})
    await post.queue(post.notice("The matrix", tower))
    await post.until(lambda: len(post.bo.sees) == 1)
    assert post.bo.last.text.startswith("The matrix")
    assert post.bo.last.media is None
    ((_, why),) = await post.dead()
    assert "PHOTO_INVALID_DIMENSIONS" in why


async def test_a_send_that_was_cut_off_is_repeated_with_its_file_and_says_so(post: Post) -> None:
    post.api.faults.add("cut-after", method="sendDocument")
    await post.queue(post.notice("The report", DOCUMENT, critical=True))
    await post.until(lambda: len(post.bo.sees) == 2)
    assert [seen.media for seen in post.bo.sees] == ["document", "document"]
    assert post.bo.last.text == "Possibly a repeat\nThe report"


async def test_an_edit_leaves_what_is_attached(post: Post) -> None:
    first = post.notice("The report", DOCUMENT)
    await post.queue(first)
    await post.until(lambda: len(post.bo.sees) == 1)
    await post.queue(post.notice("The report, seen", DOCUMENT, edits=first.id))
    await post.until(lambda: post.bo.last.text == "The report, seen")
    assert (len(post.bo.sees), len(post.files), post.bo.last.media) == (1, 1, "document")
