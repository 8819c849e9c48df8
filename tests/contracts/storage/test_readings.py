"""Who was asked to read what is new, and who has: kept by person, playbook and version."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers.people import Directory, Role, Staff
from handlers.publications import Release
from handlers.readings.asking import TOGETHER
from handlers.readings.looking import KIND
from handlers.readings.reading import Reading
from playbooks.edition import Edition
from playbooks.words import Words
from tests.contracts.storage.vault import Vault, an_edition


def news(version: int, playbook: str = "complaint") -> Edition:
    """An edition in which something is new."""
    plain = an_edition(playbook, version).playbook
    return Edition.of(plain.model_copy(update={"changes": [Words("Ask for the ticket.")]}))


def test_a_reading_comes_back_as_it_was_kept(vault: Vault) -> None:
    store, now = vault.open(), vault.now
    asked = Reading("bo", "fire", 3, "e" * 64, asked_at=now)
    read = Reading("kit", "fire", 3, "e" * 64, now, 2, now + timedelta(days=3), now + timedelta(days=4))
    seen = Reading("bo", "spill", 1, "f" * 64, read_at=now)
    with vault.turn(store) as uow:
        for reading in (asked, read, seen):
            uow.keep_reading(reading)
        assert uow.readings("bo") == [asked, seen]
    with vault.turn(store) as uow:
        assert (uow.readings("bo"), uow.readings("sam")) == ([asked, seen], [])
        assert uow.readings_about(["fire", "flood"]) == [asked, read]
        assert uow.readings_about([]) == []
        uow.keep_reading(replace(asked, read_at=now))
        assert uow.readings_about(["fire"]) == [replace(asked, read_at=now), read]
    assert store.readings(["fire", "spill"]) == [replace(asked, read_at=now), seen, read]


def test_what_is_new_has_people_looked_at_in_a_moment_and_what_is_not_does_not(vault: Vault) -> None:
    store = vault.open()
    store.publish([an_edition("complaint", 1)])
    assert store.next_timer() is None
    store.issue(Release([an_edition("complaint", 2)]))
    assert store.next_timer() is None
    store.issue(Release([news(3)]))
    assert store.next_timer() == vault.now + TOGETHER
    vault.passes(seconds=30)
    store.issue(Release([news(1, "fire")]))
    assert store.next_timer() == vault.now + TOGETHER


def test_an_import_looks_for_people_who_have_something_to_read(vault: Vault) -> None:
    store, bo = vault.open(), Directory(staff=(Staff("bo", "Bo", Role.STAFF, telegram=1),))
    store.import_organisation(bo)
    assert store.next_timer() is None
    store.publish([news(1)])
    vault.passes(hours=1)
    store.fire_timers(vault.now)
    store.import_organisation(bo)
    assert store.next_timer() == vault.now
    assert store.fire_timers(vault.now) == 1
    with store.turns() as batch:
        assert KIND in batch.items[-1].raw
