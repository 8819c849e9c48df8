"""Evidence: fetched once, kept by its SHA-256, vouched for by the timeline; or given up with a reason."""

from __future__ import annotations

import hashlib
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

from handlers.cases import Case
from handlers.media import CaseFile, Media
from storage import PendingFile
from storage.blobs import LEASE
from storage.store import Store
from tests.contracts.storage.vault import START, Vault

CONTENT = b"\x00every byte of it\xff" * 1000
DIGEST = hashlib.sha256(CONTENT).hexdigest()


def photo(unique: str = "u1") -> Media:
    return Media("photo", f"AgAC{unique}", unique, 17_000, "image/jpeg", "leak.jpg", "the leak")


def a_case(vault: Vault, store: Store, *files: Media, number: str = "C-2026-000001", bot: str = "staff") -> Case:
    case = vault.case(number)
    with vault.turn(store) as uow:
        uow.keep_case(case)
        for media in files:
            uow.attach(case.id, media, "bo", bot)
    return case


def one(vault: Vault, store: Store) -> PendingFile:
    (file,) = store.pending_files(5, vault.now)
    return file


def test_an_attachment_waits_to_be_fetched_by_the_bot_that_heard_it(vault: Vault) -> None:
    store = vault.open()
    case = a_case(vault, store, photo(), bot="duty")
    assert store.pending_files(5, vault.now, ["staff"]) == []
    assert store.next_file(["staff"]) is None
    assert store.pending_files(5, vault.now) == [PendingFile(case.id, photo(), "duty", 1)]


def test_what_a_file_holds_is_kept_and_on_the_timeline(vault: Vault) -> None:
    store = vault.open()
    case = a_case(vault, store, photo())
    assert store.keep_blob(one(vault, store), CONTENT) == DIGEST
    assert store.blob(DIGEST) == CONTENT
    (found,) = store.attachments(case.id)
    assert (found.digest, found.fetched_at, found.attempts) == (DIGEST, vault.now, 1)
    (entry,) = store.timeline(case.id)
    assert (entry.kind, entry.actor) == ("kept", None)
    assert entry.data == {"kind": "photo", "unique": "u1", "sha256": DIGEST, "size": len(CONTENT)}
    assert store.verify(case.number) is None
    vault.passes(days=1)
    assert store.pending_files(5, vault.now) == []
    assert store.next_file() is None


def test_the_same_content_is_stored_once(vault: Vault) -> None:
    store = vault.open()
    case = a_case(vault, store, photo("u1"), photo("u2"))
    for file in store.pending_files(5, vault.now):
        store.keep_blob(file, CONTENT)
    assert [found.digest for found in store.attachments(case.id)] == [DIGEST, DIGEST]


def test_an_empty_file_is_content_too(vault: Vault) -> None:
    store = vault.open()
    a_case(vault, store, photo())
    assert store.blob(store.keep_blob(one(vault, store), b"")) == b""


def test_nobody_has_what_was_never_kept(vault: Vault) -> None:
    store = vault.open()
    assert store.blob("0" * 64) is None
    assert store.blob("\x00") is None


def test_a_claim_is_a_lease(vault: Vault) -> None:
    store = vault.open()
    a_case(vault, store, photo())
    one(vault, store)
    assert store.pending_files(5, vault.now) == []
    assert store.next_file() == START + LEASE
    vault.passes(seconds=LEASE.total_seconds())
    assert one(vault, store).attempts == 2


def test_a_failure_puts_it_off(vault: Vault) -> None:
    store = vault.open()
    a_case(vault, store, photo())
    store.file_failed(one(vault, store), "502", again=vault.now + timedelta(seconds=30))
    assert store.next_file() == START + timedelta(seconds=30)
    assert store.pending_files(5, vault.now) == []
    vault.passes(seconds=30)
    assert one(vault, store).attempts == 2


def test_giving_up_is_on_the_timeline_once(vault: Vault) -> None:
    store = vault.open()
    case = a_case(vault, store, photo())
    file = one(vault, store)
    store.file_failed(file, "gone \x00 for good")
    store.file_failed(file, "again")
    store.keep_blob(file, CONTENT)
    (found,) = store.attachments(case.id)
    assert (found.given_up, found.digest) == ("gone \x00 for good", None)
    (entry,) = store.timeline(case.id)
    assert (entry.kind, entry.data) == ("lost", {"kind": "photo", "unique": "u1", "why": "gone \x00 for good"})
    assert store.verify(case.number) is None
    vault.passes(days=1)
    assert store.pending_files(5, vault.now) == []


def test_a_turn_sees_how_each_file_stands(vault: Vault) -> None:
    store = vault.open()
    case = a_case(vault, store, photo("u1"), photo("u2"))
    first, second = store.pending_files(5, vault.now)
    store.keep_blob(first, CONTENT)
    store.file_failed(second, "gone")
    vault.passes(seconds=1)
    with vault.turn(store) as uow:
        uow.attach(case.id, photo("u3"), "bo", "duty")
        assert list(uow.files(case.id)) == [
            CaseFile(first.media, "staff", DIGEST),
            CaseFile(second.media, "staff", None, "gone"),
            CaseFile(photo("u3"), "duty"),
        ]


def test_a_later_turn_goes_on_with_the_timeline(vault: Vault) -> None:
    store = vault.open()
    case = a_case(vault, store, photo())
    store.keep_blob(one(vault, store), CONTENT)
    with vault.turn(store) as uow:
        uow.attach(case.id, photo("u2"), "bo")
        uow.keep_case(case)
    store.keep_blob(one(vault, store), CONTENT)
    assert [entry.sequence for entry in store.timeline(case.id)] == [1, 2]
    assert store.verify(case.number) is None


def test_content_that_changed_breaks_the_timeline(vault: Vault) -> None:
    store = vault.open()
    case = a_case(vault, store, photo())
    store.keep_blob(one(vault, store), CONTENT)
    other = "zeroblob(length(content))" if vault.on_sqlite else "decode(repeat('00', length(content)), 'hex')"
    store._database.execute(f"UPDATE blobs SET content = {other}")
    assert store.verify(case.number) == 1


def test_content_that_is_gone_breaks_the_timeline(vault: Vault) -> None:
    store = vault.open()
    case = a_case(vault, store, photo())
    store.keep_blob(one(vault, store), CONTENT)
    store._database.execute("UPDATE attachments SET digest = NULL, fetched_at = NULL")
    store._database.execute("DELETE FROM blobs")
    assert store.verify(case.number) == 1


def test_a_batch_tells_whether_it_brought_files(vault: Vault) -> None:
    store = vault.open()
    case = a_case(vault, store)
    for brings in (False, True):
        vault.says(store, "…")
        with store.turns() as batch, batch.turn(batch.items[0]) as uow:
            if brings:
                uow.attach(case.id, photo(), "bo")
        assert batch.brought_files is brings


def test_two_processes_never_fetch_the_same_file(two: Vault) -> None:
    stores = [two.open(name) for name in ("one", "other")]
    a_case(two, stores[0], *(photo(f"u{number}") for number in range(40)))

    def work(store: Store) -> list[str]:
        taken: list[str] = []
        while claimed := store.pending_files(3, two.now):
            for file in claimed:
                store.keep_blob(file, file.media.unique.encode())
                taken.append(file.media.unique)
        return taken

    with ThreadPoolExecutor(2) as pool:
        first, second = pool.map(work, stores)
    assert sorted(first + second) == sorted(f"u{number}" for number in range(40))
    assert stores[0].verify("C-2026-000001") is None
