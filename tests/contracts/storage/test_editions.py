"""Published playbooks, and those that were."""

from __future__ import annotations

from dataclasses import replace

from handlers.engine.session import Frame, Session
from handlers.publications import Publication, Release, Way
from playbooks.edition import Edition
from playbooks.forms import form, forms
from playbooks.model import Kind, StepMap
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


def test_who_is_in_the_middle_of_a_playbook_is_found_by_it(vault: Vault) -> None:
    store, old = vault.open(), an_edition("complaint", 1)
    store.publish([old])
    frame = Frame("f1", Kind.COMPLAINT, "complaint", old.digest, vault.now)
    said = Frame("f2", Kind.INCIDENT, "spill", "e" * 64, vault.now, said='a "complaint"')
    with vault.turn(store) as uow:
        uow.keep_session("staff:1", Session("a", frames=(frame,)))
        uow.keep_session("staff:2", Session("b", drafts=(frame,)))
        uow.keep_session("staff:3", Session("c", frames=(said,)))
        uow.keep_session("staff:4", Session("d"))
    assert [conversation for conversation, _ in store.in_flight("complaint")] == ["staff:1", "staff:2"]
    assert store.in_flight("comp%") == []


def test_reports_that_are_to_be_carried_over_get_an_input_of_their_own(vault: Vault) -> None:
    store, old = vault.open(), an_edition("complaint", 1)
    store.publish([old])
    frame = Frame("f1", Kind.COMPLAINT, "complaint", old.digest, vault.now)
    with vault.turn(store) as uow:
        uow.keep_session("staff:1", Session("a", frames=(frame,)))
        uow.keep_session("staff:2", Session("b", frames=(replace(frame, submitted=True),)))
    moved = StepMap.model_validate({"from": 1, "carry": True})
    store.issue(Release([Edition.of(an_edition("complaint", 2).playbook.model_copy(update={"map": moved}))]))
    assert store.fire_timers(vault.now) == 1
    with store.turns() as batch:
        (item,) = [item for item in batch.items if '"carry"' in item.raw]
        assert item.conversation == "staff:1"
