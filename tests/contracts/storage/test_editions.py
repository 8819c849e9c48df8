"""Published playbooks, and those that were."""

from __future__ import annotations

from handlers.publications import Publication, Release, Way
from playbooks.forms import form, forms
from tests.contracts.storage.vault import Vault, an_edition


def test_what_is_published_is_current_and_what_was_stays(vault: Vault) -> None:
    store = vault.open()
    first, second, fire = an_edition("complaint", 1), an_edition("complaint", 2), an_edition("fire", 1)
    store.publish([first, fire])
    store.publish([second])
    for reader in (store, vault.open("visitor", serving=False)):
        assert reader.editions.all_current() == (second,)
        assert reader.editions.current("complaint") == second
        assert reader.editions.current("fire") is None
        assert reader.editions.by_digest(first.digest) == first
        assert reader.editions.by_digest("unknown") is None


def test_publishing_an_old_edition_again_brings_it_back(vault: Vault) -> None:
    store = vault.open()
    first, second = an_edition("complaint", 1), an_edition("complaint", 2)
    for edition in (first, second, first, first):
        store.publish([edition])
        with vault.turn(store) as uow:
            assert uow.editions.current("complaint") == edition


def test_a_form_can_be_looked_up_by_whoever_is_in_the_middle_of_it_and_chosen_by_nobody(vault: Vault) -> None:
    store = vault.open()
    complaint, earlier = an_edition("complaint", 1), an_edition("corrective-action", 1)
    store.publish([complaint], kept=[earlier])
    store.publish([complaint], kept=forms().values())
    editions = vault.open("two", serving=False).editions
    assert [edition.playbook.id for edition in editions.all_current()] == ["complaint"]
    assert editions.by_digest(earlier.digest) == earlier, "as an earlier Muster asked it"
    assert editions.by_digest(form("corrective-action").digest) == form("corrective-action")
    assert editions.current("corrective-action") is None


def test_what_was_published_is_written_down_once(vault: Vault) -> None:
    store = vault.open()
    first, second, fire = an_edition("complaint", 1), an_edition("complaint", 2), an_edition("fire", 1)
    store.publish([first, fire])
    vault.passes(hours=1)
    release = Release([second], ["fire", "flood"], Way.COMMAND, "Ana")
    assert len(store.issue(release)) == 2
    assert store.issue(release) == ()
    withdrawn, put, *beginnings = vault.open("visitor", serving=False).publications()
    assert put == Publication("complaint", second.digest, first.digest, vault.now, Way.COMMAND, "Ana")
    assert withdrawn == Publication("fire", None, fire.digest, vault.now, Way.COMMAND, "Ana")
    assert {(p.playbook, p.before, p.way) for p in beginnings} == {
        (i, None, Way.FOLDER) for i in ("complaint", "fire")
    }
    assert len(store.publications(limit=1)) == 1
    assert store.editions.all_current() == (second,)


def test_what_is_issued_stands_beside_the_others(vault: Vault) -> None:
    store = vault.open()
    first, second, fire = an_edition("complaint", 1), an_edition("complaint", 2), an_edition("fire", 1)
    store.publish([first, fire])
    store.issue(Release([second]))
    assert store.editions.all_current() == (second, fire)
