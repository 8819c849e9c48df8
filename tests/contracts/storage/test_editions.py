"""Published playbooks, and those that were."""

from __future__ import annotations

from datetime import date

from playbooks.edition import Edition
from playbooks.model import Kind, Playbook, TextQuestion
from playbooks.words import Words
from tests.contracts.storage.vault import Vault


def test_what_is_published_is_current_and_what_was_stays(vault: Vault) -> None:
    store = vault.open()
    first, second, fire = _edition("complaint", 1), _edition("complaint", 2), _edition("fire", 1)
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
    first, second = _edition("complaint", 1), _edition("complaint", 2)
    for edition in (first, second, first, first):
        store.publish([edition])
        with vault.turn(store) as uow:
            assert uow.editions.current("complaint") == edition


def _edition(playbook: str, version: int) -> Edition:
    return Edition.of(
        Playbook(
            id=playbook,
            kind=Kind.COMPLAINT,
            owner="office",
            version=version,
            reviewed=date(2026, 1, 1),
            sources=["a book"],
            title=Words({"en": "A title", "zh-Hant": "題目"}),
            questions=[TextQuestion(id="what", type="text", ask=Words("What happened?"))],
            closing=Words("Thank you"),
        )
    )
