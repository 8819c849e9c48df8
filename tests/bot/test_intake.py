"""Input is acknowledged once it is on disk, whatever becomes of the turns on it."""

from __future__ import annotations

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from bot.channels.port import RawUpdate
from bot.channels.telegram.factory import make
from bot.clock import RealClock
from bot.dispatcher.ledger import Ledger
from bot.ids import id_maker
from bot.intake import Intake
from bot.storage_thread import StorageThread
from bot.turns import Turns
from handlers.delivery import Notice
from handlers.house import House
from storage import Refused, StorageUnavailable, Store
from tests.fakes.bot_api import STAFF_TOKEN

ODD = 666


def _update(number: int, chat: int) -> RawUpdate:
    person = {"id": chat, "is_bot": False, "first_name": "Somebody"}
    message = {"message_id": 1, "date": 1_700_000_000, "chat": {"id": chat, "type": "private"}, "from": person}
    body = {"update_id": number, "message": message | {"text": "/start"}}
    return RawUpdate(number, f"staff:{chat}", json.dumps(body))


@contextlib.asynccontextmanager
async def _intake(folder: Path, claim: Callable[[Notice], bool]) -> AsyncIterator[tuple[Intake, Store]]:
    clock, storage = RealClock(), StorageThread()
    url = f"sqlite:///{folder / 'muster.db'}"
    store = Store.open(url, clock=clock.now, new_id=id_maker(clock.now), owner="one")
    channels = {"staff": make("aiogram", "staff", STAFF_TOKEN)}
    house = House(lambda text: (), enrolment="open")
    intake = Intake(
        Turns(store, channels, house, claim), storage, clock, lambda outcome: None, Ledger(store, storage)
    )
    work = asyncio.create_task(intake.run())
    try:
        yield intake, store
    finally:
        work.cancel()
        await asyncio.gather(work, return_exceptions=True)
        await storage.run(store.close)
        storage.close()
        for channel in channels.values():
            await channel.close()


async def test_a_turn_that_asks_for_the_impossible_is_set_aside_and_the_others_stand(tmp_path: Path) -> None:
    def claim(notice: Notice) -> bool:
        if notice.chat == ODD:
            raise Refused("a constraint")
        return False

    async with _intake(tmp_path, claim) as (intake, store):
        await intake.receive("staff", [_update(1, 7), _update(2, ODD), _update(3, 8)])
        await intake.quiet()
        assert [quarantined.item.update_id for quarantined in store.quarantine()] == [2]
        assert {person.telegram for person in store.directory.staff} == {7, 8}


async def test_whoever_brings_input_hears_of_it_when_the_database_goes_away_half_way(tmp_path: Path) -> None:
    trouble = [Refused("a constraint"), StorageUnavailable("gone")]

    def claim(notice: Notice) -> bool:
        if trouble:
            raise trouble.pop(0)
        return False

    async with _intake(tmp_path, claim) as (intake, store):
        with pytest.raises(StorageUnavailable):
            await intake.receive("staff", [_update(1, 7)])
        await intake.receive("staff", [_update(1, 7)])  # brought again, and handled once
        await intake.quiet()
        assert {person.telegram for person in store.directory.staff} == {7}
        assert store.quarantine() == []


async def test_what_comes_while_it_stops_is_sent_back(tmp_path: Path) -> None:
    async with _intake(tmp_path, lambda notice: False) as (intake, _):
        await intake.quiet()
        intake.close()
        with pytest.raises(StorageUnavailable):
            await intake.receive("staff", [_update(1, 7)])
