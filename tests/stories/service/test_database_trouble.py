"""While the database is away nothing is acknowledged, and when it is back nothing is missing."""

from __future__ import annotations

import asyncio
import contextlib
import sqlite3
from collections.abc import Iterator
from datetime import timedelta

import psycopg

from bot.clock import RealClock
from handlers.delivery import NoticeState
from tests.stories.service.serving import House, Running, all_sent, reports, served, texts


@contextlib.contextmanager
def _locked(house: House) -> Iterator[None]:
    other = sqlite3.connect(house.url.removeprefix("sqlite:///"), isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        yield
    finally:
        other.execute("ROLLBACK")
        other.close()


async def test_a_locked_file_is_waited_for_and_nothing_is_confirmed_meanwhile(house: House) -> None:
    async with served(house, lock_patience=0.1) as running:
        await reports(house.bo, "Milk")
        await house.api.confirmed()
        await running.quiet()
        with _locked(house):
            polls = len(house.api.calls.of("getUpdates"))
            await house.bo.says("/incident")
            await house.api.called("getUpdates", polls + 2)  # it came back for the same update
            assert house.api.bot().updates.waiting
        await house.bo.hears("What is spilt?")
        await house.api.confirmed()
        await running.quiet()
    assert len(texts(house.bo)) == len(set(texts(house.bo))) + 1  # the question was asked in two reports, once each


async def test_what_was_sent_while_the_file_is_locked_is_written_down_later(house: House) -> None:
    stall = house.api.faults.add("stall", method="sendMessage", chat=house.duty.id)
    async with served(house, lock_patience=0.1) as running:
        await reports(house.bo, "Milk")
        with _locked(house):
            stall.release()
            await house.duty.hears("Milk")
            polls = len(house.api.calls.of("getUpdates"))
            await house.bo.says("/help")
            await house.api.called("getUpdates", polls + 2)
        await house.bo.hears("/complaint")
        await running.quiet()
    assert len(texts(house.duty)) == 1
    assert house.notices(NoticeState.QUEUED, NoticeState.SENDING) == []


async def _allow_pages(running: Running, pages: int) -> None:
    def limit() -> None:
        running.store._database._use().execute(f"PRAGMA max_page_count = {pages}")

    await running.service.storage.run(limit)


async def test_a_full_disk_is_waited_for(house: House) -> None:
    async with served(house) as running:
        await house.bo.says("/incident")
        await house.bo.hears("What is spilt?")
        await running.quiet()
        await _allow_pages(running, 1)  # it cannot grow from now on
        await house.bo.says("Milk " * 39)
        for _ in range(60):
            await house.sam.says("spilt milk " * 300)
        asked = len(house.api.calls.of("getUpdates"))
        await house.api.called("getUpdates", asked + 2)  # it came back for the same updates
        await house.bo.hears("Where is it?")
        await house.api.confirmed()
        await running.quiet()
    with house.looking() as store:
        assert store.quarantine() == []


async def test_connections_to_postgresql_are_cut_again_and_again(pg_house: House) -> None:
    people = [pg_house.api.person(5000 + n, f"Staff {n}") for n in range(4)]
    done = asyncio.Event()

    def cut() -> None:
        with psycopg.connect(pg_house.url, autocommit=True) as admin:
            admin.execute(
                "SELECT pg_terminate_backend(pid) FROM pg_stat_activity"
                " WHERE datname = current_database() AND pid <> pg_backend_pid()"
            )

    async def cutting() -> None:
        calls = 0
        while not done.is_set():
            calls += 20
            await pg_house.api.called("sendMessage", calls, within=60)
            cut()

    async with served(pg_house, enrolment="open") as running:
        trouble = asyncio.create_task(cutting())
        for person in people:
            await person.starts()
        await asyncio.gather(*(_reports_twice(person.id, pg_house) for person in people))
        trouble.cancel()
        await running.quiet()
        await all_sent(pg_house)
    told = sorted(case.answers["what"] for case in pg_house.cases())
    assert told == sorted(f"{word} {person.id}" for person in people for word in ("Milk", "Oil"))
    for words in told:
        assert len([text for text in texts(pg_house.duty) if f"\n{words}\n" in text]) == 1


async def _reports_twice(account: int, house: House) -> None:
    person = house.api.person(account)
    for word in ("Milk", "Oil"):
        await reports(person, f"{word} {account}", within=30)


async def test_what_a_commit_claimed_whose_outcome_was_never_heard_is_sent_all_the_same(any_house: House) -> None:
    house, clock = any_house, RealClock(20)
    house.api.faults.add("429", method="sendMessage", chat=house.duty.id, seconds=5)
    async with served(house, clock=clock) as running:
        await reports(house.bo, "Milk")
        await running.quiet()
        later = clock.now() + timedelta(seconds=60)
        claimed = await running.service.storage.run(running.store.claim, 10, later)
        assert [item.notice.chat for item in claimed] == [house.duty.id]
        await house.duty.hears("Milk", "Not taken yet")
        await all_sent(house)
    assert len(texts(house.duty)) == 1
