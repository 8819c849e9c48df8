"""Several processes on one PostgreSQL: each update handled once and in order, each notice sent by one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import psycopg
import pytest

from handlers.cases import Case, Happening, Status
from handlers.delivery import Notice, NoticeState
from handlers.people import Directory, Role, Staff
from handlers.ports import Timer, UnitOfWork
from handlers.publications import Release
from storage.errors import Retry, StorageUnavailable
from storage.outbox import Settled
from storage.store import Store
from tests.contracts.storage.vault import Vault, an_edition


def test_each_update_is_handled_once_and_in_order(two: Vault) -> None:
    stores = [two.open(name) for name in ("one", "other", "third")]
    for text in range(20):
        for chat in range(10):
            two.says(stores[0], str(text), chat=chat)
    handled: dict[str, list[int]] = {f"staff:{chat}": [] for chat in range(10)}

    def work(store: Store) -> int:
        count = 0
        while count < 200 and any(len(texts) < 20 for texts in handled.values()):
            with store.turns(limit=7) as batch:
                for item in batch.items:
                    with batch.turn(item) as uow:
                        handled[item.conversation].append(int(item.raw))
                        uow.queue(two.notice(item.raw))
                        count += 1
        return count

    with ThreadPoolExecutor(3) as pool:
        shares = list(pool.map(work, stores))
    assert sum(shares) == 200
    assert all(texts == list(range(20)) for texts in handled.values())
    assert len(stores[0].outbox([NoticeState.QUEUED])) == 200


def test_a_conversation_that_one_has_is_left_alone_by_the_other(two: Vault) -> None:
    one, other = two.open("one"), two.open("other")
    two.says(one, "a1", "a2", chat=1)
    with one.turns(limit=1) as mine:
        assert [item.raw for item in mine.items] == ["a1"]
        two.says(other, "b1", chat=2)
        with other.turns() as theirs:
            assert [item.raw for item in theirs.items] == ["b1"]
            with theirs.turn(theirs.items[0]):
                pass
        with mine.turn(mine.items[0]):
            pass
    with other.turns() as theirs:
        assert [item.raw for item in theirs.items] == ["a2"]


def test_each_notice_is_claimed_by_one(two: Vault) -> None:
    stores = [two.open(name) for name in ("one", "other")]
    with two.turn(stores[0]) as uow:
        for number in range(100):
            uow.queue(two.notice(str(number)))

    def work(store: Store) -> list[str]:
        taken: list[str] = []
        while claimed := store.claim(7, two.now):
            taken += [item.notice.message.text for item in claimed]
            store.settle([Settled(item.notice.id, NoticeState.SENT, 1) for item in claimed])
        return taken

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(work, stores)
    assert sorted(first + second, key=int) == [str(number) for number in range(100)]


def test_of_two_acknowledgements_one_wins(two: Vault) -> None:
    one, other = two.open("one"), two.open("other")
    case = two.case()
    with two.turn(one) as uow:
        uow.keep_case(case)
    two.says(one, "ack", chat=1)
    two.says(one, "ack", chat=2)
    has_it, let_go = threading.Event(), threading.Event()

    def acknowledge(store: Store, who: str, holding: Callable[[], None]) -> Case:
        with store.turns(limit=1) as batch, batch.turn(batch.items[0]) as uow:
            found = uow.case(case.id)
            assert found is not None
            holding()
            if found.acknowledged_by is None:
                found = replace(found, status=Status.ACKNOWLEDGED, acknowledged_by=who, acknowledged_at=uow.now)
                uow.keep_case(found)
                uow.record(case.id, Happening("acknowledged", who))
            return found

    def hold() -> None:
        has_it.set()
        let_go.wait(10)

    with ThreadPoolExecutor(2) as pool:
        first = pool.submit(acknowledge, one, "ana", hold)
        has_it.wait(10)
        second = pool.submit(acknowledge, other, "cy", lambda: None)
        _until_somebody_waits(two)
        let_go.set()
        assert first.result(60).acknowledged_by == "ana"
        assert second.result(60).acknowledged_by == "ana"
    assert [entry.actor for entry in one.timeline(case.id)] == ["ana"]


def test_locks_taken_crosswise_end_in_a_retry_for_one_and_success_for_the_other(two: Vault) -> None:
    one, other = two.open("one"), two.open("other")
    cases = [two.case("C-1"), two.case("C-2")]
    with two.turn(one) as uow:
        for case in cases:
            uow.keep_case(case)
    two.says(one, "x", chat=1)
    two.says(one, "y", chat=2)
    both_have_one = threading.Barrier(2, timeout=10)

    def work(store: Store, wanted: list[Case]) -> bool:
        try:
            with store.turns(limit=1) as batch, batch.turn(batch.items[0]) as uow:
                uow.case(wanted[0].id)
                both_have_one.wait()
                uow.case(wanted[1].id)
        except Retry:
            return False
        return True

    with ThreadPoolExecutor(2) as pool:
        ends = [pool.submit(work, one, cases), pool.submit(work, other, cases[::-1])]
        assert sorted(end.result(60) for end in ends) == [False, True]
    with one.turns() as batch:
        assert len(batch.items) == 1  # the one that lost comes again


def test_numbers_given_out_by_two_have_no_gaps_or_repeats(two: Vault) -> None:
    stores = [two.open(name) for name in ("one", "other")]
    for chat in range(60):
        two.says(stores[0], "x", chat=chat)

    def work(store: Store) -> list[int]:
        given = []
        for _ in range(30):
            with store.turns(limit=1) as batch:
                for item in batch.items:
                    with batch.turn(item) as uow:
                        given.append(uow.next_number("C", 2026))
        return given

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(work, stores)
    assert sorted(first + second) == list(range(1, 61))


def test_one_imports_and_the_other_sees_it_in_its_next_batch(two: Vault) -> None:
    one, other = two.open("one"), two.open("other")
    assert other.directory == Directory()
    one.import_organisation(Directory(staff=(Staff("ana", "Ana", Role.ADMIN, telegram=1),)))
    two.says(one, "hello")
    with other.turns() as batch, batch.turn(batch.items[0]) as uow:
        assert uow.directory.staff_by_account[1].id == "ana"
        uow.keep_staff(Staff("bo", "Bo", Role.STAFF, telegram=2))
    assert one.directory.staff_by_account[2].id == "bo"


def test_one_publishes_and_the_other_follows(two: Vault) -> None:
    one, other = two.open("one"), two.open("other")
    first, second = an_edition("complaint", 1), an_edition("complaint", 2)
    one.publish([first])
    assert other.editions.current("complaint") == first
    one.publish([second])
    with two.turn(other) as uow:
        assert uow.editions.current("complaint") == second


def test_only_one_leads_until_it_lets_go_or_dies(two: Vault) -> None:
    one, other = two.open("one"), two.open("other")
    assert one.lead("poll staff")
    assert one.lead("poll staff")
    assert not other.lead("poll staff")
    assert other.lead("poll duty")
    one.release_lead("poll staff")
    assert other.lead("poll staff")
    other.close()
    assert one.lead("poll staff")
    assert one.lead("poll duty")


def test_only_the_silent_are_taken_for_dead(two: Vault) -> None:
    one, other = two.open("one"), two.open("other")
    with two.turn(one, claim=lambda notice: True) as uow:
        uow.queue(two.notice())
    two.passes(seconds=20)
    other.beat()
    assert other.orphans(two.now) == []
    two.passes(seconds=20)
    assert len(other.orphans(two.now)) == 1


def test_a_timer_is_fired_by_one(two: Vault) -> None:
    stores = [two.open(name) for name in ("one", "other")]
    with two.turn(stores[0]) as uow:
        for number in range(50):
            uow.set_timer(_timer(two, number))
    with ThreadPoolExecutor(2) as pool:
        fired = list(pool.map(lambda store: store.fire_timers(two.now, limit=50), stores))
    assert sum(fired) == 50


def test_a_lost_connection_is_told_and_made_again(two: Vault) -> None:
    store = two.open()
    two.says(store, "hello")
    with psycopg.connect(two.url, autocommit=True) as admin:
        _cut_off_everybody_else(admin)
        with pytest.raises(StorageUnavailable, match="MUSTER_DATABASE_URL"):
            store.cases()
        assert store.healthy()
        with pytest.raises(StorageUnavailable), store.turns() as batch, batch.turn(batch.items[0]) as uow:
            _keep_and_cut_off(uow, two.case(), admin)
    with store.turns() as batch:
        assert [item.raw for item in batch.items] == ["hello"]
    assert store.cases() == []


def _timer(vault: Vault, number: int) -> Timer:
    return Timer(f"t{number}", f"staff:{number}", vault.now, "idle", {})


def _until_somebody_waits(vault: Vault) -> None:
    with psycopg.connect(vault.url, autocommit=True) as admin:
        for _ in range(10_000):
            row = admin.execute("SELECT count(*) FROM pg_locks WHERE NOT granted").fetchone()
            if row is not None and row[0]:
                return
    raise AssertionError("nobody waits for a lock")


def _keep_and_cut_off(uow: UnitOfWork, case: Case, admin: psycopg.Connection[tuple[object, ...]]) -> None:
    uow.keep_case(case)
    _cut_off_everybody_else(admin)


def _cut_off_everybody_else(admin: psycopg.Connection[tuple[object, ...]]) -> None:
    admin.execute(
        "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
        " WHERE datname = current_database() AND pid <> pg_backend_pid()"
    )


def edits_of_one_card(two: Vault) -> tuple[Store, Store, Notice, Notice]:
    """One process is sending an edit of a card when the other queues the next, and would send it at once."""
    one, other = two.open("one"), two.open("other")
    card = two.notice("card", chat=-5)
    first, second = (
        two.notice(words, chat=-5, edits=card.id, key=f"edit:{card.id}") for words in ("first", "second")
    )
    with two.turn(one, claim=lambda notice: True) as uow:
        uow.queue(card)
    one.settle([Settled(card.id, NoticeState.SENT, reference=7)])
    with two.turn(one, claim=lambda notice: True) as uow:
        uow.queue(first)
    with two.turn(other, claim=lambda notice: True) as uow:
        uow.queue(second)
    return one, other, first, second


def test_an_edit_waits_for_the_one_that_another_process_is_sending(two: Vault) -> None:
    one, other, first, second = edits_of_one_card(two)
    assert other.under_way() == []
    assert other.claim(9, two.now) == []
    one.settle([Settled(first.id, NoticeState.SENT, reference=7)])
    assert [item.notice for item in other.claim(9, two.now)] == [second]


def test_an_edit_that_would_have_to_be_sent_after_a_later_one_is_dropped(two: Vault) -> None:
    one, other, first, second = edits_of_one_card(two)
    two.passes(seconds=1)
    one.settle([Settled(first.id, NoticeState.QUEUED, not_before=two.now)])
    assert [item.notice.id for item in one.outbox([NoticeState.DROPPED])] == [first.id]
    assert [item.notice for item in other.claim(9, two.now)] == [second]


def test_each_hears_of_the_others_by_their_heartbeats(two: Vault) -> None:
    one, other = two.open("one"), two.open("other")
    assert (one.beat(), other.beat()) == (2, 2)
    two.open("onlooker", serving=False)
    assert one.beat() == 2
    other.leave()
    assert one.beat() == 1
    other.beat()
    two.passes(minutes=1)
    assert one.beat() == 1


def test_of_two_that_publish_at_once_one_does(two: Vault) -> None:
    one, other = two.open("one"), two.open("other")
    old, new = an_edition("complaint", 1), an_edition("complaint", 2)
    one.publish([old])
    with ThreadPoolExecutor(2) as both:
        made = [publishing.result() for publishing in [both.submit(s.issue, Release([new])) for s in (one, other)]]
    assert sum(len(publications) for publications in made) == 1
    assert [publication.edition for publication in one.publications()] == [new.digest, old.digest]


def test_a_timer_set_from_outside_comes_once(two: Vault) -> None:
    one, other = two.open("one"), two.open("other")
    for store in (one, other):
        store.set_timer(Timer("playbooks", "staff:0", two.now, "playbooks", {}))
    assert one.fire_timers(two.now) + other.fire_timers(two.now) == 1
